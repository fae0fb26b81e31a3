"""
How the hand-written methods are called, what their results must say, and how they fail.

One rule: there is a script for every method that has no operation of its own, and for no other.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

from tests.clients.cassettes.stages import Stage, settle
from warp_sandbox.netsuite import tokens

Action = Callable[[Stage, str | None], Awaitable[Any]]


@attrs.frozen
class Script:
    """
    One hand-written method.

    Attributes:
        act: Calls it on a stage; a token stands for one that is refused.
        returns: Name of the result's class, ``list`` for a list.
        error: Name of the error's class.
        is_last_reply: Whether the result is what the last reply says, and not put together from several.
    """

    act: Action
    returns: str
    error: str = "AuthenticationError"
    is_last_reply: bool = False


def _client(stage: Stage, token: str | None) -> Any:
    return stage.client("netsuite", **({"access_token": token} if token else {}))


async def _company(stage: Stage, token: str | None) -> Any:
    return await settle(_client(stage, token).company.get_info())


async def _customer(stage: Stage, token: str | None) -> Any:
    client = _client(stage, token)
    shown = await settle(client.customers.get("647"))
    return await settle(client.customers.find_by_warp_id(shown.custentity_warp_customer_id))


async def _no_invoice(stage: Stage, token: str | None) -> Any:
    return await settle(_client(stage, token).invoices.find_by_warp_id("nothing-has-this"))


async def _customers(stage: Stage, token: str | None) -> Any:
    wanted = [
        {"external_id": f"warp-{number}", "company_name": f"Company {number}", "subsidiary": {"id": "1"}}
        for number in range(2)
    ]
    return await settle(_client(stage, token).customers.bulk_upsert(wanted))


async def _invoices(stage: Stage, token: str | None) -> Any:
    line = {"item": {"id": "310"}, "quantity": 2}
    wanted = [{"entity": {"id": "647"}, "item": {"items": [line]}}]
    return await settle(_client(stage, token).invoices.bulk_create(wanted))


async def _callback(stage: Stage, token: str | None) -> Any:
    client = _client(stage, None)
    state = parse_qs(urlsplit(client.oauth.build_authorize_url()).query)["state"][0]
    address = f"https://app.example.com/callback?state={state}&code={token or tokens.CODE}&company=1234567_SB1"
    return await settle(client.oauth.handle_callback(address))


async def _refresh(stage: Stage, token: str | None) -> Any:
    client = stage.client("netsuite", refresh_token=token or tokens.REFRESH_TOKEN)
    return await settle(client.oauth.refresh())


async def _check(stage: Stage, token: str | None) -> Any:
    check = await settle(_client(stage, token).test_connection())
    if check.cause is not None:
        raise check.cause
    return check


async def _sync_status(stage: Stage, token: str | None) -> Any:
    platform = stage.client("admin", **({"access_token": token} if token else {}))
    return await settle(stage.client("netsuite", platform=platform).get_sync_status())


SCRIPTS = {
    "company.get_info": Script(_company, "NetSuiteCompanyInfo"),
    "customers.bulk_upsert": Script(_customers, "list"),
    "customers.find_by_warp_id": Script(_customer, "NetSuiteCustomer", is_last_reply=True),
    "get_sync_status": Script(_sync_status, "NetSuiteSyncStatus", is_last_reply=True),
    "invoices.bulk_create": Script(_invoices, "list"),
    "invoices.find_by_warp_id": Script(_no_invoice, "NoneType"),
    "oauth.handle_callback": Script(_callback, "NetSuiteTokens", "ReauthenticationRequired"),
    "oauth.refresh": Script(_refresh, "NetSuiteTokens", "ReauthenticationRequired"),
    "test_connection": Script(_check, "ConnectionCheck"),
}
