"""Random interleavings: nothing is shown that is older than the last completed mutation that touches it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.query.layers import RENAME, Clock, Thing, layer
from warp_client_core.errors import ApiConnectionError, ConflictError, NotFoundError
from warp_client_core.query.entries import Asked
from warp_client_core.query.graph import given

IDS = ("t1", "t2")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
EXPECTED = 999_999
"""The version that optimistic changes show."""

WALKS = 250
STEPS = 60


class Walk:
    """
    Versions in place of names: the server counts, a fetch keeps the version that it saw when the server answered.

    Fetches and mutations are taken apart into their beginning, the moment at the server, and their end, so that a walk
    may do anything in between, which two threads would.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.queries, self.server, self.clock = layer(Clock(), stale_time=50.0)
        self.version = 0
        self.at_server = dict.fromkeys(IDS, 0)
        self.promised = dict.fromkeys(IDS, 0)
        self.heard_of = dict.fromkeys(IDS, 0)
        self.fetches: list[tuple[str, Asked, list[Thing]]] = []
        self.mutations: list[tuple[str, list[int], list[Any]]] = []
        self.events: list[Thing] = []

    def thing(self, id: str) -> Thing:
        version = self.at_server[id]
        return Thing(id, str(version), EPOCH + timedelta(seconds=version))

    def begin_reading(self) -> None:
        id = self.dice.choice(IDS)
        asked = self.queries.ask(self.queries.cache(), self.queries.get(id).recipe)
        if asked.flight is None:
            assert int(asked.data.name) >= self.promised[id], "the cache gave it"
        elif asked.leads:
            self.fetches.append((id, asked, []))

    def answer(self) -> None:
        if self.fetches:
            id, _asked, got = self.dice.choice(self.fetches)
            if not got:
                got.append(self.thing(id))

    def end_reading(self) -> None:
        if not self.fetches:
            return
        one = self.dice.choice(self.fetches)
        self.fetches.remove(one)
        id, asked, got = one
        cache, flight = self.queries.cache(), asked.flight
        assert flight is not None
        if self.dice.random() < 0.2:
            cache.fail(asked.entry, flight, ApiConnectionError("gone"))
            return
        cache.land(asked.entry, flight, (got or [self.thing(id)])[0], self.clock.seconds, self.clock.now())
        if not flight.is_void and not flight.is_left:
            assert int(flight.data.name) >= self.promised[id], "a reader got it"

    def begin_mutation(self) -> None:
        id = self.dice.choice(IDS)
        change = self.queries.get(id).change(lambda thing: Thing(thing.id, str(EXPECTED)))
        changes = [change] if self.dice.random() < 0.5 else []
        self.mutations.append((id, [], self.queries.expect(self.queries.cache(), changes)))

    def carry_out(self) -> None:
        if self.mutations:
            id, done, _layers = self.dice.choice(self.mutations)
            if not done:
                self.version += 1
                self.at_server[id] = self.version
                done.append(self.version)

    def end_mutation(self) -> None:
        if not self.mutations:
            return
        one = self.dice.choice(self.mutations)
        self.mutations.remove(one)
        id, done, layers = one
        refused = NotFoundError("no", status_code=404)
        doubtful = [ApiConnectionError("lost"), ConflictError("no", status_code=409)]
        error = self.dice.choice([None if done else refused, *doubtful])
        values = given(RENAME.path, (id,), {})
        self.queries.settle(self.queries.cache(), RENAME, values, error, layers)
        if done:
            self.promised[id] = max(self.promised[id], done[0])

    def happen(self) -> None:
        """An event leaves the server; it may be heard at any later time."""
        self.events.append(self.thing(self.dice.choice(IDS)))

    def hear(self) -> None:
        if not self.events:
            return
        thing = self.events.pop(self.dice.randrange(len(self.events)))
        name = self.dice.choice(["thing.changed", "thing.told"])
        if name == "thing.changed":
            self.queries.hear(name, thing, self.queries.cache())
            self.heard_of[thing.id] = max(self.heard_of[thing.id], int(thing.name))
        elif thing.id == "t1":
            before = self.queries.get("t1").data
            self.queries.hear(name, thing, self.queries.cache())
            after = self.queries.get("t1").data
            assert before is None or after is None or int(after.name) >= int(before.name), "an old event took it back"

    def pass_time(self) -> None:
        self.clock.seconds += self.dice.choice([1.0, 60.0, 400.0])

    def check(self) -> None:
        """Nothing shown is older than a completed mutation, or than an event that told of a change."""
        expecting = {id for id, _done, layers in self.mutations if layers}
        for id in IDS:
            shown = self.queries.get(id).data
            version = EXPECTED if shown is None else int(shown.name)
            assert version >= self.promised[id], "it is shown"
            assert version >= self.heard_of[id], "an event told of something newer"
            assert shown is None or version != EXPECTED or id in expecting, "an expected change stayed on"

    def steps(self) -> Iterator[str]:
        """What is done, in order; likelier are the steps that everything else takes."""
        often = ["begin_reading", "answer", "end_reading", "end_reading", "begin_mutation", "carry_out", "end_mutation"]
        for _ in range(STEPS):
            yield self.dice.choice([*often, "begin_reading", "happen", "hear", "pass_time"])


@pytest.mark.parametrize("seed", range(4))
def test_nothing_shown_is_older_than_a_completed_mutation(seed: int) -> None:
    """
    Its walk and step are in the message of a failure; the same seed walks the same way again.
    """
    dice = random.Random(seed)
    for number in range(WALKS):
        walk = Walk(dice)
        done = []
        for step in walk.steps():
            done.append(step)
            try:
                getattr(walk, step)()
                walk.check()
            except AssertionError as error:
                raise AssertionError(f"walk {number}: {error}: {' '.join(done)}") from error
        walk.queries.close()
        walk.queries._client.close()
