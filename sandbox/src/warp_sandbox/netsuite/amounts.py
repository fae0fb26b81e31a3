"""
What NetSuite fills in by itself: numbers, days, flags and totals of a record that was written.

One rule: a value that the caller may set is filled in only where it is missing; a value that is read-only is always
made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from warp_sandbox.errors import Violation
from warp_sandbox.wire.exchange import Record

_PREFIXES = {"invoice": "INV-", "customerPayment": "PYMT-", "journalEntry": "JE-"}
READ_ONLY = ("balance", "status", "total", "amountPaid", "amountRemaining", "applied", "unapplied")
_OPEN = {"id": "open", "refName": "Open"}
_PAID = {"id": "paidInFull", "refName": "Paid In Full"}


def settled(kind: str, record: Record, now: datetime) -> Record:
    """The record with everything that follows from the rest of it."""
    if kind == "customer":
        return {"entityId": f"CUST-{record['id']}", "isPerson": False, "isInactive": False, "balance": 0.0, **record}
    if kind not in _PREFIXES:
        return record
    dated = {"tranId": f"{_PREFIXES[kind]}{record['id']}", "tranDate": now.date().isoformat(), **record}
    return totals(kind, dated)


def violations(kind: str, record: Record) -> list[Violation]:
    """What is wrong with the amounts of a record: entries that do not balance, payments that apply too much."""
    if kind == "journalEntry":
        lines = _lines(record, "line")
        if _sum(line.get("debit") for line in lines) != _sum(line.get("credit") for line in lines):
            return [Violation("line", "Debits and credits are not the same.")]
    if kind == "customerPayment" and record["unapplied"] < 0:
        return [Violation("apply", "More is applied than is paid.")]
    return []


def postings(kind: str, record: Record) -> Iterator[tuple[str, str, str, float]]:
    """What a record adds to others: type, id, field and amount."""
    if kind == "invoice":
        yield "customer", _target(record, "entity"), "balance", record["total"]
    if kind == "customerPayment":
        yield "customer", _target(record, "customer"), "balance", -_number(record.get("payment"))
        for line in _lines(record, "apply"):
            if line.get("apply", True):
                yield "invoice", _target(line, "doc"), "amountPaid", _number(line.get("amount"))


def totals(kind: str, record: Record) -> Record:
    """The record with its sums made anew."""
    if kind == "invoice":
        lines = [_with_amount(line) for line in _lines(record, "item")]
        total = _sum(line.get("amount") for line in lines)
        paid = _number(record.get("amountPaid"))
        status = _PAID if 0 < total <= paid else _OPEN
        money = {"total": total, "amountPaid": paid, "amountRemaining": round(total - paid, 2)}
        return {**record, "item": {"items": lines}, "status": status, **money}
    if kind == "customerPayment":
        applied = _sum(line.get("amount") for line in _lines(record, "apply") if line.get("apply", True))
        left = round(_number(record.get("payment")) - applied, 2)
        return {**record, "applied": applied, "unapplied": left}
    return record


def _with_amount(line: Record) -> Record:
    if "amount" in line or not {"quantity", "rate"} <= line.keys():
        return line
    return {**line, "amount": round(_number(line["quantity"]) * _number(line["rate"]), 2)}


def _target(record: Record, name: str) -> str:
    reference = record.get(name)
    return str(reference.get("id", "")) if isinstance(reference, dict) else ""


def _lines(record: Record, name: str) -> list[Record]:
    sublist = record.get(name)
    lines = sublist.get("items") if isinstance(sublist, dict) else None
    return [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []


def _sum(values: Any) -> float:
    return round(sum(_number(value) for value in values), 2)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0
