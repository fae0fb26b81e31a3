"""Replies that no server should give, and calls to give them to."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import attrs
import httpx
from hypothesis import strategies as st

from warp_client_core import OpenEnum, Operation, Safety, Session
from warp_client_core.replies import Bare, Binary, Enveloped, Located, Nothing, Paged, Paging, Text
from warp_client_core.times import Timestamp


class Status(OpenEnum):
    """A status."""

    ACTIVE = "active"
    INACTIVE = "inactive"


@attrs.frozen(kw_only=True)
class Leg:
    """A model inside a model, of the plain kind."""

    number: str
    seconds: int | None = None
    cost: Decimal | None = None


@attrs.frozen(kw_only=True)
class Thing:
    """A model with a field of every type that generated models have."""

    id: str
    status: Status | None = None
    at: Timestamp | None = None
    day: date | None = None
    amount: Decimal | None = None
    ratio: float | None = None
    count: int | None = None
    active: bool | None = None
    tags: list[str] | None = None
    legs: list[Leg] | None = None
    counts: dict[str, int] | None = None
    free: dict[str, Any] | None = None
    next: Thing | None = None


@attrs.frozen(kw_only=True)
class Record(Thing):
    """A model whose names differ on the wire, and which reads an address from links."""

    __wire__: ClassVar[Mapping[str, str]] = {"ref_name": "refName", "from_": "from"}

    ref_name: str | None = None
    from_: Status | None = None
    others: list[Record] | None = None


@attrs.frozen(kw_only=True)
class Tokens:
    """What signing in gives."""

    access_token: str | None = None
    refresh_token: str | None = None
    expires_in: float | None = None


@attrs.frozen(kw_only=True)
class Ref:
    """Where a record is."""

    id: str
    location: str


def _operation(reply: Any, name: str, **more: Any) -> Operation[Any]:
    return Operation(name, "GET", "/things", Safety.READ, reply, **more)


OPERATIONS = [
    _operation(Enveloped(Thing), "enveloped"),
    _operation(Enveloped(list[Record]), "enveloped_list"),
    _operation(Enveloped(dict[str, Decimal]), "enveloped_map"),
    _operation(Bare(Record), "bare"),
    _operation(Bare(Any), "bare_any"),
    _operation(Bare(list[Thing]), "bare_list"),
    _operation(Paged(Thing), "pages"),
    _operation(Paged(Record, Paging.OFFSET), "offsets"),
    _operation(Paged(Record, Paging.HAS_MORE), "has_more"),
    _operation(Located(Ref), "located"),
    _operation(Text(), "text"),
    _operation(Binary(), "binary"),
    _operation(Nothing(), "nothing"),
    _operation(Enveloped(Tokens), "login", session=Session.OPENS),
    _operation(Nothing(), "logout", session=Session.CLOSES),
]

_KEYS = [
    *(
        "data",
        "meta",
        "success",
        "pagination",
        "page",
        "per_page",
        "total",
        "total_pages",
        "items",
        "hasMore",
        "offset",
    ),
    *(
        "error",
        "errors",
        "code",
        "message",
        "details",
        "detail",
        "o:errorDetails",
        "request_id",
        "links",
        "rel",
        "href",
    ),
    *("access_token", "refresh_token", "expires_in", "refName", "from", "others"),
    *(field.name for field in attrs.fields(Thing)),
]
_TEXTS = [
    *("", "active", "ACTIVE", "new", "TRUNK_IN_USE", "1.5", "NaN", "-Infinity", "1e999", "9" * 30, "0x1F", "true"),
    *("2026-01-15T12:00:00Z", "2026-01-15 12:00:00", "2026-01-15T12:00:00.123456789+0000", "2026-02-30T25:61:61Z"),
    *(
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:60-14:00",
        "2026-01-15",
        "\ud800",
        "\x00",
        "\u202e",
        "s3cret\r\nX: y",
    ),
]
_NUMBERS = [0, 1, -1, 2**53, 2**63, 2**64, -(2**63) - 1, 10**400, 1e308, 5e-324, float("nan"), float("inf")]
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(_NUMBERS)
    | st.sampled_from(_TEXTS)
    | st.text(max_size=20)
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=10,
)
_VALID = {
    "data": {"id": "t1", "status": "active", "at": "2026-01-15T12:00:00Z", "amount": "1.50", "legs": [{"number": "1"}]},
    "meta": {"pagination": {"page": 1, "per_page": 1, "total": 3, "total_pages": 3}, "request_id": "r1"},
}
_VALID_LIST = {**_VALID, "data": [_VALID["data"]], "items": [_VALID["data"]], "hasMore": True, "offset": 0, "count": 1}


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A good body with one part exchanged, left out or put in twice."""
    good = json.dumps(draw(st.sampled_from([_VALID, _VALID_LIST, _VALID["data"]]))).encode()
    start, length = draw(st.integers(0, len(good))), draw(st.integers(0, 20))
    return (
        good[:start] + draw(st.binary(max_size=6) | st.just(good[start : start + length] * 2)) + good[start + length :]
    )


_DEEP = st.builds(
    lambda opening, levels, closed, key: (
        b'{"%s": ' % key + opening * levels + (b"1" + (b"]" if opening == b"[" else b"}") * levels + b"}") * closed
    ),
    st.sampled_from([b"[", b'{"a":', b'{"next":', b'{"error":']),
    st.sampled_from([10, 500, 990, 1_500, 20_000]),
    st.booleans(),
    st.sampled_from([b"data", b"free", b"unknown", b"error", b"details"]),
)


