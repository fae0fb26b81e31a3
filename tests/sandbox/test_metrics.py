"""Gauges and calls in progress, as they are asked for and as they are pushed."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.document import Api
from warp_sandbox.spec.schemas import Schemas

TODAY = {"date_from": "2026-01-15T00:00:00Z", "date_to": "2026-01-16T00:00:00Z"}
SEARCH = {**TODAY, "limit": 1}
_EVENT = "/components/schemas/CallActiveEvent"


@pytest.fixture
def world(app):
    """The world of the sandbox under test."""
    return app.state.sandbox


@pytest.fixture
def active(admin):
    """The calls in progress now."""
    return lambda: admin("GET", "/admin/system/active-calls").json()["data"]


@pytest.fixture
def tick(world, clock):
    """Lets time pass and ticks; gives back the events of that tick."""

    def after(seconds):
        clock.advance(seconds)
        world.events.log.clear()
        for one in world.ticks:
            one(clock())
        return list(world.events.log)

    return after


def total(reply):
    return reply.json()["meta"]["pagination"]["total"]


def test_gauges_agree_with_the_lists(customer, app):
    """
    Calls, trunks and numbers of the account are those that the lists show.
    """
    path = f"/customers/{app.state.sandbox.customer_id}/trunks?status=active"

    gauges = customer("GET", "/metrics/current").json()["data"]

    finished = total(customer("GET", "/cdrs", params=SEARCH))
    assert finished + gauges["calls"]["active"] == gauges["calls"]["total_today"]
    assert total(customer("GET", "/numbers")) == gauges["total_numbers"]
    assert total(customer("GET", path)) == gauges["active_trunks"]


def test_spend_of_today_holds_calls_and_messages(customer):
    """
    An MMS adds its price, and waits as queued.
    """
    before = customer("GET", "/metrics/current").json()["data"]
    body = {"from": "+13035550101", "to": "+12125550147", "media_urls": ["https://media.example.com/a.png"]}
    for _ in range(2):
        customer("POST", "/messages/mms", json=body)

    after = customer("GET", "/metrics/current").json()["data"]

    assert (0.03, 2) == (
        pytest.approx(after["spend_today"] - before["spend_today"]),
        after["messages"]["queued"] - before["messages"]["queued"],
    )
    assert 0 < before["spend_today"]


def test_platform_has_more_calls_than_the_account(admin, customer, active):
    """
    The gauges of the system count the calls of all customers.
    """
    system = admin("GET", "/admin/system/metrics").json()["data"]
    own = customer("GET", "/metrics/current").json()["data"]

    assert len(active()) == system["calls"]["active"] >= own["calls"]["active"]
    assert system["calls"]["total_today"] > own["calls"]["total_today"]
    assert total(admin("GET", "/admin/customers?limit=1")) == system["total_customers"]


def test_quality_is_measured_over_the_last_hour(admin):
    """
    Shares are percentages, and the answer rate is the one of the records.
    """
    quality = admin("GET", "/admin/system/metrics").json()["data"]["quality"]

    assert 40 < quality["asr"] < quality["ner"] <= 100
    assert 1 <= quality["mos"] <= 5


def test_uptime_grows_with_the_clock(admin, clock):
    """
    A minute later it is a minute more.
    """
    first = admin("GET", "/admin/system/metrics").json()["data"]["uptime_seconds"]
    clock.advance(60)

    assert first + 60 == admin("GET", "/admin/system/metrics").json()["data"]["uptime_seconds"]


def test_call_in_progress_becomes_a_record(active, admin, clock):
    """
    It turns up among the records under the same call id once it has ended.
    """
    call = active()[0]
    clock.advance(3600)

    search = {**TODAY, "ani": call["ani"], "dnis": call["dnis"], "limit": 100}
    found = admin("GET", "/admin/cdrs", params=search).json()["data"]

    assert [call["start_time"]] == [one["start_time"] for one in found if one["call_id"] == call["call_id"]]
    assert call["call_id"] not in [one["call_id"] for one in active()]


def test_call_rings_before_it_is_answered(active, clock):
    """
    States go forward only; the length counts from the answer.
    """
    seen = {}
    for _ in range(120):
        clock.advance(2)
        for call in active():
            seen.setdefault(call["call_id"], []).append(call["state"])
            assert (call["answer_time"] is None) == (call["state"] != "answered")
            assert call["duration"] == 0 or call["state"] == "answered"

    order = ["initiated", "ringing", "answered"]
    assert all(states == sorted(states, key=order.index) for states in seen.values())
    assert {"ringing", "answered"} <= {state for states in seen.values() for state in states}


def test_suspended_trunk_carries_no_calls(active, world):
    """
    Its calls are gone at once.
    """
    call = active()[0]
    world.trunks[call["trunk_id"]]["status"] = "suspended"

    assert call["trunk_id"] not in [one["trunk_id"] for one in active()]


def test_tick_pushes_gauges(tick, document):
    """
    Customers and admins each get theirs, in the documented form.
    """
    schemas = Schemas(Api(document).tree)
    gauges = {one.name: one for one in tick(5)}

    assert ("customer", "admin") == tuple(gauges[name].audience for name in ("metrics.update", "system.metrics"))
    assert [] == schemas.violations("/components/schemas/Metrics", gauges["metrics.update"].payload)
    assert [] == schemas.violations("/components/schemas/SystemMetrics", gauges["system.metrics"].payload)


def test_tick_tells_every_step_of_a_call(tick, document):
    """
    Over an hour the calls that begin go through their states in order, each step told once.
    """
    first = {one.payload["call_id"] for one in tick(0) if one.name == "call.active"}
    told = [one for _ in range(60) for one in tick(60) if one.name == "call.active"]
    steps = {}
    for one in told:
        steps.setdefault(one.payload["call_id"], []).append(one.payload["state"])

    ended = {tuple(states) for call_id, states in steps.items() if states[-1] == "ended" and call_id not in first}
    assert {("initiated", "ringing", "answered", "ended"), ("initiated", "ringing", "ended")} == ended
    schemas = Schemas(Api(document).tree)
    assert [] == [one for event in told for one in schemas.violations(_EVENT, event.payload)]


def test_customers_hear_of_their_own_calls(tick, active, world):
    """
    Every event names the account that the call belongs to.
    """
    owners = {one["call_id"]: one["customer_id"] for one in active()}

    told = [one for one in tick(0) if one.name == "call.active"]

    assert owners == {one.payload["call_id"]: one.customer_id for one in told}


def test_long_silence_is_not_made_up_for(tick, active):
    """
    After a day without a tick only the calls in progress are told.
    """
    tick(0)

    told = [one.payload for one in tick(86_400) if one.name == "call.active"]

    assert [(one["call_id"], one["state"]) for one in active()] == [(one["call_id"], one["state"]) for one in told]


def test_open_tickets_wait(admin):
    """
    The gauge is the number of tickets that the list shows as not done.
    """
    tickets = admin("GET", "/admin/support/tickets?limit=100").json()["data"]

    waiting = admin("GET", "/admin/system/metrics").json()["data"]["pending_tickets"]

    assert sum(one["status"] not in ("resolved", "closed") for one in tickets) == waiting
