"""What the fault tests share: the server, the proxy in front of it, a clock that stands still, four ways to call."""

import asyncio
import contextlib
import os
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import attrs
import httpx
import pytest

from tests.faults.origin import Origin
from warp_client_core import errors
from warp_client_core.aiohttp_transport import aiohttp_transport
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.options import RequestOptions
from warp_client_core.steps import REAL_WORLD, Ambient
from warp_client_core.values import ApiResponse
from warp_sandbox.proxy.server import FaultProxy

collect_ignore = ["test_aiohttp.py"] if os.environ.get("WARP_HTTP_LIBRARY") == "httpx2" else []
"""That transport is there for httpx alone."""

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Without root certificates, because loading them for each client would take most of the time."""


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    """No test depends on what the developer has set."""
    for name in ("API_URL", "WS_URL", "ACCESS_TOKEN", "REFRESH_TOKEN", "API_KEY"):
        monkeypatch.delenv(f"WARP_{name}", raising=False)


@pytest.fixture(scope="module")
def _servers():
    with Origin() as origin, FaultProxy(origin.port) as proxy:
        yield origin, proxy


@pytest.fixture
def origin(_servers):
    origin, _ = _servers
    origin.reset()
    return origin


@pytest.fixture
def proxy(_servers, origin):
    _, proxy = _servers
    proxy.order()
    proxy.listen()
    proxy.record.clear()
    return proxy


class World:
    """An `Ambient` whose time moves only by sleeping, and in which something may happen meanwhile."""

    def __init__(self, meanwhile=lambda: None):
        self.slept = []
        self.seconds = 1_000.0
        self._meanwhile = meanwhile

    @property
    def ambient(self):
        return Ambient(
            clock=lambda: self.seconds,
            now=lambda: datetime.fromtimestamp(self.seconds, UTC),
            chance=lambda: 1.0,
            sleep=self._sleep,
            asleep=self._asleep,
        )

    def _sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds
        self._meanwhile()

    async def _asleep(self, seconds):
        self._sleep(seconds)
        await asyncio.sleep(0)


@attrs.frozen(kw_only=True)
class Case:
    """One call by one client that nobody else uses."""

    url: str
    call: object
    ambient: Ambient = REAL_WORLD
    timeout: float = 30.0
    max_retries: int = 2
    deadline: float | None = None

    @property
    def options(self):
        return RequestOptions(deadline=self.deadline) if self.deadline else None

    @property
    def settings(self):
        return {
            "base_url": self.url,
            "access_token": "token",
            "timeout": self.timeout,
            "max_retries": self.max_retries,
            "ambient": self.ambient,
        }


@attrs.frozen
class Flavour:
    """
    A way to make calls.

    Attributes:
        kind: ``sync`` or ``async``.
        own_pool: Whether connections are the client's own, or those of an ``http_client`` that it is given.
        aiohttp: Whether they are those of the aiohttp transport.
    """

    kind: str
    own_pool: bool
    aiohttp: bool = False

    @property
    def name(self):
        beneath = "aiohttp" if self.aiohttp else "own-pool" if self.own_pool else "given-client"
        return f"{self.kind}-{beneath}"

    def outcomes(self, cases, *, together=False):
        """What each case ends with, one after the other or all at once: an `ApiResponse` or a `WarpError`."""
        if self.kind == "async":
            return asyncio.run(self._awaiting_all(cases, together))
        if not together:
            return [self._blocking(case) for case in cases]
        with ThreadPoolExecutor(len(cases)) as threads:
            return list(threads.map(self._blocking, cases))

    def outcome(self, case):
        """What one case ends with."""
        (found,) = self.outcomes([case])
        return found

    @contextlib.contextmanager
    def warmed(self, case, first):
        """Makes another call before, and gives what makes the call of the case on the connection that it left."""
        if self.kind == "sync":
            with self.client(case) as client:
                client.send(first)
                yield lambda: _outcome(client, case)
        else:
            with asyncio.Runner() as runner:
                stack = contextlib.AsyncExitStack()
                client = runner.run(stack.enter_async_context(self.aclient(case)))
                runner.run(client.send(first))
                yield lambda: runner.run(_aoutcome(client, case))
                runner.run(stack.aclose())

    @contextlib.contextmanager
    def client(self, case):
        with contextlib.ExitStack() as stack:
            given = None
            if not self.own_pool:
                transport = httpx.HTTPTransport(verify=NO_TLS)
                given = stack.enter_context(httpx.Client(transport=transport, timeout=case.timeout))
            yield stack.enter_context(SyncClient(**case.settings, http_client=given))

    @contextlib.asynccontextmanager
    async def aclient(self, case):
        async with contextlib.AsyncExitStack() as stack:
            given = None
            if self.aiohttp:
                yield await stack.enter_async_context(AsyncClient(**case.settings, transport=aiohttp_transport()))
                return
            if not self.own_pool:
                transport = httpx.AsyncHTTPTransport(verify=NO_TLS)
                given = await stack.enter_async_context(httpx.AsyncClient(transport=transport, timeout=case.timeout))
            yield await stack.enter_async_context(AsyncClient(**case.settings, http_client=given))

    def _blocking(self, case):
        with self.client(case) as client:
            return _outcome(client, case)

    async def _awaiting(self, case):
        async with self.aclient(case) as client:
            return await _aoutcome(client, case)

    async def _awaiting_all(self, cases, together):
        if together:
            return await asyncio.gather(*map(self._awaiting, cases))
        return [await self._awaiting(case) for case in cases]


def _outcome(client, case):
    try:
        return client.send(case.call, case.options)
    except errors.WarpError as error:
        return error


async def _aoutcome(client, case):
    try:
        return await client.send(case.call, case.options)
    except errors.WarpError as error:
        return error


FLAVOURS = [Flavour(kind, own_pool) for own_pool in (True, False) for kind in ("sync", "async")]


@pytest.fixture(params=FLAVOURS, ids=lambda flavour: flavour.name)
def flavour(request):
    return request.param


@pytest.fixture(params=FLAVOURS[:2], ids=lambda flavour: flavour.name)
def own_pool(request):
    return request.param


@pytest.fixture(params=[flavour for flavour in FLAVOURS if flavour.kind == "async"], ids=lambda flavour: flavour.name)
def async_flavour(request):
    return request.param


async def until(has_happened):
    """Let other tasks and threads go on until something has happened, at most ten seconds."""
    async with asyncio.timeout(10):
        while not has_happened():
            await asyncio.sleep(0.002)


def kind_of(outcome):
    """Name of the public class of what a call ended with; ``ok`` for a reply."""
    if isinstance(outcome, ApiResponse):
        return "ok"
    return next(kind.__name__ for kind in type(outcome).__mro__ if vars(errors).get(kind.__name__) is kind)
