"""
The filter language of record lists, as far as the sandbox understands it.

    companyName START_WITH "Exa" AND isInactive IS false AND externalId EMPTY

One rule: a filter that is not understood is refused; it never selects everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import attrs

from warp_sandbox.errors import Refusal

_CONDITION = re.compile(
    r"""\s*(?P<field>[A-Za-z_][A-Za-z0-9_]*)\s+
        (?:(?P<unary>EMPTY_NOT|EMPTY)|(?P<operator>IS_NOT|IS|START_WITH|CONTAIN)\s+(?P<value>"[^"\\]*"|true|false|-?\d+(?:\.\d+)?))
        \s*(?P<more>AND\b)?""",
    re.VERBOSE,
)
_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "IS": lambda left, right: left == right,
    "IS_NOT": lambda left, right: left != right,
    "START_WITH": lambda left, right: left.startswith(right),
    "CONTAIN": lambda left, right: right in left,
}


@attrs.frozen
class Condition:
    """One condition; ``value`` is text in lower case, None for EMPTY and EMPTY_NOT."""

    field: str
    operator: str
    value: str | None

    def holds(self, record: dict[str, Any]) -> bool:
        """Whether the record fulfils it. Text is compared without regard to case, a reference by its id."""
        found = record.get(self.field)
        if self.value is None:
            return (found in (None, "")) == (self.operator == "EMPTY")
        return _COMPARISONS[self.operator](_text(found), self.value)


def parse(text: str) -> tuple[Condition, ...]:
    """
    The conditions of a filter, all of which must hold.

    Raises:
        Refusal: 400 INVALID_PARAMETER.
    """
    conditions: list[Condition] = []
    position, more = 0, True
    while more:
        match = _CONDITION.match(text, position)
        if match is None:
            raise Refusal(400, f"The filter is not understood from position {position} on.", code="INVALID_PARAMETER")
        value = match["value"]
        operator = match["operator"] or match["unary"]
        conditions.append(Condition(match["field"], operator, value.strip('"').lower() if value else None))
        position, more = match.end(), match["more"] is not None
    if position != len(text):
        raise Refusal(400, f"The filter is not understood from position {position} on.", code="INVALID_PARAMETER")
    return tuple(conditions)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("id", "")).lower()
    return "" if value is None else str(value).lower()
