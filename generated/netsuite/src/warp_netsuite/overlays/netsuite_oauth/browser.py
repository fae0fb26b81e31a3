"""
Waits on this machine for the browser to come back from the consent page, for programs without a web server.

The rule: it listens on 127.0.0.1 only, for one callback and for a while; what else knocks gets an error and changes
nothing. Servers are loaded when a user signs in.

Source: RFC 8252, 7.3 and 8.3.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from secrets import compare_digest
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

ADDRESS: Final = "127.0.0.1"
"""Where it listens: no other machine reaches it."""

_HOSTS: Final = ("127.0.0.1", "localhost")
_LONGEST_TARGET: Final = 8192
_READING: Final = 5.0
_PAGE: Final = (
    "<!doctype html><meta charset=utf-8><title>NetSuite</title>"
    "<p>The program has got the answer of NetSuite. You may close this window."
)
_HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'",
    "Connection": "close",
}


def port_and_path(redirect_uri: str) -> tuple[int, str]:
    """
    Where to listen for a callback address.

    Raises:
        ValueError: It does not lead to this machine over plain HTTP, or has no port.
    """
    parts = urlsplit(redirect_uri)
    # NetSuite takes the address byte for byte as it was registered, so the port cannot be chosen at run time.
    if parts.scheme != "http" or parts.hostname not in _HOSTS or not parts.port or parts.query:
        raise ValueError(f"redirect_uri {redirect_uri!r} is not of the form http://127.0.0.1:PORT/PATH")
    return parts.port, parts.path or "/"


class CallbackListener:
    """
    Takes the one callback that answers an authorization. To be closed.

    Args:
        redirect_uri: The callback address.
        state: State of the authorization.

    Raises:
        ValueError: The address does not lead to this machine.
        OSError: The port is taken.
    """

    def __init__(self, redirect_uri: str, *, state: str) -> None:
        port, self._path = port_and_path(redirect_uri)
        self._redirect_uri, self._state = redirect_uri, state
        self._found: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._is_over = threading.Event()
        self._server = _server(port, self._judge)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> str | None:
        """The whole address of the callback; None when none came in time, or this was closed. Blocks."""
        with contextlib.suppress(queue.Empty):
            return self._found.get(timeout=seconds)
        return None

    def close(self) -> None:
        """Give the port back and end a `wait` that is under way. Does nothing the second time."""
        if self._is_over.is_set():
            return
        self._is_over.set()
        self._found.put(None)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _judge(self, target: str) -> int:
        """The status to answer a request with; the first that is ours is kept."""
        path, _, query = target.partition("?")
        if path != self._path:
            return 404
        states = parse_qs(query).get("state", [])
        if len(states) != 1 or not compare_digest(states[0].encode("utf-8", "replace"), self._state.encode("ascii")):
            return 400
        self._found.put(f"{self._redirect_uri}?{query}")
        return 200

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._redirect_uri}>"


def _server(port: int, judge: Any) -> ThreadingHTTPServer:
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Handler(BaseHTTPRequestHandler):
        timeout = _READING
        server_version, sys_version = "warp-netsuite", ""

        def do_GET(self) -> None:
            status = judge(self.path) if len(self.path) <= _LONGEST_TARGET else 414
            body = (_PAGE if status == 200 else "<!doctype html><title>NetSuite</title><p>Not expected.").encode()
            self.send_response(status)
            for name, value in {**_HEADERS, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: the request line holds a code."""

    class Server(ThreadingHTTPServer):
        # Two programs on one port would share callbacks on some systems.
        allow_reuse_port = False
        allow_reuse_address = os.name != "nt"
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a browser that breaks off is no fault of the program's."""

    return Server((ADDRESS, port), Handler)
