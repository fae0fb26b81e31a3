"""
A WebSocket connection of the websockets library that hands each message on the moment it arrives.

The library's own queue of messages stops reading when nobody takes them, and with it stops seeing pongs; this one has
no queue. The rule: the library keeps to the protocol (masks, sizes, close handshake), this class keeps no message.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State

from warp_client_core.streaming.machine import End
from warp_client_core.streaming.splitting import Splitter

_MOST_FRAGMENTS: Final = 16_384


class Wire(ClientConnection):
    """
    One connection.

    Attributes:
        heard: When something arrived last, on the clock of the loop.
        ended: How it ended, when it has.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.heard = self.loop.time()
        self.ended: asyncio.Future[End] = self.loop.create_future()
        self._fragments: list[bytes] = []
        self._is_text = True
        self._early: list[tuple[bytes, bool]] = []
        self._on_message: Callable[[bytes, bool], None] | None = None
        self._on_pong: Callable[[bytes], None] | None = None
        self._guillotine: asyncio.TimerHandle | None = None
        limit = self.protocol.max_message_size
        assert limit is not None
        self._splitter = Splitter(limit, self._early_message, self._on_rest)

    def start(self, on_message: Callable[[bytes, bool], None], on_pong: Callable[[bytes], None]) -> None:
        """
        Give messages to a function, those first that came with the handshake; True with those that are text. Give what
        the server says to a ping to another.
        """
        self._on_pong = on_pong
        early, self._early = self._early, []
        for data, is_text in early:
            on_message(data, is_text)
        self._on_message = self._splitter.message = on_message

    def data_received(self, data: bytes) -> None:
        """Something arrived."""
        self.heard = self.loop.time()
        self._splitter.feed(data)

    def _early_message(self, data: bytes, is_text: bool) -> None:
        self._early.append((data, is_text))

    def _on_rest(self, data: bytes) -> bool:
        super().data_received(data)
        if self._guillotine is None and self.response is not None and self.protocol.close_expected():
            # The library bounds this wait only for who calls its methods.
            self._guillotine = self.loop.call_later(self.close_timeout or 0, self.transport.abort)
        return self.protocol.state is State.OPEN

    def process_event(self, event: Any) -> None:
        """Hand on a message; everything else is the library's."""
        if isinstance(event, Response) or self.response is None:
            super().process_event(event)
            return
        frame: Frame = event
        if frame.opcode is Opcode.TEXT or frame.opcode is Opcode.BINARY:
            self._is_text = frame.opcode is Opcode.TEXT
            if frame.fin:
                self._hand_on(bytes(frame.data))
            else:
                self._fragments = [bytes(frame.data)]
        elif frame.opcode is Opcode.CONT:
            self._fragments.append(bytes(frame.data))
            if frame.fin:
                whole, self._fragments = b"".join(self._fragments), []
                self._hand_on(whole)
            elif len(self._fragments) > _MOST_FRAGMENTS and self.protocol.state is State.OPEN:
                self._fragments = []
                self.protocol.fail(CloseCode.MESSAGE_TOO_BIG, "too many fragments")
                self.send_data()
        elif frame.opcode is Opcode.PONG and self._on_pong is not None:
            self._on_pong(bytes(frame.data))
        else:
            super().process_event(event)

    def _hand_on(self, data: bytes) -> None:
        if self._on_message is None:
            self._early.append((data, self._is_text))
        else:
            self._on_message(data, self._is_text)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        super().connection_lost(exc)
        if self._guillotine is not None:
            self._guillotine.cancel()
        self._on_message = self._on_pong = None
        self._splitter.message = self._early_message
        if not self.ended.done():
            self.ended.set_result(self._end(exc))

    def _end(self, exc: Exception | None) -> End:
        protocol = self.protocol
        received, sent = protocol.close_rcvd, protocol.close_sent
        if sent is not None and protocol.close_rcvd_then_sent is not True:
            return End(code=sent.code, reason=sent.reason, is_ours=True)
        if received is not None:
            return End(code=received.code, reason=received.reason)
        return End(cause=exc)

    @property
    def said_goodbye(self) -> bool:
        """Whether the server answered our goodbye, and so has read all that came before."""
        return self.protocol.close_rcvd is not None and self.protocol.close_rcvd_then_sent is False

    def write(self, text: str) -> bool:
        """Send a message; False when the connection is ending, and nothing of it was sent."""
        if self.protocol.state is not State.OPEN or self.transport.is_closing():
            return False
        self.protocol.send_text(text.encode())
        # Whatever happens from here on, something of it may have been sent.
        with contextlib.suppress(Exception):
            self.send_data()
        return True

    async def drained(self) -> None:
        """Return when there is room for the next message."""
        await self.drain()

    def ping(self, data: Any = None) -> Any:
        """Ask for a sign of life, which says the same; nobody waits for it here."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_ping(b"" if data is None else str(data).encode())
            self.send_data()

    def pong(self, data: Any = b"") -> Any:
        """Give a sign of life that nobody asked for (RFC 6455, 5.5.3)."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_pong(b"")
            self.send_data()

    def pause(self) -> None:
        """Read no more."""
        self.transport.pause_reading()

    def resume(self) -> None:
        """Read again."""
        if not self.transport.is_closing():
            self.transport.resume_reading()

    def abort(self) -> None:
        """End it at once."""
        self.transport.abort()


class Connecting(connect):
    """An attempt that follows no redirect: where credentials go is decided elsewhere."""

    def process_redirect(self, exc: Exception) -> Exception:
        """What came of a redirect: an error like any other."""
        return exc


class QuietLog(logging.LoggerAdapter[logging.Logger]):
    """
    What the library may log: texts of its own, from INFO on.

    At DEBUG it logs header fields, addresses and messages, and tracebacks may quote them.
    """

    def __init__(self) -> None:
        super().__init__(logging.getLogger("warp_client_core.streaming.wire"), {})

    def isEnabledFor(self, level: int) -> bool:
        """Never below INFO."""
        return level > logging.DEBUG and super().isEnabledFor(level)

    def log(self, level: int, msg: object, *args: object, **kwargs: Any) -> None:
        """Log the text without what would be put into it."""
        if self.isEnabledFor(level):
            self.logger.log(level, str(msg).partition("%")[0].rstrip(": "))
