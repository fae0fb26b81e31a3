"""Where a file is read while it is sent."""

import io
import threading

import httpx
import pytest

from warp_client_core import AsyncClient, Operation, Safety
from warp_client_core.replies import Nothing
from warp_client_core.settings import About


class Deck(io.BytesIO):
    """A file that remembers which threads read it."""

    def __init__(self, content):
        super().__init__(content)
        self.readers = set()

    def read(self, size=-1):
        self.readers.add(threading.get_ident())
        return super().read(size)


class Client(AsyncClient):
    about = About(dist="test", version="1", base_url="https://api.example.com")


@pytest.mark.anyio
async def test_an_async_upload_reads_its_file_in_a_worker_thread():
    async def answer(request):
        await request.aread()
        return httpx.Response(204)

    deck = Deck(b"prefix,rate\n" * 20_000)
    operation = Operation("import_rates", "POST", "/rates", Safety.UNSAFE, Nothing())

    async with Client(http_client=httpx.AsyncClient(transport=httpx.MockTransport(answer))) as client:
        await client.send(operation.call(multipart={"file": deck}))

    assert deck.readers
    assert threading.get_ident() not in deck.readers
