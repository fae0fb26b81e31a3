"""Claims about `warp_client_core.streamed`; each holds for both flavours unless its name says otherwise."""

import httpx
import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import SyncClient
from warp_client_core.errors import ApiConnectionError
from warp_client_core.replies import Binary

GET: Operation = Operation("get_file", "GET", "/file", Safety.READ, Binary())


def test_a_streamed_reply_is_read_in_pieces(flavour, platform):
    client = flavour.build(platform(httpx.Response(200, content=b"large body")))

    assert flavour.read_streamed(client, GET.call()) == (200, b"large body")


def test_a_streamed_reply_with_an_error_status_raises(flavour, platform):
    client = flavour.build(platform(httpx.Response(404, json={"code": "NOT_FOUND", "message": "gone"})))

    with pytest.raises(errors.NotFoundError, match="gone"):
        flavour.read_streamed(client, GET.call())


class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, error):
        self._error = error

    def __iter__(self):
        yield b"half"
        raise self._error

    async def __aiter__(self):
        yield b"half"
        raise self._error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ReadError("reset"), ApiConnectionError),
        (httpx.ReadTimeout("slow"), errors.ApiTimeoutError),
        (httpx.DecodingError("gzip"), errors.ResponseDecodeError),
    ],
)
def test_a_streamed_reply_that_breaks_off_raises_an_error_of_ours(flavour, error, kind, platform):
    client = flavour.build(platform(httpx.Response(200, stream=Broken(error))))

    with pytest.raises(errors.WarpError) as caught:
        flavour.read_streamed(client, GET.call())

    assert type(caught.value) is kind
    assert caught.value.__cause__ is error


def test_a_streamed_reply_gives_its_connection_back_when_the_block_ends(platform):
    reply = httpx.Response(200, content=b"large body", headers={"X-Request-ID": "req-1"})
    http_client = httpx.Client(transport=httpx.MockTransport(platform(reply)))
    client = SyncClient(base_url="https://api.example.com", http_client=http_client)

    with client.stream(GET.call()) as streamed:
        live = streamed.http_response
        assert streamed.request_id == "req-1"
        assert streamed.headers["X-REQUEST-ID"] == "req-1"
        assert streamed.retries_taken == 0
        assert streamed.elapsed >= 0
        assert b"".join(streamed.iter_bytes(3)) == b"large body"

    assert live.is_closed
