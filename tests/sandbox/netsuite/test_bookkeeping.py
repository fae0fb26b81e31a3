"""References and amounts: what a write does to other records."""

from __future__ import annotations

import json

import pytest

INVOICES = "/record/v1/invoice"
PAYMENTS = "/record/v1/customerPayment"
LINES = {"items": [{"item": {"id": "310"}, "quantity": 100, "rate": 0.5}, {"item": {"id": "311"}, "amount": 25.0}]}


@pytest.fixture
def create(netsuite):
    """Creates a record and gives back its path."""

    def send(path, body):
        reply = netsuite("POST", path, json=body)
        assert 204 == reply.status_code, reply.text
        return reply.headers["Location"].removeprefix("http://sandbox/services/rest")

    return send


@pytest.fixture
def customer(create):
    """The path of a new customer."""
    return create("/record/v1/customer", {"companyName": "Lakeside Voice", "subsidiary": {"id": "1"}})


@pytest.fixture
def reference(customer):
    """A reference to the new customer."""
    return {"id": customer.rpartition("/")[2]}


@pytest.fixture
def invoice(create, reference):
    """The path of an invoice of 75 to the new customer."""
    return create(INVOICES, {"entity": reference, "item": LINES})


def test_customer_begins_with_a_number_and_no_debt(customer, netsuite):
    """
    NetSuite fills in what was not said.
    """
    record = netsuite("GET", customer).json()

    assert (f"CUST-{record['id']}", False, False, 0.0) == tuple(
        record[name] for name in ("entityId", "isPerson", "isInactive", "balance")
    )


def test_invoice_is_the_sum_of_its_lines(invoice, customer, netsuite):
    """
    It is open, dated today, and owed by its customer.
    """
    record = netsuite("GET", invoice).json()

    assert (75.0, 0.0, 75.0) == (record["total"], record["amountPaid"], record["amountRemaining"])
    assert ("open", "2026-01-15", f"INV-{record['id']}") == (
        record["status"]["id"],
        record["tranDate"],
        record["tranId"],
    )
    assert 75.0 == netsuite("GET", customer).json()["balance"]


def test_changed_invoice_changes_the_debt(invoice, customer, netsuite):
    """
    The old total is taken back.
    """
    netsuite("PATCH", invoice, json={"item": {"items": [{"line": 2, "amount": 5.0}]}})

    assert 55.0 == netsuite("GET", invoice).json()["total"] == netsuite("GET", customer).json()["balance"]


def test_payment_settles_the_invoice(invoice, customer, reference, create, netsuite):
    """
    In parts and then in full; a payment that is deleted was none.
    """
    apply = {"doc": {"id": invoice.rpartition("/")[2]}, "apply": True}

    def pay(amount):
        applied = {"items": [{**apply, "amount": amount}]}
        return create(PAYMENTS, {"customer": reference, "payment": amount, "apply": applied})

    def state():
        record = netsuite("GET", invoice).json()
        return record["amountRemaining"], record["status"]["id"], netsuite("GET", customer).json()["balance"]

    pay(50.0)
    part = state()
    last = pay(25.0)
    full = state()
    netsuite("DELETE", last)

    assert [(25.0, "open", 25.0), (0.0, "paidInFull", 0.0), (25.0, "open", 25.0)] == [part, full, state()]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (
            PAYMENTS,
            {
                "customer": {"id": "648"},
                "payment": 5.0,
                "apply": {"items": [{"doc": {"id": "20418"}, "apply": True, "amount": 6.0}]},
            },
            "apply",
        ),
        (
            "/record/v1/journalEntry",
            {
                "subsidiary": {"id": "1"},
                "line": {
                    "items": [
                        {"account": {"id": "1"}, "debit": 5.0},
                        {"account": {"id": "2"}, "credit": 4.0},
                    ]
                },
            },
            "line",
        ),
        (INVOICES, {"entity": {"id": "999"}, "item": LINES}, "entity"),
        (INVOICES, {"entity": {"id": "648"}, "item": {"items": [{"item": {"id": "999"}}]}}, "item.items.item"),
    ],
)
def test_what_does_not_add_up_is_refused(path, body, field, netsuite):
    """
    Entries balance, payments apply no more than they are, and references lead somewhere.
    """
    reply = netsuite("POST", path, json=body)

    detail = reply.json()["o:errorDetails"][0]
    assert (400, "INVALID_CONTENT", field) == (reply.status_code, detail["o:errorCode"], detail["o:errorPath"])


def test_customer_with_transactions_stays(invoice, customer, netsuite):
    """
    It can be deleted once nothing refers to it.
    """
    refused = netsuite("DELETE", customer)
    netsuite("DELETE", invoice)

    assert (400, 204) == (refused.status_code, netsuite("DELETE", customer).status_code)


@pytest.mark.parametrize(
    "change",
    [
        {"entity": None},
        {"total": "x", "amountPaid": "x", "status": 7, "amountRemaining": None},
        {"item": None},
        {"item": {"items": []}},
    ],
)
def test_what_follows_from_the_rest_cannot_be_written(change, invoice, netsuite):
    """
    Read-only amounts are ignored, and an invoice may lose its customer or its lines.
    """
    assert 204 == netsuite("PATCH", invoice, json=change).status_code

    record = netsuite("GET", invoice).json()
    assert record["total"] == record["amountRemaining"]
    assert ("open", 0.0) == (record["status"]["id"], record["amountPaid"])


@pytest.mark.parametrize(
    "record",
    [
        {"externalId": 7},
        {"id": 20418, "externalId": ["x"]},
        {"id": "20418", "item": {"items": ["x"]}},
        {"id": "20418", "item": {"items": [{"line": "first"}]}},
        {"id": "20418", "item": {"items": [{"line": None, "item": 5}]}},
        {"id": {"x": 1}},
    ],
)
@pytest.mark.parametrize("method", ["PATCH", "PUT", "POST"])
def test_malformed_record_of_a_batch_fails_alone(record, method, netsuite):
    """
    Its result is a refusal; nothing breaks.
    """
    headers = {"Prefer": "respond-async", "Content-Type": "application/vnd.oracle.resource+json; type=collection"}
    for kind in ("invoice", "nonInventorySaleItem"):
        reply = netsuite(method, f"/record/v1/{kind}", content=json.dumps({"items": [record]}), headers=headers)

        if reply.status_code == 202:
            address = reply.headers["Location"].removeprefix("http://sandbox/services/rest")
            reply = netsuite("GET", f"{address}/task/1/result")
        assert reply.status_code in (204, 400, 404), reply.text
