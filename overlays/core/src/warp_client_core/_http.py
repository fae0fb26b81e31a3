"""
The only module that imports the HTTP library: httpx, or httpx2, which has the same interface.

It turns a `Send` into one HTTP exchange and what happened into an `Outcome`. The rule: names of the HTTP library
reach the rest of the runtime through here and for type checking only, so that the library can be replaced.

New connections are made with ``WARP_HTTP_LIBRARY``, else httpx where it is installed, else httpx2.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from warp_client_core.bodies import BytesBody
from warp_client_core.errors import ApiConnectionError, ApiTimeoutError, ResponseDecodeError
from warp_client_core.steps import Failed, Send

if TYPE_CHECKING:
    import httpx

    Pool: TypeAlias = httpx.Client
    """Connections of a sync client."""

    AsyncPool: TypeAlias = httpx.AsyncClient
    """Connections of an async client."""

    Auth: TypeAlias = httpx.Auth
    """A way of signing requests."""

    Transport: TypeAlias = httpx.BaseTransport | Callable[[], httpx.BaseTransport]
    """A transport of a sync client, or what makes one."""

    AnyAsyncTransport: TypeAlias = httpx.AsyncBaseTransport
    """A transport of an async client."""

    AsyncTransport: TypeAlias = AnyAsyncTransport | Callable[[], AnyAsyncTransport]
    """A transport of an async client, or what makes one for each event loop."""

    Reply: TypeAlias = httpx.Response
    """A reply as the HTTP library gives it."""

LIBRARIES: Final = ("httpx", "httpx2")
"""The libraries that requests can be sent with."""

_CORES: Final = {"httpx": "httpcore", "httpx2": "httpcore2"}
"""What the libraries have their connections from."""

_CREDENTIALS: Final = frozenset({b"authorization", b"cookie", b"x-api-key"})
_HARMLESS: Final = frozenset({b"user-agent", b"connection", b"accept-language"})
"""Fields of a caller's client that go to other origins as well."""

_UNREACHED: Final = frozenset({"ClientConnectorError", "ConnectionTimeoutError"})
"""Errors of aiohttp after which nothing was sent. Its transport for httpx calls others so, too."""

_PLAIN: Final = re.compile(r"/[A-Za-z0-9/._~!$&'()*+,;=:@%-]*(\?[A-Za-z0-9/._~!$&()*+,;=:@%?-]*)?")
"""Paths and queries that the HTTP library sends as they are."""

_LONGEST: Final = 8_192

Clock: TypeAlias = Callable[[], float]


