"""The limit on concurrent requests, and replies that no document shows."""

from __future__ import annotations

import anyio
import httpx
import pytest

from warp_sandbox.netsuite.tokens import ACCESS_TOKEN
from warp_sandbox.sandbox import Sandbox
from warp_sandbox.transport import SandboxTransport
from warp_sandbox.wire.connection import Dropped

TIME = "http://sandbox/services/rest/system/v1/serverTime"


def at_once(app, count):
    """The status of so many requests that begin together."""
    statuses = []

    async def send():
        async def one():
            headers = {"Authorization": f"Bearer {ACCESS_TOKEN}"}
            statuses.append((await client.get(TIME, headers=headers)).status_code)

        async with (
            httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client,
            anyio.create_task_group() as group,
        ):
            for _ in range(count):
                group.start_soon(one)

    anyio.run(send)
    return sorted(statuses)


async def pause():
    """Lets the other requests come in."""
    for _ in range(100):
        await anyio.lowlevel.checkpoint()


def test_requests_beyond_the_limit_are_refused(make_netsuite):
    """
    Those that found a place are answered.
    """
    app = make_netsuite(concurrency=5, pause=pause)

    statuses = at_once(app, 12)

    assert [200] * 5 + [429] * 7 == statuses
    assert (5, 7) == (app.state.places.most, app.state.places.refused)


def test_places_are_given_back(make_netsuite):
    """
    The next ones find them free.
    """
    app = make_netsuite(concurrency=2, pause=pause)

    assert at_once(app, 2) == at_once(app, 2)


def test_refusal_has_the_form_of_other_errors(make_netsuite, netsuite_at):
    """
    It names the limit.
    """
    reply = netsuite_at(make_netsuite(concurrency=0))("GET", "/system/v1/serverTime")

    detail = reply.json()["o:errorDetails"][0]
    assert (429, "Too Many Requests") == (reply.status_code, reply.json()["title"])
    assert "CONCURRENCY_LIMIT_EXCEEDED" == detail["o:errorCode"]


@pytest.mark.parametrize(("limit", "told"), [(None, 5), (15, 15)])
def test_limit_can_be_asked_for(limit, told, make_netsuite, netsuite_at):
    """
    The request that asks holds a place itself.
    """
    limits = netsuite_at(make_netsuite(concurrency=limit))("GET", "/system/v1/governanceLimits").json()

    assert {"accountConcurrencyLimit": told, "accountUnallocatedConcurrencyLimit": told - 1} == limits


@pytest.mark.parametrize(
    ("name", "status", "media"),
    [
        ("html-502", 502, "text/html; charset=utf-8"),
        ("malformed-429", 429, "application/vnd.oracle.resource+json; type=error"),
        ("unexpected-500", 500, "application/json"),
    ],
)
def test_oddity_is_given_once(name, status, media, netsuite):
    """
    A client that tries again succeeds.
    """
    headers = {"X-Sandbox-Oddity": name}

    first, second = (netsuite("GET", "/system/v1/serverTime", headers=headers) for _ in range(2))

    assert (status, media, 200) == (first.status_code, first.headers["Content-Type"], second.status_code)


def test_malformed_429_is_no_json(netsuite):
    """
    The status is all that can be trusted.
    """
    reply = netsuite("GET", "/system/v1/serverTime", headers={"X-Sandbox-Oddity": "malformed-429"})

    with pytest.raises(ValueError, match="Expecting"):
        reply.json()
    assert "CONCURRENCY_LIMIT_EXCEEDED" in reply.text


def test_failure_carries_an_error_id(netsuite):
    """
    The id is what support asks for.
    """
    reply = netsuite("GET", "/system/v1/serverTime", headers={"X-Sandbox-Oddity": "unexpected-500"})

    assert "Error ID: " in reply.json()["o:errorDetails"][0]["detail"]


def test_lost_create_was_carried_out(netsuite, netsuite_app):
    """
    A client that sends it again finds its external id taken.
    """
    new = {"companyName": "Lakeside Voice", "subsidiary": {"id": "1"}, "externalId": "lake-1"}
    netsuite_app.state.oddities.script.append("lost-reply")

    with pytest.raises(Dropped):
        netsuite("POST", "/record/v1/customer", json=new)

    again = netsuite("POST", "/record/v1/customer", json=new)
    assert "DUPLICATE_EXTERNAL_ID" == again.json()["o:errorDetails"][0]["o:errorCode"]


def test_unknown_oddity_is_named(netsuite):
    """
    A misspelt one is no fault of NetSuite's.
    """
    reply = netsuite("GET", "/system/v1/serverTime", headers={"X-Sandbox-Oddity": "html-503"})

    assert 400 == reply.status_code
    assert "'html-503'; there are html-502, malformed-429, unexpected-500, lost-reply" in reply.text


def test_lost_reply_is_a_reset_in_process():
    """
    A client of the sandbox sees what it would see on a connection.
    """
    sandbox = Sandbox()
    sandbox.netsuite.oddities.script.append("lost-reply")
    headers = {"Authorization": f"Bearer {ACCESS_TOKEN}"}

    with httpx.Client(transport=SandboxTransport(sandbox), headers=headers) as client:
        with pytest.raises(httpx.ReadError):
            client.get(TIME)
        assert 200 == client.get(TIME).status_code
