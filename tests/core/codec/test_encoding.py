"""Claims about `warp_client_core.codec.encoding`."""

import enum
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.codec import encode, to_wire, wire_mapping
from warp_client_core.enums import OpenEnum
from warp_client_core.unset import UNSET, Unset


class Status(OpenEnum):
    ACTIVE = "active"


class Level(enum.IntEnum):
    HIGH = 3


@attrs.frozen(kw_only=True)
class Contact:
    email: str
    phone: str | None = None


@attrs.frozen(kw_only=True)
class Message:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from", "reply_to": "replyTo"}
    from_: str
    reply_to: Contact | None = None
    history: "list[Message] | None" = None
    by_name: "dict[str, Message] | None" = None


@attrs.frozen(kw_only=True)
class Change:
    name: str | Unset | None = UNSET
    owner: str | None


@attrs.frozen(kw_only=True)
class Ref:
    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    id: str
    location: str | None = None


@pytest.mark.parametrize("number", [float("nan"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_a_number_that_is_not_finite_is_refused_with_its_path(number):
    with pytest.raises(ValueError, match=r"\$\.rates\[1\]: .* is not a finite number"):
        encode({"rates": [1, number]})


def test_a_naive_time_is_refused_with_its_path():
    with pytest.raises(ValueError, match=r"\$\.at: .* has no time zone"):
        encode({"at": datetime(2026, 1, 1)})


@pytest.mark.parametrize("value", [object(), bytearray(b"x"), {1}, 1j])
def test_a_type_without_a_json_form_is_refused_with_its_path(value):
    with pytest.raises(TypeError, match=r"\$\.a\[0\]: a \w+ has no JSON form"):
        encode({"a": [value]})


def test_a_name_that_is_no_text_is_refused():
    with pytest.raises(TypeError, match=r"\$\.a: a name in a JSON object must be a str, not 1"):
        encode({"a": {1: 2}})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("0.0040"), b"0.0040"),
        (Decimal("-12"), b"-12"),
        (True, b"true"),
        (None, b"null"),
        (Status.ACTIVE, b'"active"'),
        (Status("hibernating"), b'"hibernating"'),
        (Level.HIGH, b"3"),
        (date(2026, 1, 15), b'"2026-01-15"'),
        (datetime(2026, 1, 15, 12, tzinfo=UTC), b'"2026-01-15T12:00:00Z"'),
        (datetime(2026, 1, 15, 1, tzinfo=timezone(timedelta(hours=2))), b'"2026-01-14T23:00:00Z"'),
        (UUID(int=1), b'"00000000-0000-0000-0000-000000000001"'),
        ((1, [2]), b"[1,[2]]"),
    ],
)
def test_each_kind_of_value_has_one_form(value, text):
    assert encode(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_keeps_its_value_as_a_json_number(number):
    assert json.loads(encode(number), parse_float=Decimal, parse_int=Decimal) == number


def test_a_mapping_keeps_none_and_drops_unset_at_every_depth():
    assert encode({"a": None, "b": UNSET, "c": {"d": None, "e": UNSET}}) == b'{"a":null,"c":{"d":null}}'


def test_a_model_drops_what_was_never_given():
    assert encode(Contact(email="a@example.com")) == b'{"email":"a@example.com"}'


def test_a_model_sends_none_where_none_was_put_on_purpose():
    assert encode(Change(owner=None)) == b'{"owner":null}'
    assert encode(Change(owner="x", name=None)) == b'{"name":null,"owner":"x"}'


def test_a_model_uses_its_wire_names_at_every_depth():
    message = Message(from_="a", reply_to=Contact(email="b"), history=[Message(from_="c")])

    assert json.loads(encode(message)) == {"from": "a", "replyTo": {"email": "b"}, "history": [{"from": "c"}]}


def test_a_field_read_from_links_is_not_written():
    assert to_wire(Ref(id="1", location="https://x.example/1")) == {"id": "1"}


def test_plain_text_comes_out_as_plain_types():
    wire = to_wire({"status": Status("x")})

    assert type(wire["status"]) is str


def test_a_mapping_for_a_model_is_renamed_at_every_depth():
    given_mapping = {
        "from_": "a",
        "reply_to": {"email": "b"},
        "history": [{"from_": "c", "history": [{"from_": "d"}]}],
        "by_name": {"from_": {"from_": "e"}},
        "extra_field": {"from_": "untouched"},
    }

    assert wire_mapping(Message, given_mapping) == {
        "from": "a",
        "replyTo": {"email": "b"},
        "history": [{"from": "c", "history": [{"from": "d"}]}],
        "by_name": {"from_": {"from": "e"}},
        "extra_field": {"from_": "untouched"},
    }


def test_wire_names_given_as_they_are_pass():
    assert wire_mapping(Message, {"from": "a"}) == {"from": "a"}


@pytest.mark.parametrize("kind", [str, Any, list[str], dict[str, Any]])
def test_a_type_without_models_changes_nothing(kind):
    assert wire_mapping(kind, {"from_": 1}) == {"from_": 1}
