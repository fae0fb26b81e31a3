"""A server that issues tokens, rotates refresh tokens and counts, and clients whose tokens the runtime renews."""

import asyncio
import json
import threading
from typing import Any

import attrs
import httpx
import pytest

from warp_client_core import AsyncClient, Call, MemoryTokenStore, Operation, Safety, Session, SyncClient, Tokens
from warp_client_core.client import Client
from warp_client_core.replies import Enveloped, Nothing

BASE_URL = "https://api.example.com/v1"
GET = Operation("get", "GET", "/thing", Safety.READ, Enveloped(dict))
ORDER = Operation("order", "POST", "/order", Safety.UNSAFE, Nothing())
PAY = Operation("pay", "POST", "/pay", Safety.KEYED, Nothing())
LOGOUT = Operation("logout", "POST", "/logout", Safety.UNSAFE, Nothing(), session=Session.CLOSES)


@attrs.frozen(kw_only=True)
class Granted:
    access_token: str
    refresh_token: str | None = None
    expires_in: Any = None


REFRESH = Operation(
    "refresh",
    "POST",
    "/refresh",
    Safety.UNSAFE,
    Enveloped(Granted),
    session=Session.RENEWS,
    authenticated=False,
)


class Renewing(Client):
    def renewal(self, refresh_token: str) -> Call[Granted]:
        return REFRESH.call(json={"refresh_token": refresh_token})


class RenewingClient(Renewing, SyncClient):
    pass


class AsyncRenewingClient(Renewing, AsyncClient):
    pass


class Issuer:
    """
    Issues ``access-2`` for ``refresh-1`` and so on, each refresh token for one use; ``access-1`` has ended.

    Attributes:
        faults: What renewals answer first; exceptions are raised, and but for connect errors use up the token before.
        gate: Renewals wait for it.
        renewing: Set once a renewal has come.
        data: Access tokens of the requests for data.
        on_data, on_renewal: Called while a request is carried out; what the first gives is the reply.
        reused: Refresh tokens that were sent after they had been used up.
    """

    def __init__(self):
        self.faults = []
        self.gate = threading.Event()
        self.gate.set()
        self.renewing = threading.Event()
        self.data, self.renewals, self.reused, self.bodies, self.keys = [], [], [], [], []
        self.valid, self.number = set(), 1
        self.lifetime = {"expires_in": 3600}
        self.headers = {}
        self.on_data = lambda request: None
        self.on_renewal = lambda: None
        self._lock = threading.Lock()

    def __call__(self, request):
        if request.url.path == "/v1/refresh":
            self.renewing.set()
            assert self.gate.wait(20)
        return self.reply(request)

    async def answer(self, request):
        if request.url.path == "/v1/refresh":
            self.renewing.set()
            while not self.gate.is_set():
                await asyncio.sleep(0.002)
        await asyncio.sleep(0)
        return self.reply(request)

    def reply(self, request):
        with self._lock:
            if request.url.path == "/v1/refresh":
                return self._renewal(json.loads(request.read())["refresh_token"])
            if request.url.path == "/v1/logout":
                return httpx.Response(204)
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            self.data.append(token)
            self.bodies.append(request.read())
            self.keys.append(request.headers.get("idempotency-key"))
            found = self.on_data(request)
            if found is not None:
                return found
            return httpx.Response(200, json={"data": {}}) if token in self.valid else httpx.Response(401)

    def _renewal(self, refresh_token):
        self.renewals.append(refresh_token)
        fault = self.faults.pop(0) if self.faults else None
        self.on_renewal()
        if isinstance(fault, httpx.Response):
            return httpx.Response(fault.status_code, content=fault.content)
        if isinstance(fault, httpx.ConnectError):
            raise fault
        if refresh_token != f"refresh-{self.number}":
            self.reused.append(refresh_token)
            return httpx.Response(401, json={"code": "INVALID_REFRESH_TOKEN", "message": "no"})
        self.number += 1
        if fault is not None:
            raise fault
        access = f"access-{self.number}"
        self.valid.add(access)
        data = {"access_token": access, "refresh_token": f"refresh-{self.number}", **self.lifetime}
        return httpx.Response(200, json={"data": data}, headers=self.headers)


def sync_client(issuer, kind=RenewingClient, **keywords):
    """A sync client of the issuer, signed in with tokens of which the first has ended."""
    pool = httpx.Client(transport=httpx.MockTransport(issuer))
    signed_in = {} if "token_store" in keywords else {"access_token": "access-1", "refresh_token": "refresh-1"}
    return kind(**{"base_url": BASE_URL, "http_client": pool, **signed_in, **keywords})


def async_client(issuer, kind=AsyncRenewingClient, **keywords):
    """As `sync_client`, for async callers."""
    pool = httpx.AsyncClient(transport=httpx.MockTransport(issuer.answer))
    signed_in = {} if "token_store" in keywords else {"access_token": "access-1", "refresh_token": "refresh-1"}
    return kind(**{"base_url": BASE_URL, "http_client": pool, **signed_in, **keywords})


class Sync:
    """Drives a sync client."""

    name = "sync"
    build = staticmethod(sync_client)

    def send(self, client, call, options=None):
        return client.send(call, options)

    def stream(self, client, call):
        with client.stream(call) as reply:
            return reply.read()

    def hook(self, work):
        return work

    def close(self, client):
        client.close()


class Async:
    """Drives an async client, one event loop a step."""

    name = "async"
    build = staticmethod(async_client)

    def send(self, client, call, options=None):
        return asyncio.run(client.send(call, options))

    def stream(self, client, call):
        async def read():
            async with client.stream(call) as reply:
                return await reply.aread()

        return asyncio.run(read())

    def hook(self, work):
        async def later(error):
            await asyncio.sleep(0)
            work(error)

        return later

    def close(self, client):
        asyncio.run(client.aclose())


@pytest.fixture(params=[Sync, Async], ids=lambda one: one.name)
def drive(request):
    """Drives a client of either flavour."""
    return request.param()


@pytest.fixture
def issuer():
    """A fresh server."""
    return Issuer()


@pytest.fixture
def kept():
    """A store that holds the first tokens."""
    return MemoryTokenStore(Tokens("access-1", "refresh-1"))
