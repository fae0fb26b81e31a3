"""Claims about `warp_client_core.described`: what one alternative asks for, sent to where it belongs."""

import base64
import contextlib
from collections.abc import Mapping
from typing import ClassVar

import httpx
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.described import Alternatives, Described, Scheme, Server
from warp_client_core.driver import SyncClient
from warp_client_core.errors import WarpError
from warp_client_core.replies import Bare
from warp_client_core.settings import About

HOST = Server("https://{region}.a.test/{base}", "All.", {"region": ("eu", ("eu", "us")), "base": ("v1", ())})


class Client(Described, SyncClient):
    about = About(dist="a-client", version="1", base_url="https://eu.a.test/v1")
    auth_schemes: ClassVar[Mapping[str, Scheme]] = {
        "token": Scheme("bearer"),
        "name": Scheme("basic"),
        "field": Scheme("header", "X-Key"),
        "query": Scheme("query", "k&y"),
        "cookie": Scheme("cookie", "sid"),
        "certificate": Scheme("none"),
    }
    auth_security: ClassVar[Alternatives] = (("token",),)
    known_servers: ClassVar[tuple[Server, ...]] = (HOST,)


def sent(security=None, path="/pets", answer=None, **given):
    """The requests that one call makes."""
    requests = []

    def handle(request):
        requests.append(request)
        return answer(request) if answer else httpx.Response(200, json="a")

    call = Operation("list", "GET", path, Safety.READ, Bare(str), security=security).call()
    with Client(transport=httpx.MockTransport(handle), max_retries=0, **given) as client:
        client.send(call)
    return requests


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("token", "authorization", "Bearer t"),
        ("name", "authorization", f"Basic {base64.b64encode(b'u:p').decode()}"),
        ("field", "x-key", "k"),
        ("cookie", "cookie", "sid=k"),
    ],
)
def test_a_call_carries_what_its_alternative_asks_for_and_nothing_else(name, field, expected):
    (request,) = sent(((name,),), access_token="t", username="u", password="p", api_key="k")

    assert expected == request.headers[field]
    assert {field} == {"authorization", "x-key", "cookie"} & set(request.headers)
    assert "k%26y" not in str(request.url)


def test_a_key_of_the_query_is_encoded():
    (request,) = sent((("query",),), api_key="a&b=c#d")

    assert b"k%26y=a%26b%3Dc%23d" == request.url.query


def test_the_first_alternative_that_can_be_met_is_taken():
    (request,) = sent((("name",), ("field", "token")), access_token="t", api_keys={"field": "own"})

    assert ("own", "Bearer t") == (request.headers["x-key"], request.headers["authorization"])


@pytest.mark.parametrize("security", [(), ((),)])
def test_a_call_for_everybody_carries_nothing(security):
    (request,) = sent(security, access_token="t", api_key="k")

    assert not {"authorization", "x-key", "cookie"} & set(request.headers)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"server": 1}, "server must be 0 to 0"),
        ({"server_variables": {"region": "evil.test/#"}}, "region must be one of eu, us"),
        ({"server_variables": {"other": "x"}}, "has no variable 'other'"),
        ({"api_keys": {"nobody": "k"}}, "there is no key called"),
        ({"api_keys": {"token": "k"}}, "there is no key called"),
        ({"api_key": "a;b=c"}, "must not hold a comma"),
        ({"api_keys": {"field": "a\r\nX-Evil: 1"}}, "api_keys"),
        ({"username": "a:b"}, "username must not hold a colon"),
        ({"username": "a", "password": "b\n"}, "control character"),
        ({"server_urls": {"https://b.test": "http://b.test"}}, "server_urls"),
    ],
    ids=lambda one: str(one)[:40],
)
def test_an_argument_that_cannot_be_meant_is_refused(given, message):
    with pytest.raises(ValueError, match=message) as caught:
        sent(**given)

    assert "secret" not in str(caught.value)


def test_variables_make_the_address():
    (request,) = sent(server_variables={"region": "us", "base": "v2"})

    assert "https://us.a.test/v2/pets" == str(request.url)


@pytest.mark.parametrize("place", ["https://evil.test/a", "//evil.test/a", "https://eu.a.test.evil.test/v1"])
def test_no_server_can_send_the_credentials_elsewhere(place):
    """
    A redirect to another origin carries none of them, whether it is followed or not.
    """

    requests = []

    def answer(request):
        requests.append(request)
        return (
            httpx.Response(302, headers={"location": place})
            if request.url.host == "eu.a.test"
            else httpx.Response(200, json="a")
        )

    with contextlib.suppress(WarpError):
        sent((("token", "field", "cookie", "query"),), answer=answer, access_token="t", api_key="k")

    assert requests
    for request in requests[1:]:
        assert not {"authorization", "x-key", "cookie"} & set(request.headers)
        assert b"" == request.url.query


def test_the_first_server_is_filled_with_defaults():
    assert "https://eu.a.test/v1" == HOST.filled({})
