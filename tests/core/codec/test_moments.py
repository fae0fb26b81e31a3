"""Claims about `warp_client_core.codec.moments`."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.codec.moments import Moment, moment_of
from warp_client_core.times import Timestamp

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def moment(text):
    return moment_of(Moment, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-01-15",
        "12:00:00Z",
        "2026-01-15T",
        "2026-02-30T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "2026-01-15T12:60:00Z",
        "2026-01-15T12:00:61Z",
        "2026-01-15T24:00:01Z",
        "2026-01-15T25:00:00Z",
        "2026-01-15T12:00:00+24:00",
        "2026-01-15T12:00:00 CET",
        "2026-01-15T12:00:00Z2026",
        "9999-12-31T24:00:00Z",
        "２０２６-01-15T12:00:00Z",
        1768478400,
        None,
        ["2026-01-15T12:00:00Z"],
    ],
)
def test_what_names_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        moment(text)


def test_a_message_quotes_no_more_than_a_line():
    with pytest.raises(ValueError, match=r"got 'x{64}'$"):
        moment("x" * 1_000)


def test_another_type_is_none_of_its_business():
    with pytest.raises(NotImplementedError):
        moment_of(int, "2026-01-15T12:00:00Z")


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15T12:00:00",
        "2026-01-15 12:00:00",
        "2026-01-15t12:00:00z",
        "2026-01-15_12:00:00Z",
        "2026-01-15T12:00:00+0000",
        "2026-01-15T12:00:00+00",
        "2026-01-15T12:00:00-00:00",
        "2026-01-15 12:00:00 UTC",
        "2026-01-15 12:00:00 +0000",
        "2026-01-15T12:00Z",
        "2026-01-15T12:00",
        "2026-01-15T12:00:00.Z",
        "2026-01-15T12:00:00,000Z",
        "2026-01-15T12:00:00.0000000000001Z",
        "2026-01-15T11:59:60Z",
        "2026-01-15T14:00:00+02",
        "2026-01-15T14:00:00 +0200",
        "2026-01-15T06:30:00-0530",
        " 2026-01-15T12:00:00Z ",
    ],
)
def test_many_spellings_of_one_moment_are_read(text):
    assert moment(text) == NOON
    assert moment(text).tzinfo is not None


def test_the_end_of_a_day_is_the_next_day():
    assert moment("2026-01-14T24:00:00Z") == datetime(2026, 1, 15, tzinfo=UTC)


def test_no_offset_is_utc_and_an_offset_is_kept():
    assert moment("2026-01-15T12:00:00").tzinfo is UTC
    assert moment("2026-01-15 12:00:00+0000").tzinfo is UTC
    assert moment("2026-01-15 12:00:00-0330").utcoffset() == -timedelta(hours=3, minutes=30)


@given(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)),
    st.integers(-1439, 1439),
    st.text("0123456789", min_size=1, max_size=12),
)
def test_what_the_strict_reading_reads_is_read_to_the_same_moment(day, minutes, digits):
    zone = timezone(timedelta(minutes=minutes))
    text = day.replace(microsecond=0).isoformat() + "." + digits + datetime.now(zone).isoformat()[-6:]

    assert moment(text) == msgspec.json.decode(f'"{text}"'.encode(), type=Timestamp)
