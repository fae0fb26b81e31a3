"""Values of a query go beside its text, and rows come back as typed values."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import Any

import attrs
import httpx
import pytest

from warp_client_core import BadRequestError, ResponseDecodeError
from warp_netsuite import NetSuiteClient


@attrs.frozen
class Customer:
    id: int
    company_name: str
    balance: Decimal | None
    is_inactive: bool
    phone: str | None = "none"


class Kind(enum.StrEnum):
    SALE = "Sale"


@attrs.frozen
class Everything:
    whole: int
    number: float
    day: dt.date
    moment: dt.datetime
    kind: Kind
    anything: Any = None


def test_a_value_is_bound(live: Any) -> None:
    """
    A quote in it is a quote.
    """
    live.customers.update("647", company_name='O\'Neil -- ? "x"')

    rows = list(live.query("SELECT id FROM customer WHERE companyName = ?", ['O\'Neil -- ? "x"']))

    assert [{"id": "647"}] == rows


@pytest.mark.parametrize("value", ["x' OR '1'='1", "x'; DROP TABLE customer", "' UNION SELECT 1 --", "%", "?"])
def test_a_value_cannot_become_part_of_the_query(live: Any, value: str) -> None:
    """
    No customer is called like that.
    """
    assert [] == list(live.query("SELECT id FROM customer WHERE companyName = ?", (value,)))


def test_rows_become_values_of_a_class(live: Any) -> None:
    """
    NetSuite sends texts; a column without a value is None, or the default.
    """
    sql = "SELECT id, companyName, balance, isInactive FROM customer WHERE id IN (?, ?) ORDER BY id"

    rows = list(live.query(sql, (647, "651"), row_type=Customer))

    assert Customer(647, "Example Telecom LLC", Decimal("1289.5"), False) == rows[0]
    assert (651, True, "none") == (rows[1].id, rows[1].is_inactive, rows[1].phone)


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_a_query_is_walked_to_its_last_row(simulator: Any, live: Any, count: int) -> None:
    """
    Over pages of 1000.
    """
    simulator.fill(count)

    rows = list(live.query("SELECT id FROM customer ORDER BY id"))

    assert {one["id"] for one in simulator.records()} == {row["id"] for row in rows}
    assert count == len(rows)


@pytest.mark.anyio
async def test_an_async_query_is_awaited_or_walked(simulator: Any) -> None:
    """
    The first page, or all rows.
    """
    async with simulator.async_client() as client:
        page = await client.query("SELECT id FROM customer WHERE id = ?", [647])
        rows = [row.id async for row in client.query("SELECT * FROM customer ORDER BY id", row_type=Customer)]

    assert [{"id": "647"}] == page.items
    assert [647, 648, 649, 650, 651] == rows


@pytest.mark.parametrize(
    ("sql", "params"),
    [
        ("SELECT id FROM customer WHERE id = ?", ()),
        ("SELECT id FROM customer", (1,)),
        ("SELECT '?', \"?\" /* ? */ FROM customer -- ?", (1,)),
        ("", ()),
        ("SELECT id FROM customer WHERE id = ?", (None,)),
    ],
)
def test_values_that_do_not_fit_their_places_are_refused(simulator: Any, live: Any, sql: str, params: Any) -> None:
    """
    A ``?`` within quotes or comments is no place for a value.
    """
    with pytest.raises(ValueError, match=r"places|empty|IS NULL"):
        live.query(sql, params)

    assert 0 == simulator.places.most


@pytest.mark.parametrize("value", [b"x", [1], {"a": 1}, dt.datetime(2026, 1, 1), float("nan"), object()])
def test_a_value_that_suiteql_does_not_take_is_refused(live: Any, value: Any) -> None:
    """
    Nothing is turned into text by chance.
    """
    with pytest.raises(TypeError, match=r"params\[0\]"):
        live.query("SELECT id FROM customer WHERE id = ?", [value])


@pytest.mark.parametrize("params", ["7", b"7", {"id": 7}])
def test_values_come_in_a_sequence(live: Any, params: Any) -> None:
    """
    A text would be bound letter by letter.
    """
    with pytest.raises(TypeError, match="sequence"):
        live.query("SELECT id FROM customer WHERE id = ?", params)


def test_a_query_that_netsuite_refuses_is_an_error(live: Any) -> None:
    """
    With the reason that it gives.
    """
    with pytest.raises(BadRequestError, match="nosuchcolumn"):
        live.query("SELECT nosuchcolumn FROM customer")


def test_a_query_is_asked_again_after_an_outage(simulator: Any, live: Any) -> None:
    """
    It reads, though it is a POST.
    """
    simulator.script.extend(["html-502", "lost-reply", "malformed-429"])

    assert [{"id": "647"}] == list(live.query("SELECT id FROM customer WHERE id = 647"))


def test_a_query_asks_for_a_transient_answer() -> None:
    """
    NetSuite refuses it otherwise; flags and days go as texts.
    """
    client, sent = rows_of({})

    client.query("SELECT ?, ?, ?", [True, dt.date(2026, 1, 31), Decimal("1.50")])

    assert "transient" == sent[0].headers["prefer"]
    assert b'{"q":"SELECT ?, ?, ?","params":["T","2026-01-31",1.50]}' == sent[0].content


def test_every_type_of_column_is_read() -> None:
    """
    Dates come as NetSuite's own, or as ISO 8601.
    """
    row = {"whole": "7", "number": "1.5", "day": "1/31/2026", "moment": "2026-01-31T12:00:00Z", "kind": "Sale"}
    client, _sent = rows_of({**row, "anything": "x", "links": []})

    found = client.query("SELECT x", row_type=Everything).items

    moment = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
    assert [Everything(7, 1.5, dt.date(2026, 1, 31), moment, Kind.SALE, "x")] == found


@pytest.mark.parametrize(
    "faulty", [{"whole": "7.5"}, {"whole": "x"}, {"number": ""}, {"day": "31.1."}, {"kind": "?"}, {"moment": None}]
)
def test_a_column_of_another_type_is_named(faulty: dict[str, Any]) -> None:
    """
    Nothing is guessed.
    """
    row = {"whole": "7", "number": "1.5", "day": "2026-01-31", "moment": "1/31/2026", "kind": "Sale"}
    client, _sent = rows_of({**row, **faulty})

    with pytest.raises(ResponseDecodeError, match=f"row 0, column {next(iter(faulty))}"):
        client.query("SELECT x", row_type=Everything)


@pytest.mark.parametrize("kind", [dict, int, "Customer"])
def test_rows_become_values_of_attrs_classes_only(live: Any, kind: Any) -> None:
    """
    Others do not say what type a column has.
    """
    with pytest.raises(TypeError, match="attrs"):
        live.query("SELECT id FROM customer", row_type=kind)


def rows_of(row: dict[str, Any]) -> tuple[NetSuiteClient, list[httpx.Request]]:
    """A client whose queries give one row, and what it sent."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json={"items": [row], "hasMore": False})

    pool = httpx.Client(transport=httpx.MockTransport(answer))
    return NetSuiteClient(account_id="1", access_token="t", http_client=pool), sent
