"""A server that means harm, and the client of a document that nobody here wrote: what comes is data, or an error."""

from __future__ import annotations

import gzip
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from tests.generator.hostile.serving import (
    CHUNKED,
    EVENTS,
    FILE,
    GZIP,
    LINES,
    MOST,
    Asker,
    Bytes,
    Server,
    bomb,
    chunk,
    head,
    refusal,
    reply,
    without_end,
)  # fmt: skip
from warp_client_core.errors import ApiConnectionError, ResponseDecodeError

DEEP = 1_000_000
REFUSED = {
    "lists in lists": b"[" * DEEP,
    "objects in objects": b'{"id":' * DEEP,
    "lists in a field that nobody knows": b'{"id": "a", "more": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "a number beyond all": b'{"id": "a", "ratio": 1e400}',
    "a number beyond all in a field that nobody knows": b'{"id": "a", "count": 1e400}',
    "a count of 100,000 digits": b'{"id": "a", "count": ' + b"1" * 100_000 + b"}",
    "NaN": b'{"id": "a", "ratio": NaN}',
    "infinity": b'{"id": "a", "more": -Infinity}',
    "half a pair": b'{"id": "\\ud800"}',
    "half a pair in a name": b'{"id": "a", "\\udfff": 1}',
    "a control character": b'{"id": "a\x00"}',
    "bytes that are no text": b'{"id": "\xff\xfe"}',
    "UTF-16": '{"id": "a"}'.encode("utf-16"),
    "a time beyond all": b'{"id": "a", "at": "99999999999-01-01T00:00:00Z"}',
    "a zone beyond all": b'{"id": "a", "at": "2026-01-01T00:00:00+99:99"}',
    "HTML": b"<script>alert(1)</script>",
    "nothing": b"",
    "two values": b'{"id": "a"} {"id": "b"}',
    "a list for an object": b'[{"id": "a"}]',
    "a wrong type in an option": b'{"id": "a", "pet": {"kind": "cat", "lives": "x"}}',
}
MEANT = b'{"id": "a", %s}'
KEPT: dict[str, tuple[bytes, Callable[[Any], bool]]] = {
    "a field twice": (MEANT % b'"id": "b"', lambda thing: thing.id == "b"),
    "zero in a text": (b'{"id": "\\u0000"}', lambda thing: thing.id == "\x00"),
    "digits in a field that nobody knows": (MEANT % (b'"more": ' + b"1" * 100_000), lambda thing: thing.id == "a"),
    "digits after the point": (MEANT % (b'"ratio": 0.' + b"1" * 100_000), lambda thing: 0.1 < thing.ratio < 0.12),
    "an amount beyond all": (MEANT % b'"amount": "1e999999999"', lambda thing: str(thing.amount) == "1e999999999"),
    "a value that no enum has": (MEANT % b'"kind": "__class__"', lambda thing: thing.kind == "__class__"),
    "a kind of pet that is a name of Python": (
        MEANT % b'"pet": {"kind": "__class__"}',
        lambda thing: type(thing.pet).__name__ == "RawValue",
    ),
    "a kind of pet that is a list": (
        MEANT % b'"pet": {"kind": ["cat"]}',
        lambda thing: type(thing.pet).__name__ == "RawValue",
    ),
    "names of Python": (
        MEANT % b'"__class__": {"a": 1}, "__init__": 1, "__dict__": [], "__slots__": 1, "self": 2, "__proto__": {}',
        lambda thing: type(thing).__name__ == "Thing" and callable(thing.__init__),
    ),
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_is_not_as_the_document_says_is_refused(asker: Asker, server: Server, body: bytes) -> None:
    """
    Whatever is wrong with it, by one kind of error.
    """
    server.says = lambda: reply(body)

    assert isinstance(refusal(asker, server, "thing"), ResponseDecodeError)


@pytest.mark.parametrize(("body", "holds"), KEPT.values(), ids=KEPT)
def test_what_is_odd_and_allowed_stays_data(
    asker: Asker, server: Server, body: bytes, holds: Callable[[Any], bool]
) -> None:
    """
    No name in a reply means anything to Python.
    """
    server.says = lambda: reply(body)

    thing = asker.ask(server.url, "things.thing")

    assert holds(thing), thing


GROWING: dict[str, tuple[str, Callable[[], Bytes]]] = {
    "gzip": ("thing", lambda: reply(bomb(31), GZIP)),
    "deflate": ("thing", lambda: reply(bomb(15), b"Content-Encoding: deflate")),
    "a file in gzip": ("file", lambda: reply(bomb(31), GZIP, kind=FILE)),
    "lines in gzip": ("lines", lambda: reply(bomb(31), GZIP, kind=LINES)),
    "events in gzip": ("events", lambda: reply(bomb(31), GZIP, kind=EVENTS)),
    "an error in gzip": ("thing", lambda: reply(bomb(31), GZIP, status=b"500 X")),
    "chunks without end": ("thing", without_end(head(CHUNKED), chunk(b" " * 65_536))),
    "an error without end": ("thing", without_end(head(CHUNKED, status=b"404 X"), chunk(b" " * 65_536))),
    "a body without length": ("thing", without_end(head(), b" " * 65_536)),
    "a line without end": ("lines", without_end(head(CHUNKED, kind=LINES), chunk(b"x" * 65_536))),
    "an event without end": ("events", without_end(head(kind=EVENTS), b"data: " + b"x" * 65_536 + b"\n")),
    "a name of an event without end": ("events", without_end(head(kind=EVENTS) + b"id: ", b"x" * 65_536)),
    "an extension of a chunk without end": ("thing", without_end(head(CHUNKED) + b"1;", b"x" * 65_536)),
    "fields after the end": ("thing", without_end(head(CHUNKED) + b"0\r\n", b"X-A: a\r\n" * 1000)),
}  # fmt: skip


@pytest.mark.parametrize(("method", "says"), GROWING.values(), ids=GROWING)
def test_what_grows_is_given_up_while_it_is_small(
    asker: Asker, server: Server, method: str, says: Callable[[], Bytes]
) -> None:
    """
    With less memory than eight times what may be read.
    """
    server.says = says
    asker.use(server.url, lambda client: client, {}) if asker.flavour == "sync" else None
    tracemalloc.start()

    refusal(asker, server, method, settings={"max_reply_bytes": MOST})

    assert tracemalloc.get_traced_memory()[1] < 8 * MOST
    tracemalloc.stop()
    assert server.left.wait(10)


HEADS = {
    "a field of a megabyte": lambda: (
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 1_000_000 + b"\r\nContent-Length: 0\r\n\r\n",
    ),
    "100,000 fields": lambda: (b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 100_000 + b"Content-Length: 0\r\n\r\n",),
    "fields without end": without_end(b"HTTP/1.1 200 OK\r\n", b"X-A: a\r\n" * 1000),
    "a status of a megabyte": lambda: (b"HTTP/1.1 200 " + b"a" * 1_000_000 + b"\r\n\r\n",),
    "zero in a field": lambda: (b"HTTP/1.1 200 OK\r\nX-A: a\x00b\r\nContent-Length: 0\r\n\r\n",),
    "a length of 5,000 digits": lambda: reply(b"", b"Content-Length: " + b"9" * 5000),
    "two replies for one": lambda: (b"HTTP/1.1 2\r\nHTTP/1.1 200 OK\r\n\r\n",),
}


@pytest.mark.parametrize("says", HEADS.values(), ids=HEADS)
def test_a_head_beyond_measure_is_no_answer(asker: Asker, server: Server, says: Callable[[], Bytes]) -> None:
    """
    The connection is given up.
    """
    server.says = says

    assert isinstance(refusal(asker, server, "thing"), ApiConnectionError)


CODINGS = {
    "br": (b"\x1b\xff", b"br"),
    "zstd": (b"\x28\xb5\x2f\xfd", b"zstd"),
    "gzip twice": (gzip.compress(gzip.compress(b"{}")), b"gzip, gzip"),
    "unknown": (b"{}", b"../../etc/passwd"),
    "gzip that is none": (b"{}", b"gzip"),
}


@pytest.mark.parametrize(("body", "coding"), CODINGS.values(), ids=CODINGS)
def test_a_coding_that_was_not_asked_for_is_refused(asker: Asker, server: Server, body: bytes, coding: bytes) -> None:
    """
    Nothing is taken off that the client did not offer to take off.
    """
    server.says = lambda: reply(body, b"Content-Encoding: " + coding)

    assert isinstance(refusal(asker, server, "thing"), ResponseDecodeError)


KINDS = {
    "HTML": b"text/html",
    "CSV": b"text/csv",
    "two": b"application/json\r\nContent-Type: text/html",
    "none": b"",
    "no media type": b"\x80;;=,",
    "a path": b"../../etc/passwd; charset=../../etc/passwd",
    "UTF-7": b"application/json; charset=utf-7",
    "a codec that runs things": b"application/json; charset=unicode_escape",
    "boundaries": b"multipart/form-data; boundary=" + b"a" * 10_000,
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_media_type_of_a_reply_decides_nothing(asker: Asker, server: Server, kind: bytes) -> None:
    """
    What the document says is read as JSON is read as JSON.
    """
    server.says = lambda: reply(b'{"id": "+ADw-\\u003c"}', kind=kind)

    assert "+ADw-<" == asker.ask(server.url, "things.thing").id


@pytest.mark.parametrize("charset", ["utf-7", "hex", "zip", "idna", "unicode_escape", "rot13", "../x", "\xff"])
def test_text_is_read_as_utf_8_whatever_the_server_calls_it(asker: Asker, server: Server, charset: str) -> None:
    """
    No codec of Python is looked up by a name of the server's.
    """
    body = b"+ADw- 6162 \\u0041"
    server.says = lambda: reply(body, kind=b"text/plain; charset=" + charset.encode("latin-1"))

    assert body.decode() == asker.ask(server.url, "things.words")
