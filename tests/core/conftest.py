"""What the tests of the runtime share: a world that stands still, and a server that is a function."""

import asyncio
import itertools
from datetime import UTC, datetime

import httpx
import pytest

from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.steps import Ambient

BASE_URL = "https://api.example.com/v1"


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    """No test depends on what the developer has set."""
    for name in ("API_URL", "WS_URL", "ACCESS_TOKEN", "REFRESH_TOKEN", "API_KEY"):
        monkeypatch.delenv(f"WARP_{name}", raising=False)


class World:
    """An `Ambient` whose time moves only by sleeping, and which remembers how long it slept."""

    def __init__(self):
        self.slept = []
        self.seconds = 1_000.0
        self._keys = itertools.count(1)

    @property
    def ambient(self):
        return Ambient(
            clock=lambda: self.seconds,
            now=lambda: datetime.fromtimestamp(self.seconds, UTC),
            chance=lambda: 1.0,
            new_key=lambda: f"key-{next(self._keys)}",
            sleep=self._sleep,
            asleep=self._asleep,
        )

    def _sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds

    async def _asleep(self, seconds):
        self._sleep(seconds)


class SyncFlavour:
    """Drives a `SyncClient` against a function."""

    name = "sync"

    def build(self, handler, client=SyncClient, **keywords):
        http_client = httpx.Client(transport=httpx.MockTransport(handler))
        return client(**{"base_url": BASE_URL, "http_client": http_client, **keywords})

    def send(self, client, call, options=None):
        return client.send(call, options)

    def request(self, client, *arguments, **keywords):
        return client.request(*arguments, **keywords)

    def items(self, client, call):
        return list(client.send(call).data)

    def read_streamed(self, client, call):
        with client.stream(call) as reply:
            return reply.status_code, reply.read()

    def close(self, client):
        client.close()


class AsyncFlavour:
    """Drives an `AsyncClient` against a function, one event loop a step."""

    name = "async"

    def build(self, handler, client=AsyncClient, **keywords):
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(handler))
        return client(**{"base_url": BASE_URL, "http_client": http_client, **keywords})

    def send(self, client, call, options=None):
        return asyncio.run(client.send(call, options))

    def request(self, client, *arguments, **keywords):
        return asyncio.run(client.request(*arguments, **keywords))

    def items(self, client, call):
        async def walk():
            return [item async for item in client.listing(call)]

        return asyncio.run(walk())

    def read_streamed(self, client, call):
        async def read():
            async with client.stream(call) as reply:
                return reply.status_code, await reply.aread()

        return asyncio.run(read())

    def close(self, client):
        asyncio.run(client.aclose())


class Platform:
    """Answers with a list of replies, or with trunks in pages of one when there is none; notes every request."""

    def __init__(self, *replies, trunks=3):
        self.replies = list(replies)
        self.trunks = trunks
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        if self.replies:
            reply = self.replies.pop(0)
            if isinstance(reply, Exception):
                raise reply
            return reply
        page = int(request.url.params.get("page", 1))
        pagination = {"page": page, "per_page": 1, "total": self.trunks, "total_pages": self.trunks}
        return httpx.Response(200, json={"data": [{"id": f"t{page}"}], "meta": {"pagination": pagination}})


@pytest.fixture
def platform():
    """Makes a `Platform` from the replies it shall give."""
    return Platform


@pytest.fixture
def world():
    return World()


@pytest.fixture(params=[SyncFlavour, AsyncFlavour], ids=lambda flavour: flavour.name)
def flavour(request):
    return request.param()
