"""The series of calls: a function of the seed and the index, with time and index in step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from warp_sandbox.spec.document import Api
from warp_sandbox.warp.cdr_ids import CallIds
from warp_sandbox.warp.cdr_records import quality
from warp_sandbox.warp.cdr_series import EPOCH, KEPT, Traffic, Wanted, moment, seconds
from warp_sandbox.warp.cdr_spans import EARLIEST, LATEST, read
from warp_sandbox.warp.cdr_tables import FATES, RATES, RINGS, ROWS, TALKS, billable, charge
from warp_sandbox.warp.world import World

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def world(app):
    """The world of a fresh sandbox."""
    return app.state.sandbox


@pytest.fixture
def traffic(world):
    """Its calls."""
    return Traffic(world)


def test_call_depends_on_nothing_else(traffic, world):
    """
    A series that was asked for other calls before gives the same one.
    """
    index = traffic.kept(NOW).start
    list(map(traffic.call, range(index - 4000, index, 100)))

    assert Traffic(world).call(index) == traffic.call(index)


def test_series_does_not_change_with_the_trunks(traffic, world):
    """
    What a customer deletes later keeps its calls.
    """
    before = traffic.call(traffic.kept(NOW).stop - 5)
    world.trunks.clear()

    assert before == traffic.call(before.index)


def test_starts_are_in_order(traffic):
    """
    A later index is a later call, over the end of a day too.
    """
    first = traffic.after(NOW) - 2500
    starts = [traffic.call(index).start for index in range(first, first + 2500)]

    assert sorted(starts) == starts


@pytest.mark.parametrize("late", [0, 0.25, 17, 53, 54, 86_399.5])
def test_moment_leads_to_the_first_call_after_it(traffic, late):
    """
    That call starts at or after the moment, the one before it earlier.
    """
    at = NOW + timedelta(seconds=late)
    index = traffic.after(at)

    assert moment(traffic.call(index - 1).start) < at <= moment(traffic.call(index).start)


def test_moments_and_seconds_agree():
    """
    Fractions of a second count as begun ones.
    """
    assert (1, 1, 0) == tuple(seconds(EPOCH + timedelta(seconds=late)) for late in (1, 0.5, 0))
    assert EPOCH + timedelta(seconds=5) == moment(5)


def test_before_the_first_call_there_is_none(traffic):
    """
    A range that lies before the series is empty, and a young series keeps what it has.
    """
    assert 0 == traffic.after(EPOCH - timedelta(days=1))
    assert [] == traffic.finished(EPOCH - timedelta(days=9), EPOCH, NOW, Wanted())
    assert 0 == traffic.kept(EPOCH + timedelta(days=1)).start


def test_kept_calls_are_all_finished_but_those_in_progress(traffic):
    """
    The window holds the newest finished calls and those in progress.
    """
    running = traffic.in_progress(NOW)

    assert KEPT + len(running) == len(traffic.kept(NOW))
    assert KEPT == len(traffic.finished(EPOCH, NOW + timedelta(days=1), NOW, Wanted()))
    assert all(moment(one.start) <= NOW < moment(one.end) for one in running)


def test_started_holds_its_end_and_not_its_start(traffic):
    """
    Two stretches that touch have no call in common.
    """
    call = traffic.call(traffic.after(NOW))
    at = moment(call.start)

    before = traffic.started(at - timedelta(minutes=5), at)
    after = traffic.started(at, at + timedelta(minutes=5))

    assert (call.index, call.index + 1) == (before[-1], after[0])


def test_many_days_are_forgotten_again(traffic):
    """
    Calls stay the same when the days were dropped meanwhile.
    """
    index = traffic.after(NOW)
    before = traffic.call(index)
    for day in range(250):
        traffic.call(index + 1600 * day)

    assert before == traffic.call(index)


def test_traffic_has_every_kind(traffic):
    """
    All zones, both directions and all dispositions occur within a week.
    """
    last = traffic.after(NOW)
    calls = [traffic.call(index) for index in range(last - 11_200, last)]

    assert set(RATES) == {one.zone for one in calls}
    assert {"inbound", "outbound"} == {one.route.direction for one in calls}
    assert {one.disposition for one in FATES} == {one.fate.disposition for one in calls}


def test_tables_have_a_row_for_every_byte():
    """
    Any byte of chance picks a row.
    """
    assert {ROWS} == {len(table) for table in (FATES, TALKS, RINGS)}


@pytest.mark.parametrize(("talk", "charged", "cost"), [(0, 0, 0), (1, 6, 75), (6, 6, 75), (124, 126, 1575)])
def test_charge_is_by_the_started_six_seconds(talk, charged, cost):
    """
    The document's call of 124 seconds costs 0.01575.
    """
    assert (charged, cost) == (billable(talk), charge(talk, 75_000))


def test_id_leads_back_to_its_index(world):
    """
    Ids differ, and one changed digit leads nowhere.
    """
    ids = CallIds(world.dice("call ids"))
    made = {ids.of(index): index for index in range(0, 10**7, 99_991)}

    assert list(made.values()) == [ids.index(text) for text in made]
    text = ids.of(5)
    assert [None, None] == [ids.index(text[:-1] + "g"), ids.index(("1" if text[0] == "0" else "0") + text[1:])]


def test_without_calls_nothing_is_measured():
    """
    Gauges of quality need a call.
    """
    assert quality([]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0001-01-01T00:00:00+14:00", EARLIEST),
        ("9999-12-31T23:59:59-14:00", LATEST),
        ("2026-01-15t13:00:00+01:00", NOW),
    ],
)
def test_time_beyond_the_calendar_becomes_the_nearest(text, expected):
    """
    Times that do not exist in UTC do not break a range.
    """
    assert expected == read(text)


def test_world_without_calls_has_none(tiny):
    """
    A document that knows no call records makes no calls.
    """
    traffic = Traffic(World(Api(tiny({"type": "string"}))))

    assert ((), ()) == (traffic.routes, traffic.far_ends)
