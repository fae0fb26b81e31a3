"""Claims about middleware in clients; each holds for both flavours unless its name says otherwise."""

import asyncio

import attrs
import httpx
import pytest

from tests.core.layers import layer
from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.middleware import AsyncMiddleware, Middleware
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped, Paged
from warp_client_core.steps import Failed, Received


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


GET: Operation = Operation("get_trunk", "GET", "/trunks/{trunk_id}", Safety.READ, Enveloped(Trunk))
LIST: Operation = Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(Trunk))
CREATE: Operation = Operation("create_trunk", "POST", "/trunks", Safety.UNSAFE, Enveloped(Trunk))
ORDER: Operation = Operation("order_numbers", "POST", "/orders", Safety.KEYED, Enveloped(Trunk))


def ok(**keywords):
    return httpx.Response(200, json={"data": {"id": "t1"}}, **keywords)


@pytest.fixture
def build(flavour, world):
    """Makes a client with middleware out of pairs of steps around the call and around each attempt."""

    def build(server, *layers, **keywords):
        middleware = [layer(flavour.name, call=call, attempt=attempt) for call, attempt in layers]
        return flavour.build(server, middleware=middleware, ambient=world.ambient, **keywords)

    return build


def test_a_call_is_seen_once_and_each_of_its_attempts(flavour, build, platform):
    seen = []

    def call(given):
        seen.append((given.operation_id, given.query))
        answer = yield given
        seen.append((answer.data, answer.retries_taken))
        return answer

    def attempt(given):
        outcome = yield given
        seen.append((given.operation.id, given.number, type(outcome)))
        return outcome

    server = platform(httpx.ConnectError("refused"), httpx.Response(503), ok())
    flavour.send(build(server, (call, attempt)), GET.call("t1"), RequestOptions(query={"full": True}))

    assert [
        ("get_trunk", (("full", "true"),)),
        ("get_trunk", 1, Failed),
        ("get_trunk", 2, Received),
        ("get_trunk", 3, Received),
        (Trunk(id="t1"), 2),
    ] == seen


def test_an_attempt_has_its_credentials_and_takes_other_headers(flavour, build, platform):
    seen = []

    def attempt(given):
        seen.append(dict(given.headers)["Authorization"])
        return (yield given.with_headers({"authorization": "Signed", "X-Signature": "s"}))

    server = platform(ok())
    flavour.send(build(server, (None, attempt), access_token="secret"), GET.call("t1"))

    assert ["Bearer secret"] == seen
    assert [("Signed", "s")] == [(r.headers["authorization"], r.headers["x-signature"]) for r in server.requests]


def test_a_header_that_would_split_the_request_is_refused(flavour, build, platform):
    def attempt(given):
        return (yield given.with_headers({"X-Trace": "a\r\nHost: b"}))

    server = platform(ok())

    with pytest.raises(ValueError, match="header X-Trace"):
        flavour.send(build(server, (None, attempt)), GET.call("t1"))
    assert [] == server.requests


def test_each_page_is_a_call(flavour, build, platform):
    pages = []

    def call(given):
        pages.append(dict(given.query).get("page"))
        return (yield given)

    items = flavour.items(build(platform(trunks=3), (call, None)), LIST.call())

    assert ["t1", "t2", "t3"] == [item.id for item in items]
    assert [None, "2", "3"] == pages


def test_a_reply_may_be_changed_and_replaced(flavour, build, platform):
    def renaming(given):
        return attrs.evolve((yield given), data=Trunk(id="t2"))

    server = platform(ok())
    client = build(server, (renaming, None))
    answer = flavour.send(client, GET.call("t1"))

    assert "t2" == answer.data.id
    assert answer is flavour.send(build(server, (lambda _: answer, None)), GET.call("t1"))
    assert 1 == len(server.requests)


def test_an_answer_without_the_network_is_decoded(flavour, build, platform):
    def cached(_given):
        return Received(200, {"Content-Type": "application/json"}, b'{"data": {"id": "t9"}}')

    server = platform()

    assert "t9" == flavour.send(build(server, (None, cached)), GET.call("t1")).data.id
    assert [] == server.requests


def test_an_error_of_a_middleware_reaches_the_caller_as_it_is(flavour, build, platform):
    def call(given):
        yield given
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        flavour.send(build(platform(ok()), (call, None)), GET.call("t1"))


