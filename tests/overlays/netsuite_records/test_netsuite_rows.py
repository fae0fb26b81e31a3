"""Each agreed method of the NetSuite client does what it says, against a NetSuite on a real socket."""

from __future__ import annotations

import csv
import datetime as dt
import types
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from warp_netsuite import ConnectionCheck
from warp_sandbox.netsuite.integrations import ACCOUNT, CLIENT_ID, CLIENT_SECRET, Integration

ROWS = Path(__file__).parents[2] / "data" / "operations.csv"
REDIRECT = "https://app.example.com/callback"
REF = {"id": "2"}
LINES = {"items": [{"item": {"id": "310"}, "quantity": 2, "rate": Decimal("5.25")}]}
ENTRY = {"items": [{"account": {"id": "1"}, "debit": 5}, {"account": {"id": "2"}, "credit": 5}]}
PLATFORM = types.SimpleNamespace(netsuite=types.SimpleNamespace(get_sync_status=lambda: "in step"))


def first(page: Any) -> str:
    """The id of the first entry of a list that holds nothing else."""
    assert page.items[0].location.endswith(f"/{page.items[0].id}")
    return str(page.items[0].id)


def written(client: Any, resource: str, ref: Any, **shown: Any) -> bool:
    """Whether a write told where the record is, and the record is as it was written."""
    record = getattr(client, resource).get(ref.id)
    return bool(ref.location.endswith(f"/{ref.id}")) and all(getattr(record, name) == shown[name] for name in shown)


def deleted(client: Any) -> bool:
    assert client.customers.delete("647") is None
    return "647" not in [ref.id for ref in client.customers.list()]


def found(client: Any) -> bool:
    client.customers.update("647", custentity_warp_customer_id="w-1")
    return "647" == client.customers.find_by_warp_id("w-1").id


def found_invoice(client: Any) -> bool:
    known = first(client.invoices.list())
    client.invoices.update(known, custbody_warp_invoice_id="w-9")
    return known == client.invoices.find_by_warp_id("w-9").id


def batch(client: Any) -> bool:
    refs = client.customers.bulk_upsert([{"external_id": "b-1", "company_name": "B", "subsidiary": REF}])
    return "B" == client.customers.get(refs[0].id).company_name


def invoices(client: Any) -> bool:
    refs = client.invoices.bulk_create([{"entity": {"id": "647"}, "item": LINES, "external_id": "b-1"}])
    return Decimal("10.5") == client.invoices.get(refs[0].id).total


def signed_in(client: Any) -> Any:
    """The tokens that a consent leads to."""
    reply = httpx.get(client.oauth.build_authorize_url(), follow_redirects=False)
    return client.oauth.handle_callback(reply.headers["location"])


def renewed(client: Any) -> bool:
    tokens = signed_in(client)
    return client.oauth.refresh().access_token not in (None, tokens.access_token)


def written_payment(client: Any) -> bool:
    ref = client.payments.create(customer={"id": "648"}, payment=12, tran_date=dt.date(2026, 1, 5))
    return written(client, "payments", ref, payment=Decimal(12))


def written_invoice(client: Any) -> bool:
    ref = client.invoices.create(entity={"id": "647"}, item=LINES)
    return written(client, "invoices", ref, total=Decimal("10.5"))


def changed_invoice(client: Any) -> bool:
    known = first(client.invoices.list())
    return written(client, "invoices", client.invoices.update(known, memo="late"), memo="late")


def item(client: Any) -> bool:
    ref = client.service_items.create(item_id="SKU-9")
    return ref.id in [one.id for one in client.service_items.list()]


def entry(client: Any) -> bool:
    ref = client.journal_entries.create(subsidiary=REF, line=ENTRY)
    return ref.id in [one.id for one in client.journal_entries.list()]


