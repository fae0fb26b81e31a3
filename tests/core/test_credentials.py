"""Claims about `warp_client_core.credentials`."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core.credentials import Credentials
from warp_client_core.lifetimes import Window
from warp_client_core.tokens import Tokens


def test_a_renewal_that_comes_after_a_sign_out_is_not_applied():
    credentials = Credentials(Tokens("a", "r"))
    asked_for = credentials.identity
    credentials.close()

    taken = credentials.renew("b", identity=asked_for)

    assert not taken
    assert credentials.access_token is None


def test_a_fact_that_is_found_after_a_sign_out_is_not_kept():
    credentials = Credentials(Tokens("a"))
    facts = credentials.derived
    credentials.open("b")

    facts["customer_id"] = "that of a"

    assert credentials.derived == {}


def test_no_secret_shows():
    credentials = Credentials(Tokens("s3cret", "s3cret"), api_key="s3cret")

    assert repr(credentials) == "<Credentials: access token>"
    assert repr(Credentials(api_key="s3cret")) == "<Credentials: API key>"
    assert repr(Credentials()) == "<Credentials: nothing>"


def test_a_token_wins_over_a_key():
    assert Credentials(Tokens("a"), api_key="k").authorize() == {"Authorization": "Bearer a"}
    assert Credentials(api_key="k").authorize() == {"X-API-Key": "k"}
    assert Credentials(Tokens(None, "r")).authorize() == {}
    assert Credentials().authorize() == {}


def test_signing_in_replaces_everything_but_the_key():
    credentials = Credentials(Tokens("a", "r"), api_key="k")
    credentials.derived["customer_id"] = "c1"

    credentials.open("b", expires_at=5.0)

    assert credentials.tokens == Tokens("b", None, 5.0)
    assert credentials.api_key == "k"
    assert credentials.derived == {}
    assert (credentials.generation, credentials.identity) == (1, 1)


def test_renewing_keeps_identity_facts_and_the_old_refresh_token():
    credentials = Credentials(Tokens("a", "r"))
    credentials.derived["customer_id"] = "c1"

    taken = credentials.renew("b", identity=credentials.identity)

    assert taken
    assert (credentials.access_token, credentials.refresh_token) == ("b", "r")
    assert credentials.derived == {"customer_id": "c1"}
    assert (credentials.generation, credentials.identity) == (1, 0)


def test_renewing_takes_a_new_refresh_token():
    credentials = Credentials(Tokens("a", "r"))

    credentials.renew("b", "r2")

    assert credentials.refresh_token == "r2"


def test_signing_out_drops_the_tokens():
    credentials = Credentials(Tokens("a", "r"))

    credentials.close()

    assert credentials.tokens == Tokens()
    assert credentials.authorize() == {}
    assert (credentials.generation, credentials.identity) == (1, 1)


def test_changes_from_many_threads_are_all_counted_and_never_mixed():
    credentials = Credentials()

    def sign_in(number):
        credentials.open(f"a{number}", f"r{number}")
        tokens = credentials.tokens
        return tokens.access_token[1:] == tokens.refresh_token[1:]

    with ThreadPoolExecutor(8) as pool:
        consistent = list(pool.map(sign_in, range(500)))

    assert all(consistent)
    assert (credentials.generation, credentials.identity) == (500, 500)


def test_a_key_that_no_header_can_carry_is_refused_unseen():
    with pytest.raises(ValueError, match="api_key") as caught:
        Credentials(api_key="whole-of-it\r\nX-Evil: 1")

    assert "whole-of-it" not in str(caught.value)


HOUR = Window(3_300.0, 3_500.0, 3_600.0)


@pytest.mark.parametrize(
    ("tokens", "due"),
    [(Tokens(), math.inf), (Tokens("a"), math.inf), (Tokens("a", "r"), -math.inf), (Tokens(None, "r"), -math.inf)],
)
def test_only_tokens_that_can_be_renewed_are_ever_due(tokens, due):
    assert Credentials(tokens).due == due


def test_tokens_are_due_when_their_window_opens():
    credentials = Credentials()
    credentials.open("a", "r", window=HOUR)

    assert (credentials.due, credentials.window) == (3_300.0, HOUR)


def test_a_window_is_worked_out_once():
    credentials = Credentials(Tokens("a", "r"))
    tokens = credentials.tokens
    credentials.schedule(tokens, HOUR)

    credentials.schedule(tokens, Window(1.0, 2.0, 3.0))

    assert credentials.window == HOUR


def test_a_window_of_tokens_that_were_replaced_is_dropped():
    credentials = Credentials(Tokens("a", "r"))
    tokens = credentials.tokens
    credentials.renew("b")

    credentials.schedule(tokens, HOUR)

    assert credentials.window is None


def test_one_of_many_postpones():
    credentials = Credentials()
    credentials.open("a", "r", window=HOUR)

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: credentials.postpone(credentials.tokens, 3_300.0, 3_330.0), range(64)))

    assert won.count(True) == 1
    assert credentials.due == 3_330.0


def test_who_had_a_refresh_token_is_renewable_until_signing_out():
    credentials = Credentials(Tokens("a", "r"))
    credentials.replace(Tokens("a"), identity=credentials.identity)
    before = credentials.renewable
    credentials.close()

    assert (before, credentials.renewable) == (True, False)


def test_only_those_who_are_meant_are_signed_out():
    credentials = Credentials(Tokens("a", "r"))
    meant = credentials.identity
    credentials.open("b")

    assert not credentials.close(identity=meant)
    assert not credentials.replace(Tokens("c"), identity=meant)
    assert credentials.access_token == "b"
