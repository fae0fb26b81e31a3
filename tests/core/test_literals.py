"""Claims about `warp_client_core.literals`."""

import enum
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.literals import pairs, rfc3339, segment, text_of
from warp_client_core.unset import UNSET


class Level(enum.Enum):
    HIGH = 3


class Status(enum.StrEnum):
    ACTIVE = "active"


def test_a_naive_time_is_refused_with_what_to_do():
    with pytest.raises(ValueError, match=r"no time zone; add one, for instance moment.replace\(tzinfo=datetime.UTC\)"):
        rfc3339(datetime(2026, 1, 15, 12, 0))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 1, 15, 12, 0, tzinfo=UTC), "2026-01-15T12:00:00Z"),
        (datetime(2026, 1, 15, 12, 0, 0, 5, tzinfo=UTC), "2026-01-15T12:00:00.000005Z"),
        (datetime(2026, 1, 15, 1, 0, tzinfo=timezone(timedelta(hours=2))), "2026-01-14T23:00:00Z"),
    ],
)
def test_a_time_is_written_in_utc(moment, text):
    assert rfc3339(moment) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")])
def test_a_number_that_is_not_finite_is_refused(number):
    with pytest.raises(ValueError, match="not a finite number"):
        text_of(number)


@pytest.mark.parametrize("value", [None, UNSET.__class__, {"a": 1}, [1], b"x", object(), {1}])
def test_a_type_without_a_plain_spelling_is_refused(value):
    with pytest.raises(TypeError, match="has no plain text form"):
        text_of(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (1.5, "1.5"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
        (date(2026, 1, 15), "2026-01-15"),
        (datetime(2026, 1, 15, tzinfo=UTC), "2026-01-15T00:00:00Z"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Level.HIGH, "3"),
        (Status.ACTIVE, "active"),
        ("as is", "as is"),
    ],
)
def test_each_kind_of_value_has_one_spelling(value, text):
    assert text_of(value) == text
    assert type(text_of(value)) is str


@pytest.mark.parametrize("value", [None, UNSET, True, False, "", " ", ".", ".."])
def test_a_path_value_that_names_no_single_resource_is_refused(value):
    with pytest.raises(ValueError, match="get_trunk: path parameter trunk_id must"):
        segment(value, name="trunk_id", operation="get_trunk")


def test_a_path_value_of_an_odd_type_is_refused_by_name():
    with pytest.raises(TypeError, match="get_trunk: path parameter trunk_id: a dict has no plain text form"):
        segment({}, name="trunk_id", operation="get_trunk")


def test_half_a_surrogate_pair_is_refused_by_name():
    with pytest.raises(ValueError, match="get_trunk: path parameter trunk_id"):
        segment("\ud800", name="trunk_id", operation="get_trunk")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("+18005550100", "%2B18005550100"),
        ("a/b", "a%2Fb"),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("%2e%2e", "%252e%252e"),
        ("..;", "..%3B"),
        ("ü", "%C3%BC"),
        ("-._~", "-._~"),
        (7, "7"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Status.ACTIVE, "active"),
    ],
)
def test_a_path_value_is_encoded_but_for_unreserved_characters(value, text):
    assert segment(value, name="id", operation="get") == text


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: text.strip() not in ("", ".", "..")
    )
)
def test_a_path_value_stays_one_segment_and_can_be_read_back(text):
    written = segment(text, name="id", operation="get")

    assert unquote(written) == text
    assert not set(written) & set("/?#\\ \r\n")


def test_query_values_that_are_absent_are_left_out():
    assert list(pairs({"a": None, "b": UNSET, "c": [None, 1, UNSET]}, where="list: query")) == [("c", "1")]


def test_a_list_repeats_its_name_in_order():
    assert list(pairs({"id": ["b", "a"], "n": (1, 2)}, where="list: query")) == [
        ("id", "b"),
        ("id", "a"),
        ("n", "1"),
        ("n", "2"),
    ]


def test_a_query_value_that_cannot_be_written_is_refused_by_name():
    with pytest.raises(ValueError, match=r"list_cdrs: query parameter date_from: .* has no time zone"):
        list(pairs({"date_from": datetime(2026, 1, 1)}, where="list_cdrs: query"))


def test_a_mapping_is_no_query_value():
    with pytest.raises(TypeError, match="list_cdrs: query parameter filter: a dict"):
        list(pairs({"filter": {"a": 1}}, where="list_cdrs: query"))


def test_no_mapping_gives_no_pairs():
    assert list(pairs(None, where="x")) == []
