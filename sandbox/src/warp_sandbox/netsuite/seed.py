"""
The records that a fresh NetSuite has.

One rule: the first record of each kind is the document's example, under an external id of its own, so that the
document's creates are no duplicates. The others stand beside it so that lists have something to page through.
Transactions are those of the second customer, because the document's example of a deletion is about the first.
"""

from __future__ import annotations

from random import Random
from typing import Any

from warp_sandbox.netsuite.records import Records
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.samples import sample
from warp_sandbox.wire.exchange import Record

_SHOWN = {
    "customer": "NetSuiteCustomer",
    "invoice": "NetSuiteInvoice",
    "customerPayment": "NetSuitePayment",
    "serviceSaleItem": "NetSuiteItem",
    "nonInventorySaleItem": "NetSuiteItem",
    "journalEntry": "NetSuiteJournalEntry",
}
_COMPANIES = ("Granite Voice Inc.", "Harbor Telecom LLC", "Prairie Networks Co.", "Summit Carrier Services")
_COUNTRIES = {"US": "United States", "CA": "Canada"}


def fill(records: Records, api: Api, seed: int) -> None:
    """Put in 3 subsidiaries, the first without a parent, 5 customers, and one record of each other type."""
    for record in _subsidiaries():
        records.put("subsidiary", record)
    for kind, name in _SHOWN.items():
        shown = _of_the_second(_stored(sample(api, f"/components/schemas/{name}")))
        goods = {"id": "311", "itemId": "SKU002", "displayName": "Desk phone"}
        record = {**shown, **goods} if kind == "nonInventorySaleItem" else shown
        records.put(kind, {**record, "externalId": f"sandbox-{record['id']}"})
    random = Random(seed)
    for number, company in enumerate(_COMPANIES, 1):
        records.put("customer", _customer(records, number, company, random))


def _subsidiaries() -> list[Record]:
    names = {"1": ("Parent Company", "US"), "2": ("Example Voice Inc.", "US"), "3": ("Example Voice Canada", "CA")}
    records = []
    for record_id, (name, country) in names.items():
        record: Record = {
            "id": record_id,
            "name": name,
            "legalName": name,
            "country": {"id": country, "refName": _COUNTRIES[country]},
            "currency": {"id": "1", "refName": "USD"},
            "isInactive": False,
            "isElimination": False,
        }
        records.append(record if record_id == "1" else {**record, "parent": {"id": "1", "refName": "Parent Company"}})
    return records


def _customer(records: Records, number: int, company: str, random: Random) -> Record:
    return {
        **records.get("customer", "647"),
        "id": str(647 + number),
        "entityId": f"CUST-{1042 + number}",
        "companyName": company,
        "email": f"billing{number}@example.com",
        "externalId": f"sandbox-{647 + number}",
        "isInactive": number == 4,
        "balance": random.randrange(0, 500_000) / 100,
        "custentity_warp_customer_id": None,
    }


def _of_the_second(value: Any) -> Any:
    """The example with its references to the first customer turned to the second."""
    if isinstance(value, list):
        return [_of_the_second(one) for one in value]
    if not isinstance(value, dict):
        return value
    second = {"id": "648", "refName": f"CUST-1043 {_COMPANIES[0]}"}
    return {
        name: second if name in ("entity", "customer") and child.get("id") == "647" else _of_the_second(child)
        for name, child in value.items()
    }


def _stored(record: Any) -> Record:
    """The example without links and counts, as these are made when a record is read."""
    kept = {name: value for name, value in record.items() if name != "links"}
    return {name: {"items": value["items"]} if _is_sublist(value) else value for name, value in kept.items()}


def _is_sublist(value: Any) -> bool:
    return isinstance(value, dict) and "items" in value
