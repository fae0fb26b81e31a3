"""Events of a served socket reach the queries; polling pauses for what they keep current."""

from __future__ import annotations

import asyncio
import math
import threading
from typing import Any

import pytest

from tests.overlays.live import served
from tests.query.layers import Thing, layer
from warp_client_core.query import AsyncQueryClient, QueryClient
from warp_sandbox import Sandbox, connected


def test_an_event_makes_its_trunk_obsolete_and_no_other() -> None:
    with served() as live, live.client() as client, QueryClient(client, stale_time=math.inf) as queries:
        first, second = client.trunks.list().items[:2]
        heard = threading.Event()
        with client.events.connect() as stream, queries.live(stream):
            for trunk in (first, second):
                queries.trunks.get(trunk.id)
            stream.on("trunk.status", lambda _event: heard.set())
            live.publish("trunk.status", trunk_id=first.id)

            assert heard.wait(10)
            assert queries.trunks.get.query(first.id).data is None
            assert queries.trunks.get.query(second.id).data is not None


def test_an_event_brings_the_metrics_along() -> None:
    with served() as live, live.client() as client, QueryClient(client, stale_time=math.inf) as queries:
        heard = threading.Event()
        with client.events.connect() as stream, queries.live(stream):
            queries.metrics.get_current()
            stream.on("metrics.update", lambda _event: heard.set())
            live.publish("metrics.update", active_trunks=77, timestamp="2036-01-01T00:00:00Z")

            assert heard.wait(10)
            metrics = queries.metrics.get_current.query().data
            assert metrics is not None
            assert 77 == metrics.active_trunks


class Socket:
    """A stream that is open or not."""

    class State:
        value = "open"

    state = State()

    def on(self, name: str, handler: Any) -> None:
        setattr(self, name, handler)

    def off(self, name: str, handler: Any) -> None:
        delattr(self, name)


def test_polling_pauses_while_the_socket_is_open() -> None:
    """
    For what its events keep current; what they hint at is polled on.
    """
    queries, server, clock = layer()
    socket: Any = Socket()
    covered, hinted = queries.get("t1", poll=5), queries.list(poll=5)
    queries.live(socket)
    queries.run_pending()
    clock.seconds += 5
    queries.run_pending()
    paused = server.calls
    socket.state.value = "reconnecting"
    clock.seconds += 5
    queries.run_pending()
    socket.state.value = "open"

    assert (3, 5) == (paused, server.calls)
    assert covered.key != hinted.key


def test_events_for_somebody_else_are_not_heard() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    socket: Any = Socket()
    queries.live(socket)
    queries.credentials.open("another")
    queries.get("t1").get()

    getattr(socket, "thing.changed")(Thing("t1", "one"))

    assert queries.get("t1").data is not None


@pytest.mark.anyio
async def test_events_reach_async_queries_and_polling_pauses() -> None:
    async with asyncio.timeout(20):
        with served() as live:
            async with (
                live.client(asynchronous=True) as client,
                AsyncQueryClient(client, stale_time=math.inf, background=False) as queries,
            ):
                first, second = (await client.trunks.list()).items[:2]
                heard = asyncio.Event()
                async with client.events.connect() as stream:
                    with queries.live(stream):
                        await queries.trunks.get(first.id)
                        await queries.trunks.get(second.id)
                        stream.on("trunk.status", lambda _event: heard.set())
                        live.publish("trunk.status", trunk_id=first.id)
                        await heard.wait()

                        assert queries.is_live(("trunks", "item", first.id))
                        assert queries.trunks.get.query(first.id).data is None
                        assert queries.trunks.get.query(second.id).data is not None
                assert not queries.is_live(("trunks", "item", first.id))


@pytest.mark.parametrize(
    ("key", "is_covered"),
    [
        (("customers", "item", "c1", "trunks"), True),
        (("customers", "item", "c1"), False),
        (("customers", "item", "c1", "usage"), False),
        (("system", "metrics"), True),
        (("customers", "list"), False),
    ],
)
def test_a_socket_covers_what_its_events_are_about_and_no_more(key: tuple[str, ...], is_covered: bool) -> None:
    with connected(Sandbox(), "admin") as client, QueryClient(client, background=False) as queries:
        queries._streams.append(Socket())

        assert is_covered is queries.is_live(key)
