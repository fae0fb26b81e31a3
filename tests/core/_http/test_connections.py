"""Claims about the connections that a client opens itself."""

import asyncio
import gc
import os
import threading
import time
import warnings

import httpx
import pytest

from warp_client_core import AsyncClient, Operation, RequestOptions, Safety, SyncClient, errors
from warp_client_core.connections import OwnConnections, connections
from warp_client_core.replies import Bare
from warp_client_core.steps import Ambient

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
PING = Operation("ping", "GET", "/ping", Safety.READ, Bare(dict))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class Notes(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers every request, and remembers requests and closing."""

    def __init__(self, **options):
        self.options = options
        self.requests = []
        self.closed = 0

    def handle_request(self, request):
        self.requests.append(request)
        return httpx.Response(200, json={"a": 1}, headers={"X-Request-ID": "r1"})

    async def handle_async_request(self, request):
        return self.handle_request(request)

    def close(self):
        self.closed += 1

    async def aclose(self):
        self.closed += 1


@pytest.mark.parametrize(
    ("variables", "url", "proxy"),
    [
        ({}, "http://api.example.com/", None),
        ({"HTTP_PROXY": "http://proxy.example:3128"}, "http://api.example.com/", "http://proxy.example:3128"),
        ({"HTTP_PROXY": "proxy.example:3128"}, "http://api.example.com/", "http://proxy.example:3128"),
        ({"HTTP_PROXY": "http://proxy.example:3128"}, "https://api.example.com/", None),
        ({"ALL_PROXY": "http://proxy.example:1"}, "https://api.example.com/", "http://proxy.example:1"),
        ({"HTTP_PROXY": "http://p.example:1", "NO_PROXY": "example.com"}, "http://api.example.com/", None),
        ({"HTTP_PROXY": "http://p.example:1", "NO_PROXY": "*"}, "http://api.example.com/", None),
    ],
)
def test_the_environment_names_the_proxy(monkeypatch, step, variables, url, proxy):
    made = []
    monkeypatch.setattr(httpx, "HTTPTransport", lambda **options: made.append(Notes(**options)) or made[-1])
    for name, value in variables.items():
        monkeypatch.setenv(name.lower(), value)

    OwnConnections(time.monotonic).send(step(url))

    assert [one.options.get("proxy") for one in made] == [proxy]


def test_hosts_that_are_reached_alike_share_their_connections(monkeypatch, step):
    made = []
    monkeypatch.setattr(httpx, "HTTPTransport", lambda **options: made.append(Notes(**options)) or made[-1])
    opened = OwnConnections(time.monotonic)

    for url in ("http://a.example/", "http://b.example/", "https://a.example/", "http://a.example/x"):
        opened.send(step(url))
    opened.close()

    assert [len(one.requests) for one in made] == [3, 1]
    assert [one.closed for one in made] == [1, 1]


def test_a_transport_of_the_caller_takes_all_requests(step):
    transport = Notes()
    client = SyncClient(base_url="https://api.example.com/v1", access_token="t", transport=transport)

    with client:
        response = client.send(PING.call(query={"q": "a b"}))

    (request,) = transport.requests
    assert str(request.url) == "https://api.example.com/v1/ping?q=a%20b"
    assert (request.url.path, request.url.query, request.url.params["q"]) == ("/v1/ping", b"q=a%20b", "a b")
    assert request.headers["host"] == "api.example.com"
    assert response.http_response.request is request
    assert response.http_response.elapsed.total_seconds() >= 0
    assert response.http_response.json() == {"a": 1}
    assert transport.closed == 1


def test_a_transport_and_a_client_do_not_go_together():
    with pytest.raises(ValueError, match="not both"):
        SyncClient(base_url="https://api.example.com", transport=Notes(), http_client=httpx.Client())


def test_one_async_client_serves_one_event_loop_after_another(serve):
    with serve(OK, OK) as server:
        client = AsyncClient(base_url=server.url)

        async def ask():
            return (await client.send(PING.call())).data

        answers = [asyncio.run(ask()), asyncio.run(ask())]
        asyncio.run(client.aclose())

    assert answers == [{}, {}]


def test_event_loops_in_threads_have_connections_of_their_own():
    made = []
    client = AsyncClient(base_url="https://api.example.com", transport=lambda: made.append(Notes()) or made[-1])
    barrier = threading.Barrier(3)

    async def ask():
        await client.send(PING.call())
        await asyncio.to_thread(barrier.wait, 20)
        await client.send(PING.call())

    threads = [threading.Thread(target=lambda: asyncio.run(ask())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    asyncio.run(client.aclose())

    assert [len(one.requests) for one in made] == [2, 2, 2]


def test_the_connections_of_a_loop_are_closed_at_its_end():
    made = []
    client = AsyncClient(base_url="https://api.example.com", transport=lambda: made.append(Notes()) or made[-1])

    async def ask():
        await asyncio.gather(*(client.send(PING.call()) for _ in range(3)))

    for _ in range(2):
        asyncio.run(ask())

    assert [(len(one.requests), one.closed) for one in made] == [(3, 1), (3, 1)]
    assert len(client._pool._loops) == 0
    asyncio.run(client.aclose())


def test_a_forked_process_opens_its_own(serve):
    transport_made = []

    def make():
        transport_made.append(Notes())
        return transport_made[-1]

    client = SyncClient(base_url="https://api.example.com", transport=make)
    client.send(PING.call())
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            client.send(PING.call())
            os.write(writer, f"{len(transport_made)} {transport_made[0].closed}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writer)

    with os.fdopen(reader, "rb") as answer:
        assert answer.read() == b"2 0"
    client.close()


def test_connections_left_open_are_found_out():
    def leave_open():
        SyncClient(base_url="https://api.example.com", transport=Notes()).send(PING.call())
        gc.collect()

    with pytest.warns(ResourceWarning, match=r"SyncClient with open connections was never closed"):
        leave_open()


@pytest.mark.parametrize("used", [True, False])
def test_who_closes_or_never_opens_hears_nothing(used):
    client = SyncClient(base_url="https://api.example.com", transport=Notes())
    copy = client.with_options(timeout=1)
    if used:
        copy.send(PING.call())
        client.close()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        del client, copy
        gc.collect()


def test_nothing_of_the_library_is_loaded_before_the_first_request():
    assert type(connections(time.monotonic)) is OwnConnections


def test_a_client_of_the_caller_adds_its_headers_cookies_and_query():
    seen = []

    def answer(request):
        seen.append(request)
        return httpx.Response(200, json={}, headers={"Set-Cookie": "route=7"})

    http_client = httpx.Client(
        transport=httpx.MockTransport(answer), headers={"X-Team": "a", "Authorization": "no"}, params={"tenant": "t"}
    )
    client = SyncClient(base_url="https://api.example.com/v1", access_token="t", http_client=http_client)

    for _ in range(2):
        client.send(PING.call(query={"a": "b"}))

    assert [str(request.url) for request in seen] == ["https://api.example.com/v1/ping?a=b&tenant=t"] * 2
    assert [request.headers.get("cookie") for request in seen] == [None, "route=7"]
    assert {(request.headers["x-team"], request.headers["authorization"]) for request in seen} == {("a", "Bearer t")}


def test_a_client_of_the_caller_keeps_its_secrets_from_other_origins():
    seen = []
    http_client = httpx.Client(
        transport=httpx.MockTransport(lambda request: seen.append(request) or httpx.Response(200, json={})),
        headers={"X-API-Key": "s3cret", "Authorization": "s3cret", "Cookie": "s3cret", "X-Auth": "s3cret"},
        params={"api_key": "s3cret"},
        cookies={"session": "s3cret"},
    )
    client = SyncClient(base_url="https://api.example.com/v1", http_client=http_client)

    client.send(PING.call().at("https://other.example/ping"))

    assert "s3cret" not in f"{seen[0].headers.raw} {seen[0].url}"


def test_a_test_double_may_answer_with_a_body_in_memory():
    http_client = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json={"a": 1})))
    client = SyncClient(base_url="https://api.example.com/v1", http_client=http_client)

    response = client.send(PING.call())

    assert (response.data, response.http_response.json()) == ({"a": 1}, {"a": 1})


def test_a_cookie_that_no_header_can_carry_is_left_out():
    seen = []

    def answer(request):
        seen.append(request.headers.get("cookie"))
        return httpx.Response(200, json={}, headers=[(b"Set-Cookie", b"a=\xff\xfe")])

    client = SyncClient(
        base_url="https://api.example.com", http_client=httpx.Client(transport=httpx.MockTransport(answer))
    )

    for _ in range(2):
        client.send(PING.call())

    assert seen == [None, None]


def test_a_whole_url_without_a_path_goes_to_no_path_of_its_query():
    transport = Notes()
    client = SyncClient(base_url="https://api.example.com", access_token="t", transport=transport)

    client.request("GET", "https://api.example.com?next=/admin/delete")
    client.close()

    assert transport.requests[0].url.raw_path == b"/?next=/admin/delete"


def test_a_call_whose_deadline_has_passed_while_the_library_was_loaded_is_not_sent():
    transport = Notes()
    times = iter([0.0, 0.0, 0.0, 9.0])
    client = SyncClient(
        base_url="https://api.example.com", transport=transport, ambient=Ambient(clock=lambda: next(times, 9.0))
    )

    with pytest.raises(errors.ApiTimeoutError):
        client.send(PING.call(), RequestOptions(deadline=1))
    client.close()

    assert transport.requests == []