class Library:
    """
    What the runtime uses of one HTTP library.

    Attributes:
        module: The library itself.
        transport_error: Classes of what goes wrong on the way.
        decoding_error: Broken compression.
        http_error: Root of both.
    """

    def __init__(self, name: str) -> None:
        self.module: Any = importlib.import_module(name)
        module = self.module
        # The library's client raises InvalidURL for a redirect that it was told not to follow.
        self.transport_error: tuple[type[Exception], ...] = (module.TransportError, module.InvalidURL)
        self.decoding_error: type[Exception] = module.DecodingError
        self.http_error: type[Exception] = module.HTTPError
        self._never_sent = (module.ConnectError, module.ConnectTimeout, module.PoolTimeout, module.ProxyError)
        self._origin = functools.lru_cache(maxsize=64)(self._parsed)
        self._address = type("Address", (_Address, module.URL), {})
        self._nothing = module.ByteStream(b"")
        self._nowhere = module.URL("")

    def request(self, step: Send, *, is_async: bool, client: Any = None) -> httpx.Request:
        """
        The request, complete to the last header field.

        Args:
            step: What to send.
            is_async: Whether it is sent by an async client.
            client: A client of the caller whose own headers, cookies and query are added.

        Raises:
            ValueError: The library does not take the URL.
        """
        url, host = self._target(step.url)
        headers = [(name.encode("ascii"), value.encode("ascii")) for name, value in step.headers]
        if client is not None:
            ours = {name.lower() for name, _value in headers}
            theirs = client.headers.raw
            headers += [pair for pair in theirs if (key := pair[0].lower()) not in ours and _may_go(key, step)]
            if client.params and step.at_home:
                url = url.copy_merge_params(client.params)
        if not any(len(pair[0]) == 4 and pair[0].lower() == b"host" for pair in headers):
            headers.insert(0, (b"Host", host))
        body, stream = step.body, self._nothing
        if isinstance(body, BytesBody):
            stream = self.module.ByteStream(body.content)
            headers.append((b"Content-Length", b"%d" % len(body.content)))
        elif body is not None:
            stream = self._streamed(is_async)(body)
            length = body.length()
            headers.append(
                (b"Transfer-Encoding", b"chunked") if length is None else (b"Content-Length", b"%d" % length)
            )
        elif step.method in ("POST", "PUT", "PATCH"):
            headers.append((b"Content-Length", b"0"))
        seconds = step.timeout
        timeout = {"connect": seconds, "read": seconds, "write": seconds, "pool": seconds}
        made: httpx.Request = self.module.Request(
            step.method, self._nowhere, headers=headers, stream=stream, extensions={"timeout": timeout}
        )
        # Not an argument, because a request makes a plain URL of its argument, which means parsing it.
        made.url = url
        if body is None or isinstance(body, BytesBody):
            # For what looks at requests on their way: signatures, hooks, recorders, other transports.
            made.read()
        if client is not None and client.cookies and step.at_home:
            # A cookie that no header can carry is left out; the library would raise.
            with contextlib.suppress(UnicodeEncodeError):
                self.module.Cookies(client.cookies).set_cookie_header(made)
        return made

    @functools.cache  # noqa: B019  # there is one library of a name, and it stays
    def _streamed(self, is_async: bool) -> Any:
        """The class of streamed bodies; made for the first of them."""
        from warp_client_core.sending import AsyncChunks, SyncChunks

        chunks, stream = (AsyncChunks, "AsyncByteStream") if is_async else (SyncChunks, "SyncByteStream")
        return type("Chunks", (chunks, getattr(self.module, stream)), {})

    def watch(self, transport: Any, *, is_async: bool) -> None:
        """Have the connections of a transport notice a reply that comes before the request is sent."""
        from warp_client_core.early import watch

        watch(transport, importlib.import_module(_CORES[self.module.__name__]), is_async=is_async)

    def _target(self, text: str) -> tuple[httpx.URL, bytes]:
        """
        A URL, and the value of ``Host`` that belongs to it.

        Parsing takes longer than all that this runtime does for a request, so only the origin is parsed; a URL is
        taken apart when somebody asks for another part of it.
        """
        end = text.find("/", 8)
        if end < 0 or "?" in text[:end] or not _PLAIN.fullmatch(text, end) or "/." in text or len(text) > _LONGEST:
            return self._parsed(text)
        origin, host = self._origin(text[:end])
        return self._address(self.module.URL, origin, text, text[end:].encode("ascii")), host

    def _parsed(self, text: str) -> tuple[httpx.URL, bytes]:
        try:
            url = self.module.URL(text)
        except self.module.InvalidURL as error:
            raise ValueError(f"the URL of the call cannot be sent: {error}") from error
        return url, url.netloc

    def failure(self, error: Exception) -> Failed:
        """What an error of the library says about the request."""
        if isinstance(error, self.module.LocalProtocolError):
            # What the library refuses to send it quotes, header fields included; a traceback would show them.
            return Failed(type(error)("the HTTP library refuses to send the request as it is"), may_have_arrived=True)
        timed_out, never_sent = isinstance(error, self.module.TimeoutException), isinstance(error, self._never_sent)
        cause = error.__cause__
        if cause is not None and type(cause).__module__.startswith("aiohttp"):
            timed_out = isinstance(cause, TimeoutError)
            never_sent = any(kind.__name__ in _UNREACHED for kind in type(cause).__mro__)
        return Failed(error, may_have_arrived=not never_sent, timed_out=timed_out)

    def expired(self, *, sent: bool = True) -> Failed:
        """The failure of an attempt that had not ended when the deadline passed, or that had not even begun."""
        return Failed(self.module.ReadTimeout("the deadline of the call has passed"), sent, timed_out=True)