def insisting(given):
    for _ in range(3):
        outcome = yield given
    return outcome


@pytest.mark.parametrize(
    "end", [lambda: httpx.ReadError("reset"), lambda: httpx.Response(503), ok], ids=["reset", "503", "200"]
)
def test_no_middleware_makes_a_write_go_out_twice(flavour, build, platform, end):
    server = platform(end(), ok(), ok())

    with pytest.raises(RuntimeError, match="proceed again for create_trunk"):
        flavour.send(build(server, (None, insisting)), CREATE.call(json={}))

    assert 1 == len(server.requests)


def test_a_whole_write_goes_out_twice_only_when_it_provably_changed_nothing(flavour, build, platform):
    def again(given):
        try:
            return (yield given)
        except errors.WarpError:
            return (yield given)

    signed_out, down = platform(httpx.Response(401), ok()), platform(httpx.Response(500), ok())

    assert "t1" == flavour.send(build(signed_out, (again, None)), CREATE.call(json={})).data.id
    with pytest.raises(RuntimeError, match="proceed again for create_trunk"):
        flavour.send(build(down, (again, None)), CREATE.call(json={}))
    assert [2, 1] == [len(signed_out.requests), len(down.requests)]


def test_a_keyed_attempt_is_repeated_under_its_key(flavour, build, platform):
    server = platform(httpx.ReadError("reset"), httpx.Response(503), ok())

    flavour.send(build(server, (None, insisting)), ORDER.call(json={}))

    assert [{"key-1"}, 3] == [{r.headers["idempotency-key"] for r in server.requests}, len(server.requests)]


def test_a_write_that_a_middleware_declares_unsent_is_not_repeated(flavour, build, platform):
    def denying(given):
        yield given
        return Failed(OSError("never"), may_have_arrived=False)

    server = platform(httpx.ReadError("reset"), ok())

    with pytest.raises(errors.OutcomeUnknownError):
        flavour.send(build(server, (None, denying)), CREATE.call(json={}))
    assert 1 == len(server.requests)


def test_a_streamed_reply_passes_through_unread(flavour, build, platform):
    seen = []

    def call(given):
        answer = yield given
        seen.append(answer.status_code)
        return answer

    assert 200 == flavour.read_streamed(build(platform(ok()), (call, None)), GET.call("t1"))[0]
    assert [200] == seen


def test_a_streamed_reply_is_closed_when_a_middleware_fails(flavour, build, platform):
    def call(given):
        yield given
        raise ZeroDivisionError("mine")

    client = build(platform(httpx.Response(200, stream=Pieces())), (call, None))
    Pieces.closed = False

    with pytest.raises(ZeroDivisionError):
        flavour.read_streamed(client, GET.call("t1"))
    assert Pieces.closed


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that notes whether it was given back."""

    closed = False

    def __iter__(self):
        yield b"{}"

    async def __aiter__(self):
        yield b"{}"

    def close(self):
        Pieces.closed = True

    async def aclose(self):
        Pieces.closed = True


def test_copies_of_a_client_share_its_middleware(flavour, build, platform):
    seen = []

    def call(given):
        seen.append(given.operation_id)
        return (yield given)

    flavour.send(build(platform(ok()), (call, None)).with_options(timeout=1.0), GET.call("t1"))

    assert ["get_trunk"] == seen


@pytest.mark.parametrize(("client", "middleware"), [(SyncClient, AsyncMiddleware), (AsyncClient, Middleware)])
def test_middleware_of_the_other_flavour_is_refused(client, middleware):
    with pytest.raises(TypeError, match="middleware takes instances of"):
        client(base_url="https://api.example.com", middleware=[middleware()])


def test_a_task_that_is_cancelled_in_a_middleware_gives_its_reply_back(platform):
    class Hanging(AsyncMiddleware):
        async def around_call(self, call, proceed):
            await proceed(call)
            got.set()
            await asyncio.Event().wait()

    async def main():
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(platform(httpx.Response(200, stream=Pieces()))))
        client = AsyncClient(base_url="https://api.example.com", http_client=http_client, middleware=[Hanging()])

        async def read():
            async with client.stream(GET.call("t1")):
                pass

        task = asyncio.create_task(read())
        await got.wait()
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    Pieces.closed, got = False, asyncio.Event()

    assert asyncio.run(main())
    assert Pieces.closed
