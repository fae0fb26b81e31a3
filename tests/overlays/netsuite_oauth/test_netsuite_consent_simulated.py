"""The sign-in by consent against the NetSuite simulator, over a socket: what is refused, what is sent, what is kept."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_oauth.simulated import REDIRECT, Simulated, simulated
from warp_client_core import AuthenticationError, ReauthenticationRequired
from warp_netsuite.overlays.netsuite_oauth.authorizations import Authorization, Authorizations
from warp_sandbox.netsuite.integrations import CLIENT_ID, CLIENT_SECRET, PUBLIC_CLIENT_ID

RAW_STATES = ["", "x" * 21, "x" * 22, "x" * 43, "x" * 1025, "\u00ff" * 43, "ok" * 20 + "\r\n", "\u2028" * 30]


def with_state(callback: str, state: str | None) -> str:
    """The callback with another state."""
    url = httpx.URL(callback)
    return str(url.copy_remove_param("state") if state is None else url.copy_set_param("state", state))


@pytest.mark.parametrize("state", [None, *RAW_STATES])
def test_a_callback_with_another_state_is_refused(netsuite: Simulated, state: str | None) -> None:
    """
    Missing, wrong, of 21 and 1,025 characters, not ASCII: nothing is sent to the token service.
    """
    with netsuite.client() as client:
        callback = with_state(netsuite.consented(client.oauth.build_authorize_url()), state)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "invalid_state" == caught.value.reason
    assert [] == netsuite.sent


def test_a_replayed_callback_is_refused(netsuite: Simulated) -> None:
    """
    A state works once.
    """
    with netsuite.client() as client:
        callback = netsuite.consented(client.oauth.build_authorize_url())
        client.oauth.handle_callback(callback)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "invalid_state" == caught.value.reason
    assert 1 == len(netsuite.sent)


def test_an_expired_callback_is_refused(netsuite: Simulated) -> None:
    """
    A state ends after ten minutes.
    """
    with netsuite.client() as client:
        callback = netsuite.consented(client.oauth.build_authorize_url())
        netsuite.advance(minutes=10)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "invalid_state" == caught.value.reason
    assert [] == netsuite.sent


@pytest.mark.parametrize("state", ["x" * 22, "!~" * 512])
def test_a_state_of_the_callers_own_comes_back(netsuite: Simulated, state: str) -> None:
    """
    22 and 1,024 characters are taken by both sides.
    """
    with netsuite.client() as client:
        callback = netsuite.consented(client.oauth.build_authorize_url(state=state))
        client.oauth.handle_callback(callback)

        assert client.credentials.access_token
    assert state == httpx.URL(callback).params["state"]


@pytest.mark.parametrize("state", ["", "x" * 21, "x" * 1025, "\u00ff" * 30, "with space" * 3, "line\n" * 10])
def test_a_state_of_another_form_begins_nothing(netsuite: Simulated, state: str) -> None:
    """
    NetSuite would refuse it, or it could be guessed; the message does not show it.
    """
    with netsuite.client() as client, pytest.raises(ValueError, match="22 to 1,024 printable ASCII"):
        client.oauth.build_authorize_url(state=state)


def test_a_state_that_is_under_way_is_not_taken_twice(netsuite: Simulated) -> None:
    """
    Two flows with one state could be swapped for each other.
    """
    with netsuite.client() as client:
        client.oauth.build_authorize_url(state="y" * 30)
        with pytest.raises(ValueError, match="another authorization"):
            client.oauth.build_authorize_url(state="y" * 30)


def test_a_user_who_denies_ends_the_flow(netsuite: Simulated) -> None:
    """
    ``error=access_denied`` is the reason.
    """
    netsuite.state.consent.decisions.append("deny")
    with netsuite.client() as client:
        callback = netsuite.consented(client.oauth.build_authorize_url())
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "access_denied" == caught.value.reason
    assert [] == netsuite.sent


@pytest.mark.parametrize("company", ["7654321", "1.evil.com", "a/b", "x@y", "1234567_SB1\n", ""])
def test_a_callback_of_another_account_is_refused(netsuite: Simulated, company: str) -> None:
    """
    The code of one account is not sent to another (RFC 9700, 4.4), and no text from a browser becomes a host.
    """
    with netsuite.client() as client:
        callback = httpx.URL(netsuite.consented(client.oauth.build_authorize_url()))
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(str(callback.copy_set_param("company", company)))

    assert "company_mismatch" == caught.value.reason
    assert [] == netsuite.sent


@pytest.mark.parametrize("account_id", ["1.evil.com", "a/b", "x@y"])
def test_a_hostile_account_id_builds_no_client(netsuite: Simulated, account_id: str) -> None:
    """
    It is refused before anything could be sent.
    """
    with pytest.raises(ValueError, match="account_id"):
        netsuite.client(account_id=account_id)


@pytest.mark.parametrize("length", [43, 128])
def test_the_shortest_and_the_longest_verifier_prove_the_flow(netsuite: Simulated, length: int) -> None:
    """
    RFC 7636, 4.1 allows 43 to 128 characters.
    """
    with netsuite.client() as client:
        client.authorizations = Authorizations(lambda _size: "v" * length)
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))

    assert ["v" * length] == netsuite.sent[0][1]["code_verifier"]


@pytest.mark.parametrize("verifier", ["v" * 42, "v" * 129, "v" * 42 + "+", "v" * 42 + "\u00e9"])
def test_a_verifier_of_another_form_is_refused(verifier: str) -> None:
    """
    Of 42 and 129 characters, or with a character outside the alphabet.
    """
    with pytest.raises(ValueError, match="43 to 128"):
        Authorization("s" * 43, verifier, 0.0)


def test_plain_pkce_is_refused(netsuite: Simulated) -> None:
    """
    Clients send S256 always; an address that somebody changed to ``plain`` gives no code.
    """
    with netsuite.client() as client:
        address = httpx.URL(client.oauth.build_authorize_url())
        callback = netsuite.consented(str(address.copy_set_param("code_challenge_method", "plain")))
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "S256" == address.params["code_challenge_method"]
    assert "invalid_request" == caught.value.reason


def test_a_stolen_code_is_worth_nothing_to_another_client(netsuite: Simulated) -> None:
    """
    Whoever has the code has no verifier: the token service refuses it.
    """
    with netsuite.client() as client, netsuite.client() as thief:
        stolen = httpx.URL(netsuite.consented(client.oauth.build_authorize_url())).params["code"]
        own = httpx.URL(netsuite.consented(thief.oauth.build_authorize_url()))
        with pytest.raises(ReauthenticationRequired) as caught:
            thief.oauth.handle_callback(str(own.copy_set_param("code", stolen)))

    assert "invalid_grant" == caught.value.reason


def test_basic_is_sent_once_and_no_secret_in_the_body(netsuite: Simulated) -> None:
    """
    For the code, for a renewal and for the end of the session alike.
    """
    with netsuite.client() as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        client.oauth.refresh()
        client.oauth.revoke()

    proof = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    assert [[proof]] * 3 == [
        [value for name, value in fields if name == "authorization"] for fields, _ in netsuite.sent
    ]
    assert [
        {"grant_type", "code", "redirect_uri", "code_verifier"},
        {"grant_type", "refresh_token"},
        {"token"},
    ] == [set(form) for _, form in netsuite.sent]
    assert CLIENT_SECRET not in str([form for _, form in netsuite.sent])
    assert [REDIRECT] == netsuite.sent[0][1]["redirect_uri"]


def test_a_public_client_names_itself_in_the_body_and_nowhere_else(netsuite: Simulated) -> None:
    """
    No Authorization header, and each refresh token once.
    """
    with netsuite.public() as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        first = client.credentials.refresh_token
        client.oauth.refresh()
        client.oauth.refresh()
        client.oauth.revoke()

    assert [] == [name for fields, _ in netsuite.sent for name, _ in fields if name == "authorization"]
    assert [[PUBLIC_CLIENT_ID]] * 4 == [form["client_id"] for _, form in netsuite.sent]
    used = [form["refresh_token"][0] for _, form in netsuite.sent[1:3]]
    assert first == used[0] != used[1]


def test_a_spent_code_is_400_and_wants_a_new_consent(netsuite: Simulated) -> None:
    """
    ``invalid_grant`` is not repeated.
    """
    with netsuite.client() as client:
        callback = netsuite.consented(client.oauth.build_authorize_url())
        netsuite.advance(seconds=61)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "invalid_grant" == caught.value.reason
    assert 1 == len(netsuite.sent)


def test_a_wrong_secret_is_401_and_says_so(netsuite: Simulated) -> None:
    """
    ``invalid_client`` is no question of consent; the realm of ``WWW-Authenticate`` is there to be looked at.
    """
    with netsuite.client(client_secret="another") as client:
        callback = netsuite.consented(client.oauth.build_authorize_url())
        with pytest.raises(AuthenticationError) as caught:
            client.oauth.handle_callback(callback)

    assert (401, "invalid_client") == (caught.value.status_code, caught.value.code)
    assert 'Basic realm="1234567_SB1"' == caught.value.response.headers["www-authenticate"]
    assert "another" not in str(caught.value)
    assert 1 == len(netsuite.sent)


def test_a_redirect_uri_is_sent_byte_for_byte(document: Any) -> None:
    """
    What is registered with a query and odd characters comes to both steps as it was written.
    """
    odd = "https://app.example.com/cb?tenant=a%2Fb&x=%C3%A9"
    with simulated(document, redirects=(odd,)) as netsuite, netsuite.client(redirect_uri=odd) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))

        assert [odd] == netsuite.sent[0][1]["redirect_uri"]
