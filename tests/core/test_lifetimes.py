"""Claims about `warp_client_core.lifetimes`."""

import base64
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.lifetimes import OVER, UNKNOWN, seconds, skew, stated_times, window, window_of
from warp_client_core.tokens import Tokens


def jwt(claims, *, signature="c2ln"):
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJub25lIn0.{body}.{signature}"


@pytest.mark.parametrize(
    ("lifetime", "chance", "lead"), [(3600, 0, 300), (3600, 1, 240), (100, 0, 20), (100, 1, 16), (1, 0, 0.2), (0, 0, 0)]
)
def test_the_window_is_the_last_fifth_at_most_five_minutes(lifetime, chance, lead):
    found = window(10_000, lifetime, chance)

    assert found.advisory == pytest.approx(10_000 - lead)
    assert found.ends == 10_000


@given(st.floats(0, 1e10), st.floats(0, 1))
def test_the_times_of_a_window_come_in_order(lifetime, chance):
    found = window(lifetime, lifetime, chance)

    assert 0 <= found.advisory <= found.mandatory <= found.ends


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        (3600, 3600),
        (3599.5, 3599.5),
        ("3600", 3600),
        (" 3600 ", 3600),
        ("3600.0", 3600),
        (0, None),
        ("0", None),
        (-1, None),
        ("-1", None),
        (None, None),
        (True, None),
        ("soon", None),
        ("", None),
        ("\u0663", None),
        ("1e3", None),
        ("9" * 5_000, None),
        (10**30, None),
        (math.inf, None),
        (math.nan, None),
        ([3600], None),
    ],
)
def test_a_lifetime_in_any_form(stated, found):
    assert seconds(stated) == found


def test_a_jwt_tells_its_times():
    assert stated_times(jwt({"iat": 1_000, "exp": 4_600})) == (1_000, 4_600)
    assert stated_times(jwt({"exp": 4_600})) == (None, 4_600)


@pytest.mark.parametrize(
    "token",
    [None, "", "opaque", "a.b", "a.!.c", "a.bm8.c", jwt([1]), jwt("x"), jwt({"exp": "never"}), jwt({"exp": -1})],
)
def test_other_tokens_tell_nothing(token):
    assert stated_times(token) == (None, None)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_no_token_is_too_odd(token):
    assert len(stated_times(f"a.{token}.c")) == 2


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        (None, 0),
        ("nonsense", 0),
        ("Thu, 01 Jan 1970 02:00:00 GMT", 0),
        ("Thu, 01 Jan 1970 02:00:04 GMT", 0),
        ("Thu, 01 Jan 1970 01:59:56 GMT", 0),
        ("Thu, 01 Jan 1970 03:00:00 GMT", 3_600),
        ("Thu, 01 Jan 1970 01:00:00 GMT", -3_600),
    ],
)
def test_the_servers_clock_is_ahead_by_what_its_date_says(date, ahead):
    assert skew({} if date is None else {"date": date}, sent=7_200, received=7_200) == ahead


def test_a_slow_reply_is_not_a_wrong_clock():
    assert skew({"date": "Thu, 01 Jan 1970 02:00:00 GMT"}, sent=7_200, received=7_290) == 0


def test_kept_tokens_end_when_they_say_so():
    found = window_of(Tokens("a", "r", 5_000), clock=10, now=4_000, chance=0)

    assert (found.advisory, found.ends) == (10 + 1_000 - 200, 1_010)


def test_kept_tokens_end_when_their_jwt_says_so():
    found = window_of(Tokens(jwt({"iat": 1_400, "exp": 5_000}), "r"), clock=10, now=4_000, chance=0)

    assert (found.advisory, found.ends) == (10 + 1_000 - 300, 1_010)


def test_kept_tokens_of_which_nothing_is_known_are_used():
    assert window_of(Tokens("a", "r"), clock=10, now=4_000, chance=0) == UNKNOWN
    assert window_of(Tokens("a", "r", math.nan), clock=10, now=4_000, chance=0) == UNKNOWN


def test_without_an_access_token_there_is_nothing_to_wait_for():
    assert window_of(Tokens(None, "r", 5_000), clock=10, now=4_000, chance=0) == OVER
