"""WARP's customers and invoices come to NetSuite once, as they are, and a dry run tells what would change."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal
from typing import Any

import attrs
import pytest

from warp_client_core import BadRequestError
from warp_netsuite import FieldChange, SyncMapping, eid

MAPPING = SyncMapping(
    subsidiary="2",
    currencies={"USD": "1"},
    terms={30: "5"},
    items={"VOICE": "310"},
    tax_item="311",
    adjustment_item="310",
    custom={"custentity_ban": "ban"},
)
CUSTOMER = {
    "id": "c-1",
    "ban": "B-100",
    "company_name": "Example Calls",
    "status": "active",
    "billing_email": "bills@example.com",
    "contact": {"phone": "+13035550100", "email": "other@example.com"},
    "credit_limit": Decimal("500.00"),
    "payment_terms": 30,
    "currency": "USD",
}
INVOICE = {
    "id": "i-1",
    "invoice_number": "W-2026-1",
    "customer_id": "c-1",
    "status": "sent",
    "currency": "USD",
    "issue_date": dt.date(2026, 2, 1),
    "due_date": dt.date(2026, 3, 3),
    "period_start": dt.date(2026, 1, 1),
    "total_amount": Decimal("21.60"),
    "adjustments_total": Decimal("-1.00"),
    "items": [
        {
            "description": "Minutes",
            "item_type": "VOICE",
            "quantity": 1000,
            "unit_price": Decimal("0.0200000"),
            "amount": Decimal("20.00"),
            "metadata": {"jurisdiction": "interstate", "trunk_id": "t-1"},
        }
    ],
    "taxes": [{"type": "SALES", "amount": Decimal("2.60"), "rate": Decimal("0.13")}],
}


def test_a_customer_is_created_with_its_custom_fields_at_the_top(simulator: Any, live: Any) -> None:
    """
    NetSuite knows no map of custom fields.
    """
    plan = live.sync.customer(CUSTOMER, mapping=MAPPING)

    record = next(one for one in simulator.records() if "warp-c-1" == one.get("externalId"))
    assert ("create", True, record["id"]) == (plan.action, plan.applied, plan.ref.id)
    assert {
        "companyName": "Example Calls",
        "email": "bills@example.com",
        "phone": "+13035550100",
        "creditLimit": 500,
        "isInactive": False,
        "subsidiary": {"id": "2"},
        "currency": {"id": "1"},
        "terms": {"id": "5"},
        "custentity_warp_customer_id": "c-1",
        "custentity_warp_account_status": "active",
        "custentity_ban": "B-100",
    }.items() <= record.items()


def test_the_same_customer_again_changes_nothing(simulator: Any, live: Any) -> None:
    """
    Nothing differs, so nothing is written.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)
    before = simulator.records()

    plan = live.sync.customer(CUSTOMER, mapping=MAPPING)

    assert ("none", (), False) == (plan.action, plan.changes, plan.applied)
    assert before == simulator.records()


def test_a_dry_run_tells_what_would_change_and_writes_nothing(simulator: Any, live: Any) -> None:
    """
    Field by field, with the value before and after.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)
    before = simulator.records()
    changed = {**CUSTOMER, "status": "terminated", "credit_limit": Decimal("750.50")}

    plan = live.sync.customer(changed, mapping=MAPPING, dry_run=True)

    wanted = {
        FieldChange("creditLimit", 500, Decimal("750.50")),
        FieldChange("isInactive", False, True),
        FieldChange("custentity_warp_account_status", "active", "terminated"),
    }
    assert ("update", False) == (plan.action, plan.applied)
    assert {(one.field, one.after) for one in wanted} == {(one.field, one.after) for one in plan.changes}
    assert "update customer warp-c-1" == str(plan).splitlines()[0]
    assert "  isInactive: False -> True" in str(plan).splitlines()
    assert before == simulator.records()


def test_only_what_differs_is_written(live: Any) -> None:
    """
    What others changed in NetSuite and WARP does not know stays.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)
    live.customers.update(eid("warp-c-1"), entity_id="MINE-1")

    plan = live.sync.customer({**CUSTOMER, "company_name": "Renamed"}, mapping=MAPPING)

    record = live.customers.get(plan.ref.id)
    assert ["companyName"] == [one.field for one in plan.changes]
    assert ("Renamed", "MINE-1") == (record.company_name, record.entity_id)


