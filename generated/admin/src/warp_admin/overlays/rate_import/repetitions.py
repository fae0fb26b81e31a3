"""
Remembers which rates a deck has named already, and on which lines.

The rule: a row takes one integer as the key of one dict, about 80 bytes; what a wide row adds to an earlier one of its
prefix takes a text for each price. Keys are exact and not hashes, so that no row is ever called a repetition by chance.
The line of a key follows from its place in the dict, which keeps its order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from operator import add
from typing import Final, TypeAlias

Key: TypeAlias = int | str
"""A prefix as a number, plus its group; as text with the group behind it where it begins with zero, or a price."""

_GROUP: Final = 10**15
"""One more than the largest prefix; with up to 1,000 groups a key fits into two digits of CPython."""
ALL: Final = 7
"""The bits of a row that gives each price its layout has."""


class _Groups(dict[tuple[str, ...], int]):
    """Zone and date -> a number for both, the same for every way of writing the zone."""

    def __missing__(self, parts: tuple[str, ...]) -> int:
        plain = tuple(part.strip().upper() for part in parts)
        number = self[plain] if plain != parts else len(self) * _GROUP
        self[parts] = number
        return number


class Repetitions:
    """The rates of one deck so far."""

    def __init__(self) -> None:
        self._groups = _Groups()
        self._keys: dict[Key, int] = {}
        # Where a run of keys begins whose lines follow one another, and the line of the first.
        self._places, self._lines = array("Q"), array("Q")

    def __len__(self) -> int:
        return len(self._keys)

    def keys(self, prefixes: Sequence[str], others: Sequence[Sequence[str]]) -> list[Key]:
        """
        The keys of rows, column by column.

        Args:
            prefixes: Digits alone, the first of them not zero.
            others: The columns that belong to the key besides.
        """
        numbers: Iterator[int] = map(int, prefixes)
        distinct = [set(column) for column in others]
        varying = [place for place, cells in enumerate(distinct) if len(cells) > 1]
        if len(varying) > 1:
            return list(map(add, numbers, map(self._groups.__getitem__, zip(*others, strict=True))))
        # As a rule a deck has one date, so that a column or none tells the groups apart.
        parts = product(*distinct)
        if not varying:
            group = sum(self._groups[part] for part in parts if part)
            return [number + group for number in numbers] if group else list(numbers)
        groups = {part[varying[0]]: self._groups[part] for part in parts}
        return list(map(add, numbers, map(groups.__getitem__, others[varying[0]])))

    def key(self, prefix: str, others: Sequence[str]) -> Key:
        """The key of one row; its prefix may begin with zero."""
        group = self._groups[tuple(others)] if others else 0
        return f"{prefix} {group}" if prefix.startswith("0") else int(prefix) + group

    def take(self, line: int, keys: Sequence[Key], priced: Iterable[int] | None = None) -> bool:
        """
        Remember keys of lines that follow one another; False, and nothing is remembered, when one is there already.

        Args:
            line: Line of the first.
            priced: For each, one bit for each price that its row gives; None where all give all.
        """
        fresh = dict.fromkeys(keys, ALL) if priced is None else dict(zip(keys, priced, strict=True))
        if len(fresh) != len(keys) or not self._keys.keys().isdisjoint(fresh):
            return False
        place = len(self._keys)
        if not self._places or self._lines[-1] + place - self._places[-1] != line:
            self._places.append(place)
            self._lines.append(line)
        self._keys.update(fresh)
        return True

    def repeated(self, line: int, key: Key, priced: int) -> Key | None:
        """
        Remember one row, which may give prices that an earlier one of its key left out.

        Args:
            line: Its line.
            priced: One bit for each price that it gives.

        Returns:
            The key of what it repeats, by which `lines_of` finds that; nothing is remembered then.
        """
        if self.take(line, [key], [priced]):
            return None
        if self._keys[key] & priced:
            return key
        others = [f"{key}/{bit}" for bit in range(priced.bit_length()) if priced >> bit & 1]
        for other in others:
            if other in self._keys:
                return other
        for other in others:
            self.take(line, [other])
        return None

    def lines_of(self, keys: Iterable[Key]) -> dict[Key, int]:
        """The lines that some keys were first seen on, found by going through all keys once."""
        wanted = set(keys)
        found: dict[Key, int] = {}
        for place, key in enumerate(self._keys if wanted else ()):
            if key in wanted:
                run = bisect_right(self._places, place) - 1
                found[key] = self._lines[run] + place - self._places[run]
        return found
