"""
What travels between a stream and its users.

Values only. The rule: everything that can be wrong with the options of a stream shows here, before it connects.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from warp_client_core.value import Value

LOCAL: Final = "$"
"""First character of the names of a stream's own events; no server may use it."""

CONNECTED: Final = "$connected"
RECONNECTING: Final = "$reconnecting"
ERROR: Final = "$error"
GAP: Final = "$gap"
EXCEEDED: Final = "$max_reconnect_exceeded"
CLOSED: Final = "$closed"

OWN_EVENTS: Final = frozenset({CONNECTED, RECONNECTING, ERROR, GAP, EXCEEDED, CLOSED})
"""
What a stream tells of itself, and what goes with it: ``$connected`` the number of the connection, from 1;
``$reconnecting`` the seconds until the next attempt; ``$error`` the error; ``$gap`` a `Gap`;
``$max_reconnect_exceeded`` the number of attempts; ``$closed`` the `StreamError` that ended the stream, or None.
"""

ANY: Final = "*"
"""Stands for every event of the server."""

Overflow: TypeAlias = Literal["block", "drop_oldest", "drop_newest", "error"]
"""What happens to an event that finds the queue full."""


class StreamState(enum.Enum):
    """What a stream is doing."""

    CONNECTING = "connecting"
    OPEN = "open"
    RECONNECTING = "reconnecting"
    CLOSING = "closing"
    CLOSED = "closed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Channel(Value):
    """
    What the API describes about one socket.

    Attributes:
        events: Event -> type of its payload, or a function without arguments that gives it, called at the first event.
        commands: Command -> type of its payload, in the same way.
        name: What the socket is called in messages.
    """

    events: Mapping[str, Any] = attrs.field(factory=dict)
    commands: Mapping[str, Any] = attrs.field(factory=dict)
    name: str = "events"


@attrs.frozen(eq=False, repr=False)
class RawEvent(Value):
    """
    An event that the API does not describe, or whose payload is not as it describes.

    Attributes:
        event: Name of the event.
        payload: The payload as dicts, lists and plain values.
        id: Id of the event, where it has one.
        seq: Number within its connection, where it has one.
        timestamp: When it happened, where the server says so.
    """

    event: str
    payload: Any = None
    id: str | None = None
    seq: int | None = None
    timestamp: datetime | None = None


@attrs.frozen(eq=False, repr=False)
class Received(Value):
    """
    One thing that happened on a stream, with what came along.

    Attributes:
        event: Name of the server's event, or of one of the stream's own.
        data: The typed payload; a `RawEvent` where the iteration gives one; what `OWN_EVENTS` tells for own events.
        id: Id of the event, where it has one.
        seq: Number within its connection, where it has one.
        timestamp: When it happened, where the server says so.
    """

    event: str
    data: Any = None
    id: str | None = None
    seq: int | None = None
    timestamp: datetime | None = None


@attrs.frozen(eq=False, repr=False)
class Gap(Value):
    """
    Events that were sent and did not arrive.

    Attributes:
        first: Number of the first one within its connection; None where nobody knows what was missed, because the
            connection broke and there is no id to resume from.
        last: Number of the last one.
    """

    first: int | None = None
    last: int | None = None


def _names(names: Iterable[str] | None) -> tuple[str, ...] | None:
    if isinstance(names, str):
        raise ValueError("channels must be a list of event names, not one text")
    if names is None:
        return None
    found = tuple(names)
    for name in found:
        check_name(name, "channel")
    if not found:
        raise ValueError("channels must name an event; leave them out to hear everything")
    return found


def check_name(name: object, what: str) -> None:
    """
    Refuse what cannot be the name of an event or command of the server.

    Raises:
        ValueError: It is no text, empty, or has the form of a stream's own events.
    """
    if not isinstance(name, str) or not name:
        raise ValueError(f"{what} must be the name of an event, not {name!r}")
    if name.startswith(LOCAL):
        raise ValueError(f"{what} {name!r}: names that start with {LOCAL} are the stream's own")


def _positive(instance: object, attribute: attrs.Attribute[Any], number: Any) -> None:
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 < number < math.inf:
        raise ValueError(f"{attribute.name} must be more than 0, not {number!r}")


def _not_negative(instance: object, attribute: attrs.Attribute[Any], number: Any) -> None:
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < math.inf:
        raise ValueError(f"{attribute.name} must be 0 or more, not {number!r}")


def _count(instance: object, attribute: attrs.Attribute[Any], number: Any) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise ValueError(f"{attribute.name} must be a whole number, 1 or more, not {number!r}")


def _count_or_none(instance: object, attribute: attrs.Attribute[Any], number: Any) -> None:
    if number is not None:
        _count(instance, attribute, number)


def _policy(instance: object, attribute: attrs.Attribute[Any], word: Any) -> None:
    if word not in get_args(Overflow):
        raise ValueError(f"overflow must be one of {', '.join(get_args(Overflow))}, not {word!r}")


def _id(instance: object, attribute: attrs.Attribute[Any], text: Any) -> None:
    from warp_client_core.headers import checked

    if text is not None:
        checked("Last-Event-ID", text)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StreamOptions(Value):
    """
    How a stream behaves. Times are in seconds.

    Attributes:
        channels: Names of the events to hear; None for all.
        trunk_id: Only events of this trunk.
        customer_id: Only events of this customer (admin).
        queue_size: Most events that wait to be taken.
        overflow: What happens when as many wait: ``block`` stops reading, ``drop_oldest`` and ``drop_newest`` drop and
            count, ``error`` ends the stream.
        max_attempts: Most attempts to connect between two stable periods; None for any number.
        stable_after: How long a connection must last until attempts are counted anew.
        first_wait: Most seconds before the second attempt; doubles with each further one.
        longest_wait: Most seconds before any attempt, unless the server asks for more.
        open_timeout: Most seconds for one attempt.
        close_timeout: Most seconds for closing.
        heartbeat: Seconds of silence after which a ping is sent; after twice as many the connection is given up.
        max_frame_bytes: Most bytes of one message, decompressed.
        max_pending_bytes: Most bytes of commands that wait to be sent.
        last_event_id: Id of the last event that was handled by an earlier stream; the server goes on after it.
        token_in_query: Send the token in the address in place of a header, for servers that read it only there.
            Addresses end up in logs of servers and proxies.
    """

    channels: tuple[str, ...] | None = attrs.field(default=None, converter=_names)
    trunk_id: str | None = None
    customer_id: str | None = None
    queue_size: int = attrs.field(default=1_000, validator=_count)
    overflow: Overflow = attrs.field(default="block", validator=_policy)
    max_attempts: int | None = attrs.field(default=10, validator=_count_or_none)
    stable_after: float = attrs.field(default=60.0, validator=_not_negative)
    first_wait: float = attrs.field(default=1.0, validator=_not_negative)
    longest_wait: float = attrs.field(default=30.0, validator=_not_negative)
    open_timeout: float = attrs.field(default=10.0, validator=_positive)
    close_timeout: float = attrs.field(default=5.0, validator=_positive)
    heartbeat: float = attrs.field(default=30.0, validator=_positive)
    max_frame_bytes: int = attrs.field(default=1024 * 1024, validator=_count)
    max_pending_bytes: int = attrs.field(default=1024 * 1024, validator=_count)
    last_event_id: str | None = attrs.field(default=None, validator=_id)
    token_in_query: bool = False
