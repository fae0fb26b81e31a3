"""
What would change in NetSuite, field by field.

Pure. The rule: a field that NetSuite has already as it should be is not in a plan, and so is never written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, cast

import attrs

from ...models import RecordRef


@attrs.frozen
class FieldChange:
    """
    One field.

    Attributes:
        field: Its name in NetSuite; of a line ``item[0].rate``.
        before: Its present value; None when there is none.
        after: The value it gets; None for a line that goes away.
    """

    field: str
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.field}: {_shown(self.before)} -> {_shown(self.after)}"


@attrs.frozen(kw_only=True)
class SyncPlan:
    """
    What bringing a record to NetSuite changes there. ``str()`` shows it, a line for each field.

    Attributes:
        record: Type of the record, such as ``customer``.
        external_id: Under which NetSuite knows it.
        action: ``create``, ``update``, or ``none`` when all is as it should be.
        changes: What differs.
        ref: Where the record is; None while there is none.
        applied: Whether it was written; False for a dry run, and when there was nothing to write.
    """

    record: str
    external_id: str
    action: Literal["create", "update", "none"]
    changes: tuple[FieldChange, ...]
    ref: RecordRef | None = None
    applied: bool = False

    def __str__(self) -> str:
        head = f"{self.action} {self.record} {self.external_id}"
        return "\n".join([head, *(f"  {change}" for change in self.changes)])


def changes_between(present: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """
    The fields that differ, those of lines one by one.

    Args:
        present: The record as NetSuite shows it; empty when there is none.
        wanted: Name -> value of the fields to have.
    """
    return tuple(_changes(present, wanted))


def _changes(present: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[FieldChange]:
    for name, after in wanted.items():
        before = present.get(name)
        lines = _lines(after)
        if lines is not None:
            yield from _line_changes(name, _lines(before) or [], lines)
        elif _plain(before) != _plain(after):
            yield FieldChange(name, _bare(before), _bare(after))


def _line_changes(
    name: str, present: list[Mapping[str, Any]], wanted: list[Mapping[str, Any]]
) -> Iterator[FieldChange]:
    for index, after in enumerate(wanted):
        before: Mapping[str, Any] = present[index] if index < len(present) else {}
        for change in _changes(before, after):
            yield attrs.evolve(change, field=f"{name}[{index}].{change.field}")
    for index in range(len(wanted), len(present)):
        yield FieldChange(f"{name}[{index}]", _bare(present[index].get("item")), None)


def _lines(value: object) -> list[Mapping[str, Any]] | None:
    """The lines of a sublist; None when the value is none."""
    found = cast("Mapping[str, Any]", value).get("items") if isinstance(value, Mapping) else None
    return cast("list[Mapping[str, Any]] | None", found)


def _bare(value: Any) -> Any:
    """A reference as its id."""
    return cast("Mapping[str, Any]", value).get("id") if isinstance(value, Mapping) else value


def _plain(value: Any) -> Any:
    """The value, so that numbers are equal whatever they are written as."""
    value = _bare(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return value
    return value


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value) if isinstance(value, Decimal) else repr(value)
