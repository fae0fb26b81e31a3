"""
What tests of Google sign-in stand on: a service on a real socket, an API that is a function, and clients of both.

One rule: what goes to the identity service goes over the wire, and is noted on its way.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from datetime import UTC, datetime, timedelta

import attrs
import httpx

from warp_client_core import AsyncClient, GoogleIdentityAuth, SyncClient
from warp_client_core.steps import Ambient
from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD, WITH_SMS, WITH_TOTP
from warp_sandbox.identity.app import API_KEY
from warp_sandbox.identity.sign_in import custom_token
from warp_sandbox.identity.totp import totp

BASE_URL = "https://api.example.com/v1"
TOKEN = "/v1/token"
PASSWORD_STEP = "/v1/accounts:signInWithPassword"


@attrs.frozen
class Person:
    """Somebody who can sign in."""

    email: str
    password: str = PASSWORD


class Sandboxed:
    """The sandbox's identity service, behind an address."""

    def __init__(self, app, address, clock):
        self.host = address.removeprefix("http://")
        self.key = API_KEY
        self.app = app.state
        self._clock = clock

    def person(self):
        return Person(CUSTOMER)

    def with_sms(self):
        return Person(WITH_SMS)

    def with_totp(self):
        return Person(WITH_TOTP)

    def in_tenant(self):
        """A person of a tenant, and the tenant."""
        tenant = self.app.accounts.add_tenant("tenant-alpha")
        person = Person("somebody@alpha.example.com")
        self.app.accounts.add(person.email, tenant=tenant)
        return person, tenant

    def custom_token(self, uid):
        return custom_token(uid, self._clock())

    def disable(self, person):
        self.app.accounts.of(person.email).is_disabled = True

    def code(self, factor, person):
        """The code that the person would read off now."""
        if factor.kind == "totp":
            return totp(self.app.accounts.of(person.email).factors[0].secret, self._clock())
        return list(self.app.sign_ins.codes.values())[-1].code

    def new_second(self):
        """Wait until a new token differs from the last one; here no two are alike."""


class Api:
    """
    Answers any call, and notes the tokens it came with.

    Attributes:
        refuses: How many calls are answered with 401 yet.
    """

    def __init__(self):
        self.tokens = []
        self.refuses = 0

    def __call__(self, request):
        self.tokens.append(request.headers.get("authorization", "").removeprefix("Bearer "))
        if self.refuses:
            self.refuses -= 1
            return httpx.Response(401, json={"code": "UNAUTHORIZED", "message": "no"})
        return httpx.Response(200, json={"data": {"n": len(self.tokens)}})


class Rig:
    """
    Clients of one API and one identity service.

    Attributes:
        ahead: Seconds by which the steady clock of the clients has been moved on.
        off: Seconds by which their wall clock is wrong.
        sent: Requests to the identity service.
        waits: Seconds that clients waited before they looked again, or tried again.
        on_identity: Called before one is sent; what it raises is raised to the client.
    """

    def __init__(self, service):
        self.service = service
        self.api = Api()
        self.ahead = 0.0
        self.off = 0.0
        self.sent = []
        self.waits = []
        self.on_identity = lambda request: None
        self.clients = []

    @property
    def ambient(self):
        return Ambient(
            clock=lambda: time.monotonic() + self.ahead,
            now=lambda: datetime.now(UTC) + timedelta(seconds=self.off),
            chance=lambda: 1.0,
            sleep=self._sleep,
            asleep=self._asleep,
        )

    def _sleep(self, seconds):
        self.waits.append(seconds)
        time.sleep(min(seconds, 0.01))

    async def _asleep(self, seconds):
        self.waits.append(seconds)
        await asyncio.sleep(min(seconds, 0.01))

    @property
    def steps(self):
        """Paths of the requests to the identity service."""
        return [one.url.path.partition(".googleapis.com")[2] for one in self.sent]

    def count(self, path):
        return self.steps.count(path)

    def auth(self, person=None, **keywords):
        given = {} if person is None else {"email": person.email, "password": person.password}
        return GoogleIdentityAuth(
            **{"api_key": self.service.key, "emulator_host": self.service.host, **given, **keywords}
        )

    def client(self, auth, **keywords):
        made = SyncClient(**{"base_url": BASE_URL, "auth": auth, "transport": _Wire(self), "ambient": self.ambient})
        self.clients.append(made)
        return made

    def async_client(self, auth, **keywords):
        """A client for async callers; close it, or let its loop do so."""
        return AsyncClient(
            **{"base_url": BASE_URL, "auth": auth, "transport": lambda: _AsyncWire(self), "ambient": self.ambient},
            **keywords,
        )

    def close(self):
        for client in self.clients:
            client.close()


class SyncCaller:
    """Calls with one client and blocks."""

    def __init__(self, rig, auth):
        self._client = rig.client(auth)

    def get(self):
        return self._client.request("GET", "/x").data

    def write(self):
        return self._client.request("POST", "/x", json={}).data


class AsyncCaller:
    """Calls with one client, each call in an event loop of its own."""

    def __init__(self, rig, auth):
        self._rig, self._auth = rig, auth

    def get(self):
        return asyncio.run(self._send("GET"))

    def write(self):
        return asyncio.run(self._send("POST", json={}))

    async def _send(self, method, **keywords):
        async with self._rig.async_client(self._auth) as client:
            return (await client.request(method, "/x", **keywords)).data


class _Wire(httpx.BaseTransport):
    def __init__(self, rig):
        self._rig = rig
        self._real = httpx.HTTPTransport()

    def handle_request(self, request):
        if request.url.host == httpx.URL(BASE_URL).host:
            return self._rig.api(request)
        self._rig.sent.append(request)
        self._rig.on_identity(request)
        return self._real.handle_request(request)

    def close(self):
        self._real.close()


class _AsyncWire(httpx.AsyncBaseTransport):
    def __init__(self, rig):
        self._rig = rig
        self._real = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request):
        if request.url.host == httpx.URL(BASE_URL).host:
            return self._rig.api(request)
        self._rig.sent.append(request)
        waiting = self._rig.on_identity(request)
        if waiting is not None:
            await waiting
        return await self._real.handle_async_request(request)

    async def aclose(self):
        await self._real.aclose()


NUMBERS = itertools.count(1)
"""For names that no other test has used."""
