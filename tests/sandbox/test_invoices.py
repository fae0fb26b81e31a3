"""Invoices: seeded ones, their figures, and what time does to them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from warp_sandbox.spec.schemas import Schemas

SHOWN = "e4c3b2a1-9f8e-4d7c-8b6a-5f4e3d2c1b0a"


@pytest.fixture
def invoices(customer):
    """The invoices of the account, by number."""

    def read(query="limit=100"):
        return {one["invoice_number"]: one for one in customer("GET", f"/billing/invoices?{query}").json()["data"]}

    return read


@pytest.fixture
def order(customer):
    """Orders a number, which is charged to the balance."""

    def send():
        offer = customer("GET", "/numbers/search?area_code=212&limit=1").json()["data"][0]
        trunk = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"
        return customer("POST", "/numbers/order", json={"numbers": [offer["number"]], "trunk_id": trunk})

    return send


def at(clock, *moment):
    """Moves the clock to a time."""
    clock.advance((datetime(*moment, tzinfo=UTC) - clock()).total_seconds())


def test_there_is_an_invoice_for_every_month(customer):
    """
    25 months, newest first, in pages.
    """
    pages = [customer("GET", f"/billing/invoices?page={page}").json() for page in (1, 2)]

    assert [20, 5] == [len(page["data"]) for page in pages]
    found = [one["period_start"] for page in pages for one in page["data"]]
    assert found == sorted(set(found), reverse=True)
    assert SHOWN == pages[0]["data"][0]["id"]


def test_figures_add_up(invoices):
    """
    Items make the subtotal; taxes, adjustments and payments do the rest.
    """
    for one in invoices().values():
        money = {name: Decimal(str(value)) for name, value in one.items() if isinstance(value, float)}
        assert money["subtotal"] == sum(Decimal(str(item["amount"])) for item in one["items"])
        assert money["tax_amount"] == sum(Decimal(str(tax["amount"])) for tax in one["taxes"])
        assert money["total_amount"] == money["subtotal"] + money["tax_amount"] + money["adjustments_total"]
        assert money["balance_due"] == money["total_amount"] - money["amount_paid"]


@pytest.mark.parametrize(("status", "count"), [("paid", 22), ("overdue", 1), ("partial", 1), ("sent", 1), ("void", 0)])
def test_list_filters_by_status(status, count, invoices):
    """
    Old invoices are paid, the newer ones in all states of being owed.
    """
    found = invoices(f"limit=100&status={status}")

    assert count == len(found)
    assert {status} >= {one["status"] for one in found.values()}


def test_paid_invoices_owe_nothing(invoices):
    """
    They tell when they were settled.
    """
    for one in invoices("limit=100&status=paid").values():
        assert (0.0, True) == (one["balance_due"], one["issue_date"] < one["paid_at"] < one["due_date"])


def test_invoices_of_others_are_unknown(app, customer, admin):
    """
    Neither listed, nor shown, nor downloaded.
    """
    own = app.state.sandbox.customer_id
    disputes = admin("GET", "/admin/billing/disputes?limit=100").json()["data"]
    foreign = next(one["invoice_id"] for one in disputes if one["customer_id"] != own)

    listed = customer("GET", "/billing/invoices?limit=100").json()["data"]

    assert {own} == {one["customer_id"] for one in listed}
    for path in ("", "/download"):
        assert 404 == customer("GET", f"/billing/invoices/{foreign}{path}").status_code
        assert 200 == customer("GET", f"/billing/invoices/{SHOWN}{path}").status_code


def test_download_links_end_and_differ(customer):
    """
    A link is good for an hour, and every request gets a fresh one.
    """
    first, second = (customer("GET", f"/billing/invoices/{SHOWN}/download").json()["data"] for _ in range(2))

    assert "2026-01-15T13:00:00Z" == first["expires_at"]
    assert first["download_url"] != second["download_url"]
    assert "INV-2026-01-0001.pdf" in first["download_url"]


def test_unpaid_invoice_falls_due(invoices, app, clock, document):
    """
    From the day after its due date it is overdue, and admins are told.
    """
    at(clock, 2026, 1, 31, 23, 59, 59)
    before = invoices()["INV-2025-12-0001"]["status"]
    at(clock, 2026, 2, 1)

    after = invoices()["INV-2025-12-0001"]

    assert ("partial", "overdue") == (before, after["status"])
    alerts = {one.payload["invoice_id"]: one for one in app.state.sandbox.events.log if one.name == "billing.alert"}
    alert = alerts[after["id"]]
    assert ("admin", "invoice_overdue", after["balance_due"]) == (
        alert.audience,
        alert.payload["type"],
        alert.payload["amount"],
    )
    assert [] == Schemas(document).violations("/components/schemas/BillingAlertEvent", alert.payload)


def test_charges_of_a_month_are_invoiced_on_the_first(order, invoices, app, clock):
    """
    What was taken off the balance is billed as paid, once, on the first that finds the month without an invoice.
    """
    before = len(invoices())
    assert 201 == order().status_code
    at(clock, 2026, 2, 1, 2)
    after_january = len(invoices())
    at(clock, 2026, 3, 1, 2)

    made = invoices()["INV-2026-02-0001"]
    at(clock, 2026, 4, 1, 2)

    told = [one.payload for one in app.state.sandbox.events.log if one.name == "invoice.generated"]
    assert (before, before + 1) == (after_january, len(invoices()))
    assert ("paid", 0.0, "2026-03-01", "2026-02-28") == (
        made["status"],
        made["balance_due"],
        made["issue_date"],
        made["period_end"],
    )
    assert made["total_amount"] > 0
    assert [made["id"]] == [one["invoice_id"] for one in told]
