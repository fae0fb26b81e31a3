"""
Writes the filters of record lists: ``where("companyName").starts_with("Exa") & where("isInactive").is_(False)``.

The rule: NetSuite documents no escape within quotes, so text that would need one is refused and never altered. What
cannot be said here is asked with ``client.query``, whose parameters are bound.

Source: NetSuite help, "Record Collection Filtering".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias, cast

import attrs

Number: TypeAlias = int | float | Decimal
"""What numeric fields and references by internal id are compared with."""

_FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
_CUSTOM: Final = re.compile(r"cust[a-z]+_")
_MOST: Final = 1_000
"""Most values of a list; more does not fit into an address."""


@attrs.frozen(repr=False)
class Filter:
    """
    A condition on records; ``str()`` gives its text, ``&`` and ``|`` join it to others.

    Attributes:
        text: As NetSuite reads it.
        is_open: Whether it has an OR outside of parentheses, which AND would tear apart.
    """

    text: str
    is_open: bool = False

    def __and__(self, other: Filter) -> Filter:
        """Both hold."""
        return Filter(f"{self._closed()} AND {_checked(other)._closed()}")

    def __or__(self, other: Filter) -> Filter:
        """At least one holds."""
        return Filter(f"{self.text} OR {_checked(other).text}", is_open=True)

    def __bool__(self) -> bool:
        """Refuses ``and`` and ``or``, which would drop one of the two."""
        raise TypeError("join filters with & and |, not with 'and' and 'or'")

    def _closed(self) -> str:
        return f"({self.text})" if self.is_open else self.text

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Filter {self.text}>"


@attrs.frozen
class Field:
    """
    A body field of a record, to make filters with. Each has its opposite by ``negated=True``.

    Which operators a field knows depends on its type; a field that has another type is refused by NetSuite.

    Attributes:
        name: As NetSuite spells it.
    """

    name: str

    def empty(self, *, negated: bool = False) -> Filter:
        """There is no value (any type)."""
        return Filter(f"{self.name} EMPTY{'_NOT' if negated else ''}")

    def is_(self, value: str | bool, *, negated: bool = False) -> Filter:
        """The value is this text, or this truth value."""
        if isinstance(value, bool):
            return self._with("IS", "true" if value else "false", negated)
        return self._with("IS", self._text(value), negated)

    def contains(self, text: str, *, negated: bool = False) -> Filter:
        """The text is part of the value."""
        return self._with("CONTAIN", self._text(text), negated)

    def starts_with(self, text: str, *, negated: bool = False) -> Filter:
        """The value begins with the text."""
        return self._with("START_WITH", self._text(text), negated)

    def ends_with(self, text: str, *, negated: bool = False) -> Filter:
        """The value ends with the text."""
        # NetSuite writes the operator in one word, and its opposite in three.
        return Filter(f"{self.name} {'END_WITH_NOT' if negated else 'ENDWITH'} {self._text(text)}")

    def equal(self, number: Number, *, negated: bool = False) -> Filter:
        """The value is this number."""
        return self._with("EQUAL", self._number(number), negated)

    def greater(self, number: Number, *, or_equal: bool = False, negated: bool = False) -> Filter:
        """The value is greater."""
        return self._with("GREATER_OR_EQUAL" if or_equal else "GREATER", self._number(number), negated)

    def less(self, number: Number, *, or_equal: bool = False, negated: bool = False) -> Filter:
        """The value is less."""
        return self._with("LESS_OR_EQUAL" if or_equal else "LESS", self._number(number), negated)

    def any_of(self, numbers: Iterable[Number], *, negated: bool = False) -> Filter:
        """The value, or the internal id of what the field refers to, is one of these."""
        return self._with("ANY_OF", self._list(numbers), negated)

    def between(self, low: Number, high: Number, *, negated: bool = False) -> Filter:
        """The value lies between two numbers, both included."""
        return self._with("BETWEEN", self._list((low, high)), negated)

    def within(self, low: Number, high: Number, *, negated: bool = False) -> Filter:
        """The value lies within two numbers."""
        return self._with("WITHIN", self._list((low, high)), negated)

    def on(self, day: date, *, negated: bool = False) -> Filter:
        """The value is this day."""
        return self._with("ON", self._day(day), negated)

    def after(self, day: date, *, or_on: bool = False, negated: bool = False) -> Filter:
        """The value is a later day."""
        return self._with("ON_OR_AFTER" if or_on else "AFTER", self._day(day), negated)

    def before(self, day: date, *, or_on: bool = False, negated: bool = False) -> Filter:
        """The value is an earlier day."""
        return self._with("ON_OR_BEFORE" if or_on else "BEFORE", self._day(day), negated)

    def _with(self, operator: str, value: str, negated: bool) -> Filter:
        return Filter(f"{self.name} {operator}{'_NOT' if negated else ''} {value}")

    def _text(self, text: object) -> str:
        if not isinstance(text, str):
            raise TypeError(f"{self.name}: compared with text, not {type(text).__name__}")
        if not text.strip():
            raise ValueError(f"{self.name}: the text must not be empty; use empty() for fields without a value")
        if not text.isprintable() or '"' in text or "\\" in text:
            raise ValueError(
                f"{self.name}: the text must not hold quotes, backslashes or control characters, which NetSuite has no "
                "escape for; use client.query with a parameter"
            )
        return f'"{text}"'

    def _number(self, number: object) -> str:
        if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
            raise TypeError(f"{self.name}: compared with a number, not {type(number).__name__}")
        exact = Decimal(str(number))
        if not exact.is_finite():
            raise ValueError(f"{self.name}: {number} is not a number to compare with")
        return f"{exact:f}"

    def _list(self, numbers: Iterable[Number]) -> str:
        texts = [self._number(one) for one in numbers]
        if not 1 <= len(texts) <= _MOST:
            raise ValueError(f"{self.name}: a list has 1 to {_MOST} numbers, not {len(texts)}")
        return f"[{', '.join(texts)}]"

    def _day(self, day: object) -> str:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise TypeError(f"{self.name}: compared with a date, not {type(day).__name__}")
        return f'"{day.month}/{day.day}/{day.year}"'


def where(field: str) -> Field:
    """
    A field to filter by.

    Args:
        field: Its name as NetSuite or as Python spells it: ``companyName``, ``company_name``, ``custentity_x``.

    Raises:
        ValueError: That is no name of a field.
    """
    if _FIELD.fullmatch(field) is None:
        raise ValueError(f"not a field name: {field[:100]!r}; letters, digits and _ only")
    if "_" not in field or _CUSTOM.match(field):
        return Field(field)
    first, *words = field.strip("_").split("_")
    return Field(first + "".join(word[:1].upper() + word[1:] for word in words))


def as_text(q: str | Filter | None) -> str | None:
    """
    A filter as it is sent.

    Raises:
        ValueError: The text holds control characters or a backslash, which no filter may.
    """
    if q is None or isinstance(q, Filter):
        return None if q is None else q.text
    # A cast, since not every caller has its types checked.
    if not isinstance(cast("object", q), str):
        raise TypeError(f"q must be a text or a Filter, not {type(q).__name__}")
    if not q.strip():
        raise ValueError("q must not be empty; leave it out to list everything")
    if not q.isprintable() or "\\" in q or q.count('"') % 2:
        raise ValueError("q must not hold control characters, backslashes or a quote without its partner")
    return q


def _checked(other: object) -> Filter:
    if not isinstance(other, Filter):
        raise TypeError(f"a filter is joined with a filter, not with {type(other).__name__}")
    return other
