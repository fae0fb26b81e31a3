"""Writes records from a process of its own: ``python -m ... customers|invoices <base url> <journal> <count>``."""

from __future__ import annotations

import sys
from typing import Any

from tests.overlays.netsuite_records.simulated import HASTY
from warp_netsuite import NetSuiteClient
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN

LINES = {"items": [{"item": {"id": "310"}, "quantity": 1, "rate": 5}]}


def records(kind: str, count: int) -> list[dict[str, Any]]:
    """What is written: the same every time."""
    if kind == "invoices":
        return [{"entity": {"id": "647"}, "item": LINES, "memo": f"bulk {number}"} for number in range(count)]
    return [
        {"external_id": f"bulk-{number}", "company_name": f"Company {number}", "subsidiary": {"id": "2"}}
        for number in range(count)
    ]


def main(kind: str, base_url: str, journal: str, count: str) -> None:
    """Write them all."""
    with NetSuiteClient(base_url=base_url, access_token=ACCESS_TOKEN, ambient=HASTY, max_retries=12) as client:
        given = records(kind, int(count))
        if kind == "customers":
            refs = client.customers.bulk_upsert(given, journal=journal)
        else:
            refs = client.invoices.bulk_create(given, journal=journal)
    sys.stdout.write(f"{len(refs)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
