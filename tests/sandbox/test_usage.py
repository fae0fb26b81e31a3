"""Usage over a period, against the call records and messages that it is made of."""

from __future__ import annotations

from decimal import Decimal

import pytest


@pytest.fixture
def usage(customer):
    """The summary of a period; further parameters as keywords."""
    return lambda period, **query: customer("GET", "/usage/summary", params={"period": period, **query})


@pytest.fixture
def customer_usage(admin, app):
    """The summary of the customers' account as an admin asks for it."""
    return lambda period: admin(
        "GET", f"/admin/customers/{app.state.sandbox.customer_id}/usage", params={"period": period}
    )


def records(customer, day, following):
    query = {"date_from": f"{day}T00:00:00Z", "date_to": f"{following}T00:00:00Z", "limit": 100}
    pages = customer("GET", "/cdrs", params=query).json()["meta"]["pagination"]["total_pages"]
    found = [customer("GET", "/cdrs", params={**query, "page": page}).json()["data"] for page in range(1, pages + 1)]
    return [one for page in found for one in page]


def test_day_is_the_sum_of_its_records(usage, customer):
    """
    Calls, minutes and charges of a day are those of the call records and the messages of that day.
    """
    calls = records(customer, "2026-01-14", "2026-01-15")
    query = {"date_from": "2026-01-14T00:00:00Z", "date_to": "2026-01-15T00:00:00Z", "limit": 100}
    messages = customer("GET", "/messages", params=query).json()["data"]

    summary = usage("custom", start="2026-01-14", end="2026-01-14").json()["data"]

    voice, cost = summary["voice"], sum(Decimal(str(one["cost"])) for one in calls)
    assert len(calls) == voice["calls"]
    assert sum(one["duration"] for one in calls) / 60 == pytest.approx(voice["total_minutes"], abs=0.2)
    assert float(cost) == pytest.approx(voice["charges"], abs=0.00005)
    sent = sum(Decimal(str(one["price"])) for one in messages)
    assert float(cost + sent) == pytest.approx(summary["total_charges"], abs=0.005)
    assert [("2026-01-14", len(calls), len(messages))] == [
        (one["date"], one["calls"], one["messages"]) for one in summary["daily"]
    ]


def test_parts_add_up(usage):
    """
    Directions, zones and days each come to the total.
    """
    summary = usage("month").json()["data"]
    voice = summary["voice"]
    minutes = [voice[f"{name}_minutes"] for name in ("inbound", "outbound", "toll_free")]

    assert voice["total_minutes"] == pytest.approx(sum(minutes))
    assert {voice["calls"]} == {sum(one["calls"] for one in summary[name]) for name in ("breakdown", "daily")}
    assert voice["charges"] == pytest.approx(sum(one["charges"] for one in summary["breakdown"]), abs=0.1)
    assert summary["total_charges"] == pytest.approx(sum(one["cost"] for one in summary["daily"]), abs=0.01)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("today", "2026-01-15", "2026-01-15"),
        ("week", "2026-01-09", "2026-01-15"),
        ("month", "2026-01-01", "2026-01-15"),
    ],
)
def test_named_period_ends_today(period, first, last, usage, customer_usage):
    """
    Customer and admin get the same figures for it.
    """
    summary = usage(period).json()["data"]

    assert (period, first, last) == tuple(summary[name] for name in ("period", "period_start", "period_end"))
    assert summary == customer_usage(period).json()["data"]


@pytest.mark.parametrize(("period", "days"), [("2026-01", 31), ("2025-12", 31), ("2026-02", 28)])
def test_calendar_month_has_all_its_days(period, days, customer_usage):
    """
    Days to come are there and empty.
    """
    daily = customer_usage(period).json()["data"]["daily"]

    assert days == len(daily)
    assert [one["date"] > "2026-01-15" for one in daily] == [one["calls"] == 0 for one in daily]


def test_sent_message_counts(usage, customer):
    """
    Its segments and its price are in the summary of the day.
    """
    before = usage("today").json()["data"]["messaging"]
    body = {"from": "+13035550101", "to": "+12125550147", "body": "x" * 161}
    customer("POST", "/messages/sms", json=body)

    after = usage("today").json()["data"]["messaging"]

    assert (2, 0.009) == (
        after["sms_outbound"] - before["sms_outbound"],
        pytest.approx(after["charges"] - before["charges"]),
    )


def test_today_grows(usage, clock):
    """
    Calls that end meanwhile are added, also to what was asked for before.
    """
    before = usage("today").json()["data"]["voice"]["calls"]
    clock.advance(3600)

    assert before < usage("today").json()["data"]["voice"]["calls"]


def test_sum_of_an_old_day_ends_with_its_records(usage, clock):
    """
    A day whose records are gone has no usage any more.
    """
    days = {"start": "2026-01-10", "end": "2026-01-10"}
    before = usage("custom", **days).json()["data"]
    clock.advance(63 * 86_400)

    assert before["voice"]["calls"] > 0 == usage("custom", **days).json()["data"]["voice"]["calls"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "start"),
        ({"start": "2026-01-01"}, "end"),
        ({"start": "2026-01-02", "end": "2026-01-01"}, "end"),
        ({"start": "2024-01-01", "end": "2026-01-01"}, "end"),
        ({"start": "9999-12-31", "end": "9999-12-31"}, "end"),
    ],
)
def test_custom_period_needs_a_sound_range(query, field, usage):
    """
    Both days are needed, in order, at most a year apart.
    """
    reply = usage("custom", **query)

    assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


@pytest.mark.parametrize("period", ["custom", "2026-13", "2026-1", "0000-01", "9999-12", "yesterday"])
def test_unknown_period_is_refused(period, customer_usage):
    """
    Admins name a period or a month that exists.
    """
    assert 422 == customer_usage(period).status_code


def test_unknown_customer_has_no_usage(admin):
    """
    There is nothing under an id that was never given.
    """
    assert 404 == admin("GET", "/admin/customers/nobody/usage?period=today").status_code
