"""The join of list and events, step by step, without a socket: what is asked for, and what is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from warp_client_core.steps import Ambient
from warp_client_core.streaming import Gap, RawEvent, Received
from warp_customer.models import CDR, CallActiveEvent, Message, MessageDeliveredEvent
from warp_customer.overlays.following.flow import Fetch, Flow, Listen, Look, Tell, Turn
from warp_customer.overlays.following.subjects import calls, sent_messages

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


BREAKS = [Received("$connected", 2), Received("subscribed"), Gap(3, 4), Received("$gap", Gap(3, 4)), Gap()]


def at(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def cdr(name: str, ended: float, *, length: float = 10) -> CDR:
    """The record of a call that ended so many seconds after noon; its call id is its own with ``c-`` before it."""
    start = at(ended - length)
    return CDR(
        id=name, call_id=f"c-{name}", direction="inbound", ani="1", dnis="2", start_time=start, end_time=at(ended)
    )


def event(record: CDR, state: str = "ended") -> Received:
    """What the socket says of a call."""
    payload = CallActiveEvent(
        call_id=record.call_id or "", ani="1", dnis="2", state=state, start_time=record.start_time
    )
    return Received("call.active", payload)


@attrs.frozen
class Listed:
    """A page, as the client gives it."""

    items: list[Any]
    rest: tuple[Any, ...] = ()

    @property
    def has_next(self) -> bool:
        return bool(self.rest)


class World:
    """
    A platform with a list, and a clock; carries out what a flow needs until it has nothing to say.

    Attributes:
        records: What is listed, in the order of the list.
        came: What comes on the socket next; None when nothing comes in time.
        asked: The stretches that were listed.
        told: Ids in the order in which they were told.
    """

    def __init__(self, subject: Any = None, *, since: datetime = NOON, page: int = 2, **limits: float) -> None:
        self.time = 1000.0
        ambient = Ambient(clock=lambda: self.time, now=lambda: at(self.time))
        limits = {"overlap": 60.0, "patience": 100.0, **limits}
        self.flow = Flow(subject or calls(None), since, ambient=ambient, **limits)
        self.page = page
        self.records: list[Any] = []
        self.came: list[Received | Gap | None] = []
        self.asked: list[tuple[datetime, datetime]] = []
        self.looked: list[str] = []
        self.told: list[str] = []
        self.pauses: list[float | None] = []
        self._needs = self.flow.needs()
        self._need: Any = None

    def run(self, *came: Received | Gap | None) -> list[str]:
        """What is told until the socket has nothing more."""
        self.came += came
        before = len(self.told)
        need = self._need or next(self._needs)
        while not (isinstance(need, Listen) and not self.came):
            need = self._needs.send(self._answer(need))
        self._need = need
        return self.told[before:]

    def _answer(self, need: Any) -> Any:
        match need:
            case Tell(record):
                self.told.append(getattr(record, "id", None) or record.message_id)
            case Listen(seconds):
                self.pauses.append(seconds)
                came = self.came.pop(0)
                self.time += seconds or 0.0 if came is None else 0.0
                return came
            case Fetch(call):
                start, end = (datetime.fromisoformat(dict(call.query)[name]) for name in ("date_from", "date_to"))
                self.asked.append((start, end))
                return self._pages([one for one in self.records if start <= began(one) < end])
            case Turn(page):
                return self._pages(list(page.rest))
            case Look(call):
                name = call.path.rpartition("/")[2]
                self.looked.append(name)
                return next((one for one in self.records if one.message_id == name), None)
        return None

    def _pages(self, found: list[Any]) -> Listed:
        return Listed(found[: self.page], tuple(found[self.page :]))


def began(record: Any) -> datetime:
    """The time that lists are about."""
    return record.start_time if isinstance(record, CDR) else record.created_at


def test_what_is_listed_comes_first_in_the_order_of_the_list() -> None:
    """
    All pages of it, from the overlap before ``since`` on, but nothing that ended before.
    """
    world = World()
    world.records = [cdr("old", -1), *(cdr(name, 5) for name in ("b", "a", "c"))]

    assert ["b", "a", "c"] == world.run()
    assert [at(-60)] == [start for start, _end in world.asked]


def test_a_call_that_began_earlier_and_ended_in_time_is_told() -> None:
    """
    As long as it is no longer than the overlap.
    """
    world = World()
    world.records = [cdr("long", 1, length=60), cdr("longer", 1, length=70)]

    assert ["long"] == world.run()


def test_an_ended_call_leads_to_its_record() -> None:
    """
    Looked for around the begin of the call.
    """
    world = World()
    world.run()
    world.records = [cdr("a", 900)]

    assert ["a"] == world.run(event(cdr("a", 900)), None)
    assert (at(885), at(895)) == world.asked[-1]


@pytest.mark.parametrize("state", ["initiated", "ringing", "answered", "parked"])
def test_a_call_that_goes_on_has_no_record(state: str) -> None:
    """
    Nothing is asked.
    """
    world = World()
    world.run()

    world.run(event(cdr("a", 900), state), None)

    assert 1 == len(world.asked)


def test_a_record_that_is_listed_late_is_looked_for_again() -> None:
    """
    At growing intervals.
    """
    world = World()
    world.run()
    world.run(event(cdr("a", 900)), None, None, None)
    world.records = [cdr("a", 900)]

    assert ["a"] == world.run(None)
    assert [None, 0.5, 1.0, 2.0, 4.0] == world.pauses[:5]
    assert world.flow.waiting.pause(world.time) is None


def test_a_record_that_never_comes_is_given_up_and_counted() -> None:
    """
    After the patience, in a bounded number of requests.
    """
    world = World(patience=20.0)
    world.run()

    world.run(event(cdr("a", 900)), *[None] * 7)

    assert 1 == world.flow.waiting.missing
    assert [0, 6] == [len(world.flow.waiting), len(world.asked)]


def test_calls_that_end_together_are_looked_for_together() -> None:
    """
    One request for those that began within a minute of each other.
    """
    world = World()
    world.run()
    world.records = [cdr("a", 900), cdr("b", 910), cdr("c", 900, length=500)]

    assert {"a", "b", "c"} == set(world.run(*(event(one) for one in world.records), None))
    assert 3 == len(world.asked)


@pytest.mark.parametrize("break_", BREAKS)
def test_a_break_is_healed_from_the_list(break_: Any) -> None:
    """
    From the overlap before the last record that was told.
    """
    world = World()
    world.records = [cdr("a", 500)]
    world.run()
    world.records.append(cdr("b", 600))

    assert ["b"] == world.run(break_)
    assert at(440) == world.asked[-1][0]


def test_the_first_connection_is_no_break() -> None:
    """
    The list was read once it stood.
    """
    world = World()

    world.run(Received("$connected", 1))

    assert 1 == len(world.asked)


def test_a_record_is_told_once_whichever_way_it_comes() -> None:
    """
    Listed, told of, told of again, and listed again.
    """
    world = World()
    world.records = [cdr("a", 500)]

    assert ["a"] == world.run(event(cdr("a", 500)), event(cdr("a", 500)), None, Received("$connected", 2), None)
    assert 0 == len(world.flow.waiting)


def test_an_event_that_cannot_be_read_has_the_list_read_again() -> None:
    """
    Once for all of them that come within a minute.
    """
    world = World()
    world.run()
    world.records = [cdr("a", 900)]
    raw = Received("call.active", RawEvent("call.active", {"call_id": 7}))

    assert ["a"] == world.run(raw, raw, None)
    assert 2 == len(world.asked)


def test_memory_is_bounded_by_the_overlap() -> None:
    """
    What is listed no more is forgotten, and still not told twice.
    """
    world = World()
    world.records = [cdr("a", 100), cdr("b", 900)]
    world.run()

    again = world.run(Received("$connected", 2), event(cdr("a", 100)), None)

    assert ([], 1) == (again, len(world.flow.told))


def test_a_clock_that_is_behind_loses_nothing() -> None:
    """
    The point never passes the own clock, so that more is read rather than less.
    """
    world = World()
    world.time = 50.0
    world.records = [cdr("a", 500)]

    assert ["a"] == world.run()
    assert at(50) == world.flow.point


def message(name: str, status: str, created: float, ended: float | None = None) -> Message:
    """A message that was sent."""
    done = None if ended is None else at(ended)
    return Message(message_id=name, from_="+1", to="+2", status=status, created_at=at(created), updated_at=done)


def report(name: str) -> Received:
    """What the socket says of a message."""
    payload = MessageDeliveredEvent(message_id=name, from_="+1", to="+2", status="delivered")
    return Received("message.delivered", payload)


def test_a_message_is_told_when_its_outcome_is_known() -> None:
    """
    Fetched by its id; one that is under way waits for its report.
    """
    world = World(sent_messages())
    world.records = [message("failed", "failed", 1, 2), message("sent", "sent", 3, 4)]
    world.run()
    world.records[1] = message("sent", "delivered", 3, 900)

    assert ["sent"] == world.run(report("sent"), None)
    assert (["failed", "sent"], ["sent"]) == (world.told, world.looked)


def test_a_message_that_is_not_there_yet_is_looked_for_again() -> None:
    """
    And so is one that is there with its earlier state.
    """
    world = World(sent_messages())
    world.run()
    world.run(report("a"), None)
    world.records = [message("a", "sending", 3)]
    world.run(None)
    world.records = [message("a", "expired", 3, 900)]

    assert ["a"] == world.run(None)
