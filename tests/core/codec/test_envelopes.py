"""Claims about `warp_client_core.codec.envelopes`."""

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import pytest

from warp_client_core.codec import read_collection, read_envelope
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.times import Timestamp
from warp_client_core.values import PaginationMeta, ResponseMeta


@attrs.frozen(kw_only=True)
class Trunk:
    id: str
    limit: Decimal | None = None


@attrs.frozen(kw_only=True)
class Event:
    at: Timestamp
    cost: Decimal | None = None


@attrs.frozen(kw_only=True)
class Renamed:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    from_: str


@attrs.frozen(kw_only=True)
class AllOptional:
    calls: int | None = None


@attrs.frozen(kw_only=True)
class WithData:
    data: str
    errors: list[str]


FULL_PAGE = PaginationMeta(page=1, per_page=20, total=41, total_pages=3)
PAGINATION = {"page": 1, "per_page": 20, "total": 41, "total_pages": 3}


def read(kind, body):
    return read_envelope(kind, body if isinstance(body, bytes) else json.dumps(body).encode())


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"data": ', b'{"data": "\xff"}', b"[" * 100_000])
def test_text_that_is_no_json_raises(body):
    with pytest.raises(ResponseDecodeError):
        read(Trunk, body)


@pytest.mark.parametrize(
    ("kind", "body", "path"),
    [
        (Trunk, {"data": {"id": 1}}, "$.data.id"),
        (list[Trunk], {"data": [{"id": "a"}, {"id": 1}]}, "$.data[1].id"),
        (list[Trunk], {"data": {"items": [{"id": 1}]}}, "$.data"),
        (list[Renamed], {"data": [{"from": 1}]}, "$.data[0].from"),
        (Trunk, {"data": None}, "$.data"),
        (Trunk, {"id": 1}, "$"),
        (Trunk, {}, "$"),
        (Trunk, [], "$"),
        (Trunk, 7, "$"),
    ],
)
def test_when_no_form_fits_the_first_failure_is_told(kind, body, path):
    with pytest.raises(ResponseDecodeError) as caught:
        read(kind, body)

    assert caught.value.path == path


@pytest.mark.parametrize(
    "body",
    [{"data": {"calls": "many"}}, {"success": False}, {"success": False, "error": {"code": "X"}}, {"errors": []}],
)
def test_a_model_without_required_fields_does_not_swallow_an_envelope(body):
    with pytest.raises(ResponseDecodeError):
        read(AllOptional, body)


def test_two_lists_beside_pagination_are_not_guessed_at():
    with pytest.raises(ResponseDecodeError):
        read(list[Trunk], {"customers": [], "partners": [], "pagination": PAGINATION})


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"id": "t1", "limit": 1.5}},
        {"success": True, "data": {"id": "t1", "limit": 1.5}, "error": None},
        {"id": "t1", "limit": 1.5},
        {"data": {"id": "t1", "limit": 1.5}, "meta": None},
    ],
)
def test_a_single_payload_is_found_in_every_form(body):
    assert read(Trunk, body) == (Trunk(id="t1", limit=Decimal("1.5")), None)


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"id": "t1"}], "meta": {"pagination": PAGINATION}},
        {"success": True, "data": [{"id": "t1"}], "meta": {"pagination": PAGINATION}},
        {"data": [{"id": "t1"}], "pagination": PAGINATION},
        {"data": {"items": [{"id": "t1"}], "pagination": PAGINATION}},
        {"success": True, "data": {"items": [{"id": "t1"}], "pagination": PAGINATION}},
        {"items": [{"id": "t1"}], "pagination": PAGINATION},
        {"customers": [{"id": "t1"}], "pagination": PAGINATION},
        {"customers": [{"id": "t1"}], "total": 41, "pagination": PAGINATION},
        {"data": [{"id": "t1"}], "meta": {"pagination": {"page": 1, "limit": 20, "total": 41, "pages": 3}}},
        {"data": [{"id": "t1"}], "pagination": {"page": 1, "limit": 20, "total": 41, "pages": 3}},
    ],
)
def test_a_page_is_found_in_every_form_with_its_place(body):
    assert read(list[Trunk], body) == ([Trunk(id="t1")], ResponseMeta(pagination=FULL_PAGE))


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (lambda event: {"data": [event]}, "$.data[0]"),
        (lambda event: {"items": [event]}, "$.items[0]"),
        (lambda event: {"data": {"items": [event]}}, "$.data.items[0]"),
        (lambda event: [event], "$[0]"),
    ],
)
def test_an_amount_that_is_not_finite_is_told_in_every_form(body, path):
    with pytest.raises(ResponseDecodeError) as caught:
        read(list[Event], body({"at": "2026-01-15T12:00:00Z", "cost": "NaN"}))

    assert str(caught.value) == f"{path}.cost: An amount is not a finite number"


NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        {"data": [{"at": "2026-01-15 12:00"}]},
        {"items": [{"at": "2026-01-15 12:00"}]},
        {"data": {"items": [{"at": "2026-01-15 12:00"}]}},
        {"events": [{"at": "2026-01-15 12:00"}], "pagination": PAGINATION},
        [{"at": "2026-01-15 12:00"}],
    ],
)
def test_times_are_read_leniently_in_every_form(body):
    assert read(list[Event], body)[0] == [Event(at=NOON)]


