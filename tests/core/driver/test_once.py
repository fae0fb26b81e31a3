"""Claims about writes that pass through layers, hooks and signatures of the caller: none goes out twice."""

import io

import httpx
import pytest

from warp_client_core import Operation, Safety, errors
from warp_client_core.client import Client
from warp_client_core.replies import Bare, Nothing

ORDER = Operation("order", "POST", "/order", Safety.UNSAFE, Nothing())
PAY = Operation("pay", "POST", "/pay", Safety.KEYED, Bare(dict))
DECK = Operation("deck", "POST", "/deck", Safety.UNSAFE, Nothing())


class Refreshing(Client):
    """A layer that signs in again after a 401."""

    def transmit(self, call, options=None, *, streamed=False):
        try:
            return (yield from super().transmit(call, options, streamed=streamed))
        except errors.AuthenticationError:
            return (yield from super().transmit(call, options, streamed=streamed))


def refreshing(flavour, handler, **keywords):
    base = type(flavour.build(handler))
    return flavour.build(handler, client=type("Client", (Refreshing, base), {}), **keywords)


def broken(*_arguments):
    raise httpx.ConnectError("the audit log is down", request=httpx.Request("POST", "http://127.0.0.1:1/audit"))


async def abroken(*_arguments):
    broken()


def test_a_hook_that_cannot_connect_says_nothing_about_the_write(flavour, platform):
    server = platform(*[httpx.Response(201) for _ in range(4)])
    kind, hook = (httpx.Client, broken) if flavour.name == "sync" else (httpx.AsyncClient, abroken)
    http_client = kind(transport=httpx.MockTransport(server), event_hooks={"response": [hook]})
    client = flavour.build(server, http_client=http_client)

    with pytest.raises(errors.OutcomeUnknownError):
        flavour.send(client, ORDER.call(json={}))

    assert len(server.requests) == 1


def test_a_call_keeps_its_key_through_every_layer(flavour, platform, world):
    server = platform(httpx.ReadError("lost"), httpx.Response(401), httpx.Response(200, json={}))
    client = refreshing(flavour, server, ambient=world.ambient)

    flavour.send(client, PAY.call(json={}))

    assert [request.headers["idempotency-key"] for request in server.requests] == ["key-1"] * 3


def test_an_error_tells_the_key_of_a_write_that_was_in_doubt(flavour, platform, world):
    server = platform(httpx.ReadError("lost"), *[httpx.Response(503) for _ in range(3)])

    with pytest.raises(errors.ServerError) as caught:
        flavour.send(flavour.build(server, ambient=world.ambient), PAY.call(json={}))

    assert caught.value.idempotency_key == "key-1"
    assert [one.failure for one in caught.value.attempts] == ["ReadError", None, None, None]


class Pipe(io.BytesIO):
    def seekable(self):
        return False


def test_a_file_that_was_sent_is_not_followed_by_an_empty_one(flavour, platform):
    server = platform(httpx.Response(401), httpx.Response(204))
    client = refreshing(flavour, server)

    with pytest.raises(errors.UploadError, match="cannot be sent a second time"):
        flavour.send(client, DECK.call(multipart={"deck": Pipe(b"prefix,rate\n")}))

    assert sum(b"prefix,rate" in request.content for request in server.requests) == 1


def test_a_reply_that_is_whole_counts_however_late_it_came(flavour, world):
    def answer(request):
        world.seconds += 500
        return httpx.Response(200, json={"a": 1})

    response = flavour.send(flavour.build(answer, ambient=world.ambient), PAY.call(json={}))

    assert response.data == {"a": 1}
