"""
What can go wrong with one exchange, as values.

One rule: a fault says at which point of the exchange it strikes, so that a test can say whether the request had
reached the server by then (`forwards`). A refused connection is not among them, because nobody accepts it: see
`warp_sandbox.proxy.server.FaultProxy.refuse`.
"""

from __future__ import annotations

import enum
from typing import ClassVar, TypeAlias

import attrs


class Ending(enum.Enum):
    """How a connection ends towards the client."""

    RESET = "reset"
    """RST: the client loses what it has not read yet."""
    CLOSE = "close"
    """FIN, both directions closed."""
    HALF = "half"
    """FIN, but what the client sends is still read until it closes as well."""
    SILENCE = "silence"
    """It does not: nothing more comes until the client gives up."""


class Part(enum.Enum):
    """A part of the reply."""

    START = "start"
    """Before its first byte."""
    HEAD = "head"
    """Half of the head has been sent."""
    BODY = "body"
    """The head and half of the body have been sent."""


@attrs.frozen
class Pass:
    """Nothing goes wrong."""

    forwards: ClassVar[bool] = True


@attrs.frozen
class ResetAccepted:
    """The connection is reset as soon as it is accepted, which may be before the client knows that it has one."""

    forwards: ClassVar[bool] = False


@attrs.frozen
class ResetRequest:
    """
    The connection is reset in the midst of the request, on both sides.

    Attributes:
        after: Bytes passed on before; fewer than there are. With 0 the reset comes when the client has begun to send.
        of_body: Count the bytes of the body only; the head has been passed on then.
    """

    after: int = 0
    of_body: bool = False
    forwards: ClassVar[bool] = False


@attrs.frozen
class Unread:
    """The request is not read, so that a long one cannot be sent; until the connection is dropped by order."""

    forwards: ClassVar[bool] = False


@attrs.frozen
class Blackhole:
    """The request is read, not passed on and never answered, until the client gives up."""

    forwards: ClassVar[bool] = False


@attrs.frozen
class BreakReply:
    """
    The reply is not complete.

    Attributes:
        at: How much of the reply is sent before.
        ending: How the connection ends.
    """

    at: Part = Part.START
    ending: Ending = Ending.RESET
    forwards: ClassVar[bool] = True


@attrs.frozen
class Drip:
    """
    The reply comes in small pieces, to the end or until one cannot be sent.

    Attributes:
        pause: Seconds before each piece.
        size: Bytes in a piece.
        skip: Part from which on it drips; what is before is sent at once.
    """

    pause: float
    size: int = 1
    skip: Part = Part.START
    forwards: ClassVar[bool] = True


@attrs.frozen
class Garbage:
    """
    The reply is not HTTP.

    Attributes:
        content: What is sent in its place; then the connection is closed.
    """

    content: bytes = b"\x15\x03\x01\x00\x02\x02\x16 not HTTP\r\n\r\n"
    forwards: ClassVar[bool] = True


@attrs.frozen
class Interim:
    """
    Interim replies (RFC 9110, 15.2) come before the reply.

    Attributes:
        count: How many.
        status: Their status, 100 to 199.
        pause: Seconds before each.
    """

    count: int = 20
    status: int = 103
    pause: float = 0.0
    forwards: ClassVar[bool] = True


@attrs.frozen
class Mismeasure:
    """
    ``Content-Length`` of the reply is wrong. The reply says that the connection ends with it, and so it does.

    Attributes:
        by: Bytes added to the true length; negative to claim less than is sent.
    """

    by: int
    forwards: ClassVar[bool] = True


@attrs.frozen
class Append:
    """
    Bytes that nobody asked for follow the reply, in one piece with it; the connection stays open.

    Attributes:
        content: The bytes, perhaps a whole second reply.
    """

    content: bytes
    forwards: ClassVar[bool] = True


Fault: TypeAlias = (
    Pass
    | ResetAccepted
    | ResetRequest
    | Unread
    | Blackhole
    | BreakReply
    | Drip
    | Garbage
    | Interim
    | Mismeasure
    | Append
)
"""Whatever can happen to an exchange."""