library = functools.cache(Library)
"""The library of this name; one of `LIBRARIES`."""


def default_library() -> Library:
    """
    The library that new connections are made with.

    Raises:
        ValueError: ``WARP_HTTP_LIBRARY`` names another.
        ImportError: The library is not installed.
    """
    chosen = os.environ.get("WARP_HTTP_LIBRARY", "").strip()
    if chosen and chosen not in LIBRARIES:
        raise ValueError(f"WARP_HTTP_LIBRARY must be one of {', '.join(LIBRARIES)}, not {chosen!r}")
    if chosen:
        return library(chosen)
    try:
        return library("httpx")
    except ModuleNotFoundError:
        return library("httpx2")


def library_of(client: object, kind: str) -> Library:
    """
    The library that a client of the caller belongs to.

    Args:
        client: What was passed as ``http_client``.
        kind: ``Client`` or ``AsyncClient``.

    Raises:
        TypeError: It is no client of that kind.
    """
    for base in type(client).__mro__:
        root = base.__module__.partition(".")[0]
        if root in LIBRARIES and base.__name__ == kind:
            return library(root)
    advice = "an async client takes those" if kind == "Client" else "a sync client takes an httpx.Client"
    raise TypeError(f"http_client must be an httpx.{kind}, not {type(client).__name__}; {advice}")


def timed(reply: Reply, request: httpx.Request, seconds: float) -> Reply:
    """The reply with what a client of the library would have added: its request and its duration."""
    reply.request = request
    reply.elapsed = timedelta(seconds=seconds)
    return reply


def garbled(error: Exception) -> ResponseDecodeError:
    """The error for a reply whose compression is broken."""
    return ResponseDecodeError(f"the reply cannot be decompressed: {error}")


def interrupted(error: Exception, operation_id: str) -> Exception:
    """The error for a reply that broke off while its body was read piece by piece."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "DecodingError" in names:
        return garbled(error)
    kind = ApiTimeoutError if "TimeoutException" in names else ApiConnectionError
    return kind(f"{operation_id}: the reply broke off ({type(error).__name__})", operation_id=operation_id)


def reading_errors() -> tuple[type[Exception], ...]:
    """What `interrupted` takes, of every library in use."""
    import sys

    return tuple(library(name).http_error for name in LIBRARIES if name in sys.modules)


def _may_go(name: bytes, step: Send) -> bool:
    if not step.at_home:
        return name in _HARMLESS
    return step.authenticated or name not in _CREDENTIALS


class _Address:
    """A URL that is taken apart only when asked for more than a transport needs, by what the library's methods miss."""

    def __init__(self, make: Callable[[str], httpx.URL], origin: httpx.URL, text: str, target: bytes) -> None:
        self._make_url, self._origin_url, self._text, self._target = make, origin, text, target

    def __str__(self) -> str:
        return self._text

    @property
    def raw_scheme(self) -> bytes:
        return self._origin_url.raw_scheme

    @property
    def scheme(self) -> str:
        return self._origin_url.scheme

    @property
    def raw_host(self) -> bytes:
        return self._origin_url.raw_host

    @property
    def host(self) -> str:
        return self._origin_url.host

    @property
    def port(self) -> int | None:
        return self._origin_url.port

    @property
    def raw_path(self) -> bytes:
        return self._target

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(self._make_url(self._text), name)
        setattr(self, name, found)
        return found
