"""
Records as the rows of tables, for queries.

One rule: every value of a row is text, as NetSuite sends it; a value that is not there is left out of its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.netsuite.forms import CUSTOM, Forms
from warp_sandbox.netsuite.pages import stretch
from warp_sandbox.netsuite.records import Records
from warp_sandbox.netsuite.suiteql import Query, parse, refused
from warp_sandbox.wire.exchange import Call, Record, Reply

MOST_ROWS = 100_000
_TABLES: Mapping[str, Mapping[str, Record]] = {
    "customer": {"customer": {}},
    "subsidiary": {"subsidiary": {}},
    "transaction": {
        "invoice": {"type": "CustInvc"},
        "customerPayment": {"type": "CustPymt"},
        "journalEntry": {"type": "Journal"},
    },
    "item": {
        **{f"service{kind}Item": {"itemType": "Service"} for kind in ("Sale", "Resale", "Purchase")},
        **{f"nonInventory{kind}Item": {"itemType": "NonInvtPart"} for kind in ("Sale", "Resale", "Purchase")},
    },
}
_ORDERINGS = ("<", "<=", ">", ">=")


@attrs.frozen
class Column:
    """A column and the field of the records that it shows."""

    field: str
    sort: str

    def cell(self, record: Record) -> str | None:
        """The value as text: T or F for a flag, the id of a reference, a day as month, day and year."""
        value = record.get(self.field)
        if value is None or self.sort == "list":
            return None
        if isinstance(value, dict):
            return str(value["id"]) if "id" in value else None
        if isinstance(value, bool):
            return "T" if value else "F"
        if self.sort == "date":
            day = datetime.fromisoformat(str(value))
            return f"{day.month}/{day.day}/{day.year}"
        return f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e6 else str(value)

    def rank(self, record: Record) -> tuple[bool, Any]:
        """What rows are sorted by; rows without a value come last."""
        value = record.get(self.field)
        value = value.get("id", "") if isinstance(value, dict) else value
        text = "" if value is None else str(value)
        number = self.sort in ("number", "reference") and text.replace(".", "", 1).removeprefix("-").isdecimal()
        return value is None, (0, float(text), "") if number else (1, 0.0, text)


class Tables:
    """The tables of one sandbox."""

    def __init__(self, records: Records, forms: Forms) -> None:
        self._records = records
        self._forms = forms

    def run(self, call: Call) -> Reply:
        """The rows of a query, a stretch of them."""
        preferences = [part.strip().lower() for part in call.headers.get("prefer", "").split(",")]
        if "transient" not in preferences:
            raise Refusal(400, "A query needs the header Prefer: transient.", code="INVALID_HEADER")
        query = parse(call.body["q"], call.body.get("params", ()))
        columns = self._columns(query)
        for condition in query.conditions:
            if condition.operator in _ORDERINGS and columns[condition.column].sort == "date":
                raise refused(f"Dates in {condition.column} cannot be put in order by text.")
        rows = [
            record
            for record in self._rows(query.table)
            if all(one.holds(columns[one.column].cell(record)) for one in query.conditions)
        ]
        for name, downwards in reversed(query.order):
            rows.sort(key=columns[name].rank, reverse=downwards)
        chosen = query.columns or {name: name for name in columns}

        def show(record: Record) -> Record:
            cells = {name: columns[column].cell(record) for name, column in chosen.items()}
            return {"links": [], **{name: cell for name, cell in cells.items() if cell is not None}}

        return Reply(200, stretch(call, rows[:MOST_ROWS], f"{call.base_url}{call.operation.path}", show))

    def _columns(self, query: Query) -> dict[str, Column]:
        """
        The columns of the table that the query is about.

        Raises:
            Refusal: 400 for a table or a column that is not there.
        """
        kinds = _TABLES.get(query.table)
        if kinds is None:
            raise refused(f"Invalid search type: {query.table}.")
        columns: dict[str, Column] = {}
        for kind, more in kinds.items():
            names = [*self._forms.fields(kind), *(name for one in self._records.all(kind) for name in one)]
            known = {name: self._forms.field(kind, name) for name in dict.fromkeys(names) if name != "links"}
            columns |= {name.lower(): Column(name, sort) for name, sort in known.items()}
            columns |= {name.lower(): Column(name, "text") for name in more}
        for column in (*query.columns.values(), *(one.column for one in query.conditions), *dict(query.order)):
            if column.startswith(CUSTOM):
                columns.setdefault(column, Column(column, "text"))
            if column not in columns:
                raise refused(f"Unknown identifier '{column}'.")
        return columns

    def _rows(self, table: str) -> list[Record]:
        return [{**record, **more} for kind, more in _TABLES[table].items() for record in self._records.all(kind)]
