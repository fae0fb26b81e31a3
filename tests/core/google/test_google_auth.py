"""The object itself: its arguments, what it sends where, and what it keeps to itself."""

from __future__ import annotations

import asyncio
import json
import pickle
import subprocess
import sys
import traceback

import httpx
import pytest

from tests.core.google.contract import FINALIZE
from tests.core.google.rig import BASE_URL, PASSWORD_STEP, Person
from warp_client_core import (
    GoogleIdentityAuth,
    MemoryTokenStore,
    Operation,
    ReauthenticationRequired,
    Safety,
    SecondFactor,
    Session,
    SyncClient,
    TokenRefreshError,
    Tokens,
)
from warp_client_core.replies import Nothing
from warp_sandbox.identity.accounts import Factor

LOGOUT = Operation("logout", "POST", "/logout", Safety.UNSAFE, Nothing(), session=Session.CLOSES)
KEY = "key-of-the-project"
SOMEBODY = {"api_key": KEY, "email": "a@example.com", "password": "password-of-a"}


def token(**more):
    """The body of a successful sign-in."""
    return {"idToken": "id-1", "refreshToken": "refresh-1", "expiresIn": "3600", **more}


class Google:
    """Answers at any address, and notes what came."""

    def __init__(self, *replies):
        self.requests = []
        self._replies = list(replies)

    def __call__(self, request):
        self.requests.append(request)
        if request.url.host == "api.example.com":
            return httpx.Response(200, json={"data": {}})
        return self._replies.pop(0) if self._replies else httpx.Response(200, json=token())

    def client(self, auth, **keywords):
        return SyncClient(base_url=BASE_URL, auth=auth, transport=httpx.MockTransport(self), **keywords)


class Draining(httpx.BaseTransport):
    """Reads a body as a socket does, and keeps nothing of it."""

    def __init__(self, api):
        self._api = api

    def handle_request(self, request):
        assert list(request.stream)
        return self._api(request)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"email": "a@example.com", "password": "p"}, "WARP_AUTH_API_KEY"),
        ({"api_key": KEY}, "pass one of"),
        ({"api_key": KEY, "email": "a@example.com"}, "pass one of"),
        ({"api_key": KEY, "password": "p"}, "pass one of"),
        ({**SOMEBODY, "refresh_token": "r"}, "pass one of"),
        ({"api_key": KEY, "custom_token": "c", "refresh_token": "r"}, "pass one of"),
        ({"api_key": KEY, "custom_token": "c", "password": "p"}, "pass one of"),
        ({**SOMEBODY, "api_key": "a\nb"}, "api_key"),
        ({**SOMEBODY, "tenant_id": ""}, "tenant_id"),
        ({**SOMEBODY, "emulator_host": "https://127.0.0.1:9099"}, "emulator_host"),
        ({**SOMEBODY, "emulator_host": "user@127.0.0.1"}, "emulator_host"),
        ({**SOMEBODY, "auth_domain": "example.com/path"}, "auth_domain"),
        ({"api_key": KEY, "refresh_token": "r\nr"}, "refresh_token"),
    ],
)
def test_argument_that_cannot_be_used_is_refused_at_once(arguments, said):
    """
    The message names what is wrong.
    """
    with pytest.raises(ValueError, match=said):
        GoogleIdentityAuth(**arguments)


@pytest.mark.parametrize(
    "beside", [{"token_store": MemoryTokenStore()}, {"access_token": "a"}, {"refresh_token": "r"}, {"api_key": "k"}]
)
def test_client_with_tokens_of_its_own_is_refused(beside):
    """
    Tokens from two sources may belong to two people.
    """
    with pytest.raises(ValueError, match="tokens of its own"):
        SyncClient(base_url=BASE_URL, auth=GoogleIdentityAuth(**SOMEBODY), **beside)


def test_credentials_go_to_google_and_tokens_to_the_api():
    """
    TLS to Google's host, the key in a header field, the referrer of the project, and nothing that is meant for the API.
    """
    google = Google()
    auth = GoogleIdentityAuth(**SOMEBODY, auth_domain="project.example.com")
    with google.client(auth, default_headers={"X-Tenant": "of-the-api"}) as client:
        client.request("GET", "/x")

    sign_in, call = google.requests
    assert f"https://identitytoolkit.googleapis.com{PASSWORD_STEP}" == str(sign_in.url)
    assert (KEY, "https://project.example.com/") == (sign_in.headers["x-goog-api-key"], sign_in.headers["referer"])
    assert set() == {"authorization", "x-tenant"} & set(sign_in.headers)
    assert {"email": "a@example.com", "password": "password-of-a", "returnSecureToken": True} == json.loads(
        sign_in.content
    )
    assert ("Bearer id-1", False) == (call.headers["authorization"], "x-goog-api-key" in call.headers)


