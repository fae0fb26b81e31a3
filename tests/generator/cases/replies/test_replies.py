"""Replies by status and by media type."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from warp_client_core import ResponseDecodeError

THING = {"refName": "a"}


@pytest.mark.parametrize("method", ["default", "range", "several", "maybe", "csv_first", "vendor", "anything"])
def test_a_reply_in_json_is_typed(wire: Any, case: Any, method: str) -> None:
    """
    Whatever status, other replies and other media types stand beside it.
    """
    wire.reply(json=THING)
    found = wire.call(f"things.get_{method}")

    assert case.models.Thing(ref_name="a") == found


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("range", "application/json"),
        ("csv_first", "application/json"),
        ("vendor", "application/vnd.things+json"),
        ("xml", "application/xml"),
        ("octets", "*/*"),
    ],
)
def test_what_is_asked_for_is_what_is_described(wire: Any, method: str, expected: str) -> None:
    """
    JSON before anything else.
    """
    wire.reply(json=THING)
    wire.call(f"things.get_{method}")

    assert expected == wire.request.headers["accept"]


def test_the_status_decides_about_the_type(wire: Any, case: Any) -> None:
    """
    200, 202 and 204 give three kinds of value.
    """
    wire.reply(202, json={"job": 7})
    assert case.models.Job(job=7) == wire.call("things.get_several")
    wire.reply(204)
    assert wire.call("things.get_several") is None


def test_a_reply_may_be_empty_where_204_stands_beside_200(wire: Any) -> None:
    """
    It is None then; nothing is made up.
    """
    wire.reply(204)

    assert wire.call("things.get_maybe") is None


def test_the_default_reply_beside_a_success_is_an_error(wire: Any, case: Any) -> None:
    """
    It raises, and is no return value.
    """
    wire.reply(404, json={"message": "gone"})
    with pytest.raises(case.package.errors.NotFoundError, match="gone"):
        wire.call("things.get_range")


@pytest.mark.parametrize(
    ("method", "sent", "expected"),
    [
        ("text", {"text": "hello"}, "hello"),
        ("csv", {"text": "a,b\n"}, "a,b\n"),
        ("xml", {"text": "<a/>"}, "<a/>"),
        ("pdf", {"content": b"%PDF"}, b"%PDF"),
        ("octets", {"content": b"\0\1"}, b"\0\1"),
        ("raw", {"json": {"any": 1}}, {"any": 1}),
        ("raw", {"text": "words"}, "words"),
        ("empty", {}, None),
        ("moved", {"json": [1]}, None),
    ],
    ids=["text", "csv", "xml", "pdf", "octets", "raw-json", "raw-text", "empty", "no-success"],
)
def test_a_reply_that_is_no_json_is_given_as_it_is(
    wire: Any, method: str, sent: dict[str, Any], expected: object
) -> None:
    """
    Text, bytes or nothing.
    """
    wire.reply(**sent)

    assert expected == wire.call(f"things.get_{method}")


def test_a_redirect_is_followed_within_the_origin_only(wire: Any) -> None:
    """
    No token reaches another host.
    """

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/text"):
            return httpx.Response(302, headers={"Location": "/v1/csv"})
        return httpx.Response(200, text=request.url.path)

    wire.answer(answer)
    assert "/v1/csv" == wire.call("things.get_text")

    wire.reply(302, headers={"Location": "https://evil.test/v1/csv"})
    with pytest.raises(Exception, match="302"):
        wire.call("things.get_text")
    assert {"service.test"} == {request.url.host for request in wire.requests}


def test_a_reply_may_be_null_and_nothing_else(wire: Any) -> None:
    """
    Another value is no such reply.
    """
    wire.reply(text="null")
    assert None is wire.call("things.get_null")

    wire.reply(json={})
    with pytest.raises(ResponseDecodeError):
        wire.call("things.get_null")
