"""
Where a message of HTTP/1.1 ends (RFC 9112, 6).

One rule: bytes are kept as they came; nothing is decoded, joined or corrected, and nothing without an end is read.
"""

from __future__ import annotations

import asyncio

import attrs

LIMIT = 16 * 1024 * 1024
"""Most bytes of a message; a longer one is not taken."""


class Unframed(Exception):
    """The bytes are not a message of HTTP/1.1, or one that is longer than `LIMIT`."""


@attrs.frozen
class Message:
    """
    A request or a reply.

    Attributes:
        head: Start line and fields, with the empty line at the end.
        body: The body as on the wire, chunk sizes included.
    """

    head: bytes
    body: bytes = b""

    @property
    def start(self) -> list[str]:
        """The three words of the start line."""
        return self.head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Header fields in order, names in lower case."""
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines if line)
        return [(name.lower(), value.strip()) for name, _, value in pairs]

    @property
    def closes(self) -> bool:
        """Whether the sender ends the connection after it."""
        return ("connection", "close") in [(name, value.lower()) for name, value in self.fields]

    def __bytes__(self) -> bytes:
        return self.head + self.body


async def read_request(reader: asyncio.StreamReader, taken: bytes = b"") -> Message:
    """
    The next request, complete.

    Args:
        reader: Where it comes from.
        taken: Bytes of it that were read already, at most the first.

    Raises:
        Unframed: It is not HTTP/1.1.
        asyncio.IncompleteReadError: The sender ended the connection in the midst of it.
    """
    message = Message(await _head(reader, taken))
    return attrs.evolve(message, body=await _body(reader, message, to_end=False))


async def read_reply(reader: asyncio.StreamReader, method: str) -> Message:
    """
    The reply to a request with this method; a body without a length is read until the connection ends.

    Raises:
        Unframed: It is not HTTP/1.1.
        asyncio.IncompleteReadError: The sender ended the connection in the midst of it.
    """
    message = Message(await _head(reader))
    if method == "HEAD" or message.start[1] in ("204", "304"):
        return message
    return attrs.evolve(message, body=await _body(reader, message, to_end=True))


async def _head(reader: asyncio.StreamReader, taken: bytes = b"") -> bytes:
    try:
        head = taken + await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError as error:
        raise Unframed("The head of a message is too long.") from error
    if len(head.split(b"\r\n", 1)[0].split(b" ", 2)) < 2:
        raise Unframed("The start line of a message has too few words.")
    return head


async def _body(reader: asyncio.StreamReader, message: Message, *, to_end: bool) -> bytes:
    fields = dict(message.fields)
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return await _chunks(reader)
    if "content-length" in fields:
        return await reader.readexactly(_bounded(fields["content-length"], 10))
    return await reader.read(LIMIT) if to_end else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while True:
        line = await reader.readuntil(b"\r\n")
        size = _bounded(line.split(b";")[0].decode("latin-1").strip(), 16)
        piece = await reader.readexactly(size + 2) if size else await reader.readuntil(b"\r\n")
        body += line + piece
        _bounded(str(len(body)), 10)
        if not size:
            return body


def _bounded(text: str, base: int) -> int:
    try:
        number = int(text, base)
    except ValueError as error:
        raise Unframed(f"The length of a message is not a number: {text[:40]!r}.") from error
    if not 0 <= number <= LIMIT:
        raise Unframed("A message is too long.")
    return number
