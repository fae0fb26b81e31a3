"""Queries over tables."""

from __future__ import annotations

import pytest

PATH = "/query/v1/suiteql"
TRANSIENT = {"Prefer": "transient"}
INVOICE = {"id": "20418", "type": "CustInvc", "trandate": "2/1/2026"}
GRANITE = {"id": "648", "name": "Granite Voice Inc."}


@pytest.fixture
def query(netsuite):
    """Sends a query: ``query(text, *params)``."""

    def send(text, *params, options="", headers=None):
        body = {"q": text, **({"params": list(params)} if params else {})}
        return netsuite(
            "POST", PATH + options, json=body, headers={"Prefer": "transient"} if headers is None else headers
        )

    return send


def rows(reply):
    assert 200 == reply.status_code, reply.text
    return [{name: cell for name, cell in row.items() if name != "links"} for row in reply.json()["items"]]


@pytest.mark.parametrize(
    ("text", "params", "expected"),
    [
        ("SELECT id FROM customer WHERE id = 648", (), [{"id": "648"}]),
        ("select c.id, c.companyName as name from customer c where c.ID = ?", ("648",), [GRANITE]),
        ("SELECT id FROM customer WHERE externalId = ?", ("sandbox-649",), [{"id": "649"}]),
        ("SELECT id FROM customer WHERE companyName = 'Example Telecom LLC'", (), [{"id": "647"}]),
        ("SELECT id FROM customer WHERE companyName LIKE 'Prairie%'", (), [{"id": "650"}]),
        ("SELECT id FROM customer WHERE companyName NOT LIKE '%_o.' AND id > 649", (), [{"id": "651"}]),
        ("SELECT id FROM customer WHERE id IN (647, '648', ?) AND id <> ?", (649, 648), [{"id": "647"}, {"id": "649"}]),
        ("SELECT id FROM customer WHERE id NOT IN (647, 648) AND id <= 649", (), [{"id": "649"}]),
        ("SELECT id FROM customer WHERE isInactive = 'T'", (), [{"id": "651"}]),
        ("SELECT id, parent FROM subsidiary WHERE parent IS NULL", (), [{"id": "1"}]),
        ("SELECT id, parent FROM subsidiary WHERE parent IS NOT NULL AND id = 2", (), [{"id": "2", "parent": "1"}]),
        ("SELECT id, type, tranDate FROM transaction WHERE type = 'CustInvc'", (), [INVOICE]),
        ("SELECT id FROM item WHERE itemType = 'Service' ORDER BY id", (), [{"id": "310"}]),
        ("SELECT id FROM customer WHERE companyName = 'O''Brien'", (), []),
        ("SELECT id FROM subsidiary WHERE parent <> 7 AND id < 3", (), [{"id": "2"}]),
        ("SELECT id FROM customer WHERE custentity_unheard_of IS NULL AND id = 647", (), [{"id": "647"}]),
    ],
)
def test_query_gives_the_rows_that_it_asks_for(text, params, expected, query):
    """
    Names come in lower case, every value is text, and one that is not there is left out.
    """
    assert expected == rows(query(text, *params))


def test_bound_text_is_never_read_as_query(query):
    """
    A quote in a parameter is a quote.
    """
    assert [] == rows(query("SELECT id FROM customer WHERE companyName = ?", "' OR id > 0 --"))


def test_star_gives_every_column(query):
    """
    References are ids, flags are letters, lists are left out.
    """
    (row,) = rows(query("SELECT * FROM customer WHERE id = 647"))

    assert {
        "id": "647",
        "isinactive": "F",
        "subsidiary": "1",
        "companyname": "Example Telecom LLC",
    }.items() <= row.items()
    assert all(isinstance(cell, str) for cell in row.values())


def test_order_is_by_number_where_there_are_numbers(query, netsuite):
    """
    Downwards and upwards, the first column first.
    """
    netsuite("PATCH", "/record/v1/customer/647", json={"creditLimit": 90.0, "phone": None})
    text = "SELECT id FROM customer WHERE id < 650 ORDER BY creditLimit DESC, id DESC"

    assert ["649", "648", "647"] == [row["id"] for row in rows(query(text))]
    text = "SELECT id FROM customer WHERE id < 650 ORDER BY phone, id"
    assert ["648", "649", "647"] == [row["id"] for row in rows(query(text))]


def test_pages_tell_how_far_they_go(query):
    """
    ``limit`` and ``offset`` are those of lists.
    """
    reply = query("SELECT id FROM customer ORDER BY id", options="?limit=2&offset=2").json()

    assert (2, 2, True, 5) == (reply["count"], reply["offset"], reply["hasMore"], reply["totalResults"])
    assert ["649", "650"] == [row["id"] for row in reply["items"]]
    assert "next" in [link["rel"] for link in reply["links"]]
    assert 400 == query("SELECT id FROM customer", options="?limit=2&offset=1").status_code


@pytest.mark.parametrize("headers", [{}, {"Prefer": "respond-async"}])
def test_query_must_be_transient(headers, query):
    """
    The header is required.
    """
    reply = query("SELECT id FROM customer", headers=headers)

    assert (400, "INVALID_HEADER") == (reply.status_code, reply.json()["o:errorDetails"][0]["o:errorCode"])


@pytest.mark.parametrize(
    ("text", "params"),
    [
        ("SELECT", ()),
        ("DELETE FROM customer", ()),
        ("SELECT FROM customer", ()),
        ("SELECT id FROM vendor", ()),
        ("SELECT colour FROM customer", ()),
        ("SELECT id FROM customer WHERE colour = 1", ()),
        ("SELECT id FROM customer ORDER BY colour", ()),
        ("SELECT id FROM customer WHERE id", ()),
        ("SELECT id FROM customer WHERE id = ", ()),
        ("SELECT id FROM customer WHERE id = companyName", ()),
        ('SELECT id FROM customer WHERE companyName = "x"', ()),
        ("SELECT id FROM customer WHERE id = 1 OR id = 2", ()),
        ("SELECT id FROM customer WHERE id NOT = 2", ()),
        ("SELECT id FROM customer WHERE id IN (1", ()),
        ("SELECT id FROM customer WHERE id = ?", ()),
        ("SELECT id FROM customer WHERE id = ?", (1, 2)),
        ("SELECT id FROM customer WHERE id = ?", (True,)),
        ("SELECT id FROM customer JOIN subsidiary ON 1 = 1", ()),
        ("SELECT id FROM customer LIMIT 5", ()),
        ("SELECT id FROM customer; DROP", ()),
        ("SELECT COUNT(*) FROM customer", ()),
        ("SELECT id FROM transaction WHERE tranDate > '1/1/2026'", ()),
    ],
)
def test_what_is_not_understood_is_refused(text, params, query):
    """
    The detail is about ``q``; nothing is left out in silence.
    """
    reply = query(text, *params)
    detail = reply.json()["o:errorDetails"][0]

    assert (400, "INVALID_PARAMETER") == (reply.status_code, detail["o:errorCode"])
    assert detail["detail"].startswith("Invalid search query.")
    assert "q" == detail["o:errorQueryParam"]
