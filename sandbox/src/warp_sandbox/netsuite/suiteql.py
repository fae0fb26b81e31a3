"""
A small and honest part of SuiteQL: one table, conditions joined by AND, an order.

    SELECT id, companyName AS name FROM customer WHERE externalId = ? AND balance > 100 ORDER BY id DESC

One rule: what is not understood is refused, never left out. Texts of a query are bound or quoted, never spliced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from warp_sandbox.errors import Refusal, Violation

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w.]*)|(-?\d+(?:\.\d+)?)|(<>|!=|<=|>=|[=<>?,()*]))")
_WORDS = frozenset(
    ["SELECT", "FROM", "WHERE", "ORDER", "BY", "GROUP", "HAVING", "JOIN", "AND", "OR", "AS", "IS", "NOT", "NULL"]
).union(["LIKE", "IN", "ASC", "DESC"])
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda found, given: bool(found == given),
    "<>": lambda found, given: bool(found != given),
    "!=": lambda found, given: bool(found != given),
    "<": lambda found, given: bool(found < given),
    "<=": lambda found, given: bool(found <= given),
    ">": lambda found, given: bool(found > given),
    ">=": lambda found, given: bool(found >= given),
}


@attrs.frozen
class Condition:
    """One condition on a column; ``values`` are texts or numbers, empty for NULL."""

    column: str
    operator: str
    values: tuple[str | float, ...] = ()

    def holds(self, cell: str | None) -> bool:
        """Whether it holds for a value; of NULL only IS NULL holds."""
        if self.operator in ("IS NULL", "IS NOT NULL"):
            return (cell is None) == (self.operator == "IS NULL")
        if cell is None:
            return False
        if self.operator.endswith("LIKE"):
            return _is_like(cell, str(self.values[0])) == (self.operator == "LIKE")
        if self.operator.endswith("IN"):
            return any(_compared(cell, one, "=") for one in self.values) == (self.operator == "IN")
        return _compared(cell, self.values[0], self.operator)


@attrs.frozen
class Query:
    """A query taken apart; ``columns`` maps names in the reply to columns, and is empty for ``*``."""

    table: str
    columns: dict[str, str]
    conditions: tuple[Condition, ...]
    order: tuple[tuple[str, bool], ...]
    """Columns to sort by, and whether downwards."""


def parse(text: str, params: Sequence[Any]) -> Query:
    """
    A query with its parameters in their places.

    Raises:
        Refusal: 400 INVALID_PARAMETER, about ``q``.
    """
    return _Reader(list(_tokens(text)), list(params)).query()


def refused(why: str) -> Refusal:
    """The refusal of a query."""
    message = f"Invalid search query. {why}"
    return Refusal(400, message, code="INVALID_PARAMETER", violations=[Violation("q", message)])


def _tokens(text: str) -> Iterator[str]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            raise refused(f"It cannot be read from position {position} on.")
        word = match.group().strip()
        yield word.upper() if word.upper() in _WORDS else word
        position = match.end()


@attrs.define
class _Reader:
    _words: list[str]
    _params: list[Any]
    _prefixes: tuple[str, ...] = ()

    def query(self) -> Query:
        self._must("SELECT")
        chosen = {} if self._takes("*") else self._columns()
        self._must("FROM")
        table = self._name().lower()
        self._prefixes = (f"{table}.",)
        if self._takes("AS") or (self._words and self._words[0] not in _WORDS):
            self._prefixes += (f"{self._name().lower()}.",)
        conditions = self._listed("AND", self._condition) if self._takes("WHERE") else []
        order = self._listed(",", self._direction) if self._takes("ORDER") and self._must("BY") else []
        if self._words or self._params:
            raise refused(f"Unexpected {self._words[0]!r}." if self._words else "There are too many params.")
        columns = {name: self._bare(column) for name, column in chosen.items()}
        return Query(table, columns, tuple(conditions), tuple(order))

    def _columns(self) -> dict[str, str]:
        return dict(self._listed(",", self._column))

    def _column(self) -> tuple[str, str]:
        column = self._name().lower()
        name = self._name().lower() if self._takes("AS") else column.rpartition(".")[2]
        return name, column

    def _condition(self) -> Condition:
        column, word = self._bare(self._name().lower()), self._next()
        if word == "IS":
            operator = "IS NOT NULL" if self._takes("NOT") else "IS NULL"
            self._must("NULL")
            return Condition(column, operator)
        negation = ""
        if word == "NOT":
            negation, word = "NOT ", self._next()
        if word == "LIKE":
            return Condition(column, f"{negation}LIKE", (self._value(),))
        if word == "IN":
            self._must("(")
            values = tuple(self._listed(",", self._value))
            self._must(")")
            return Condition(column, f"{negation}IN", values)
        if word not in _COMPARISONS or negation:
            raise refused(f"Unexpected {word!r}.")
        return Condition(column, word, (self._value(),))

    def _direction(self) -> tuple[str, bool]:
        column = self._bare(self._name().lower())
        downwards = self._takes("DESC")
        if not downwards:
            self._takes("ASC")
        return column, downwards

    def _value(self) -> str | float:
        word = self._next()
        if word == "?":
            return self._param()
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if re.fullmatch(r"-?\d+(\.\d+)?", word):
            return float(word)
        raise refused(f"Unexpected {word!r}; a text stands in single quotes.")

    def _param(self) -> str | float:
        if not self._params:
            raise refused("There are too few params.")
        value = self._params.pop(0)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise refused("A param is a text or a number.")
        return value if isinstance(value, str) else float(value)

    def _bare(self, column: str) -> str:
        prefix = next((one for one in self._prefixes if column.startswith(one)), "")
        return column.removeprefix(prefix)

    def _name(self) -> str:
        word = self._next()
        if word in _WORDS or not (word[0].isalpha() or word[0] == "_"):
            raise refused(f"Unexpected {word!r}.")
        return word

    def _listed(self, mark: str, read: Callable[[], Any]) -> list[Any]:
        found = [read()]
        while self._takes(mark):
            found.append(read())
        return found

    def _takes(self, word: str) -> bool:
        if self._words and self._words[0] == word:
            del self._words[0]
            return True
        return False

    def _must(self, word: str) -> bool:
        if not self._takes(word):
            raise refused(f"{word} is missing.")
        return True

    def _next(self) -> str:
        if not self._words:
            raise refused("It ends too early.")
        return self._words.pop(0)


def _compared(cell: str, given: str | float, operator: str) -> bool:
    if re.fullmatch(r"-?\d+(\.\d+)?", cell) and re.fullmatch(r"-?\d+(\.\d+)?", str(given)):
        return _COMPARISONS[operator](float(cell), float(given))
    return _COMPARISONS[operator](cell, str(given))


def _is_like(cell: str, pattern: str) -> bool:
    wild = {"%": ".*", "_": "."}
    return re.fullmatch("".join(wild.get(one, re.escape(one)) for one in pattern), cell, re.DOTALL) is not None
