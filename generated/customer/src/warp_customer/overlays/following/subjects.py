"""
What can be followed: how its records are listed, and how an event leads to its record.

The rule: nothing is sent here; a subject makes calls and reads times.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

import attrs

from warp_client_core.calls import Call
from warp_client_core.pages import Page

from ...calls import cdrs, messages
from ...models import CDR, CallActiveEvent, Message, MessageDeliveredEvent

T = TypeVar("T")

PAGE: Final = 100
"""Records per page, the most there are."""
FINAL: Final = frozenset({"delivered", "failed", "expired", "read"})
"""States of a message that was sent and about which there is no more to come than that it was read."""


@attrs.frozen
class Subject(Generic[T]):
    """
    One kind of record.

    Attributes:
        event: The event that tells of one.
        listed: The call that lists those that began in a stretch of time.
        single: The call that fetches one by the key of its event; None where they are only listed.
        name: The id of a record.
        key: What the record and its event have in common.
        ended: When a record was complete; None while it is not.
        told: Key and begin of the record that an event tells of; None when it tells of none yet.
    """

    event: str
    listed: Callable[[datetime, datetime], Call[Page[T]]]
    single: Callable[[str], Call[T]] | None
    name: Callable[[T], str]
    key: Callable[[T], str | None]
    ended: Callable[[T], datetime | None]
    told: Callable[[Any], tuple[str, datetime | None] | None]


def calls(trunk_id: str | None) -> Subject[CDR]:
    """The call records of an account, or of one of its trunks."""

    def listed(start: datetime, end: datetime) -> Call[Page[CDR]]:
        return cdrs.list(date_from=start, date_to=end, trunk_id=trunk_id, limit=PAGE)

    return Subject(
        event="call.active",
        listed=listed,
        single=None,
        name=lambda record: record.id,
        key=lambda record: record.call_id,
        ended=_hung_up,
        told=_ended_call,
    )


def sent_messages() -> Subject[Message]:
    """The messages that an account sent and of which the outcome is known."""

    def listed(start: datetime, end: datetime) -> Call[Page[Message]]:
        return messages.list(direction="outbound", date_from=start, date_to=end, limit=PAGE)

    return Subject(
        event="message.delivered",
        listed=listed,
        single=messages.get,
        name=lambda record: record.message_id,
        key=lambda record: record.message_id,
        ended=_reported,
        told=_reported_message,
    )


def _hung_up(record: CDR) -> datetime:
    return record.end_time or record.start_time + timedelta(seconds=record.duration or 0)


def _ended_call(event: CallActiveEvent) -> tuple[str, datetime] | None:
    return (event.call_id, event.start_time) if event.state == "ended" else None


def _reported(record: Message) -> datetime | None:
    if record.status not in FINAL:
        return None
    return record.delivered_at or record.updated_at or record.created_at


def _reported_message(event: MessageDeliveredEvent) -> tuple[str, None]:
    return event.message_id, None
