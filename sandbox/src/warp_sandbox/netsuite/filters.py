"""
The filter language of record lists.

    companyName START_WITH "Exa" AND (isInactive IS false OR balance GREATER 100) AND externalId EMPTY

One rule: a filter that is not understood, or that uses an operator on a field of another sort, is refused; it never
selects everything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.wire.exchange import Record

Test = Callable[[Record], bool]
Holds = Callable[[Any], bool]
Sort = Callable[[str], str]
"""The sort of a field by its name, as `warp_sandbox.netsuite.forms.Forms.field` tells it."""

_TOKEN = re.compile(r'\s*(?:(?P<text>"[^"\\\x00-\x1f]*")|(?P<mark>[()\[\],])|(?P<word>[^\s()\[\],"]+))')
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

_TEXT: dict[str, Callable[[str, str], bool]] = {
    "IS": lambda found, given: found == given,
    "CONTAIN": lambda found, given: given in found,
    "START_WITH": lambda found, given: found.startswith(given),
    "ENDWITH": lambda found, given: found.endswith(given),
}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "EQUAL": lambda found, given: bool(found == given),
    "GREATER": lambda found, given: bool(found > given),
    "GREATER_OR_EQUAL": lambda found, given: bool(found >= given),
    "LESS": lambda found, given: bool(found < given),
    "LESS_OR_EQUAL": lambda found, given: bool(found <= given),
}
_DATES = {"ON": "EQUAL", "AFTER": "GREATER", "ON_OR_AFTER": "GREATER_OR_EQUAL"}
_DATES |= {"BEFORE": "LESS", "ON_OR_BEFORE": "LESS_OR_EQUAL"}
_SPELLED = {"END_WITH_NOT": "ENDWITH_NOT"}
"""NetSuite writes ENDWITH in one word, and its opposite in three."""


def parse(text: str, sort: Sort) -> Test:
    """
    What a record has to be like.

    Args:
        sort: Tells the sort of a field.

    Raises:
        Refusal: 400 INVALID_PARAMETER, about ``q``.
    """
    reader = _Reader(_tokens(text), sort)
    test = reader.either()
    if reader.left():
        raise _refused(f"There is more than one filter, from {reader.next()!r} on.")
    return test


def _tokens(text: str) -> list[str]:
    found, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _refused(f"It cannot be read from position {position} on.")
        found.append(match.group().strip())
        position = match.end()
    return found


@attrs.define
class _Reader:
    """Reads words from left to right; AND binds tighter than OR."""

    _words: Sequence[str]
    _sort: Sort
    _position: int = 0

    def left(self) -> bool:
        return self._position < len(self._words)

    def next(self) -> str:
        if not self.left():
            raise _refused("It ends too early.")
        self._position += 1
        return self._words[self._position - 1]

    def either(self) -> Test:
        tests = [self._all()]
        while self._takes("OR"):
            tests.append(self._all())
        return lambda record: any(test(record) for test in tests)

    def _all(self) -> Test:
        tests = [self._one()]
        while self._takes("AND"):
            tests.append(self._one())
        return lambda record: all(test(record) for test in tests)

    def _one(self) -> Test:
        if not self._takes("("):
            return self._condition()
        test = self.either()
        self._must(")")
        return test

    def _condition(self) -> Test:
        field, word = self.next(), self.next()
        sort = self._sort(field)
        if sort in ("", "list") and not (sort and word.startswith("EMPTY")):
            raise _refused(f"{field} is no field that can be filtered by.")
        operator = _SPELLED.get(word, word).removesuffix("_NOT")
        test = self._test(field, sort, operator)
        return (lambda record: not test(record)) if word.endswith("_NOT") else test

    def _test(self, field: str, sort: str, operator: str) -> Test:
        if operator == "EMPTY":
            return lambda record: record.get(field) in (None, "", {})
        holds = self._holds(sort, operator)
        if holds is None:
            raise _refused(f"{operator} is no operator for {field}.")
        return lambda record: record.get(field) is not None and holds(record[field])

    def _holds(self, sort: str, operator: str) -> Holds | None:
        if sort == "flag" and operator == "IS":
            flag = self._flag()
            return lambda found: found is flag
        if sort in ("text", "reference") and operator in _TEXT:
            compare, given = _TEXT[operator], self._text()
            return lambda found: compare(str(_plain(found)).lower(), given)
        if sort in ("number", "reference"):
            return self._range(operator, self._number, _amount)
        if sort == "date" and (operator in _DATES or operator in ("BETWEEN", "WITHIN")):
            return self._range(_DATES.get(operator, operator), self._date, _day)
        return None

    def _range(self, operator: str, read: Callable[[], Any], value: Callable[[Any], Any]) -> Holds | None:
        if operator in _ORDER:
            compare, given = _ORDER[operator], read()
            return lambda found: compare(value(found), given)
        if operator == "ANY_OF":
            known = self._list(read)
            return lambda found: value(found) in known
        if operator in ("BETWEEN", "WITHIN"):
            ends = self._list(read)
            if len(ends) != 2:
                raise _refused(f"{operator} takes a list of two.")
            return lambda found: bool(ends[0] <= value(found) <= ends[1])
        return None

    def _list(self, read: Callable[[], Any]) -> list[Any]:
        self._must("[")
        found = [read()]
        while self._takes(","):
            found.append(read())
        self._must("]")
        return found

    def _flag(self) -> bool:
        word = self.next()
        if word not in ("true", "false"):
            raise _refused(f"{word} is neither true nor false.")
        return word == "true"

    def _text(self) -> str:
        word = self.next()
        if not word.startswith('"'):
            raise _refused(f"Text stands in quotes, {word} does not.")
        return word.strip('"').lower()

    def _number(self) -> float:
        word = self.next()
        if re.fullmatch(r"-?\d+(\.\d+)?", word) is None:
            raise _refused(f"{word} is no number.")
        return float(word)

    def _date(self) -> date:
        word = self.next().strip('"')
        match = _DATE.fullmatch(word)
        try:
            if match is not None:
                return date(int(match[3]), int(match[1]), int(match[2]))
        except ValueError:
            pass
        raise _refused(f"{word} is no date such as 1/31/2026.")

    def _takes(self, word: str) -> bool:
        if self.left() and self._words[self._position] == word:
            self._position += 1
            return True
        return False

    def _must(self, word: str) -> None:
        if not self._takes(word):
            raise _refused(f"A {word} is missing.")


def _plain(value: Any) -> Any:
    return value.get("id", "") if isinstance(value, dict) else value


def _amount(value: Any) -> float:
    text = str(_plain(value))
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else math.nan


def _day(value: Any) -> date:
    return datetime.fromisoformat(str(value)).date()


def _refused(why: str) -> Refusal:
    message = f"The filter is not understood. {why}"
    return Refusal(400, message, code="INVALID_PARAMETER", violations=[Violation("q", message)])
