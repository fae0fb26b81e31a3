"""Disputes of customers and the decisions on them."""

from __future__ import annotations

import pytest

from warp_sandbox.clock import START
from warp_sandbox.spec.document import Api
from warp_sandbox.warp.billing_invoicing import pay
from warp_sandbox.warp.disputes import SEEDED, Disputes
from warp_sandbox.warp.invoices import Invoices
from warp_sandbox.warp.ledger import OPENING, Ledger, exact
from warp_sandbox.warp.rates import Rates
from warp_sandbox.warp.revenue_sales import Sales
from warp_sandbox.warp.seed import seed
from warp_sandbox.warp.world import World

SHOWN = "DSP-2026-0007"
INVOICE = "e4c3b2a1-9f8e-4d7c-8b6a-5f4e3d2c1b0a"


@pytest.fixture
def disputes(admin):
    """All disputes by id."""
    return lambda: {one["id"]: one for one in admin("GET", "/admin/billing/disputes?limit=100").json()["data"]}


@pytest.fixture
def resolve(admin):
    """Decides on a dispute; returns the reply."""

    def send(dispute=SHOWN, resolution="Granted in full."):
        return admin("PATCH", f"/admin/billing/disputes/{dispute}", json={"resolution": resolution})

    return send


def test_list_pages_through_all_customers(admin, disputes):
    """
    24 disputes make two pages; the document's is the first and still open.
    """
    pages = [admin("GET", f"/admin/billing/disputes?page={page}").json() for page in (1, 2)]

    assert [20, SEEDED - 20] == [len(page["data"]) for page in pages]
    assert (SHOWN, "open") == (pages[0]["data"][0]["id"], pages[0]["data"][0]["status"])
    assert 1 < len({one["customer_id"] for one in disputes().values()})


def test_granted_credit_comes_off_an_unpaid_invoice(resolve, customer, disputes):
    """
    The invoice owes less, and the balance stays.
    """
    before = customer("GET", f"/billing/invoices/{INVOICE}").json()["data"]
    balance = customer("GET", "/billing/balance").json()["data"]["current_balance"]

    decided = resolve().json()["data"]

    after = customer("GET", f"/billing/invoices/{INVOICE}").json()["data"]
    assert ("resolved", 120.0, "Granted in full.") == (
        decided["status"],
        decided["approved_credit"],
        decided["resolution"],
    )
    assert "2026-01-15T12:00:00Z" == decided["resolved_at"]
    assert decided == disputes()[SHOWN]
    for name in ("balance_due", "total_amount", "adjustments_total"):
        assert before[name] - 120 == after[name]
    assert balance == customer("GET", "/billing/balance").json()["data"]["current_balance"]


def test_granted_credit_for_a_paid_invoice_goes_to_the_balance(resolve, customer, disputes):
    """
    What was paid already is paid back.
    """
    own = {one["id"]: one for one in customer("GET", "/billing/invoices?limit=100&status=paid").json()["data"]}
    waiting = ("open", "under_review")
    found = next(one for one in disputes().values() if one["invoice_id"] in own and one["status"] in waiting)
    before = customer("GET", "/billing/balance").json()["data"]["current_balance"]

    decided = resolve(found["id"]).json()["data"]

    after = customer("GET", "/billing/balance").json()["data"]["current_balance"]
    assert before + decided["approved_credit"] == pytest.approx(after)
    assert own[found["invoice_id"]] == customer("GET", f"/billing/invoices/{found['invoice_id']}").json()["data"]


def test_credit_settles_an_invoice_and_the_rest_is_paid_back(document):
    """
    An invoice that owes less than was granted is paid.
    """
    world = World(Api(document))
    seed(world)
    ledger = Ledger(world.events)
    invoices = Invoices(world, Sales(world, ledger, Rates(world)), ledger)
    disputes = Disputes(world, invoices, ledger)
    invoice = invoices.records[INVOICE]
    pay(invoice, exact(invoice["balance_due"]) - 20, START)

    disputes.settle(disputes.records[SHOWN], "Granted.", "admin", START)

    assert ("paid", 0.0, "2026-01-15T12:00:00Z") == (invoice["status"], invoice["balance_due"], invoice["paid_at"])
    assert OPENING + 100 == ledger.balance(invoice["customer_id"])


def test_rejected_dispute_grants_nothing(resolve, customer):
    """
    A decision that says so is a rejection.
    """
    before = customer("GET", f"/billing/invoices/{INVOICE}").json()["data"]

    decided = resolve(resolution="Rejected: the calls were interstate.").json()["data"]

    assert ("rejected", 0.0) == (decided["status"], decided["approved_credit"])
    assert before == customer("GET", f"/billing/invoices/{INVOICE}").json()["data"]


def test_decision_is_final(resolve, disputes):
    """
    What is settled, now or from the start, is a conflict.
    """
    settled = next(one["id"] for one in disputes().values() if one["status"] == "rejected")
    resolve()

    assert (409, 409) == (resolve().status_code, resolve(settled).status_code)


def test_decision_needs_a_text_and_a_dispute(resolve):
    """
    Blank is a 422, unknown a 404.
    """
    assert 422 == resolve(resolution="  ").status_code
    assert 404 == resolve("DSP-none").status_code