@st.composite
def _near(draw: st.DrawFn) -> bytes:
    """A good body with up to three of its fields holding something else."""
    good = json.loads(json.dumps(draw(st.sampled_from([_VALID, _VALID_LIST, _VALID["data"], [_VALID["data"]]]))))
    thing = good.get("data", good) if isinstance(good, dict) else good
    fields = draw(st.dictionaries(st.sampled_from(_KEYS) | st.text(max_size=5), _LEAVES | _JSON, max_size=3))
    (thing[0] if isinstance(thing, list) else thing).update(fields)
    return json.dumps(good, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")


_FIXED = [b"", b"null", b"<html><body>Sign in</body></html>", b"\xef\xbb\xbf{}", b'{"data":', b"[" * 300, b"{}" * 9]
BODIES = st.one_of(
    _near(),
    _near(),
    _near(),
    _JSON.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=8).map(lambda value: json.dumps(value).encode()),
    _damaged(),
    _DEEP,
    st.binary(max_size=200) | st.sampled_from(_FIXED),
)

NAMES = [
    *(b"Content-Type", b"Content-Length", b"Retry-After", b"Date", b"Location", b"X-Request-Id"),
    *(b"X-RateLimit-Reset", b"RateLimit-Reset", b"ETag", b"Link", b"Set-Cookie", b"Transfer-Encoding", b"content-type"),
]
VALUES = [
    *(
        b"application/json",
        b"application/json; charset=utf-16",
        b"text/plain; charset=undefined",
        b"text/html",
        b"",
        b";",
    ),
    *(b"text/plain; charset=punycode", b"text/plain; charset=idna", b"text/plain; charset=unicode_escape"),
    *(
        b"text/plain; charset=zlib",
        b'text/plain; charset="',
        b"text/plain; charset*=x''%ff",
        b"text/plain; charset=\x00",
    ),
    *(b"text/plain; charset*0*=utf-8''%E2; charset*1=x", b"text/plain; charset=raw_unicode_escape", b"multipart/mixed"),
    *(b"gzip", b"deflate", b"br", b"zstd", b"identity", b"gzip, gzip", b"gzip, br, deflate", b"aws-chunked", b"x-gzip"),
    *(
        b"0",
        b"-1",
        b"1.5",
        b"99999999999",
        b"1e9",
        b"nan",
        b"Thu, 15 Jan 2026 12:00:00 GMT",
        b"Thu, 15 Jan 2026 12:00:00",
    ),
    *(
        b"Thu, 15 Jan 2026 12:00:00 +99999999999999999999",
        b"Mon, 01 Jan 0001 00:00:00 +2359",
        b"Fri, 31 Dec 9999 23:59:59 -2359",
    ),
    *(
        b"/v1/things/t2",
        b"https://api.example.com/v1/things/%2e%2e",
        b"https://[",
        b"//evil.example/x",
        b"https://x:99999/",
    ),
    *(
        b"javascript:alert(1)",
        b"\\\\x",
        b"/\r\nX: y",
        b"../../x?y#z",
        b"https://u:p@api.example.com/v1/t",
        b"\xff\xfe",
        b"a" * 9_000,
    ),
]
CODINGS = [
    b"gzip",
    b"deflate",
    b"br",
    b"zstd",
    b"identity",
    b"",
    b"gzip, gzip",
    b"gzip, br",
    b"aws-chunked",
    b"x-gzip",
    b"\xff",
]
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.binary(max_size=12)), max_size=4)
_STATUSES = [200] * 30 + [201, 202, 204, 206, 304, 307, 401, 409, 429, 500, 503, 0, 0, 0, 0, 0]
STATUSES = st.sampled_from(_STATUSES).flatmap(lambda status: st.just(status) if status else st.integers(100, 999))


class Stream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in pieces, which may break off."""

    def __init__(self, content: bytes, failure: Exception | None) -> None:
        self._pieces = [content[: len(content) // 2], content[len(content) // 2 :]]
        self._failure = failure

    def __iter__(self) -> Any:
        yield from self._pieces
        if self._failure is not None:
            raise self._failure

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece


@st.composite
def _packed(draw: st.DrawFn, content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """A body as it is sent, and what the header says about that; one is not always true to the other."""
    how = draw(st.sampled_from([None] * 20 + ["gzip", "deflate", "cut", "lie"]))
    if how is None:
        return content, []
    if how == "lie":
        return content, [(b"Content-Encoding", draw(st.sampled_from(CODINGS)))]
    if how == "deflate":
        return zlib.compress(content, 1), [(b"Content-Encoding", b"deflate")]
    packed = gzip.compress(content, 1, mtime=0)
    return packed[:-4] if how == "cut" else packed, [(b"Content-Encoding", b"gzip")]


@st.composite
def replies(draw: st.DrawFn) -> httpx.Response:
    """One reply."""
    content, headers = draw(_packed(draw(BODIES)))
    failure = draw(st.sampled_from([None] * 10 + [httpx.ReadError("broken"), httpx.ReadTimeout("slow")]))
    return httpx.Response(draw(STATUSES), headers=headers + draw(HEADERS), stream=Stream(content, failure))
