"""
Which records point at which: customers of transactions, parents of subsidiaries, items of lines.

One rule: only fields are looked at whose targets the sandbox keeps; a currency or an account may be anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from warp_sandbox.errors import Violation
from warp_sandbox.wire.exchange import Record

ITEMS = tuple(f"{sort}{kind}Item" for sort in ("service", "nonInventory") for kind in ("Sale", "Resale", "Purchase"))
TARGETS = {
    "entity": ("customer",),
    "customer": ("customer",),
    "subsidiary": ("subsidiary",),
    "parent": ("subsidiary", "customer"),
    "item": tuple(
        f"{sort}{kind}Item" for sort in ("service", "nonInventory") for kind in ("Sale", "Resale", "Purchase")
    ),
    "doc": ("invoice",),
}


def dangling(body: Record, exists: Callable[[str, str], bool]) -> list[Violation]:
    """The references of a body that lead nowhere; ``exists`` is asked for a type and an id."""
    return [
        Violation(path, f"There is no record {found} for this field.")
        for path, kinds, found in _references(body, "")
        if not any(exists(kind, found) for kind in kinds)
    ]


def is_used(kind: str, record_id: str, records: Iterable[Record]) -> bool:
    """Whether one of the records points at the record."""
    return any(record_id == found and kind in kinds for one in records for _, kinds, found in _references(one, ""))


def _references(value: Any, path: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if isinstance(value, list):
        for one in value:
            yield from _references(one, path)
    elif isinstance(value, dict):
        for name, child in value.items():
            if name in TARGETS and isinstance(child, dict) and isinstance(child.get("id"), str):
                yield f"{path}{name}", TARGETS[name], child["id"]
            else:
                yield from _references(child, f"{path}{name}.")
