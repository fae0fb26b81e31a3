"""Renewal at a service with faults: odd lifetimes, wrong clocks, lost replies, rotation, several processes."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import subprocess
import sys

import pytest

from tests.core.google.rig import BASE_URL, PASSWORD_STEP, TOKEN
from warp_client_core import FileTokenStore, MemoryTokenStore, ReauthenticationRequired, TokenRefreshError, Tokens

AN_HOUR = 3600
ROTATING = {"rotates": True, "revokes_on_reuse": True}


def left(rig, auth):
    """Seconds until the token ends."""
    return auth.token_source.credentials.window.ends - rig.ambient.clock()


@pytest.fixture(params=[False, True], ids=["password", "refresh_token"])
def way(request):
    """Makes the object from a person, or from the refresh token of a session that they began."""

    def make(rig):
        begun = rig.auth(rig.service.person())
        rig.client(begun).request("GET", "/x")
        if not request.param:
            return begun
        return rig.auth(refresh_token=begun.token_source.credentials.refresh_token)

    return make


@pytest.mark.parametrize("told", ["3600", None, "0", "-1", "9" * 30, "soon", "3600.0"])
def test_lifetime_is_read_in_any_form(make_rig, way, told):
    """
    Where it says nothing of use, the end that the id token states counts; nothing is renewed before its time.
    """
    rig = make_rig(told_lifetime=told)
    auth = way(rig)
    client = rig.client(auth)
    client.request("GET", "/x")
    asked = len(rig.sent)
    client.request("GET", "/x")

    assert AN_HOUR == pytest.approx(left(rig, auth), abs=30)
    assert asked == len(rig.sent)


@pytest.mark.parametrize("off", [-AN_HOUR, AN_HOUR])
@pytest.mark.parametrize("told", ["3600", None])
def test_wrong_clock_of_ours_does_not_matter(make_rig, off, told):
    """
    An hour slow or fast: the token is used for its hour, and renewed at its end.
    """
    rig = make_rig(told_lifetime=told)
    rig.off = off
    auth = rig.auth(rig.service.person())
    client = rig.client(auth)
    client.request("GET", "/x")
    client.request("GET", "/x")
    before = list(rig.steps)
    lasts = left(rig, auth)
    rig.ahead = AN_HOUR - 10
    client.request("GET", "/x")

    assert AN_HOUR == pytest.approx(lasts, abs=30)
    assert ([PASSWORD_STEP], [PASSWORD_STEP, TOKEN]) == (before, rig.steps)


def test_failed_renewal_leaves_a_good_token_in_use(rig):
    """
    503 in the advisory time: the call goes on with the present token, and for a while nobody asks again.
    """
    client = rig.client(rig.auth(rig.service.person()))
    client.request("GET", "/x")
    rig.service.app.oddities.script.append("unavailable-503")
    rig.ahead = AN_HOUR - 150
    client.request("GET", "/x")
    client.request("GET", "/x")

    assert [PASSWORD_STEP, TOKEN] == rig.steps
    assert 1 == len(set(rig.api.tokens))


@pytest.mark.parametrize(
    ("oddity", "reason"), [("unavailable-503", "unavailable"), ("quota-429", "resource_exhausted")]
)
def test_failed_renewal_of_a_token_that_has_ended_can_be_tried_again(rig, oddity, reason):
    """
    The call fails with TokenRefreshError, the session stays, and the next call renews it.
    """
    client = rig.client(rig.auth(rig.service.person()))
    client.request("GET", "/x")
    rig.service.app.oddities.script.append(oddity)
    rig.ahead = AN_HOUR + 1
    with pytest.raises(TokenRefreshError) as caught:
        client.request("GET", "/x")
    client.request("GET", "/x")

    assert (reason, False) == (caught.value.reason, isinstance(caught.value, ReauthenticationRequired))
    assert [PASSWORD_STEP, TOKEN, TOKEN] == rig.steps


def test_sign_in_is_repeated_where_that_is_harmless(rig):
    """
    A gateway's 502 to a sign-in by password costs another attempt, and the caller hears nothing.
    """
    rig.service.app.oddities.script.extend(["html-502", "lost-reply"])

    rig.client(rig.auth(rig.service.person())).request("GET", "/x")

    assert [PASSWORD_STEP] * 3 == rig.steps


def test_lost_reply_to_a_renewal_is_not_asked_for_again(make_rig):
    """
    The refresh token may be used up: the present token is used while it lasts, then the password once more.
    """
    rig = make_rig(**ROTATING)
    client = rig.client(rig.auth(rig.service.person()))
    client.request("GET", "/x")
    rig.service.app.oddities.script.append("lost-reply")
    rig.ahead = AN_HOUR - 150
    client.request("GET", "/x")
    lost = list(rig.steps)
    rig.ahead = AN_HOUR + 1
    client.request("GET", "/x")

    assert [PASSWORD_STEP, TOKEN] == lost
    assert [*lost, PASSWORD_STEP] == rig.steps
    assert 0 == rig.service.app.sessions.reuses


def test_lost_reply_ends_a_session_that_nobody_can_open_again(make_rig):
    """
    With nothing but a refresh token, a lost reply to a renewal that was due means signing in elsewhere.
    """
    rig = make_rig(**ROTATING)
    begun = rig.auth(rig.service.person())
    rig.client(begun).request("GET", "/x")
    client = rig.client(rig.auth(refresh_token=begun.token_source.credentials.refresh_token))
    rig.service.app.oddities.script.append("lost-reply")

    reasons = []
    for _call in range(2):
        with pytest.raises(ReauthenticationRequired) as caught:
            client.request("GET", "/x")
        reasons.append(caught.value.reason)

    assert ["unknown_outcome", "no_refresh_token"] == reasons
    assert (1, 0) == (rig.count(TOKEN), rig.service.app.sessions.reuses)


def test_rotated_refresh_tokens_are_followed(make_rig):
    """
    Each renewal brings the refresh token of the next; none is used twice.
    """
    rig = make_rig(**ROTATING)
    client = rig.client(rig.auth(rig.service.person()))
    for hour in range(4):
        rig.ahead = hour * (AN_HOUR + 1)
        client.request("GET", "/x")

    assert [PASSWORD_STEP, TOKEN, TOKEN, TOKEN] == rig.steps
    assert 0 == rig.service.app.sessions.reuses


def test_session_that_was_ended_elsewhere_is_opened_anew_by_the_next_call(rig):
    """
    TOKEN_EXPIRED, as after a change of the password, is told once; who calls again signs in again.
    """
    person = rig.service.person()
    client = rig.client(rig.auth(person))
    client.request("GET", "/x")
    rig.service.app.sessions.end(person.email)
    rig.ahead = AN_HOUR + 1
    with pytest.raises(ReauthenticationRequired) as caught:
        client.request("GET", "/x")
    client.request("GET", "/x")

    assert "token_expired" == caught.value.reason
    assert [PASSWORD_STEP, TOKEN, PASSWORD_STEP] == rig.steps


def test_cancelled_leader_leaves_the_sign_in_to_the_others(rig):
    """
    The task that began it is cancelled while it waits; the other one gets the tokens of the same request.
    """

    async def run():
        gate, begun = asyncio.Event(), asyncio.Event()

        def held(_request):
            begun.set()
            return gate.wait()

        rig.on_identity = held
        async with rig.async_client(rig.auth(rig.service.person())) as client:
            leader = asyncio.create_task(client.request("GET", "/x"))
            await asyncio.wait_for(begun.wait(), 10)
            follower = asyncio.create_task(client.request("GET", "/x"))
            await asyncio.sleep(0)
            leader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await leader
            gate.set()
            await asyncio.wait_for(follower, 10)
            return leader.cancelled()

    assert asyncio.run(run())
    assert ([PASSWORD_STEP], 1) == (rig.steps, len(rig.api.tokens))


def test_two_event_loops_in_two_threads_make_one_sign_in(rig):
    """
    One object, an async client in each thread, ten tasks each; nobody has to look whether the others are done.
    """
    auth = rig.auth(rig.service.person())

    async def ten():
        async with rig.async_client(auth) as client:
            await asyncio.gather(*(client.request("GET", "/x") for _task in range(10)))

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(asyncio.run, ten()) for _loop in range(2)]:
            job.result(60)

    assert ([PASSWORD_STEP], 20, []) == (rig.steps, len(rig.api.tokens), rig.waits)


def test_store_is_shared_by_objects_of_one_user_and_by_no_other(rig):
    """
    The second object finds the tokens of the first; somebody else's signs in.
    """
    store, person, other = MemoryTokenStore(), rig.service.person(), rig.service.with_sms()
    first, second = (rig.auth(person, token_store=store) for _object in range(2))
    rig.client(first).request("GET", "/x")
    rig.client(second).request("GET", "/x")
    third = rig.auth(other, token_store=store, mfa=lambda factor: rig.service.code(factor, other))
    rig.client(third).request("GET", "/x")

    assert 1 == len({*rig.api.tokens[:2]}) == rig.count(PASSWORD_STEP) - 1
    assert rig.api.tokens[2] != rig.api.tokens[0]


def test_kept_session_goes_on_without_the_password(rig):
    """
    ``email=`` and a store are enough where the store has tokens, and not where it has none.
    """
    store, person = MemoryTokenStore(), rig.service.person()
    rig.client(rig.auth(person, token_store=store)).request("GET", "/x")
    rig.client(rig.auth(email=person.email, token_store=store)).request("GET", "/x")
    with pytest.raises(ReauthenticationRequired) as caught:
        rig.client(rig.auth(email=person.email, token_store=MemoryTokenStore())).request("GET", "/x")

    assert ([PASSWORD_STEP], "no_refresh_token") == (rig.steps, caught.value.reason)


WORKER = """
import importlib
import os
import sys

