"""A server that means harm, by where it leads, when it answers and what it calls things: none of it is followed."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.generator.hostile.serving import (
    CHUNKED,
    EVENTS,
    FILE,
    Asker,
    Bytes,
    Server,
    chunk,
    head,
    refusal,
    reply,
    without_end,
)  # fmt: skip
from warp_client_core.errors import ApiError, ApiTimeoutError
from warp_client_core.options import RequestOptions

DEEP = 1_000_000
ELSEWHERE = (
    "{other}/x", "//{bare}/x", "http://user:pw@{bare}/", "file:///etc/passwd", "javascript:alert(1)", "data:,x",
    "http://169.254.169.254/latest/meta-data", "http://[::1", "http://127.0.0.1:99999/", "https://{own}/thing",
    "http://localhost:{port}/thing", "\\\\{bare}\\x", "/\\{bare}/x", "", "http:{own}", "gopher://{bare}/_x",
)  # fmt: skip


@pytest.mark.parametrize("status", [b"302 Found", b"307 Temporary", b"300 Choose"])
@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_else_is_asked(asker: Asker, server: Server, target: str, status: bytes) -> None:
    """
    A redirect to anywhere else ends the call, and so does one that leads round and round.
    """
    with Server() as other:
        port = server.url.rpartition(":")[2]
        address = target.format(other=other.url, bare=other.url[7:], own=server.url[7:], port=port)
        server.says = lambda: reply(b'{"id": "a"}', b"Location: " + address.encode(), status=status)

        error = refusal(asker, server, "thing")

        assert isinstance(error, ApiError)
        assert [] == other.heads
        assert len(server.heads) <= 6


def test_a_write_is_never_sent_to_where_a_redirect_leads(asker: Asker, server: Server) -> None:
    """
    Not within the origin either: a write goes out once.
    """
    server.says = lambda: reply(b"{}", b"Location: /thing", status=b"307 Temporary")

    with pytest.raises(ApiError):
        asker.ask(server.url, "things.save", id="a")

    assert 1 == len(server.heads)


def test_cookies_are_not_kept(asker: Asker, server: Server) -> None:
    """
    What a server sets goes to nobody, not even back to it.
    """
    server.says = lambda: reply(b'{"id": "a"}', b"Set-Cookie: a=b; Path=/")

    def twice(client: Any) -> Any:
        if asker.flavour == "sync":
            return [client.things.thing(), client.things.thing()]

        async def both() -> Any:
            return [await client.things.thing(), await client.things.thing()]

        return both()

    asker.use(server.url, twice, {})

    assert 2 == len(server.heads)
    assert not any("cookie:" in one.lower() for one in server.heads)


DRIPPING: dict[str, Callable[[Server], Bytes]] = {
    "nothing": lambda server: (b"" for _ in iter(lambda: server.stopped.wait(0.05), True)),
    "a body": lambda server: itertools.chain(
        [head(b"Content-Length: 1000")], (b" " for _ in iter(lambda: server.stopped.wait(0.05), True))
    ),
}
SLOW_HEADS: dict[str, Callable[[Server], Bytes]] = {
    "a head": lambda server: (b"H" for _ in iter(lambda: server.stopped.wait(0.05), True)),
    "hints before the head": lambda server: itertools.repeat(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
}


@pytest.mark.parametrize("name", DRIPPING)
def test_a_reply_that_drips_ends_with_the_deadline(asker: Asker, server: Server, name: str) -> None:
    """
    However often something comes.
    """
    server.says = lambda: DRIPPING[name](server)

    assert isinstance(refusal(asker, server, "thing", options=RequestOptions(deadline=0.4)), ApiTimeoutError)


@pytest.mark.parametrize("name", SLOW_HEADS)
def test_a_head_that_drips_ends_with_the_deadline(package: ModuleType, server: Server, name: str) -> None:
    """
    In the async flavour; a sync client cannot interrupt its HTTP library in the middle of a head.
    """
    server.says = lambda: SLOW_HEADS[name](server)

    error = refusal(Asker(package, "async"), server, "thing", options=RequestOptions(deadline=0.4))

    assert isinstance(error, ApiTimeoutError)


def test_a_server_does_not_decide_how_long_the_client_waits(asker: Asker, server: Server) -> None:
    """
    A century is not waited for, though two more attempts were allowed.
    """
    server.says = lambda: reply(b"{}", b"Retry-After: 3153600000", status=b"503 Later")

    refusal(asker, server, "thing", settings={"max_retries": 2})

    assert 1 == len(server.heads)


NAMES = ("../../evil", "/etc/evil", "..\\evil", "C:\\evil", "CON", "~/evil", "a\x00b", "%2e%2e%2fevil", "a" * 5000)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_where_the_caller_said(asker: Asker, server: Server, name: str, tmp_path: Path) -> None:
    """
    No name that the server has for it means anything.
    """
    field = f"Content-Disposition: attachment; filename=\"{name}\"; filename*=UTF-8''{name}".replace("\x00", "%00")
    server.says = lambda: reply(b"content", field.encode(), kind=FILE)
    (tmp_path / "in").mkdir()
    call = asker.package.calls.things.file()

    asker.use(server.url, lambda client: client.download(call, tmp_path / "in" / "mine"), {})

    assert [tmp_path / "in", tmp_path / "in" / "mine"] == sorted(tmp_path.rglob("*"))
    assert b"content" == (tmp_path / "in" / "mine").read_bytes()


ERRORS = {
    "commands to a terminal": b'{"code": "\\u001b[2Jx", "message": "\\u001b]0;evil\\u0007\\r\\n\\u202e\\u2028"}',
    "depth": b'{"code":' * DEEP,
    "no object": b"[1, 2]",
    "odd types": b'{"code": {"a": 1}, "message": ["x"], "details": 5, "errors": {"a": null}}',
    "a long message": b'{"message": "' + b"a" * 1_000_000 + b'"}',
    "HTML": b"<script>alert(1)</script>" * 1000,
}


@pytest.mark.parametrize("body", ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("status", [b"400 \x1b[2J", b"401 No", b"500 X"])
def test_an_error_shows_nothing_that_a_terminal_would_obey(
    asker: Asker, server: Server, body: bytes, status: bytes
) -> None:
    """
    Nor more than a few lines.
    """
    server.says = lambda: reply(body, b"X-Request-ID: \x1b[2J" + b"a" * 5000, status=status)

    assert isinstance(refusal(asker, server, "thing"), ApiError)


def test_leaving_a_stream_without_end_ends_it(asker: Asker, server: Server) -> None:
    """
    One item is read; the server hears that nobody listens any more.
    """
    server.says = without_end(head(CHUNKED, kind=EVENTS), chunk(b'event: __init__\nretry: 9e99\ndata: {"id": "a"}\n\n'))

    def first(client: Any) -> Any:
        stream = client.things.events()
        if asker.flavour == "sync":
            with stream:
                return next(stream)

        async def one() -> Any:
            async with stream:
                return await anext(stream)

        return one()

    event = asker.use(server.url, first, {})

    assert ("__init__", "a", None) == (event.event, event.data.id, event.retry)
    assert server.left.wait(10)
