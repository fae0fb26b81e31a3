"""Claims about the drivers and single calls; each holds for both flavours unless its name says otherwise."""

import asyncio
import contextlib
import threading

import attrs
import httpx
import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety, Session
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.replies import Enveloped, Nothing
from warp_client_core.tokens import MemoryTokenStore, Tokens


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


@attrs.frozen(kw_only=True)
class Auth:
    access_token: str
    refresh_token: str | None = None


GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(Trunk))
CREATE: Operation = Operation("create_trunk", "POST", "/trunks", Safety.UNSAFE, Enveloped(Trunk))
LOGIN: Operation = Operation(
    "login", "POST", "/auth/login", Safety.UNSAFE, Enveloped(Auth), session=Session.OPENS, authenticated=False
)
LOGOUT: Operation = Operation("logout", "POST", "/auth/logout", Safety.UNSAFE, Nothing(), session=Session.CLOSES)


def ok(body=None):
    return httpx.Response(200, json={"data": {"id": "t1"}} if body is None else body)


def test_an_unsafe_call_goes_out_once_when_the_reply_is_lost(flavour, world, platform):
    server = platform(httpx.ReadError("reset"))
    client = flavour.build(server, ambient=world.ambient)

    with pytest.raises(errors.OutcomeUnknownError) as caught:
        flavour.send(client, CREATE.call(json={}))

    assert len(server.requests) == 1
    assert isinstance(caught.value.__cause__, httpx.ReadError)


def test_a_read_is_tried_again_after_waiting(flavour, world, platform):
    server = platform(httpx.ConnectError("refused"), httpx.Response(503, headers={"Retry-After": "4"}), ok())
    client = flavour.build(server, ambient=world.ambient)

    response = flavour.send(client, GET.call("t1"))

    assert response.data == Trunk(id="t1")
    assert response.retries_taken == 2
    assert world.slept == [0.5, 4.0]
    assert response.elapsed == 4.5


def test_an_error_status_raises_the_error_of_the_status(flavour, platform):
    body = {"code": "NOT_FOUND", "message": "no such trunk"}
    client = flavour.build(platform(httpx.Response(404, json=body, headers={"X-Request-ID": "req-1"})))

    with pytest.raises(errors.NotFoundError, match="404 NOT_FOUND: no such trunk") as caught:
        flavour.send(client, GET.call("t1"))

    assert caught.value.request_id == "req-1"
    assert isinstance(caught.value.response, httpx.Response)


@pytest.mark.parametrize("status_code", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_error_and_is_not_followed(flavour, status_code, platform):
    server = platform(httpx.Response(status_code, headers={"Location": "https://evil.example"}))
    client = flavour.build(server, access_token="a")

    with pytest.raises(errors.ApiError) as caught:
        flavour.send(client, GET.call("t1"))

    assert caught.value.status_code == status_code
    assert len(server.requests) == 1


def test_a_connection_of_the_caller_that_follows_redirects_does_not_do_so_for_us(platform):
    server = platform(httpx.Response(302, headers={"Location": "https://evil.example"}))
    http_client = httpx.Client(transport=httpx.MockTransport(server), follow_redirects=True)

    with pytest.raises(errors.ApiError):
        SyncClient(base_url="https://api.example.com", http_client=http_client, access_token="a").send(GET.call("t1"))

    assert len(server.requests) == 1


def test_credentials_do_not_go_to_another_origin(flavour, platform):
    server = platform(ok(), ok())
    client = flavour.build(server, auth=httpx.BasicAuth("u", "p"), api_key="k")

    flavour.send(client, GET.call("t1"))
    flavour.send(client, GET.call("t1").at("https://files.example/t1"))

    assert [("authorization" in r.headers, "x-api-key" in r.headers) for r in server.requests] == [
        (True, True),
        (False, False),
    ]


def test_signing_in_sends_no_credentials_and_keeps_what_comes_back(flavour, platform):
    server = platform(ok({"data": {"access_token": "a2", "refresh_token": "r2"}}), ok())
    store = MemoryTokenStore(Tokens("old"))
    client = flavour.build(server, token_store=store, auth=None)

    flavour.send(client, LOGIN.call(json={"email": "a@example.com"}))
    flavour.send(client, GET.call("t1"))

    assert [r.headers.get("authorization") for r in server.requests] == [None, "Bearer a2"]
    assert store.load() == Tokens("a2", "r2")


@pytest.mark.parametrize("status_code", [204, 401, 500])
def test_signing_out_drops_the_tokens_whatever_the_server_says(flavour, status_code, platform):
    store = MemoryTokenStore(Tokens("a", "r"))
    client = flavour.build(platform(httpx.Response(status_code)), token_store=store)

    with contextlib.suppress(errors.ApiError):
        flavour.send(client, LOGOUT.call())

    assert client.credentials.access_token is None
    assert store.load() is None


@pytest.mark.anyio
async def test_signing_out_drops_the_tokens_when_the_task_is_cancelled():
    started = asyncio.Event()

    async def hang(request):
        started.set()
        await asyncio.Event().wait()

    store = MemoryTokenStore(Tokens("a"))
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(hang))
    client = AsyncClient(base_url="https://api.example.com", http_client=http_client, token_store=store)
    task = asyncio.create_task(client.send(LOGOUT.call()))
    await started.wait()

    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert client.credentials.access_token is None
    assert store.load() is None


def test_a_file_is_uploaded_in_full_again_after_a_refusal(flavour, world, tmp_path):
    deck = tmp_path / "deck.csv"
    deck.write_bytes(b"prefix,rate\n" * 10_000)
    keyed = Operation("import", "POST", "/import", Safety.KEYED, Nothing())
    bodies = []

    def read(request):
        bodies.append(request.read())
        return httpx.Response(503 if len(bodies) == 1 else 204)

    async def aread(request):
        bodies.append(await request.aread())
        return httpx.Response(503 if len(bodies) == 1 else 204)

    client = flavour.build(read if flavour.name == "sync" else aread, ambient=world.ambient)

    flavour.send(client, keyed.call(multipart={"file": deck}))

    assert bodies[0] == bodies[1]
    assert deck.read_bytes() in bodies[0]


def test_a_reply_holds_what_the_http_library_gave(flavour, platform):
    response = flavour.send(flavour.build(platform(ok())), GET.call("t1"))

    assert isinstance(response.http_response, httpx.Response)
    assert response.headers["CONTENT-TYPE"] == "application/json"


def test_threads_may_share_a_client():
    client = SyncClient(
        base_url="https://api.example.com",
        http_client=httpx.Client(transport=httpx.MockTransport(lambda request: ok())),
    )
    results = []

    threads = [threading.Thread(target=lambda: results.append(client.send(GET.call("t1")).data)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert results == [Trunk(id="t1")] * 8
