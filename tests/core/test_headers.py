"""Claims about `warp_client_core.headers`."""

from datetime import UTC, datetime

import httpx
import pytest

from warp_client_core.headers import checked, checked_all, field, retry_after

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\rb", "a\0b", "naïve", "\x7f", "\u200b"])
def test_a_value_that_could_split_a_request_is_refused_without_being_shown(value):
    with pytest.raises(ValueError, match="header X-Note") as caught:
        checked("X-Note", value)

    assert value not in str(caught.value)


@pytest.mark.parametrize("name", ["", "X Note", "X-Note:", "X-Note\r\n", "naïve"])
def test_a_name_that_is_no_token_is_refused(name):
    with pytest.raises(ValueError, match="is not a token"):
        checked(name, "x")


def test_a_plain_field_passes_without_outer_spaces():
    assert checked("X-Note", " a\tb ") == ("X-Note", "a\tb")


def test_a_copy_of_fields_is_private():
    given = {"X-Note": "a"}

    taken = checked_all(given)
    given["X-Note"] = "b"

    assert taken == {"X-Note": "a"}
    assert checked_all(None) == {}


@pytest.mark.parametrize(
    "headers", [{"X-Request-ID": "1"}, {"x-request-id": "1"}, httpx.Headers({"X-REQUEST-ID": "1"})]
)
def test_a_field_is_found_in_any_case(headers):
    assert field(headers, "x-request-id") == "1"


def test_a_missing_field_is_none():
    assert field({}, "x-request-id") is None


@pytest.mark.parametrize("text", ["soon", "", "nan", "inf", "-inf", "1e3", "0x10", "9" * 400, "Thu, 99 Jan 2026", "١٢"])
def test_an_unreadable_wait_is_no_wait(text):
    assert retry_after({"Retry-After": text}, now=NOON) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-3", 0.0),
        ("3, 50", 50.0),
        ("5,1", 5.0),
        ("9" * 40, 1e40),
    ],
)
def test_a_wait_in_seconds_is_never_negative(text, seconds):
    assert retry_after({"Retry-After": text}) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Thu, 15 Jan 2026 12:00:30 GMT", 30.0),
        ("Thu, 15 Jan 2026 11:00:00 GMT", 0.0),
        ("Thu, 15 Jan 2026 12:00:30 -0000", 30.0),
    ],
)
def test_a_date_is_measured_from_now(text, seconds):
    assert retry_after({"Retry-After": text}, now=NOON) == seconds


def test_the_clock_of_the_server_is_preferred_to_our_own():
    headers = {"Retry-After": "Thu, 15 Jan 2026 18:00:30 GMT", "Date": "Thu, 15 Jan 2026 18:00:00 GMT"}

    assert retry_after(headers, now=NOON) == 30.0


def test_a_date_without_any_clock_is_no_wait():
    assert retry_after({"Retry-After": "Thu, 15 Jan 2026 12:00:30 GMT"}) is None


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [("30", 30.0), ("1784549400", 7.0), ("1784549400000", 7.0), ("1784549390", 0.0), ("soon", None)],
)
def test_the_reset_of_a_rate_limit_is_a_wait_where_one_was_hit(reset, seconds):
    headers = {"X-RateLimit-Reset": reset, "Date": "Mon, 20 Jul 2026 12:09:53 GMT", "Retry-After": "sometime"}

    assert retry_after(headers, limited=True) == seconds
    assert retry_after(headers) is None


@pytest.mark.parametrize("name", ["Transfer-Encoding", "content-length", "Connection", "Upgrade"])
def test_a_caller_does_not_frame_messages(name):
    with pytest.raises(ValueError, match="framed"):
        checked_all({name: "0"})


@pytest.mark.parametrize("value", [None, True, b"bytes", ["a"]])
def test_a_value_is_text(value):
    with pytest.raises(ValueError, match="must be text"):
        checked_all({"X-A": value})