def test_a_value_that_warp_does_not_have_stays(live: Any) -> None:
    """
    Unknown is not empty.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)

    plan = live.sync.customer({"id": "c-1", "company_name": "Example Calls"}, mapping=SyncMapping())

    assert "none" == plan.action


def test_a_customer_that_others_brought_is_adopted(simulator: Any, live: Any) -> None:
    """
    Found by WARP's id in its own field, it gets the external id, and there is no second one.
    """
    live.customers.update("648", custentity_warp_customer_id="c-1")

    plan = live.sync.customer(CUSTOMER, mapping=MAPPING)

    assert ("update", "648") == (plan.action, plan.ref.id)
    assert "648" == live.customers.get(eid("warp-c-1")).id
    assert 5 == len(simulator.records())


@pytest.mark.anyio
async def test_twice_at_the_same_time_makes_one_customer(simulator: Any) -> None:
    """
    The external id decides, in NetSuite.
    """
    import asyncio

    async with simulator.async_client() as client:
        plans = await asyncio.gather(*(client.sync.customer(CUSTOMER, mapping=MAPPING) for _ in range(4)))

    assert 1 == len({plan.ref.id for plan in plans})
    assert 6 == len(simulator.records())


def test_a_lost_reply_makes_one_customer(simulator: Any, live: Any) -> None:
    """
    The write is sent again, and finds the record.
    """
    simulator.script.extend(["", "", "lost-reply"])

    live.sync.customer(CUSTOMER, mapping=MAPPING)

    assert 6 == len(simulator.records())


def test_an_invoice_is_created_with_its_lines(live: Any) -> None:
    """
    Charges, taxes and adjustments are lines, and make the total.
    """
    owner = live.sync.customer(CUSTOMER, mapping=MAPPING)

    plan = live.sync.invoice(INVOICE, mapping=MAPPING)

    record = live.invoices.get(plan.ref.id, expand_sub_resources=True)
    assert (owner.ref.id, Decimal("21.6"), "W-2026-1") == (record.entity.id, record.total, record.tran_id)
    assert (dt.date(2026, 2, 1), dt.date(2026, 3, 3)) == (record.tran_date, record.due_date)
    assert ("i-1", "2026-01") == (record.custbody_warp_invoice_id, record.custbody_warp_period)
    assert [("310", 20), ("311", Decimal("2.6")), ("310", -1)] == [
        (line.item.id, line.amount) for line in record.item.items
    ]
    assert ("t-1", "interstate") == (
        record.item.items[0].custcol_warp_trunk_id,
        record.item.items[0].custcol_jurisdiction,
    )


def test_the_same_invoice_again_changes_nothing(live: Any) -> None:
    """
    Its lines are compared one by one.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)
    live.sync.invoice(INVOICE, mapping=MAPPING)

    assert "none" == live.sync.invoice(INVOICE, mapping=MAPPING).action


