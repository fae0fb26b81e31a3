"""
A server on this machine that answers with whatever bytes it is told, and a client of a foreign document to ask it.

One rule: the bytes go out as they are written here; no library of HTTP stands between a test and the wire.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import itertools
import socket
import sys
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, reduce
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

from tests.generator.hostile.building import made
from tests.generator.hostile.inert import write
from tests.generator.specimens import Tree, json_reply
from warp_client_core.errors import WarpError

PACKAGE = "asking"
Bytes = Iterable[bytes]
_STRING: Tree = {"type": "string"}
JSON, FILE, LINES, EVENTS = (
    b"application/json",
    b"application/octet-stream",
    b"application/x-ndjson",
    b"text/event-stream",
)
MOST = 1 << 20
"""The longest reply that the client may read here."""
CHUNKED, GZIP = b"Transfer-Encoding: chunked", b"Content-Encoding: gzip"


def head(*fields: bytes, status: bytes = b"200 OK", kind: bytes = JSON) -> bytes:
    """The head of a reply."""
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Connection: close", b"Content-Type: " + kind, *fields, b"", b""])


def reply(body: bytes, *fields: bytes, **more: bytes) -> tuple[bytes]:
    """A whole reply with its length."""
    return (head(*fields, b"Content-Length: %d" % len(body), **more) + body,)


def without_end(first: bytes, piece: bytes) -> Callable[[], Bytes]:
    """A reply that starts and goes on for ever."""
    return lambda: itertools.chain([first], itertools.repeat(piece))


def chunk(data: bytes) -> bytes:
    """One piece of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


@cache
def bomb(window: int) -> bytes:
    """Two hundred megabytes of spaces in two hundred thousand bytes."""
    packer = zlib.compressobj(9, wbits=window)
    return b"".join([*(packer.compress(b" " * (1 << 20)) for _ in range(200)), packer.flush()])


def _get(path: str, content: Tree, **more: Any) -> Tree:
    reply = {"description": "", "content": content}
    return {path: {"get": {"tags": ["things"], "operationId": path[1:], "responses": {"200": reply}, **more}}}


def document() -> Tree:
    """Somebody's document: a thing with a field of each kind, a file, text, events, lines and a write."""
    fields: Tree = {
        "id": _STRING,
        "count": {"type": "integer"},
        "ratio": {"type": "number"},
        "amount": {"type": "string", "format": "decimal"},
        "at": {"type": "string", "format": "date-time"},
        "kind": {"type": "string", "enum": ["a", "b"]},
        "tags": {"type": "array", "items": _STRING},
        "pet": {"$ref": "#/components/schemas/Pet"},
    }
    pets = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]
    schemas = {
        "Thing": {"type": "object", "required": ["id"], "properties": fields, "additionalProperties": True},
        "Pet": {"oneOf": pets, "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat", "dog": "Dog"}}},
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": _STRING, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": _STRING, "barks": {"type": "boolean"}}},
    }
    thing = {"$ref": "#/components/schemas/Thing"}
    body = {"requestBody": {"required": True, "content": {"application/json": {"schema": thing}}}}
    save = {"tags": ["things"], "operationId": "save", "responses": {"200": json_reply(thing)}, **body}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "security": [{"key": []}],
        "paths": {
            **_get("/thing", {"application/json": {"schema": thing}}),
            **_get("/file", {"application/octet-stream": {}}),
            **_get("/words", {"text/plain": {"schema": _STRING}}),
            **_get("/events", {"text/event-stream": {"schema": thing}}),
            **_get("/lines", {"application/x-ndjson": {"schema": thing}}),
            "/things": {"post": save},
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
    }


@contextlib.contextmanager
def asking(folder: Path) -> Iterator[ModuleType]:
    """The client of `document`, written below a folder and imported from there."""
    write({PACKAGE: made(document(), folder / "spec", PACKAGE)}, folder)
    place = str(folder / PACKAGE / "src")
    sys.path.insert(0, place)
    try:
        yield importlib.import_module(PACKAGE)
    finally:
        sys.path.remove(place)
        for name in [one for one in sys.modules if one.split(".")[0] == PACKAGE]:
            del sys.modules[name]


@attrs.define
class Server:
    """
    A server that reads a request and writes what the test says; one thread a connection.

    Attributes:
        says: What is written after each request; the connection ends with it.
        heads: The head of every request, oldest first.
        stopped: Set when the server goes away; what never ends waits for it.
        left: Set when a connection is over.
        written: Bytes that went out.
    """

    says: Callable[[], Bytes] = lambda: ()
    heads: list[str] = attrs.field(factory=list)
    stopped: threading.Event = attrs.field(factory=threading.Event)
    left: threading.Event = attrs.field(factory=threading.Event)
    written: int = 0
    _socket: socket.socket = attrs.field(factory=socket.socket)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Server:
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _listen(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        try:
            self._speak(connection)
        finally:
            self.left.set()

    def _speak(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head, _, rest = _until_blank(connection)
            self.heads.append(head)
            length = next((int(one[15:]) for one in head.lower().split("\r\n") if one.startswith("content-length:")), 0)
            while len(rest) < length and (more := connection.recv(65_536)):
                rest += more
            for piece in self.says():
                connection.sendall(piece)
                self.written += len(piece)
                if self.stopped.is_set():
                    return
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(5)
            while connection.recv(65_536):
                pass


def _until_blank(connection: socket.socket) -> tuple[str, bytes, bytes]:
    found = b""
    while b"\r\n\r\n" not in found and (more := connection.recv(65_536)):
        found += more
    head, mark, rest = found.partition(b"\r\n\r\n")
    return head.decode("latin-1"), mark, rest


@attrs.frozen
class Asker:
    """One flavour of the client."""

    package: ModuleType
    flavour: str

    def ask(self, url: str, method: str, *arguments: Any, settings: Any = None, **keywords: Any) -> Any:
        """What a call gives back; streams are collected."""
        return self.use(
            url, lambda client: reduce(getattr, method.split("."), client)(*arguments, **keywords), settings or {}
        )

    def use(self, url: str, make: Callable[[Any], Any], settings: Any) -> Any:
        """What a function of the open client gives back."""
        given = {"base_url": url, "api_key": "canary-key", "max_retries": 0, "timeout": 20.0, **settings}
        if self.flavour == "sync":
            with self.package.AskingClient(**given) as client:
                found = make(client)
                return list(found) if hasattr(found, "__next__") else found
        return asyncio.run(self._awaited(make, given))

    async def _awaited(self, make: Callable[[Any], Any], given: Any) -> Any:
        async with self.package.AsyncAskingClient(**given) as client:
            found = make(client)
            if hasattr(found, "__aiter__"):
                return [one async for one in found]
            return await found


def refusal(asker: Asker, server: Server, method: str, **more: Any) -> WarpError:
    """The error that a call ends in; it can be shown on a terminal, is short, and tells no secret."""
    with pytest.raises(WarpError) as caught:
        asker.ask(server.url, f"things.{method}", **more)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1000
    assert "canary" not in f"{caught.value} {caught.value!r}"
    return caught.value
