"""Claims about `warp_client_core.raw`: calls to paths that no operation describes."""

import httpx
import pytest

from warp_client_core import errors
from warp_client_core.calls import Safety
from warp_client_core.raw import raw_call


@pytest.mark.parametrize(
    "path",
    [
        "",
        "trunks",
        "/trunks/../admin",
        "/trunks/%2e%2E/admin",
        "/trunks/./7",
        "/trunks//7",
        "/trunks/%20/7",
        "/a%2fb",
        "/a%5cb",
        "/trunks?x=1",
        "/trunks#x",
        "/trünks",
        "/a b",
        "/a\r\nX: y",
        "//other.example/x",
        "file:///etc/passwd",
        "https://user:pw@api.example.com/x",
    ],
)
def test_a_path_that_names_something_else_than_it_seems_is_refused(path):
    with pytest.raises(ValueError, match=r"request"):
        raw_call("GET", path)


@pytest.mark.parametrize("path", ["/", "/trunks", "/trunks/", "/trunks/a%20b/c.d", "/x/..y/z"])
def test_an_ordinary_path_passes(path):
    assert raw_call("GET", path).path == path


@pytest.mark.parametrize("method", ["", "GE T", "GET\r\n", "G" * 30, "G\u0130"])
def test_a_method_is_a_word(method):
    with pytest.raises(ValueError, match="HTTP method"):
        raw_call(method, "/x")


@pytest.mark.parametrize(
    ("method", "safety"),
    [
        ("get", Safety.READ),
        ("HEAD", Safety.READ),
        ("PUT", Safety.IDEMPOTENT),
        ("DELETE", Safety.IDEMPOTENT),
        ("POST", Safety.UNSAFE),
        ("PATCH", Safety.UNSAFE),
        ("PURGE", Safety.UNSAFE),
    ],
)
def test_a_call_may_be_repeated_where_its_method_says_so(method, safety):
    assert raw_call(method, "/x").safety is safety


def test_the_caller_may_know_better():
    assert raw_call("POST", "/search", safety=Safety.READ).safety is Safety.READ


@pytest.mark.parametrize(
    ("reply", "data"),
    [
        ({"json": {"a": [1]}}, {"a": [1]}),
        ({"content": b"[1]", "headers": {"content-type": "application/problem+json; x=y"}}, [1]),
        ({"text": "h\u00e9"}, "h\u00e9"),
        ({"content": b"\x00\x01", "headers": {"content-type": "application/pdf"}}, b"\x00\x01"),
        ({}, None),
        ({"content": b"{}"}, {}),
    ],
)
def test_the_body_is_read_as_its_content_type_says(flavour, platform, reply, data):
    server = platform(httpx.Response(200, **reply))
    client = flavour.build(server, access_token="t")

    response = flavour.request(client, "GET", "/new/thing", query={"a": ["x y", 2]}, headers={"X-Trace": "1"})

    assert response.data == data
    sent = server.requests[0]
    assert str(sent.url) == "https://api.example.com/v1/new/thing?a=x%20y&a=2"
    assert (sent.headers["authorization"], sent.headers["x-trace"]) == ("Bearer t", "1")


def test_every_policy_holds_for_it(flavour, platform, world):
    server = platform(httpx.Response(503), httpx.Response(200, json={}), httpx.Response(503))
    client = flavour.build(server, ambient=world.ambient)

    flavour.request(client, "GET", "/thing")
    with pytest.raises(errors.ServerError) as caught:
        flavour.request(client, "POST", "/thing", json={"a": 1})

    assert [request.method for request in server.requests] == ["GET", "GET", "POST"]
    assert caught.value.operation_id == "request"


def test_another_origin_gets_no_credentials(flavour, platform):
    server = platform(httpx.Response(204), httpx.Response(204))
    client = flavour.build(server, access_token="t", default_headers={"X-Customer": "c"})

    flavour.request(client, "GET", "https://other.example/x")
    flavour.request(client, "GET", "https://api.example.com/v2/x")

    seen = [(request.headers.get("authorization"), request.headers.get("x-customer")) for request in server.requests]
    assert seen == [(None, None), ("Bearer t", "c")]
