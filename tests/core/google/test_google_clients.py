"""How clients take a source of tokens: what of theirs goes along, and what of it they leave alone."""

from __future__ import annotations

import asyncio
import threading

import attrs
import httpx

from tests.core.google.contract import FINALIZE
from tests.core.google.rig import BASE_URL, PASSWORD_STEP
from warp_client_core import (
    AsyncClient,
    GoogleIdentityAuth,
    MemoryTokenStore,
    Operation,
    Safety,
    Session,
    SyncClient,
)
from warp_client_core.replies import Enveloped


@attrs.frozen(kw_only=True)
class Granted:
    access_token: str
    refresh_token: str


LOGIN = Operation(
    "login", "POST", "/login", Safety.UNSAFE, Enveloped(Granted), session=Session.OPENS, authenticated=False
)


def test_sign_in_to_the_platform_leaves_the_source_alone():
    """
    The reply is the caller's; the tokens of the source are sent on, and kept.
    """
    sent = []

    def anybody(request):
        sent.append((request.url.path, request.headers.get("authorization")))
        if request.url.host != "api.example.com":
            return httpx.Response(200, json={"idToken": "id-1", "refreshToken": "refresh-1", "expiresIn": "3600"})
        return httpx.Response(200, json={"data": {"access_token": "other", "refresh_token": "other-refresh"}})

    auth = GoogleIdentityAuth(api_key="key", email="a@example.com", password="p")
    with SyncClient(base_url=BASE_URL, auth=auth, transport=httpx.MockTransport(anybody)) as client:
        client.request("GET", "/x")
        reply = client.send(LOGIN.call(json={}))
        client.request("GET", "/x")

    assert "other" == reply.data.access_token
    assert ("/v1/x", "Bearer id-1") == sent[1] == sent[-1]
    assert "refresh-1" == auth.token_source.store.load().refresh_token


def test_what_a_callers_client_adds_does_not_go_to_google():
    """
    Its proxies and transports carry the exchange; its header fields, cookies and query are for the API.
    """
    sent = []

    def anybody(request):
        sent.append(request)
        if request.url.host != "api.example.com":
            return httpx.Response(200, json={"idToken": "id-1", "refreshToken": "refresh-1", "expiresIn": "3600"})
        return httpx.Response(200, json={"data": {}})

    theirs = httpx.Client(
        transport=httpx.MockTransport(anybody), headers={"X-Api-Key": "k"}, cookies={"c": "1"}, params={"q": "1"}
    )
    auth = GoogleIdentityAuth(api_key="key", email="a@example.com", password="p")
    with theirs, SyncClient(base_url=BASE_URL, auth=auth, http_client=theirs) as client:
        client.request("GET", "/x")

    assert set() == {"x-api-key", "cookie", "authorization"} & set(sent[0].headers)
    assert (b"", "Bearer id-1") == (sent[0].url.query, sent[1].headers["authorization"])


def test_domain_comes_from_the_environment(monkeypatch):
    """
    WARP_AUTH_DOMAIN is read when the object is built.
    """
    sent = []

    def anybody(request):
        sent.append(request.headers.get("referer"))
        return httpx.Response(200, json={"idToken": "id-1", "expiresIn": "3600", "data": {}})

    monkeypatch.setenv("WARP_AUTH_DOMAIN", "project.example.com")
    auth = GoogleIdentityAuth(api_key="key", email="a@example.com", password="p")
    monkeypatch.delenv("WARP_AUTH_DOMAIN")
    with SyncClient(base_url=BASE_URL, auth=auth, transport=httpx.MockTransport(anybody)) as client:
        client.request("GET", "/x")

    assert ["https://project.example.com/", None] == sent


def test_plain_callback_does_not_hold_the_event_loop(rig):
    """
    It waits in a thread for something that only the loop can bring about.
    """
    person, ticked = rig.service.with_totp(), threading.Event()

    def mfa(factor):
        assert ticked.wait(10)
        return rig.service.code(factor, person)

    async def run():
        async with rig.async_client(rig.auth(person, mfa=mfa)) as client:
            call = asyncio.create_task(client.request("GET", "/x"))
            while FINALIZE not in rig.steps and not call.done():
                await asyncio.sleep(0.01)
                if PASSWORD_STEP in rig.steps:
                    ticked.set()
            await call

    asyncio.run(run())

    assert [PASSWORD_STEP, FINALIZE] == rig.steps


def test_tokens_are_found_in_the_store_that_was_passed(rig):
    """
    Under the slot that the caller named, for whoever looks after it.
    """
    store = MemoryTokenStore()
    rig.client(rig.auth(rig.service.person(), token_store=store)).request("GET", "/x")

    assert rig.api.tokens[0] == store.load().access_token


def test_copies_share_the_source(rig):
    """
    `with_options` gives a client that is signed in by the same sign-in.
    """
    client = rig.client(rig.auth(rig.service.person()))
    client.with_options(timeout=5).request("GET", "/x")
    client.request("GET", "/x")

    assert [PASSWORD_STEP] == rig.steps


def test_client_serves_loop_after_loop(rig):
    """
    One async client and one object through two calls of ``asyncio.run``.
    """
    client: AsyncClient = rig.async_client(rig.auth(rig.service.person()))

    async def once():
        return await client.request("GET", "/x")

    asyncio.run(once())
    asyncio.run(once())
    asyncio.run(client.aclose())

    assert ([PASSWORD_STEP], 2) == (rig.steps, len(rig.api.tokens))
