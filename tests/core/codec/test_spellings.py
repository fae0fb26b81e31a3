"""Claims about `warp_client_core.codec.spellings`, seen through the readers of replies."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

import attrs
import pytest

from warp_client_core.codec import read_bare, read_envelope
from warp_client_core.codec.spellings import respelled
from warp_client_core.drift import Drift
from warp_client_core.enums import OpenEnum
from warp_client_core.errors import ResponseDecodeError


class Status(OpenEnum):
    __also__ = (("closed", "terminated"),)
    TERMINATED = "terminated"


@attrs.frozen(kw_only=True)
class Line:
    amount: Decimal


@attrs.frozen(kw_only=True)
class Bill:
    __also__: ClassVar[Mapping[str, str]] = {"amount": "total"}
    total: Decimal
    status: Status | None = None
    lines: list[Line] = attrs.field(factory=list)


@pytest.mark.parametrize(
    ("read", "kind", "body"),
    [
        (read_envelope, Bill, '{"data": {"amount": 0.10}}'),
        (read_envelope, Bill, '{"amount": 0.10}'),
        (read_bare, Bill, '{"amount": 0.10}'),
        (read_envelope, list[Bill], '{"data": {"items": [{"amount": 0.10}]}}'),
    ],
)
def test_a_field_is_read_by_its_other_name_digit_by_digit(read, kind, body):
    found, _meta = read(kind, body.encode())

    assert "[0.10]" == f"[{(found[0] if isinstance(found, list) else found).total}]"


def test_pages_may_mix_the_names_and_the_own_one_goes_before_the_other():
    found, _meta = read_envelope(list[Bill], b'{"data": [{"total": 1, "amount": 9}, {"amount": 2}]}')

    assert [Decimal(1), Decimal(2)] == [bill.total for bill in found]


def test_an_object_that_means_something_else_by_the_name_is_read_as_ever():
    found, _meta = read_envelope(Bill, b'{"data": {"amount": 3, "lines": [{"amount": 2}]}}')

    assert Bill(total=Decimal(3), lines=[Line(amount=Decimal(2))]) == found


def test_a_reply_that_cannot_be_read_by_either_name_fails_as_it_was_sent():
    body = b'{"data": {"amount": "none"}}'

    with pytest.raises(ResponseDecodeError, match="missing required field `total`") as caught:
        read_envelope(Bill, body)

    assert body.decode() == caught.value.body


@pytest.mark.parametrize("body", ["{", "[" * 9000, '{"total": 1}', '"x"', "{}"])
def test_what_has_no_other_name_is_left_alone(body):
    assert respelled(Bill, body.encode()) is None


def test_types_without_other_names_are_not_read_again():
    assert respelled(Line, b'{"amount": 1}') is None


def test_unknown_values_are_counted_once():
    drift = Drift()

    read_envelope(Bill, json.dumps({"data": {"amount": 1, "status": "lost"}}).encode(), drift.watch("x"))

    assert [1] == list(drift.enum_values.values())


@pytest.mark.parametrize("text", ["closed", "CLOSED"])
def test_another_text_of_an_enum_is_its_value(text):
    status = Status(text)

    assert status is Status.TERMINATED
    assert [Status.TERMINATED] == list(Status)
