"""
Finds the caller's own account, so that ``trunks.list()`` needs no customer id.

The rule: the id belongs to a signed-in identity. It is looked up once for it, by one caller while all others wait for
the answer, and forgotten when the identity changes: at sign-in, at sign-out.
"""

from __future__ import annotations

from warp_client_core.client import Client
from warp_client_core.resource import AsyncResource, Resource
from warp_client_core.steps import Shared, Steps

_KEY = "account_scope.customer_id"


def customer_id(client: Client) -> Steps[str]:
    """
    The steps that give the id of the caller's account, without I/O when it is known.

    Raises:
        WarpError: The account could not be fetched; nothing is remembered then.
    """
    credentials = client.credentials
    derived, identity = credentials.derived, credentials.identity
    if _KEY not in derived:
        yield Shared((_KEY, identity), lambda: _look_up(client, derived))
    found: str = derived[_KEY]
    return found


def _look_up(client: Client, derived: dict[str, str]) -> Steps[None]:
    # Imported here, so that touching the trunks does not load the types of accounts.
    from ...calls import account

    # Another caller may have finished between the look into the cache and the start of this flight.
    if _KEY not in derived:
        response = yield from client.exchange(account.get())
        derived[_KEY] = response.data.id


class AccountScope(Resource):
    """Base of a resource whose customer id may be left out."""

    def _customer_id(self) -> str:
        return self._client.run(customer_id(self._client))


class AsyncAccountScope(AsyncResource):
    """As `AccountScope`, for async callers."""

    async def _customer_id(self) -> str:
        return await self._client.run(customer_id(self._client))
