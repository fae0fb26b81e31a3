"""The page of consent, and the codes that come from it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from warp_sandbox.netsuite.app import mounts
from warp_sandbox.netsuite.consent import PATH
from warp_sandbox.netsuite.grants import challenge_of
from warp_sandbox.netsuite.integrations import ACCOUNT, CLIENT_ID, CLIENT_SECRET, PUBLIC_CLIENT_ID, REDIRECTS
from warp_sandbox.sandbox import Sandbox
from warp_sandbox.transport import SandboxTransport

STATE = "state-of-this-flow-0001"
VERIFIER = "verifier-of-43-to-128-characters.0123456789~"
TOKEN = "/auth/oauth2/v1/token"
QUERY = {
    "response_type": "code",
    "client_id": CLIENT_ID,
    "redirect_uri": REDIRECTS[0],
    "scope": "rest_webservices",
    "state": STATE,
    "code_challenge": challenge_of(VERIFIER),
    "code_challenge_method": "S256",
}


@pytest.fixture
def visit(netsuite_app, client_of):
    """Opens the page; values of None are left out."""
    client = client_of(netsuite_app, base="")

    def send(**change):
        query = {name: value for name, value in {**QUERY, **change}.items() if value is not None}
        return client("GET", PATH, params=query)

    return send


@pytest.fixture
def exchange(nobody):
    """Exchanges a code as the public client, or as the confidential one."""

    def send(code, *, public=False, **change):
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECTS[0]}
        proof = {"data": {"client_id": PUBLIC_CLIENT_ID}} if public else {"auth": (CLIENT_ID, CLIENT_SECRET)}
        form = {**form, "code_verifier": VERIFIER, **proof.pop("data", {}), **change}
        return nobody("POST", TOKEN, data={name: text for name, text in form.items() if text}, **proof)

    return send


def told(reply):
    assert 302 == reply.status_code
    address, query = reply.headers["Location"].split("?")
    assert REDIRECTS[0] == address
    return {name: values[0] for name, values in parse_qs(query).items()}


def test_consent_leads_back_with_a_code(visit):
    """
    State, role, entity and company come with it.
    """
    values = told(visit())

    assert {"state", "code", "role", "entity", "company"} == set(values)
    assert (STATE, ACCOUNT) == (values["state"], values["company"])


@pytest.mark.parametrize(
    "change", [{"client_id": "other"}, {"redirect_uri": f"{REDIRECTS[0]}/"}, {"redirect_uri": None}]
)
def test_unknown_client_or_callback_leads_nowhere(change, visit):
    """
    The page says so itself.
    """
    reply = visit(**change)

    assert 400 == reply.status_code
    assert reply.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "mcp rest_webservices"}, "invalid_scope"),
        ({"scope": "mcp", "code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"state": "x" * 21}, "invalid_request"),
        ({"state": "x" * 1025}, "invalid_request"),
        ({"state": "ü" * 22}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"prompt": "always"}, "invalid_request"),
        ({"sandbox_consent": "deny"}, "access_denied"),
        (
            {"client_id": PUBLIC_CLIENT_ID, "code_challenge": None, "code_challenge_method": None},
            "invalid_request",
        ),
    ],
)
def test_other_faults_go_back_to_the_callback(change, error, visit):
    """
    With the state, when there is one, and without a code.
    """
    values = told(visit(**change))

    assert error == values["error"]
    assert "code" not in values
    assert ("state" in values) == (change.get("state", STATE) is not None)


@pytest.mark.parametrize("length", [22, 1024])
def test_state_may_be_short_or_long(length, visit):
    """
    22 to 1024 characters.
    """
    assert "code" in told(visit(state="x" * length))


def test_decisions_are_for_the_next_visits(visit, netsuite_app):
    """
    A test decides without touching the address.
    """
    netsuite_app.state.consent.decisions.append("deny")

    assert ["access_denied", None] == [told(visit()).get("error") for _ in range(2)]


def test_code_is_exchanged_with_its_verifier(visit, exchange):
    """
    The confidential client proves itself by HTTP Basic.
    """
    assert 200 == exchange(told(visit())["code"]).status_code


@pytest.mark.parametrize("change", [{"code_verifier": "x" * 43}, {"code_verifier": ""}, {"redirect_uri": REDIRECTS[1]}])
def test_code_needs_its_verifier_and_its_callback(change, visit, exchange):
    """
    The code is spent by the attempt.
    """
    code = told(visit())["code"]

    assert "invalid_grant" == exchange(code, **change).json()["error"]
    assert "invalid_grant" == exchange(code).json()["error"]


@pytest.mark.parametrize("length", [42, 129])
def test_verifier_has_its_length(length, visit, exchange):
    """
    43 to 128 characters.
    """
    verifier = "x" * length
    code = told(visit(code_challenge=challenge_of(verifier)))["code"]

    assert "invalid_request" == exchange(code, code_verifier=verifier).json()["error"]


def test_code_ends_after_a_minute(visit, exchange, clock):
    """
    It is to be exchanged at once.
    """
    code = told(visit())["code"]
    clock.advance(60)

    assert "invalid_grant" == exchange(code).json()["error"]


def test_code_is_bound_to_its_client(visit, exchange):
    """
    Another client has no use for it.
    """
    assert "invalid_grant" == exchange(told(visit())["code"], public=True).json()["error"]


def test_refresh_token_of_a_public_client_works_once(visit, exchange, nobody):
    """
    Its successor comes with the renewal; a lost reply loses the session.
    """
    old = exchange(told(visit(client_id=PUBLIC_CLIENT_ID))["code"], public=True).json()["refresh_token"]

    def renew(token):
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": PUBLIC_CLIENT_ID}
        return nobody("POST", TOKEN, data=form).json()

    new = renew(old)["refresh_token"]

    assert old != new
    assert "invalid_grant" == renew(old)["error"]
    assert "refresh_token" in renew(new)


def test_public_client_may_send_an_empty_secret(visit, nobody):
    """
    HTTP Basic without a secret names it as well as the form does.
    """
    code = told(visit(client_id=PUBLIC_CLIENT_ID))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECTS[0], "code_verifier": VERIFIER}

    assert 200 == nobody("POST", TOKEN, data=form, auth=(PUBLIC_CLIENT_ID, "")).status_code


def test_token_for_something_else_opens_no_records(visit, exchange, nobody):
    """
    The scope of the consent is that of the token.
    """
    token = exchange(told(visit(scope="suite_analytics"))["code"]).json()["access_token"]

    reply = nobody("GET", "/system/v1/serverTime", headers={"Authorization": f"Bearer {token}"})

    assert (403, "INSUFFICIENT_PERMISSION") == (reply.status_code, reply.json()["o:errorDetails"][0]["o:errorCode"])


def test_page_stands_beside_other_platforms(netsuite_app, client_of):
    """
    One application may hold several platforms.
    """
    both = Starlette(routes=mounts(netsuite_app))

    reply = client_of(both, base="")("GET", PATH, params=QUERY)
    time = client_of(both, token="sandbox-netsuite-token", base="/services/rest")("GET", "/system/v1/serverTime")

    assert "app.example.com" == urlsplit(reply.headers["Location"]).hostname
    assert 200 == time.status_code


def test_page_is_found_by_its_address():
    """
    Within a sandbox the addresses of an account work too.
    """
    with httpx.Client(transport=SandboxTransport(Sandbox())) as client:
        reply = client.get(f"https://1234567-sb1.app.netsuite.com{PATH}", params=QUERY)
        form = {"grant_type": "authorization_code", "code": told(reply)["code"], "redirect_uri": REDIRECTS[0]}
        address = f"https://1234567-sb1.suitetalk.api.netsuite.com/services/rest{TOKEN}"
        tokens = client.post(address, data={**form, "code_verifier": VERIFIER}, auth=(CLIENT_ID, CLIENT_SECRET))

    assert 200 == tokens.status_code
