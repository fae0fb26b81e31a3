"""Random interleavings: nothing is shown that is older than the last completed mutation that touches it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.query.layers import RENAME, Clock, Thing, layer
from warp_client_core.errors import ApiConnectionError, ConflictError, NotFoundError
from warp_client_core.query.entries import Asked
from warp_client_core.query.graph import given

IDS = st.sampled_from(["t1", "t2"])
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class Interleavings(RuleBasedStateMachine):
    """
    Versions in place of names: the server counts, a fetch keeps the version that it saw when the server answered.

    Fetches and mutations are taken apart into their beginning, the moment at the server, and their end, so that the
    machine may do anything in between, which two threads would.
    """

    def __init__(self) -> None:
        super().__init__()
        self.queries, self.server, self.clock = layer(Clock(), stale_time=50.0)
        self.version = 0
        self.at_server = {"t1": 0, "t2": 0}
        self.promised = {"t1": 0, "t2": 0}
        self.fetches: list[tuple[str, Asked, list[Thing]]] = []
        self.mutations: list[tuple[str, list[int], list[Any]]] = []
        self.events: list[Thing] = []

    def _thing(self, id: str) -> Thing:
        version = self.at_server[id]
        return Thing(id, str(version), EPOCH + timedelta(seconds=version))

    @rule(id=IDS)
    def begin_reading(self, id: str) -> None:
        recipe = self.queries.get(id)._recipe
        asked = self.queries.ask(self.queries.cache(), recipe)
        if asked.flight is None:
            assert int(asked.data.name) >= self.promised[id]
        elif asked.leads:
            self.fetches.append((id, asked, []))

    @precondition(lambda self: self.fetches)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        if self.fetches:
            id, _asked, got = data.draw(st.sampled_from(self.fetches))
            if not got:
                got.append(self._thing(id))

    @precondition(lambda self: self.fetches)
    @rule(data=st.data(), fails=st.booleans())
    def end_reading(self, data: st.DataObject, fails: bool) -> None:
        if not self.fetches:
            return
        one = data.draw(st.sampled_from(self.fetches))
        self.fetches.remove(one)
        id, asked, got = one
        cache = self.queries.cache()
        assert asked.flight is not None
        if fails:
            cache.fail(asked.entry, asked.flight, ApiConnectionError("gone"))
        else:
            cache.land(asked.entry, asked.flight, (got or [self._thing(id)])[0], self.clock.seconds, self.clock.now())
            if not asked.flight.is_void and not asked.flight.is_left:
                assert int(asked.flight.data.name) >= self.promised[id], "a reader got it"

    @rule(id=IDS, optimistic=st.booleans())
    def begin_mutation(self, id: str, optimistic: bool) -> None:
        changes = [self.queries.get(id).change(lambda thing: Thing(thing.id, "999999"))] if optimistic else []
        self.mutations.append((id, [], self.queries.expect(self.queries.cache(), changes)))

    @precondition(lambda self: self.mutations)
    @rule(data=st.data())
    def carry_out(self, data: st.DataObject) -> None:
        if self.mutations:
            id, done, _layers = data.draw(st.sampled_from(self.mutations))
            if not done:
                self.version += 1
                self.at_server[id] = self.version
                done.append(self.version)

    @precondition(lambda self: self.mutations)
    @rule(data=st.data(), error=st.sampled_from([None, "lost", "conflict"]))
    def end_mutation(self, data: st.DataObject, error: str | None) -> None:
        if not self.mutations:
            return
        one = data.draw(st.sampled_from(self.mutations))
        self.mutations.remove(one)
        id, done, layers = one
        failures = {
            None: None if done else NotFoundError("no", status_code=404),
            "lost": ApiConnectionError("lost"),
            "conflict": ConflictError("no", status_code=409),
        }
        values = given(RENAME.path, (id,), {})
        self.queries.settle(self.queries.cache(), RENAME, values, failures[error], layers)
        if done:
            self.promised[id] = max(self.promised[id], done[0])

    @rule(id=IDS)
    def tell_of(self, id: str) -> None:
        self.events.append(self._thing(id))

    @precondition(lambda self: self.events)
    @rule(data=st.data(), name=st.sampled_from(["thing.changed", "thing.told"]))
    def hear(self, data: st.DataObject, name: str) -> None:
        if self.events:
            thing = data.draw(st.sampled_from(self.events))
            if name == "thing.changed" or thing.id == "t1":
                self.queries.hear(name, thing, self.queries.cache())

    @rule(seconds=st.sampled_from([1.0, 60.0, 400.0]))
    def pass_time(self, seconds: float) -> None:
        self.clock.seconds += seconds

    @invariant()
    def nothing_shown_is_older_than_a_completed_mutation(self) -> None:
        for id in ("t1", "t2"):
            shown = self.queries.get(id).data
            assert shown is None or int(shown.name) >= self.promised[id]

    def teardown(self) -> None:
        self.queries.close()
        self.queries._client.close()


TestInterleavings = Interleavings.TestCase
TestInterleavings.settings = settings(max_examples=60, stateful_step_count=40, deadline=None, derandomize=True)
