"""
SuiteQL: questions with bound parameters, and rows with types.

The rule: a value never becomes part of the query's text. It goes beside it, in the place of a ``?``.

Source: NetSuite help, "Executing SuiteQL Queries Through REST Web Services".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

import attrs

from warp_client_core.calls import Call, Operation, Safety
from warp_client_core.pages import Page
from warp_client_core.replies import Decoded, Paged, Paging

from .lists import MOST_ON_A_PAGE, checked
from .rows import as_row

_WORDS: Final = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|(\?)", re.S)


class Rows(Paged[Any]):
    """A page of rows: mappings of column to text, or values of a class."""

    __slots__ = ("row_type",)
    __match_args__ = ("item", "style", "row_type")

    def __init__(self, row_type: type | None) -> None:
        super().__init__(dict[str, Any], Paging.HAS_MORE)
        self.row_type: Final = row_type

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Any = None) -> Decoded:
        """The rows, and where the page stands."""
        rows, meta = super().decode(content, headers)
        bare = ({name: value for name, value in row.items() if name != "links"} for row in rows)
        if self.row_type is None:
            return list(bare), meta
        return [as_row(self.row_type, row, number) for number, row in enumerate(bare)], meta


def query_call(
    sql: str, params: Sequence[object], row_type: type | None, *, limit: int | None = None, offset: int | None = None
) -> Call[Page[Any]]:
    """
    The call that asks a query.

    Args:
        sql: SuiteQL, with a ``?`` for each value.
        params: The values, in order.
        row_type: An attrs class whose fields are named after the columns; None for mappings.
        limit: Rows on a page.
        offset: Rows to skip; a multiple of the limit.

    Raises:
        ValueError: The numbers of ``?`` and of values differ, or a value cannot be sent.
        TypeError: A value is of a type that SuiteQL does not take, or ``row_type`` is no attrs class.
    """
    # A cast, since not every caller has its types checked.
    if not isinstance(cast("object", sql), str) or not sql.strip():
        raise ValueError("sql must not be empty")
    if isinstance(params, str | bytes | Mapping):
        raise TypeError("params must be a sequence of values, one for each ?")
    if row_type is not None and not attrs.has(row_type):
        raise TypeError(f"row_type must be an attrs class, not {row_type!r}")
    places = sum(1 for found in _WORDS.finditer(sql) if found[1])
    if places != len(params):
        raise ValueError(f"the query has {places} places for values (?), and {len(params)} are given")
    bound = [_bound(index, value) for index, value in enumerate(params)]
    operation = Operation("query_netsuite", "POST", "/query/v1/suiteql", Safety.READ, Rows(row_type))
    return checked(
        operation.call(
            query={"limit": MOST_ON_A_PAGE if limit is None else limit, "offset": offset},
            headers={"Prefer": "transient"},
            json={"q": sql, "params": bound} if bound else {"q": sql},
        )
    )


def _bound(index: int, value: object) -> object:
    """A value as SuiteQL takes it: texts and numbers only."""
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, str | int | Decimal):
        return value
    if isinstance(value, float) and value == value and abs(value) != float("inf"):
        return value
    if isinstance(value, datetime):
        raise TypeError(f"params[{index}]: bind a time as text in the format that TO_TIMESTAMP names")
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        raise ValueError(f"params[{index}]: None equals nothing in SQL; write IS NULL")
    raise TypeError(f"params[{index}]: {type(value).__name__} cannot be bound, only texts, numbers, dates and bools")