def test_lines_that_changed_take_the_place_of_the_present_ones(live: Any) -> None:
    """
    One changed and one gone, not five in the end.
    """
    live.sync.customer(CUSTOMER, mapping=MAPPING)
    live.sync.invoice(INVOICE, mapping=MAPPING)
    line = {**INVOICE["items"][0], "amount": Decimal("10.00"), "unit_price": Decimal("0.01")}  # type: ignore[index] # ours
    changed = {**INVOICE, "items": [line], "adjustments_total": None, "total_amount": Decimal("12.60")}

    plan = live.sync.invoice(changed, mapping=MAPPING)

    record = live.invoices.get(plan.ref.id, expand_sub_resources=True)
    assert ["item[0].rate", "item[0].amount", "item[2]"] == [one.field for one in plan.changes]
    assert (Decimal("12.6"), 2) == (record.total, len(record.item.items))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": None}, "no items"),
        ({"items": []}, "no items"),
        ({"total_amount": Decimal("21.61")}, r"21\.60.*21\.61"),
        ({"id": "a b"}, "WARP id"),
        ({"customer_id": "c 1"}, "WARP id"),
        ({"customer_id": None}, "WARP id"),
        ({"items": [{"amount": 1, "item_type": "SMS"}]}, r"items\[0\].*default_item"),
    ],
)
def test_an_invoice_that_cannot_be_mapped_sends_nothing(
    simulator: Any, live: Any, changes: dict[str, Any], said: str
) -> None:
    """
    A wrong invoice in the books is worse than none.
    """
    with pytest.raises(ValueError, match=said):
        live.sync.invoice({**INVOICE, **changes}, mapping=MAPPING)

    assert 0 == simulator.places.most


@pytest.mark.parametrize(("left_out", "said"), [("tax_item", "taxes"), ("adjustment_item", "adjustments")])
def test_a_line_without_an_item_in_netsuite_is_named(live: Any, left_out: str, said: str) -> None:
    """
    It is not left out of the total.
    """
    with pytest.raises(ValueError, match=f"{said}.*{left_out}"):
        live.sync.invoice(INVOICE, mapping=attrs.evolve(MAPPING, **{left_out: None}))


def test_an_invoice_whose_customer_is_not_there_is_refused(simulator: Any, live: Any) -> None:
    """
    Before anything is written.
    """
    with pytest.raises(ValueError, match=r"sync\.customer"):
        live.sync.invoice(INVOICE, mapping=MAPPING)

    assert 1 == len(simulator.records("invoice"))


@pytest.mark.parametrize("changes", [{"id": 'x" OR id EMPTY'}, {"id": "a/b"}, {"id": None}, {"company_name": ""}])
def test_a_customer_that_cannot_be_mapped_sends_nothing(simulator: Any, live: Any, changes: dict[str, Any]) -> None:
    """
    An id becomes part of an address, and of a filter.
    """
    with pytest.raises(ValueError, match=r"WARP id|company_name"):
        live.sync.customer({**CUSTOMER, **changes}, mapping=MAPPING)

    assert 0 == simulator.places.most


def test_what_netsuite_refuses_is_an_error(live: Any) -> None:
    """
    A subsidiary that does not exist.
    """
    with pytest.raises(BadRequestError, match="subsidiary"):
        live.sync.customer(CUSTOMER, mapping=attrs.evolve(MAPPING, subsidiary="999"))


def test_a_custom_field_has_its_prefix() -> None:
    """
    Else it would be a field of NetSuite's own.
    """
    with pytest.raises(ValueError, match="custom field"):
        SyncMapping(custom={"balance": "current_balance"})


def test_models_of_the_platforms_clients_are_taken(live: Any) -> None:
    """
    Anything with the attributes of a customer, such as the model of another package.
    """
    from warp_customer.models import Contact, Customer, CustomerStatus

    model = Customer(
        id="c-2", ban="B", company_name="Model", status=CustomerStatus("active"), contact=Contact(email="a@example.com")
    )

    plan = live.sync.customer(model, mapping=MAPPING)

    record = live.customers.get(plan.ref.id)
    assert ("Model", "a@example.com") == (record.company_name, record.email)
    assert "active" == record.custentity_warp_account_status


def test_the_package_does_not_import_the_platforms_clients() -> None:
    """
    They are other wheels, which need not be installed.
    """
    code = (
        "import sys, warp_netsuite.overlays.netsuite_sync.resource; "
        "sys.exit(any(name in sys.modules for name in ('warp_admin', 'warp_customer', 'redis')))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
