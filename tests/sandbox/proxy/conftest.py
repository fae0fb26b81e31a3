"""What the tests of the fault proxy share: the proxy before the server of the fault tests, and a bare client."""

import socket
import struct

import pytest

from tests.faults.origin import Origin
from warp_sandbox.proxy.server import FaultProxy

REQUEST = b"POST /orders?x=1 HTTP/1.1\r\nHost: x\r\nIdempotency-Key: k1\r\nContent-Length: 5\r\n\r\nhello"
REPLY_BODY = b'{"data": {"id": "/orders"}}'


@pytest.fixture(scope="module")
def _servers():
    with Origin() as origin, FaultProxy(origin.port) as proxy:
        yield origin, proxy


@pytest.fixture
def origin(_servers):
    _servers[0].reset()
    return _servers[0]


@pytest.fixture
def proxy(_servers, origin):
    proxy = _servers[1]
    proxy.order()
    proxy.listen()
    proxy.record.clear()
    return proxy


class Wire:
    """A bare connection, which shows what really comes over it."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._socket.close()

    def send(self, content=REQUEST):
        self._socket.sendall(content)

    def until_end(self):
        """All bytes, and how the connection ended: ``closed`` or ``reset``."""
        content = b""
        try:
            while piece := self._socket.recv(65_536):
                content += piece
        except ConnectionResetError:
            return content, "reset"
        return content, "closed"

    def until(self, end):
        """All bytes up to some."""
        content = b""
        while not content.endswith(end):
            piece = self._socket.recv(65_536)
            assert piece, content
            content += piece
        return content

    def end_sending(self):
        self._socket.shutdown(socket.SHUT_WR)

    def reset(self):
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


@pytest.fixture
def wire(proxy):
    """Opens a connection to the proxy."""
    return lambda: Wire(proxy.port)
