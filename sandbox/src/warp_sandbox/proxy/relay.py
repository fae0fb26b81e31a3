"""
Carries one connection of a client to the server and back, with the faults that were ordered.

One rule: a fault strikes at the same byte each time, whatever the timing of either side.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable

from warp_sandbox.proxy.faults import (
    Append,
    Blackhole,
    BreakReply,
    Drip,
    Ending,
    Fault,
    Garbage,
    Interim,
    Mismeasure,
    Part,
    ResetAccepted,
    ResetRequest,
    Unread,
)
from warp_sandbox.proxy.framing import Message, Unframed, read_reply, read_request
from warp_sandbox.proxy.record import Exchange, Record

PATIENCE = 10.0
"""Seconds that the rest of a request may take to come."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_BROKEN = (asyncio.IncompleteReadError, OSError, Unframed)


class Relay:
    """
    One connection of a client.

    Args:
        reader: What the client sends.
        writer: What it gets.
        upstream: Host and port of the server.
        choose: Gives the fault of the next exchange.
        record: Where complete requests are written down.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        upstream: tuple[str, int],
        choose: Callable[[], Fault],
        record: Record,
    ) -> None:
        self._reader, self._writer = reader, writer
        self._upstream, self._choose, self._record = upstream, choose, record

    def reset(self) -> None:
        """End the connection at once, by RST."""
        _reset(self._writer)

    async def serve(self) -> None:
        """Carry exchanges until one of the three sides ends the connection."""
        with contextlib.suppress(*_BROKEN):
            while first := await self._reader.read(1):
                if not await self._exchange(first, self._choose()):
                    break
        await self._close()

    async def _exchange(self, first: bytes, fault: Fault) -> bool:
        """One exchange; whether the connection goes on."""
        if isinstance(fault, (ResetAccepted, ResetRequest)):
            await self._cut_request(first, fault if isinstance(fault, ResetRequest) else ResetRequest())
            return False
        if isinstance(fault, Unread):
            await asyncio.Event().wait()
        async with asyncio.timeout(PATIENCE):
            request = await read_request(self._reader, first)
        reply = await self._forwarded(request, fault) if fault.forwards else Message(b"")
        if not fault.forwards:
            self._record.add(Exchange(request, fault, forwarded=False))
        return await self._answer(reply, fault) and not (request.closes or reply.closes)

    async def _cut_request(self, first: bytes, fault: ResetRequest) -> None:
        taken, after = b"", fault.after
        async with asyncio.timeout(PATIENCE):
            if fault.of_body:
                taken = first + await self._reader.readuntil(b"\r\n\r\n")
            elif after:
                taken, after = first, after - 1
            taken += await self._reader.readexactly(after)
        if taken:
            _, upstream = await asyncio.open_connection(*self._upstream)
            upstream.write(taken)
            await upstream.drain()
            _reset(upstream)
        _reset(self._writer)

    async def _forwarded(self, request: Message, fault: Fault) -> Message:
        """The server's reply."""
        reader, writer = await asyncio.open_connection(*self._upstream)
        try:
            writer.write(bytes(request))
            await writer.drain()
            self._record.add(Exchange(request, fault, forwarded=True))
            return await read_reply(reader, request.start[0])
        finally:
            writer.close()

    async def _answer(self, reply: Message, fault: Fault) -> bool:
        match fault:
            case Blackhole():
                await self._drain()
                return False
            case BreakReply():
                await self._break(reply, fault)
                return False
            case Drip():
                return await self._drip(reply, fault)
            case Garbage():
                return await self._send(fault.content, goes_on=False)
            case Interim():
                return await self._interrupt(reply, fault)
            case Mismeasure():
                return await self._send(_mismeasured(reply, fault.by), goes_on=False)
            case Append():
                return await self._send(bytes(reply) + fault.content)
        return await self._send(bytes(reply))

    async def _break(self, reply: Message, fault: BreakReply) -> None:
        self._writer.write(bytes(reply)[: _offset(reply, fault.at)])
        await self._writer.drain()
        if fault.ending is Ending.RESET:
            _reset(self._writer)
        elif fault.ending is not Ending.CLOSE:
            if fault.ending is Ending.HALF:
                self._writer.write_eof()
            await self._drain()

    async def _interrupt(self, reply: Message, fault: Interim) -> bool:
        interim = b"HTTP/1.1 %d Interim\r\nLink: </style.css>\r\n\r\n" % fault.status
        for _ in range(fault.count):
            if fault.pause:
                await asyncio.sleep(fault.pause)
            await self._send(interim)
        return await self._send(bytes(reply))

    async def _drip(self, reply: Message, fault: Drip) -> bool:
        whole, start = bytes(reply), _offset(reply, fault.skip)
        self._writer.write(whole[:start])
        for position in range(start, len(whole), fault.size):
            await asyncio.sleep(fault.pause)
            await self._send(whole[position : position + fault.size])
        return True

    async def _send(self, content: bytes, *, goes_on: bool = True) -> bool:
        self._writer.write(content)
        await self._writer.drain()
        return goes_on

    async def _drain(self) -> None:
        """Read until the client gives up."""
        while await self._reader.read(65_536):
            pass

    async def _close(self) -> None:
        self._writer.close()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()


def _offset(reply: Message, part: Part) -> int:
    """How many bytes of a reply come before the place where it breaks."""
    match part:
        case Part.START:
            return 0
        case Part.HEAD:
            return len(reply.head) // 2
        case Part.BODY:
            return len(reply.head) + len(reply.body) // 2


def _mismeasured(reply: Message, by: int) -> bytes:
    replaced = (b"content-length:", b"connection:")
    kept = [line for line in reply.head.split(b"\r\n")[:-2] if not line.lower().startswith(replaced)]
    added = [b"Content-Length: %d" % (len(reply.body) + by), b"Connection: close"]
    return b"\r\n".join([*kept, *added, b"", reply.body])


def _reset(writer: asyncio.StreamWriter) -> None:
    carrier = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):  # it is closed already
        carrier.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
