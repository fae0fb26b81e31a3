"""Stretches of long lists."""

from __future__ import annotations

import pytest

CUSTOMERS = "/record/v1/customer"


@pytest.fixture
def many(netsuite, netsuite_app):
    """Makes the list of customers exactly so long, and gives back what fetches a page of it."""

    def fill(count):
        records = netsuite_app.state.sandbox
        known = [record["id"] for record in records.all("customer")]
        shown = records.get("customer", known[0])
        for record_id in known[1:]:
            netsuite("PATCH", f"{CUSTOMERS}/{record_id}", json={"companyName": "Other"})
        for number in range(count):
            record = {**shown, "id": str(70000 + number), "companyName": "Many", "externalId": f"many-{number}"}
            records.put("customer", record)
        return lambda query: netsuite("GET", f'{CUSTOMERS}?q=companyName IS "Many"&{query}')

    return fill


@pytest.mark.parametrize(
    ("count", "offset", "expected", "has_more"),
    [
        (0, 0, 0, False),
        (1, 0, 1, False),
        (999, 0, 999, False),
        (1000, 0, 1000, False),
        (1001, 0, 1000, True),
        (1001, 1000, 1, False),
        (1001, 2000, 0, False),
    ],
)
def test_pages_hold_up_to_a_thousand(count, offset, expected, has_more, many):
    """
    The one that follows the last is empty.
    """
    page = many(count)(f"offset={offset}").json()

    assert (expected, has_more, count) == (page["count"], page["hasMore"], page["totalResults"])


def test_links_repeat_the_filter(many, netsuite):
    """
    Who follows them stays in the same list.
    """
    links = {link["rel"]: link["href"] for link in many(5)("limit=2&offset=2").json()["links"]}

    assert {"self", "next", "last", "first", "prev"} == set(links)
    page = netsuite("GET", links["last"].removeprefix("http://sandbox/services/rest")).json()
    assert (4, 1, 5) == (page["offset"], page["count"], page["totalResults"])


def test_nobody_gets_past_the_thousandth_page(many):
    """
    Longer lists are for queries.
    """
    pages = many(3)

    assert [200, 400] == [pages(f"limit=1&offset={offset}").status_code for offset in (999, 1000)]