httpx = importlib.import_module(os.environ.get("WARP_HTTP_LIBRARY", "httpx"))
from warp_client_core import FileTokenStore, GoogleIdentityAuth, SyncClient

folder, host, key, email, base_url = sys.argv[1:]
auth = GoogleIdentityAuth(
    api_key=key, email=email, emulator_host=host, token_store=FileTokenStore(folder, keys={"k": bytes(32)})
)

class Wire(httpx.HTTPTransport):
    def handle_request(self, request):
        if str(request.url).startswith(base_url):
            return httpx.Response(200, json={"data": {}})
        return super().handle_request(request)

sys.stdin.readline()
with SyncClient(base_url=base_url, auth=auth, transport=Wire()) as client:
    client.request("GET", "/x")
"""


def test_processes_that_share_a_store_make_one_renewal(make_rig, tmp_path):
    """
    Four processes find a token that has ended: one of them renews it, and no refresh token is used twice.
    """
    rig = make_rig(**ROTATING)
    person, store = rig.service.person(), FileTokenStore(tmp_path, keys={"k": bytes(32)})
    auth = rig.auth(person, token_store=store)
    rig.client(auth).request("GET", "/x")
    kept = auth.token_source.store.load()
    auth.token_source.store.save(Tokens("ended", kept.refresh_token, 1.0))
    command = [sys.executable, "-c", WORKER, str(tmp_path), rig.service.host, rig.service.key, person.email, BASE_URL]
    workers = [subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _process in range(4)]
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.close()

    assert [0] * 4 == [worker.wait(60) for worker in workers]
    assert (1, 0) == (rig.service.app.sessions.renewals, rig.service.app.sessions.reuses)
