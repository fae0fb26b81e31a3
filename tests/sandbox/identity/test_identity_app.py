"""The service as a whole: keys, fields, addresses, odd replies, and its place beside other platforms."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD
from warp_sandbox.identity.app import API_KEY, TOOLKIT, mounts
from warp_sandbox.sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.transport import SandboxTransport
from warp_sandbox.wire.connection import Dropped

PATH = "/v1/accounts:signInWithPassword"
BODY = {"email": CUSTOMER, "password": PASSWORD, "returnSecureToken": True}


@pytest.mark.parametrize(
    ("query", "headers", "status", "title"),
    [
        ("", {}, 403, "PERMISSION_DENIED"),
        ("?key=guess", {}, 400, "INVALID_ARGUMENT"),
        ("", {"x-goog-api-key": "guess"}, 400, "INVALID_ARGUMENT"),
        (f"?key={API_KEY}", {"x-goog-api-key": "guess"}, 400, "INVALID_ARGUMENT"),
    ],
)
def test_without_the_key_of_the_project_nothing_works(query, headers, status, title, identity_app, client_of):
    """
    A missing key and a wrong one are told apart.
    """
    reply = client_of(identity_app, base=TOOLKIT)("POST", PATH + query, json=BODY, headers=headers)

    assert (status, title) == (reply.status_code, reply.json()["error"]["status"])


@pytest.mark.parametrize("options", [{"params": {"key": API_KEY}}, {"headers": {"x-goog-api-key": API_KEY}}])
@pytest.mark.parametrize("base", ["", TOOLKIT])
def test_key_comes_by_header_or_query(options, base, identity_app, client_of):
    """
    The name of the host in the path may be left out.
    """
    assert 200 == client_of(identity_app, base=base)("POST", PATH, json=BODY, **options).status_code


@pytest.mark.parametrize("options", [{"json": {**BODY, "colour": "red"}}, {"content": b"{"}, {"json": [BODY]}])
def test_unreadable_or_unknown_fields_are_invalid_arguments(options, identity_app, client_of):
    """
    A misspelt name is not lost unseen.
    """
    client = client_of(identity_app, base=TOOLKIT, headers={"x-goog-api-key": API_KEY})

    reply = client("POST", PATH, **options)

    assert (400, "INVALID_ARGUMENT") == (reply.status_code, reply.json()["error"]["status"])


@pytest.mark.parametrize(("method", "path"), [("GET", PATH), ("POST", "/v1/accounts:signUp")])
def test_other_addresses_are_not_found(method, path, identity_app, client_of):
    """
    Only the steps of signing in are there.
    """
    assert 404 == client_of(identity_app, base=TOOLKIT)(method, path).status_code


@pytest.mark.parametrize(("name", "status"), [("unavailable-503", 503), ("quota-429", 429), ("html-502", 502)])
def test_oddity_is_given_once(name, status, toolkit):
    """
    A client that tries again succeeds.
    """
    replies = [toolkit(PATH, BODY, headers={"X-Sandbox-Oddity": name}) for _ in range(2)]

    assert [status, 200] == [reply.status_code for reply in replies]


def test_script_makes_the_next_replies_odd(toolkit, identity_app):
    """
    An empty entry lets one request pass.
    """
    identity_app.state.oddities.script.extend(["", "unavailable-503"])

    assert [200, 503, 200] == [toolkit(PATH, BODY).status_code for _ in range(3)]


def test_lost_reply_was_carried_out(make_identity, sign_in_at, renew_at):
    """
    The renewal counts, though nobody hears of it.
    """
    app = make_identity()
    token = sign_in_at(app)().json()["refreshToken"]

    with pytest.raises(Dropped):
        renew_at(app, **{"X-Sandbox-Oddity": "lost-reply"})(token)

    assert 1 == app.state.sessions.renewals


def test_lost_reply_breaks_the_connection(identity_app):
    """
    Over a socket the client sees it reset.
    """
    identity_app.state.oddities.script.append("lost-reply")

    with running(identity_app) as address, pytest.raises(httpx.ReadError):
        httpx.post(f"{address}{PATH}", json=BODY, headers={"x-goog-api-key": API_KEY})


def test_service_stands_beside_others(identity_app, client_of):
    """
    In one application with other platforms it keeps its paths.
    """
    both = Starlette(routes=mounts(identity_app))

    reply = client_of(both, base=TOOLKIT)("POST", PATH, json=BODY, headers={"x-goog-api-key": API_KEY})

    assert 200 == reply.status_code


def test_service_is_found_by_its_hosts():
    """
    Within a sandbox the real addresses work too.
    """
    with httpx.Client(transport=SandboxTransport(Sandbox()), headers={"x-goog-api-key": API_KEY}) as client:
        signed_in = client.post(f"https://identitytoolkit.googleapis.com{PATH}", json=BODY).json()
        form = {"grant_type": "refresh_token", "refresh_token": signed_in["refreshToken"]}
        renewed = client.post("https://securetoken.googleapis.com/v1/token", data=form)

    assert signed_in["localId"] == renewed.json()["user_id"]
