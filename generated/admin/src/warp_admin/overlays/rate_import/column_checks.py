"""
Looks at many cells of one column at once.

The rule: a check only tells whether anything unusual is there, never what. It may take a good cell for unusual, never
the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, TypeVar

from .cells import FEE_PLACES, RATE_PLACES

Table: TypeAlias = Sequence[tuple[str, ...]]
"""The cells of some rows, by column. No cell has a line end in it."""
Check: TypeAlias = Callable[[Table], bool]
"""Whether nothing in a column needs a word."""

_T = TypeVar("_T")

_WORDS: Final = 10_000
"""Different cells of a column that are remembered as good."""

# Cells of a column, one a line. The forms are possessive: nothing is tried twice.
ANY_PREFIX: Final = re.compile(r"(?:[1-9][0-9]{0,14}+\n)*+")
AMERICAN_PREFIX: Final = re.compile(r"(?:1?+[2-9][0-9]{2}[2-9][0-9]{2}\n)*+")
_PRICE: Final = r"[0-9]{{1,2}}+(?:\.[0-9]{{1,{}}}+)?+"


def is_all(form: re.Pattern[str], cells: Sequence[str]) -> bool:
    """Whether every cell has a form."""
    return form.fullmatch("\n".join(cells) + "\n") is not None


def prices(place: int, *, is_fee: bool = False, is_required: bool = False) -> Check:
    """Whether all are plain prices below 100 without surplus decimals."""
    price = _PRICE.format(FEE_PLACES if is_fee else RATE_PLACES)
    form = re.compile(rf"(?:{price}\n)*+" if is_required else rf"(?:(?:{price})?+\n)*+")
    return lambda table: is_all(form, table[place])


def some_price(places: Sequence[int]) -> Check:
    """Whether every row has something in one of some columns."""
    return lambda table: all(map(any, zip(*[table[place] for place in places], strict=True)))


def words(place: int, is_good: Callable[[str], bool]) -> Check:
    """Whether every cell was found good before, or is now; for columns with few different cells."""
    good: set[str] = set()
    return lambda table: _are_good(set(table[place]) - good, good, is_good)


def pairs(first: int, second: int, is_good: Callable[[tuple[str, str]], bool]) -> Check:
    """As `words`, for what two columns hold together."""
    good: set[tuple[str, str]] = set()
    return lambda table: _are_good(set(zip(table[first], table[second], strict=True)) - good, good, is_good)


def _are_good(unknown: set[_T], good: set[_T], is_good: Callable[[_T], bool]) -> bool:
    for one in unknown:
        if not is_good(one):
            return False
        if len(good) < _WORDS:
            good.add(one)
    return True


def texts(place: int) -> Check:
    """Whether no letter was lost in an earlier conversion."""
    return lambda table: "\ufffd" not in "".join(table[place])