def test_renewal_goes_to_the_token_host():
    """
    A form at securetoken.googleapis.com, with the key in a header field.
    """
    google = Google(httpx.Response(200, json={"id_token": "id-2", "refresh_token": "refresh-2", "expires_in": "3600"}))
    auth = GoogleIdentityAuth(api_key=KEY, refresh_token="refresh-1")
    with google.client(auth) as client:
        client.request("GET", "/x")

    assert "https://securetoken.googleapis.com/v1/token" == str(google.requests[0].url)
    assert b"grant_type=refresh_token&refresh_token=refresh-1" == google.requests[0].content
    assert "refresh-2" == auth.token_source.credentials.refresh_token


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_of_a_sign_in_is_not_followed(status):
    """
    A password is not sent on to wherever somebody points.
    """
    google = Google(httpx.Response(status, headers={"location": "https://evil.example.com/"}))
    with google.client(GoogleIdentityAuth(**SOMEBODY)) as client, pytest.raises(TokenRefreshError):
        client.request("GET", "/x")

    assert ["identitytoolkit.googleapis.com"] == [request.url.host for request in google.requests]


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"idToken": 7}', b"<html>", b'{"mfaInfo": []}'])
def test_reply_without_a_token_or_a_next_step_is_an_error(body):
    """
    Nothing is sent to the API, and nothing of the reply is shown.
    """
    google = Google(httpx.Response(200, content=body))
    with google.client(GoogleIdentityAuth(**SOMEBODY)) as client, pytest.raises(TokenRefreshError) as caught:
        client.request("GET", "/x")

    assert ("unreachable", 1) == (caught.value.reason, len(google.requests))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("USER_DISABLED : The account is disabled.", "user_disabled"),
        ("TENANT_NOT_FOUND", "tenant_not_found"),
        ("MISSING_MFA_PENDING_CREDENTIAL", "missing_mfa_pending_credential"),
        ("OPERATION_NOT_ALLOWED", "operation_not_allowed"),
    ],
)
def test_refusal_names_its_code(message, reason):
    """
    ``CODE`` and ``CODE : text`` end the session, with the code as the reason.
    """
    body = {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}
    google = Google(httpx.Response(400, json=body))
    with google.client(GoogleIdentityAuth(**SOMEBODY)) as client, pytest.raises(ReauthenticationRequired) as caught:
        client.request("GET", "/x")

    assert reason == caught.value.reason


@pytest.mark.parametrize(
    ("status", "message"),
    [(400, "TOO_MANY_ATTEMPTS_TRY_LATER : wait"), (403, "API key not valid"), (429, "QUOTA_EXCEEDED")],
)
def test_what_may_pass_does_not_end_the_session(status, message):
    """
    TokenRefreshError, so that the next call may try again.
    """
    error = {"error": {"code": status, "message": message}}
    google = Google(*(httpx.Response(status, json=error) for _attempt in range(4)))
    auth = GoogleIdentityAuth(**SOMEBODY)
    with google.client(auth, max_retries=0) as client, pytest.raises(TokenRefreshError) as caught:
        client.request("GET", "/x")

    assert not isinstance(caught.value, ReauthenticationRequired)


def test_sign_out_drops_the_tokens_and_the_next_call_signs_in(rig):
    """
    The object still has the password; what was kept of the session is gone.
    """
    auth = rig.auth(rig.service.person())
    client = rig.client(auth)
    client.request("GET", "/x")
    client.send(LOGOUT.call())
    kept = (auth.token_source.credentials.tokens, auth.token_source.store.load())
    client.request("GET", "/x")

    assert (Tokens(), None) == kept
    assert [PASSWORD_STEP, PASSWORD_STEP] == rig.steps


def test_codes_of_an_authenticator_and_of_async_callers_will_do(rig):
    """
    A coroutine is awaited in the loop of the call; there is no start before the code.
    """
    person, asked = rig.service.with_totp(), []

    async def mfa(factor):
        asked.append(factor)
        await asyncio.sleep(0)
        return f" {rig.service.code(factor, person)}\n"

    async def run():
        async with rig.async_client(rig.auth(person, mfa=mfa)) as client:
            await client.request("GET", "/x")

    asyncio.run(run())

    assert [PASSWORD_STEP, FINALIZE] == rig.steps
    assert [("totp", "Authenticator", None)] == [(one.kind, one.display_name, one.phone) for one in asked]


def test_factor_is_chosen_by_its_name(rig):
    """
    An account with two factors is asked for the one that was named.
    """
    account = rig.service.app.accounts.of(rig.service.with_sms().email)
    account.factors = (*account.factors, Factor("second-id", "Spare", phone="+12125550199"))
    asked = []

    def mfa(factor):
        asked.append(factor.id)
        return rig.service.code(factor, account)

    rig.client(rig.auth(rig.service.with_sms(), mfa=mfa, mfa_factor="Spare")).request("GET", "/x")

    assert ["second-id"] == asked


