"""
Facts about the company behind the account.

NetSuite documents no resource for the company. The rule: the facts are put together from documented ones, and what an
account does not tell is None.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

import attrs

from warp_client_core.client import Client
from warp_client_core.errors import BadRequestError, NotFoundError, PermissionDeniedError
from warp_client_core.options import RequestOptions
from warp_client_core.resource import AsyncResource, Resource
from warp_client_core.steps import Steps

from ...calls import subsidiaries, system
from ...models import NetSuiteSubsidiary, RecordRef
from .client import AsyncRecordsClient, RecordsClient


@attrs.frozen(kw_only=True)
class NetSuiteCompanyInfo:
    """
    The company behind an account.

    Attributes:
        company_name: Name of the root subsidiary; None without OneWorld or without permission to see it.
        legal_name: Registered name of the root subsidiary, where it is set.
        subsidiary_id: Internal id of the root subsidiary.
        account_id: Account id as the client was given it; None when it was not.
        server_time: Clock of the service, UTC.
    """

    company_name: str | None
    legal_name: str | None
    subsidiary_id: str | None
    account_id: str | None
    server_time: datetime


class CompanyFacts(Resource):
    """The company behind the account."""

    _client: RecordsClient

    def get_info(self, *, options: RequestOptions | None = None) -> NetSuiteCompanyInfo:
        """
        Company name, account id and server time, from up to three requests.

        Args:
            options: For each of them.

        Raises:
            WarpError: A request failed for another reason than that the account or role has no subsidiaries.
        """
        return self._client.run(company_info(self._client, self._client.account_id, options))


class AsyncCompanyFacts(AsyncResource):
    """As `CompanyFacts`, for async callers."""

    _client: AsyncRecordsClient

    async def get_info(self, *, options: RequestOptions | None = None) -> NetSuiteCompanyInfo:
        """Company name, account id and server time. Details: `CompanyFacts.get_info`."""
        return await self._client.run(company_info(self._client, self._client.account_id, options))


def company_info(client: Client, account_id: str | None, options: RequestOptions | None) -> Steps[NetSuiteCompanyInfo]:
    """The steps that put the facts together."""
    clock = yield from client.exchange(system.get_server_time(), options)
    root = yield from _root_subsidiary(client, options)
    return NetSuiteCompanyInfo(
        company_name=root.name if root else None,
        legal_name=root.legal_name if root else None,
        subsidiary_id=root.id if root else None,
        account_id=account_id,
        server_time=clock.data.server_time,
    )


def _root_subsidiary(client: Client, options: RequestOptions | None) -> Steps[NetSuiteSubsidiary | None]:
    try:
        page = yield from client.exchange(subsidiaries.list(q="parent EMPTY", limit=1), options)
        found = cast("list[RecordRef]", page.data)
        if not found:
            return None
        return (yield from client.exchange(subsidiaries.get(found[0].id), options)).data
    except (BadRequestError, PermissionDeniedError, NotFoundError):
        # Without OneWorld there is no such record type; how that is said differs from account to account.
        return None
