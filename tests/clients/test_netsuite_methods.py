"""The hand-written methods of the NetSuite wheel, both flavours, against the sandbox."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.clients.conftest import aconnect, connect
from warp_client_core import AuthenticationError
from warp_sandbox import Sandbox

TOKEN_URL = "http://testserver/services/rest/auth/oauth2/v1/token"


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest, app: Callable[[str], Sandbox]) -> Any:
    """A client of either flavour; `settle` makes their results alike."""
    kind, arguments = (connect if request.param == "sync" else aconnect)("netsuite", app("netsuite"))
    return kind(**arguments, token_url=TOKEN_URL, platform=Platform(request.param == "async"))


class Platform:
    """Stands in for an admin client of the same flavour."""

    def __init__(self, asynchronous: bool) -> None:
        self.netsuite = self
        self._asynchronous = asynchronous

    def get_sync_status(self) -> Any:
        async def later() -> str:
            return "idle"

        return later() if self._asynchronous else "idle"


async def settle(value: Any) -> Any:
    """The value, awaited if need be."""
    return await value if inspect.isawaitable(value) else value


@pytest.mark.anyio
async def test_sign_in_and_renewal(client: Any) -> None:
    """
    The code of a callback becomes tokens, which the next call uses; a refresh keeps the refresh token.
    """
    state = parse_qs(urlsplit(client.oauth.build_authorize_url()).query)["state"][0]
    callback = f"https://app.example.com/callback?state={state}&code=sandbox-code&company=1234567_SB1"

    tokens = await settle(client.oauth.handle_callback(callback))
    renewed = await settle(client.oauth.refresh())
    check = await settle(client.test_connection())

    assert tokens.access_token != renewed.access_token == client.credentials.access_token
    assert tokens.refresh_token == client.credentials.refresh_token
    assert check.ok


@pytest.mark.anyio
async def test_a_refused_token_is_the_cause_of_a_failed_check(client: Any) -> None:
    """
    ``test_connection`` tells why, and raises nothing.
    """
    client.credentials.open("not-a-token")

    check = await settle(client.test_connection())

    assert not check.ok
    assert isinstance(check.cause, AuthenticationError)


@pytest.mark.anyio
async def test_records_are_found_by_their_warp_id(client: Any) -> None:
    """
    The record comes in full; an id that nothing has gives None.
    """
    shown = await settle(client.customers.get("647"))

    customer = await settle(client.customers.find_by_warp_id(shown.custentity_warp_customer_id))
    invoice = await settle(client.invoices.find_by_warp_id("nothing-has-this"))

    assert shown.company_name == customer.company_name
    assert invoice is None


@pytest.mark.anyio
async def test_bulk_writes_give_references_in_order(client: Any) -> None:
    """
    Customers are created or updated by external id, invoices created.
    """
    customers = [
        {"external_id": f"warp-{number}", "company_name": f"Company {number}", "subsidiary": {"id": "1"}}
        for number in range(3)
    ]
    first = await settle(client.customers.bulk_upsert(customers))
    again = await settle(client.customers.bulk_upsert(customers))
    line = {"item": {"id": "310"}, "quantity": 2}
    invoices = await settle(client.invoices.bulk_create([{"entity": {"id": "647"}, "item": {"items": [line]}}]))

    assert [ref.id for ref in first] == [ref.id for ref in again]
    assert 3 == len({ref.id for ref in first})
    assert "647" == (await settle(client.invoices.get(invoices[0].id))).entity.id


@pytest.mark.anyio
async def test_company_and_sync_status(client: Any) -> None:
    """
    The company is put together from documented resources; the sync status is the platform's.
    """
    company = await settle(client.company.get_info())

    assert "Parent Company" == company.company_name
    assert company.server_time.tzinfo is not None
    assert "idle" == await settle(client.get_sync_status())
