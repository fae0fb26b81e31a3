"""Records to write, and what became of them."""

from __future__ import annotations

from typing import Any

from warp_netsuite.overlays.netsuite_records import BulkWriteError

CUSTOMERS = "/record/v1/customer"


def customers(count: int) -> list[dict[str, Any]]:
    return [{"external_id": f"warp-{number}", "company_name": f"Company {number}"} for number in range(count)]


def invoice(**changes: Any) -> dict[str, Any]:
    return {"entity": {"id": "647"}, "item": {"items": [{"item": {"id": "310"}, "quantity": 2}]}, **changes}


def fates(error: BulkWriteError) -> list[str]:
    return [one.fate.value for one in error.results]
