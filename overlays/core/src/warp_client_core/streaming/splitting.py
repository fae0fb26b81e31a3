"""
Whole text messages taken out of the bytes of a connection, past the library's parser, which costs more than the rest.

Pure. The rule: only what is plainly a message is taken out: one unmasked, uncompressed text frame, within the limit,
while no fragments are under way. Everything else goes to the library, frame by frame, so that it stays between two
frames; what breaks the protocol is the library's to find.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_TEXT: Final = 0x81
_OPCODE: Final = 0x0F
_FIN: Final = 0x80
_LAST_DATA: Final = 2
_LONG: Final = 65_536
"""Most bytes of a message that are put together here; longer ones the library puts together in linear time."""
_END_OF_HEAD: Final = b"\r\n\r\n"


class Splitter:
    """
    Splits what one connection receives.

    Args:
        limit: Most bytes of a message.
        message: Takes a message, and that it is text.
        rest: Takes everything else; gives back whether the connection is open.

    Attributes:
        message: As given; may be replaced, not while `feed` runs.
    """

    def __init__(self, limit: int, message: Callable[[bytes, bool], None], rest: Callable[[bytes], bool]) -> None:
        self._limit = limit
        self.message = message
        self._rest = rest
        self._head = self._tail = b""
        self._owed = 0
        self._has_begun = False
        self._is_over = False
        self._has_fragments = False

    def feed(self, data: bytes) -> None:
        """Split what arrived; an incomplete frame is kept for the next time."""
        if self._is_over:
            self._rest(data)
            return
        if self._owed:
            data = self._pay(data)
        if self._tail:
            data, self._tail = self._tail + data, b""
        if not self._has_begun:
            data = self._begin(data)
        begin, end, limit, message = 0, len(data), self._limit, self.message
        while end - begin >= 2:
            first, size = data[begin], data[begin + 1]
            start = begin + 2
            if size > 125:
                # In the second byte, more than 127 is that of a masked frame, which no server may send.
                if size > 127:
                    self._over(data[begin:])
                    return
                start += 2 if size == 126 else 8
                if start > end:
                    break
                if size == 126:
                    size = data[begin + 2] << 8 | data[begin + 3]
                else:
                    size = int.from_bytes(data[begin + 2 : start], "big")
            if size > limit:
                self._over(data[begin:])
                return
            stop = start + size
            if stop > end:
                if size > _LONG:
                    self._owed = stop - end
                    self._pass_on(first, data[begin:])
                    return
                break
            if first == _TEXT and not self._has_fragments:
                message(data[start:stop], True)
            elif not self._pass_on(first, data[begin:stop]):
                self._over(data[stop:])
                return
            begin = stop
        self._tail = data[begin:]

    def _begin(self, data: bytes) -> bytes:
        """Give the library its handshake; what follows is frames."""
        seen = self._head + data
        found = seen.find(_END_OF_HEAD)
        if found < 0:
            self._head = seen[1 - len(_END_OF_HEAD) :]
            self._rest(data)
            return b""
        self._has_begun = True
        cut = found + len(_END_OF_HEAD) - len(self._head)
        if self._rest(data[:cut]):
            return data[cut:]
        self._over(data[cut:])
        return b""

    def _pass_on(self, first: int, frame: bytes) -> bool:
        opcode = first & _OPCODE
        if opcode <= _LAST_DATA:
            self._has_fragments = not first & _FIN
        return self._rest(frame)

    def _pay(self, data: bytes) -> bytes:
        """Give the library more of a long frame that it has the beginning of."""
        part = data[: self._owed]
        self._owed -= len(part)
        if self._rest(part):
            return data[len(part) :]
        self._over(data[len(part) :])
        return b""

    def _over(self, data: bytes) -> None:
        """From here on everything is the library's."""
        self._is_over, self._tail = True, b""
        if data:
            self._rest(data)