def raising(_factor):
    raise ZeroDivisionError("secret of the callback")


async def coroutine(_factor):
    return "123456"


@pytest.mark.parametrize("mfa", [raising, coroutine, lambda factor: "  ", lambda factor: 123456])
def test_callback_without_a_code_ends_the_sign_in(rig, mfa):
    """
    It raised, gave no text, or cannot be awaited by a sync client.
    """
    with pytest.raises(ReauthenticationRequired) as caught:
        rig.client(rig.auth(rig.service.with_totp(), mfa=mfa)).request("GET", "/x")

    assert ("mfa_failed", False) == (caught.value.reason, "secret" in str(caught.value))


def test_factor_that_is_not_enrolled_is_refused(rig):
    """
    The name is told, since the caller chose it.
    """
    with pytest.raises(ReauthenticationRequired, match="Spare"):
        rig.client(rig.auth(rig.service.with_totp(), mfa=coroutine, mfa_factor="Spare")).request("GET", "/x")


def test_unreachable_service_is_told_as_such(rig):
    """
    Nobody listens: TokenRefreshError, and the call is not sent.
    """
    auth = rig.auth(rig.service.person(), emulator_host="127.0.0.1:1")
    with pytest.raises(TokenRefreshError) as caught:
        rig.client(auth).request("GET", "/x")

    assert ("unreachable", []) == (caught.value.reason, rig.api.tokens)


def test_no_secret_is_shown(rig):
    """
    Not by ``repr`` of the object and its parts, nor by a traceback with the values of all variables.
    """
    person = Person(rig.service.person().email, "a-wrong-password")
    auth = rig.auth(person)
    with pytest.raises(ReauthenticationRequired) as caught:
        rig.client(auth).request("GET", "/x")
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    parts = [*vars(auth).values(), *vars(auth.token_source).values()]
    shown = [repr(auth), *map(repr, parts), *frames.format()]
    told = [frame for frame in shown if "test_google_auth.py" not in frame]

    assert [] == [frame for frame in told if person.password in frame or rig.service.key in frame]
    assert person.password.encode() not in pickle.dumps(caught.value)


def test_object_is_not_pickled():
    """
    Each process builds one of its own.
    """
    with pytest.raises(TypeError, match="secrets"):
        pickle.dumps(GoogleIdentityAuth(**SOMEBODY))


def test_factor_shows_what_was_told_of_it():
    """
    A number with its middle hidden is no secret.
    """
    assert "phone='+*******0142'" in repr(SecondFactor(id="f1", kind="phone", phone="+*******0142"))


def test_token_is_not_sent_without_tls_by_other_clients(rig):
    """
    A plain client of the HTTP library is stopped before a token goes to another host in the clear.
    """
    auth = rig.auth(rig.service.person())
    with httpx.Client(auth=auth, transport=httpx.MockTransport(rig.api)) as client:
        with pytest.raises(ValueError, match="TLS"):
            client.get("http://api.example.com/x")
        client.get("http://127.0.0.1/x", headers={"Authorization": "of-the-caller"})

    assert ([], ["of-the-caller"]) == (rig.steps, rig.api.tokens)


def test_permanent_401_to_other_clients_costs_one_renewal(rig):
    """
    The reply is theirs to look at; the next request does not renew again.
    """
    auth = rig.auth(rig.service.person())
    rig.api.refuses = 99
    with httpx.Client(auth=auth, transport=httpx.MockTransport(rig.api)) as client:
        statuses = [client.get("https://api.example.com/x").status_code for _request in range(2)]

    assert [401, 401] == statuses
    assert (3, 1) == (len(rig.api.tokens), rig.service.app.sessions.renewals)


def test_streamed_body_is_not_sent_twice_by_other_clients(rig):
    """
    It is gone after the first time; the 401 is the caller's.
    """
    auth = rig.auth(rig.service.person())
    rig.api.refuses = 1
    with httpx.Client(auth=auth, transport=Draining(rig.api)) as client:
        reply = client.post("https://api.example.com/x", content=iter([b"once"]))

    assert (401, 1) == (reply.status_code, len(rig.api.tokens))


def test_static_credentials_load_none_of_it():
    """
    A client with a key imports neither this package nor the HTTP library.
    """
    code = (
        "import sys, warp_client_core as core;"
        "core.SyncClient(base_url='https://api.example.com', api_key='k').close();"
        "print([name for name in sys.modules if '.google' in name or '.sources' in name or name == 'httpx'])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "[]" == told.stdout.strip()
