"""What stands at the edge of a construct: empty, null, reserved, without a body, and several credentials at once."""

from typing import Any

import pytest

from warp_client_core import NotFoundError, RequestOptions
from warp_client_core.errors import ApiError


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("", {"list": [], "joined": [], "pipes": [], "nothing": None, "deep": {}}),
        ("?list=", {"list": [""]}),
        ("?list=a%26b&list=c%20d", {"list": ["a&b", "c d"]}),
        ("?joined=a%2Cb,c", {"joined": ["a,b", "c"]}),
        ("?pipes=a%7Cb", {"pipes": ["a", "b"]}),
        ("?deep%5Ba%5D=x%5D&deep%5Bb%5D=1", {"deep": {"a": "x]", "b": 1}}),
        ("?reserved=a/b?c:d%26e%3Df%23%20%2B", {"reserved": "a/b?c:d&e=f# +"}),
        ("?flag=", {"flag": ""}),
        ("?switch=false&number=0", {"switch": False, "number": 0}),
        ("?number=1e-07", {"number": 1e-7}),
    ],
)
def test_the_edges_of_a_query(wire: Any, expected: str, given: dict[str, Any]) -> None:
    """
    What is empty or null is not there, what is false or zero is, and no value becomes a second one.
    """
    wire.call("things.search", **given)

    assert f"/v1/query{expected}" == wire.target


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (";a=x;b=1/.a,b/a=x,b=1", ({"a": "x", "b": 1}, ["a", "b"], {"a": "x", "b": 1})),
        (";a=%2F%3B%3D/.../a=%2C", ({"a": "/;="}, [".."], {"a": ","})),
    ],
)
def test_objects_and_lists_in_a_path(wire: Any, expected: str, given: tuple[Any, ...]) -> None:
    """
    Their names and separators as the style says; no value can end its segment.
    """
    wire.call("things.place", *given)

    assert f"/v1/paths/{expected}" == wire.target


def test_a_list_without_items_is_no_segment(wire: Any) -> None:
    """
    The address would be another one.
    """
    with pytest.raises(ValueError, match="label must not be empty"):
        wire.call("things.place", {"a": "x"}, [], {"a": "x"})

    assert [] == wire.requests


def test_a_cookie_of_the_document_is_sent_beside_none_of_ours(wire: Any) -> None:
    """
    Its value cannot begin another cookie.
    """
    wire.call("things.visit", session="a; admin=1")

    assert "session=a%3B%20admin%3D1" == wire.request.headers["cookie"]


def test_a_cookie_header_of_the_caller_goes_first(wire: Any) -> None:
    """
    As any header field of theirs.
    """
    wire.call("things.visit", session="a", options=RequestOptions(headers={"Cookie": "mine=1"}))

    assert "mine=1" == wire.request.headers["cookie"]


def test_a_head_request_gives_nothing_back(wire: Any) -> None:
    """
    Success is all that it says, and an error status is an error.
    """
    assert wire.call("things.exists") is None
    assert "HEAD" == wire.request.method

    wire.reply(404)
    with pytest.raises(NotFoundError):
        wire.call("things.exists")


@pytest.mark.parametrize("status", [200, 202, 206, 299])
def test_a_range_of_statuses_is_one_reply(wire: Any, case: Any, status: int) -> None:
    """
    2XX is any success.
    """
    wire.reply(status, json={"id": "a"})

    assert case.models.Thing(id="a") == wire.call("things.poll")


@pytest.mark.parametrize("status", [204, 205])
def test_a_status_without_a_body_is_none(wire: Any, status: int) -> None:
    """
    Where the document says so.
    """
    wire.reply(status)

    assert wire.call("things.poll") is None


@pytest.mark.parametrize("status", [304, 400, 499])
def test_a_status_that_is_no_success_is_an_error(wire: Any, status: int) -> None:
    """
    Described or not; its body is in the details.
    """
    wire.reply(status, json={"id": "a"})

    with pytest.raises(ApiError) as caught:
        wire.call("things.poll")

    assert status == caught.value.status_code


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=UTF-8", "APPLICATION/JSON", "text/html"]
)
def test_a_media_type_with_parameters_is_json(wire: Any, case: Any, kind: str) -> None:
    """
    In the document and on the wire.
    """
    wire.reply(content=b'{"id": "a"}', headers={"Content-Type": kind})

    assert case.models.Thing(id="a") == wire.call("things.charset")
    assert wire.request.headers["accept"].startswith("application/json")


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("both", {"x-key": "key", "authorization": "Bearer token"}),
        ("either", {"authorization": "Bearer token"}),
        ("search", {"x-key": "key"}),
        ("open", {}),
    ],
)
def test_credentials_stand_together_or_for_each_other(wire: Any, method: str, expected: dict[str, str]) -> None:
    """
    All schemes of one requirement are sent, of several requirements the first, and none where none is asked for.
    """
    wire.configure(api_key="key")

    wire.call(f"things.{method}")

    assert expected == {
        name: wire.request.headers[name] for name in ("x-key", "authorization") if name in wire.request.headers
    }


def test_a_second_alternative_is_used_when_the_first_cannot_be(wire: Any) -> None:
    """
    A caller with a key alone sends the key.
    """
    wire.configure(api_key="key", access_token=None)

    wire.call("things.either")

    assert "key" == wire.request.headers["x-key"]
    assert "authorization" not in wire.request.headers


def test_nothing_of_it_is_listed_as_weaker(case: Any) -> None:
    """
    All of it can be expressed.
    """
    assert [] == case.problems
