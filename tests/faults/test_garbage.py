"""Replies that are not what HTTP allows: a write that was answered like that is never repeated, and never crashes."""

import gzip
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.conftest import FLAVOURS, Case, World
from warp_client_core.calls import Operation, Safety
from warp_client_core.errors import WarpError
from warp_client_core.replies import Enveloped
from warp_client_core.values import ApiResponse
from warp_sandbox.proxy.faults import Garbage

BODY = b'{"data": {"id": "/write"}}'
WRITE = Operation("write", "POST", "/write", Safety.UNSAFE, Enveloped(dict)).call(json={"name": "edge-1"})


def reply(*lines, status=b"200 OK", body=BODY, length=None):
    """A reply with some more header lines; its length is right unless another one is given."""
    length = len(body) if length is None else length
    fields = [*lines, *([b"Content-Length: %d" % length] if length >= 0 else [])]
    return b"\r\n".join([b"HTTP/1.1 " + status, *fields, b"", body])


CHUNKED = b"Transfer-Encoding: chunked"
FRAMES = {
    "nothing": b"",
    "empty lines": b"\r\n\r\n",
    "zeros": b"\x00" * 100,
    "no status": b"HTTP/1.1\r\n\r\n",
    "no reason": b"HTTP/1.1 200\r\n\r\n",
    "HTTP/0.9": b"HTTP/0.9 200 OK\r\n\r\n" + BODY,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "HTTP/2.0": b"HTTP/2.0 200 OK\r\n\r\n",
    "reason of other bytes": reply(status=b"200 \xff\xfe"),
    **{
        f"status {code.decode()}": reply(status=code + b" X")
        for code in (b"099", b"600", b"999", b"1000", b"-20", b"2e2")
    },
    "status of other digits": reply(status=b"\xb2\xb0\xb0 X"),
    "only 100": reply(status=b"100 Continue"),
    "101": reply(status=b"101 Switching Protocols"),
    "204 with a body": reply(status=b"204 No Content"),
    "304": reply(status=b"304 Not Modified"),
    "two lengths": reply(b"Content-Length: 5"),
    "negative length": reply(b"Content-Length: -5", length=-1),
    "huge length": reply(length=10**30),
    "length of other digits": reply(b"Content-Length: \xb2", length=-1),
    "chunks that are none": reply(CHUNKED, length=-1),
    "chunk of negative size": reply(CHUNKED, body=b"-5\r\nhello\r\n0\r\n\r\n", length=-1),
    "chunk of huge size": reply(CHUNKED, body=b"f" * 30 + b"\r\nhello", length=-1),
    "chunk without its end": reply(CHUNKED, body=b"5\r\nhelloXX0\r\n\r\n", length=-1),
    "chunks and a length": reply(CHUNKED),
    "unknown transfer coding": reply(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n", length=-1),
}
FIELDS = {
    "no name": reply(b": x"),
    "name with a space": reply(b"X Y: x"),
    "name of other bytes": reply(b"\xff: x"),
    "no colon": reply(b"X"),
    "folded first line": reply(b" x"),
    "NUL": reply(b"X: a\x00b"),
    "other bytes": reply(b"X: \xff\xfe", b"X-Request-ID: \xff"),
    "200 kB": reply(b"X: " + b"y" * 200_000),
    "5,000 fields": reply(*[b"X-%d: y" % number for number in range(5_000)]),
    "cookies": reply(b"Set-Cookie: \xff=\xfe; expires=never", b"Set-Cookie: a=b; domain=.com"),
    "charset": reply(b"Content-Type: application/json; charset=utf-16"),
    "charset of other bytes": reply(b"Content-Type: text/html; charset=\xff", status=b"400 X"),
    **{
        f"Retry-After {text.decode('latin-1')}": reply(b"Retry-After: " + text, status=b"429 X")
        for text in (b"nan", b"1e400", b"9" * 40, b"\xb2", b"Thu, 32 Foo 20000 99:99:99 GMT", b"-1", b"5, 7")
    },
    "dates": reply(b"Date: \xff", b"Retry-After: Mon, 01 Jan 0001 00:00:00 +2359", status=b"503 X"),
    **{
        f"Location {text.decode('latin-1')}": reply(b"Location: " + text, status=b"308 X")
        for text in (b"", b"\xff", b"http://[::1", b"//evil.example/write", b"/write")
    },
}
BODIES = {
    **{f"not {name}": reply(b"Content-Encoding: " + name.encode()) for name in ("gzip", "deflate", "br", "zstd")},
    "unknown coding": reply(b"Content-Encoding: x-nothing, \xff"),
    "cut gzip": reply(b"Content-Encoding: gzip", body=gzip.compress(BODY)[:-6]),
    "empty gzip": reply(b"Content-Encoding: gzip", body=b""),
    "nested gzip": reply(b"Content-Encoding: " + b"gzip, " * 20 + b"gzip", body=gzip.compress(BODY)),
    "deflate": reply(b"Content-Encoding: deflate", body=zlib.compress(BODY)),
    "error that is not gzip": reply(b"Content-Encoding: gzip", status=b"503 X"),
    "other bytes": reply(body=b'{"data": {"id": "\xff"}}'),
    "lone surrogate": reply(body=b'{"data": {"id": "\\ud800"}}'),
    "deep": reply(body=b"[" * 100_000),
    "deep error": reply(body=b'{"code":' * 100_000, status=b"500 X"),
    "NaN": reply(body=b'{"data": {"id": NaN}}'),
    "odd error": reply(body=b'{"code": {"a": 1}, "message": ["x"], "details": 5}', status=b"400 X"),
}
PARTS = {"frame": FRAMES, "field": FIELDS, "body": BODIES}
CASES = {f"{part}: {name}": content for part, cases in PARTS.items() for name, content in cases.items()}


def assert_it_is_survived(flavour, proxy, origin, content):
    origin.reset()
    proxy.order(then=Garbage(content))

    outcome = flavour.outcome(Case(url=proxy.url, call=WRITE, ambient=World().ambient, timeout=10.0))

    assert isinstance(outcome, ApiResponse | WarpError)
    assert 1 == len(origin.requests)


@pytest.mark.parametrize("content", CASES.values(), ids=CASES)
def test_a_write_with_a_hostile_reply_arrives_once(own_pool, proxy, origin, content):
    assert_it_is_survived(own_pool, proxy, origin, content)


@st.composite
def damaged(draw):
    """A reply of which some bytes were cut out and replaced."""
    whole = reply(b"Content-Type: application/json", b"X-Request-ID: req-1")
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, min(len(whole), start + 12)))
    return whole[:start] + draw(st.binary(max_size=12)) + whole[end:]


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damaged())
def test_a_write_with_a_damaged_reply_arrives_once(proxy, origin, content):
    assert_it_is_survived(FLAVOURS[0], proxy, origin, content)