CHECKS: dict[str, Callable[[Any], bool]] = {
    "oauth.build_authorize_url": lambda client: "code_challenge_method=S256" in client.oauth.build_authorize_url(),
    "oauth.handle_callback": lambda client: bool(signed_in(client).access_token),
    "oauth.refresh": renewed,
    "company.get_info": lambda client: "Parent Company" == client.company.get_info().company_name,
    "subsidiaries.list": lambda client: "1" == first(client.subsidiaries.list()),
    "subsidiaries.get": lambda client: "Example Voice Inc." == client.subsidiaries.get("2").name,
    "customers.list": lambda client: "647" == first(client.customers.list()),
    "customers.get": lambda client: "Example Telecom LLC" == client.customers.get("647").company_name,
    "customers.create": lambda client: written(
        client, "customers", client.customers.create(company_name="New", subsidiary=REF), company_name="New"
    ),
    "customers.update": lambda client: written(
        client, "customers", client.customers.update("647", phone="123"), phone="123"
    ),
    "customers.delete": deleted,
    "customers.find_by_warp_id": found,
    "customers.bulk_upsert": batch,
    "invoices.list": lambda client: bool(first(client.invoices.list())),
    "invoices.get": lambda client: client.invoices.get(first(client.invoices.list())).entity is not None,
    "invoices.create": written_invoice,
    "invoices.update": changed_invoice,
    "invoices.find_by_warp_id": found_invoice,
    "invoices.bulk_create": invoices,
    "payments.list": lambda client: bool(first(client.payments.list())),
    "payments.get": lambda client: client.payments.get(first(client.payments.list())).payment is not None,
    "payments.create": written_payment,
    "service_items.list": lambda client: "310" == first(client.service_items.list()),
    "service_items.create": item,
    "non_inventory_items.list": lambda client: "311" == first(client.non_inventory_items.list()),
    "journal_entries.list": lambda client: bool(first(client.journal_entries.list())),
    "journal_entries.create": entry,
    "test_connection": lambda client: client.test_connection() == ConnectionCheck(ok=True),
    "get_sync_status": lambda client: "in step" == client.get_sync_status(),
    "customers.upsert": lambda client: written(
        client, "customers", client.customers.upsert("u-1", company_name="U", subsidiary=REF), company_name="U"
    ),
    "invoices.upsert": lambda client: written(
        client, "invoices", client.invoices.upsert("u-1", entity={"id": "647"}, item=LINES), total=Decimal("10.5")
    ),
    "payments.upsert": lambda client: written(
        client, "payments", client.payments.upsert("u-1", customer={"id": "648"}, payment=7), payment=Decimal(7)
    ),
    "query": lambda client: {"id": "647"} in list(client.query("SELECT id FROM customer ORDER BY id")),
}


def agreed() -> list[str]:
    with ROWS.open(encoding="utf-8", newline="") as lines:
        return [row["call"] for row in csv.DictReader(lines) if "netsuite" == row["audience"]]


@pytest.mark.parametrize("call", sorted(CHECKS))
def test_the_method_does_what_it_says(simulate: Any, call: str) -> None:
    """
    Asked of a NetSuite on a real socket, whose records tell.
    """
    simulator = simulate(integrations=(Integration(CLIENT_ID, CLIENT_SECRET, (REDIRECT,)),))
    host = simulator.base_url.removesuffix("/services/rest")
    signing_in = {
        "account_id": ACCOUNT,
        "auth_url": f"{host}/app/login/oauth2/authorize.nl",
        "token_url": f"{simulator.base_url}/auth/oauth2/v1/token",
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "redirect_uri": REDIRECT,
    }

    with simulator.client(platform=PLATFORM, **signing_in) as client:
        assert CHECKS[call](client)


def test_no_agreed_method_is_left_out() -> None:
    """
    Beyond the rows here there are two ways out of a session, and the synchronisation, which have tests of their own.
    """
    elsewhere = {"oauth.revoke", "oauth.authorize_in_browser", "sync.customer", "sync.invoice"}

    assert set(agreed()) - elsewhere == set(CHECKS) - elsewhere
