"""A client without a network and the queries over it, so that a test says when a fetch ends and what time it is."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from warp_client_core.async_client import AsyncClient
from warp_client_core.query import (
    AsyncMutation,
    AsyncQuery,
    AsyncQueryClient,
    AsyncReader,
    Mutation,
    Query,
    QueryClient,
    Read,
    Reader,
    Rule,
    Write,
)
from warp_client_core.steps import Ambient
from warp_client_core.sync_client import SyncClient

THING = Read("get_thing", "things.get", ("things", "item", "{id}"), type=lambda: Thing, path=("id",))
THINGS = Read("list_things", "things.list", ("things", "list"), type=lambda: list[Thing])
RENAME = Write("rename_thing", "things.rename", (("things", "list"), ("things", "item", "{id}")), path=("id",))
RULES = {
    "thing.changed": Rule((("things", "item", "{id}"),)),
    "thing.told": Rule(updates=("things", "item", "t1")),
    "thing.hint": Rule((("things", "list"),), partial=True),
}


@attrs.frozen
class Thing:
    """What is read."""

    id: str
    name: str
    timestamp: datetime | None = None


class Clock:
    """Time that stands still until it is moved; counts how often somebody slept."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def ambient(self) -> Ambient:
        return Ambient(clock=lambda: self.seconds, now=self.now)

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)


class Server:
    """Holds the things; ``calls`` counts what reached it, ``before`` runs in each read once it has its answer."""

    def __init__(self) -> None:
        self.names = {"t1": "one", "t2": "two"}
        self.calls = 0
        self.failure: Exception | None = None
        self.before: Callable[[], object] = lambda: None
        self._lock = threading.Lock()

    def get(self, id: str, *, options: Any = None) -> Thing:
        with self._lock:
            self.calls += 1
        found = Thing(id, self.names[id])
        self.before()
        if self.failure is not None:
            raise self.failure
        return found

    def list(self, *, page: int | None = None, options: Any = None) -> list[Thing]:
        self.calls += 1
        return [Thing(id, name) for id, name in self.names.items()]

    def rename(self, id: str, *, name: str) -> Thing:
        if self.failure is not None:
            raise self.failure
        self.names[id] = name
        return Thing(id, name)


class ThingQueries(QueryClient):
    """The layer of `ThingClient`, as a generated one is made."""

    reads = (THING, THINGS)
    rules = RULES

    @functools.cached_property
    def thing(self) -> Reader[..., Thing]:
        return Reader(self, self._make_get)

    def get(self, id: str, **keywords: Any) -> Query[Thing]:
        return self.thing.query(id, **keywords)

    def _make_get(self, id: str, *, options: Any = None, **how: Any) -> Query[Thing]:
        return Query(self, THING, self._client.server.get, (id,), {"options": options}, how)

    def list(self, *, page: int | None = None, **how: Any) -> Query[list[Thing]]:
        return Query(self, THINGS, self._client.server.list, (), {"page": page, "options": None}, how).polled()

    @property
    def rename(self) -> Mutation[..., Thing]:
        return Mutation(self, RENAME, self._client.server.rename)


class AsyncThingQueries(AsyncQueryClient):
    """The same, asynchronous; the server's methods are awaited after a turn of the loop."""

    reads = (THING, THINGS)
    rules = RULES

    @functools.cached_property
    def thing(self) -> AsyncReader[..., Thing]:
        return AsyncReader(self, self._make_get)

    def get(self, id: str, **keywords: Any) -> AsyncQuery[Thing]:
        return self.thing.query(id, **keywords)

    def _make_get(self, id: str, *, options: Any = None, **how: Any) -> AsyncQuery[Thing]:
        return AsyncQuery(self, THING, self._client.aget, (id,), {"options": options}, how)

    @property
    def rename(self) -> AsyncMutation[..., Thing]:
        return AsyncMutation(self, RENAME, self._client.arename)


class ThingClient(SyncClient):
    """A client with queries."""

    server: Server

    def _query_layer(self) -> type[ThingQueries]:
        return ThingQueries


class AsyncThingClient(AsyncClient):
    """The same, asynchronous."""

    server: Server
    gate: Any = None

    def _query_layer(self) -> type[AsyncThingQueries]:
        return AsyncThingQueries

    async def aget(self, id: str, *, options: Any = None) -> Thing:
        found = self.server.get(id)
        if self.gate is not None:
            await self.gate.wait()
        return found

    async def arename(self, id: str, *, name: str) -> Thing:
        return self.server.rename(id, name=name)


def layer(clock: Clock | None = None, **options: Any) -> tuple[ThingQueries, Server, Clock]:
    """Queries without a background, their server and their clock."""
    clock = clock or Clock()
    client = ThingClient(base_url="https://api.example.com", access_token="a", ambient=clock.ambient())
    client.server = Server()
    return QueryClient(client, **{"background": False, **options}), client.server, clock  # type: ignore[return-value] # the layer of this client


def alayer(**options: Any) -> tuple[AsyncThingQueries, AsyncThingClient, Clock]:
    """The same, asynchronous; the client in place of the server, for its gate."""
    clock = Clock()
    client = AsyncThingClient(base_url="https://api.example.com", access_token="a", ambient=clock.ambient())
    client.server = Server()
    return AsyncQueryClient(client, **{"background": False, **options}), client, clock  # type: ignore[return-value] # as above
