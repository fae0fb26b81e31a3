"""Claims about `warp_client_core.replies`."""

import json

import attrs
import pytest

from warp_client_core.drift import Drift
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.replies import Bare, Binary, Enveloped, Located, Nothing, Paged, Paging, Reply, Text
from warp_client_core.values import PaginationMeta, ResponseMeta


@attrs.frozen(kw_only=True)
class Ref:
    id: str
    location: str | None = None


def decode(reply, body=b"", **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return reply.decode(content, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize("headers", [{}, {"Location": ""}, {"Location": "/"}, {"Location": "https://x.example"}])
def test_an_address_that_is_missing_raises(headers):
    with pytest.raises(ResponseDecodeError, match="no usable Location header") as caught:
        decode(Located(Ref), b"", **headers)

    assert caught.value.path == "Location"


def test_a_record_in_place_of_an_address_is_read():
    assert decode(Located(Ref), {"id": "647", "location": "x"}) == (Ref(id="647", location="x"), None)


@pytest.mark.parametrize("reply", [Enveloped(Ref), Bare(Ref), Paged(Ref), Paged(Ref, Paging.HAS_MORE)])
@pytest.mark.parametrize("body", [b"", b"<!doctype html><title>Log in</title>", b"null", b"7"])
def test_a_page_of_html_is_never_taken_for_a_payload(reply, body):
    with pytest.raises(ResponseDecodeError):
        decode(reply, body)


@pytest.mark.parametrize("body", [b"", b"{}", b'{"data": null}', b"<html>", {"success": True}])
def test_nothing_is_none_whatever_the_body_holds(body):
    assert decode(Nothing(), body) == (None, None)


@pytest.mark.parametrize(
    ("location", "id_"),
    [
        ("https://x.example/record/v1/customer/647", "647"),
        ("/record/v1/customer/647", "647"),
        ("https://x.example/customer/eid%3AA%2FB", "eid:A/B"),
        ("https://x.example/customer/647/", "647"),
        ("https://x.example/customer/647?replace=item", "647"),
    ],
)
def test_an_address_names_the_record(location, id_):
    assert decode(Located(Ref), b"", location=location) == (Ref(id=id_, location=location), None)


def test_an_envelope_gives_payload_and_meta():
    payload, meta = decode(Enveloped(Ref), {"data": {"id": "1"}, "meta": {"request_id": "req-1"}})

    assert payload == Ref(id="1")
    assert meta == ResponseMeta(request_id="req-1")


def test_a_bare_reply_gives_the_whole_body():
    assert decode(Bare(dict[str, int]), {"data": 1}) == ({"data": 1}, None)


@pytest.mark.parametrize("style", [Paging.PAGE, Paging.OFFSET])
def test_a_page_gives_a_plain_list(style):
    body = {"data": [{"id": "1"}], "meta": {"pagination": {"page": 1, "per_page": 1, "total": 1, "total_pages": 1}}}

    items, meta = decode(Paged(Ref, style), body)

    assert items == [Ref(id="1")]
    assert meta.pagination == PaginationMeta(page=1, per_page=1, total=1, total_pages=1)


def test_a_collection_gives_a_plain_list():
    items, meta = decode(Paged(Ref, Paging.HAS_MORE), {"items": [{"id": "1"}], "hasMore": False, "offset": 0})

    assert items == [Ref(id="1")]
    assert meta.pagination == PaginationMeta(offset=0, has_more=False)


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/csv; charset=iso-8859-1", b"\xfc", "ü"),
        ("text/csv", "ü".encode(), "ü"),
        ("text/csv; charset=nonsense", "ü".encode(), "ü"),
        ("text/csv", b"\xff", "�"),
    ],
)
def test_text_is_read_in_its_charset(content_type, body, text):
    assert decode(Text(), body, Content_Type=content_type) == (text, None)


def test_bytes_are_given_as_they_are():
    assert decode(Binary(), b"\xff\x00") == (b"\xff\x00", None)


@pytest.mark.parametrize(
    ("reply", "accept"), [(Enveloped(Ref), "application/json"), (Nothing(), "application/json"), (Binary(), "*/*")]
)
def test_a_reply_tells_what_to_accept(reply, accept):
    assert reply.accept == accept
    assert Text().accept.startswith("text/*")


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (Enveloped(Ref), {"data": {"id": "1", "new": 1}}),
        (Bare(Ref), {"id": "1", "new": 1}),
        (Paged(Ref), {"data": [{"id": "1", "new": 1}]}),
        (Paged(Ref, Paging.HAS_MORE), {"items": [{"id": "1", "new": 1}]}),
        (Located(Ref), {"id": "1", "new": 1}),
    ],
)
def test_a_watch_is_told_what_is_unknown(reply, body):
    drift = Drift()

    reply.decode(json.dumps(body).encode(), {}, drift.watch("x"))

    assert drift.fields == {"Ref.new": 1}


@pytest.mark.parametrize("reply", [Nothing(), Text(), Binary()])
def test_replies_without_a_model_have_nothing_unknown(reply):
    drift = Drift(strict=True)

    reply.decode(b'{"new": 1}', {}, drift.watch("x"))

    assert drift.fields == {}


def test_a_kind_of_reply_has_to_say_how_it_is_decoded():
    with pytest.raises(NotImplementedError):
        decode(Reply())


def test_replies_are_values():
    assert Enveloped(list[Ref]) == Enveloped(list[Ref])
    assert Nothing() == Nothing()