def test_times_of_a_collection_are_read_leniently():
    assert read_collection(list[Event], b'{"items": [{"at": "2026-01-15 12:00"}]}')[0] == [Event(at=NOON)]


@pytest.mark.parametrize("text", ["2026-01-15T12:00:00", "2026-01-15 12:00"])
def test_the_time_of_a_meta_is_aware(text):
    meta = read(Trunk, {"data": {"id": "t1"}, "meta": {"timestamp": text, "request_id": "r"}})[1]

    assert meta == ResponseMeta(timestamp=NOON, request_id="r")


def test_the_time_of_the_meta_of_a_list_is_aware():
    meta = read(list[Trunk], {"data": [], "meta": {"timestamp": "2026-01-15T12:00:00"}})[1]

    assert meta == ResponseMeta(timestamp=NOON)


def test_an_amount_in_a_collection_that_is_not_finite_raises():
    with pytest.raises(ResponseDecodeError) as caught:
        read_collection(list[Event], b'{"items": [{"at": "2026-01-15T12:00:00Z", "cost": "NaN"}]}')

    assert caught.value.path == "$.items[0].cost"


@pytest.mark.parametrize(("form", "text"), [(read_envelope, b'{"data": %s}'), (read_collection, b'{"items": %s}')])
def test_depth_is_capped_in_every_form(form, text):
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(30_000)
    try:
        with pytest.raises(ResponseDecodeError, match="nested deeper"):
            form(list[Any], text % (b"[" * 6_000 + b"]" * 6_000))
    finally:
        sys.setrecursionlimit(limit)


def test_a_list_without_any_envelope_is_read():
    assert read(list[Trunk], [{"id": "t1"}]) == ([Trunk(id="t1")], None)


def test_items_without_pagination_are_read():
    assert read(list[Trunk], {"items": [{"id": "t1"}]}) == ([Trunk(id="t1")], None)


def test_money_is_read_exactly_in_older_forms_too():
    payload, _ = read(Trunk, b'{"id": "t1", "limit": 0.10000000000000000001}')

    assert payload.limit == Decimal("0.10000000000000000001")


def test_renamed_fields_are_read_in_every_form():
    for body in ({"data": [{"from": "a"}]}, {"data": {"items": [{"from": "a"}]}}, [{"from": "a"}]):
        assert read(list[Renamed], body)[0] == [Renamed(from_="a")]


def test_the_meta_of_the_envelope_is_read():
    body = {"data": {"id": "t1"}, "meta": {"timestamp": "2026-01-15T12:00:00Z", "request_id": "req-1", "new": 1}}

    assert read(Trunk, body)[1] == ResponseMeta(timestamp=datetime(2026, 1, 15, 12, tzinfo=UTC), request_id="req-1")


@pytest.mark.parametrize(
    "meta",
    [
        {"timestamp": "yesterday", "request_id": "req-1", "pagination": PAGINATION},
        {"timestamp": "2026-01-15T12:00:00Z", "request_id": 7, "pagination": PAGINATION},
    ],
)
def test_a_faulty_meta_costs_its_faulty_fields_only(meta):
    payload, read_meta = read(list[Trunk], {"data": [{"id": "t1"}], "meta": meta})

    assert payload == [Trunk(id="t1")]
    assert read_meta.pagination == FULL_PAGE


@pytest.mark.parametrize("meta", ["none", [], {"pagination": "none"}, {"pagination": {"page": "one"}}])
def test_a_meta_that_is_all_wrong_is_dropped(meta):
    payload, read_meta = read(list[Trunk], {"data": [{"id": "t1"}], "meta": meta})

    assert payload == [Trunk(id="t1")]
    assert read_meta in (None, ResponseMeta())


def test_a_payload_that_looks_like_an_envelope_can_still_be_read_in_one():
    body = {"data": {"data": "x", "errors": []}}

    assert read(WithData, body)[0] == WithData(data="x", errors=[])


def test_free_payloads_are_read():
    assert read(dict[str, Any], {"data": {"a": 1}})[0] == {"a": 1}
    assert read(dict[str, Any], {"a": 1})[0] == {"a": 1}
    assert read(str, {"data": "x"})[0] == "x"


@pytest.mark.parametrize(
    ("body", "path"),
    [(b"<html>", "$"), (b"{}", "$"), (b'{"items": [{"id": 1}]}', "$.items[0].id"), (b'{"items": {}}', "$.items")],
)
def test_a_faulty_collection_raises(body, path):
    with pytest.raises(ResponseDecodeError) as caught:
        read_collection(list[Trunk], body)

    assert caught.value.path == path


def test_a_collection_tells_items_and_place():
    body = b'{"items": [{"id": "1"}], "count": 1, "offset": 5, "hasMore": true, "totalResults": 9, "links": []}'

    assert read_collection(list[Trunk], body) == (
        [Trunk(id="1")],
        ResponseMeta(pagination=PaginationMeta(total=9, offset=5, has_more=True)),
    )


def test_a_collection_may_leave_out_all_but_its_items():
    items, meta = read_collection(list[Renamed], b'{"items": [{"from": "a"}]}')

    assert items == [Renamed(from_="a")]
    assert meta == ResponseMeta(pagination=PaginationMeta())
