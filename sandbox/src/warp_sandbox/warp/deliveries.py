"""
Events on their way to webhooks: one signed delivery for every webhook that wants to hear of an event.

One rule: nothing here touches the network. A delivery is put on a list and handed to a function, if there is one; the
same event keeps its id and its bytes however often it is delivered.
"""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import attrs

from warp_sandbox.clock import START, Schedule
from warp_sandbox.events import Event
from warp_sandbox.wire.exchange import Record, stamp

HEADER = "X-Warp-Signature"
PAUSE = 60
"""Seconds until the second attempt; every further one waits twice as long as the one before."""

_TIMES = ("timestamp", "delivered_at", "updated_at", "created_at", "start_time")
_CALLS = {"initiated": "call.started", "answered": "call.answered", "ended": "call.ended"}
_FAILED = ("failed", "undelivered")


@attrs.frozen
class Delivery:
    """
    One attempt to post an event to a webhook.

    Attributes:
        body: The bytes that the signature in ``headers`` covers.
        attempt: Counted from 1.
    """

    webhook_id: str
    url: str
    headers: dict[str, str]
    body: bytes
    attempt: int = 1


Deliver = Callable[[Delivery], bool]


class Subscriptions(Protocol):
    """The webhooks as deliveries see them."""

    def wanting(self, customer_id: str, event: str) -> list[Record]:
        """The active webhooks of an account that want an event."""

    def secret(self, webhook_id: str) -> str:
        """What signs the deliveries to a webhook now; empty for one that is gone or paused."""


class Deliveries:
    """
    Makes deliveries of events.

    Args:
        post: Takes a delivery and says whether it was taken; one that was not is tried again.
    """

    def __init__(self, subscriptions: Subscriptions, schedule: Schedule, post: Deliver) -> None:
        self._subscriptions = subscriptions
        self._schedule = schedule
        self._post = post
        self._count = itertools.count(1)

    def __call__(self, event: Event) -> None:
        """Post an event to every webhook that wants it; events for admins are nobody's."""
        if event.audience == "admin":
            return
        name = webhook_event(event)
        happened = _moment(event.payload)
        body = b""
        for webhook in self._subscriptions.wanting(event.customer_id, name):
            if not body:
                event_id = f"evt-{happened:%Y%m%d}-{next(self._count):04}"
                body = body_of(event_id, name, stamp(happened), event.payload)
            self._attempt(webhook, body, happened, 1)

    def _attempt(self, record: Record, body: bytes, now: datetime, attempt: int) -> None:
        secret = self._subscriptions.secret(record["id"])
        if not secret:
            return
        headers = {"Content-Type": "application/json", HEADER: signature(body, secret)}
        record["last_triggered_at"] = stamp(now)
        taken = self._post(Delivery(record["id"], record["url"], headers, body, attempt))
        if not taken and attempt <= record["retry_attempts"]:
            pause = PAUSE * 2 ** (attempt - 1)
            self._schedule.after(now, pause, lambda at: self._attempt(record, body, at, attempt + 1))


def webhook_event(event: Event) -> str:
    """The name under which webhooks know an event; most have the one that sockets use."""
    if event.name == "call.active":
        return _CALLS.get(event.payload.get("state", ""), event.name)
    if event.name == "message.delivered" and event.payload.get("status") in _FAILED:
        return "message.failed"
    return "credit.warning" if event.name == "balance.low" else event.name


def body_of(event_id: str, name: str, happened: str, data: Record) -> bytes:
    """The body of a delivery, without a signature in it."""
    body = {"event_id": event_id, "event_type": name, "timestamp": happened, "data": data}
    return json.dumps(body, separators=(",", ":")).encode()


def signature(body: bytes, secret: str) -> str:
    """The value of ``X-Warp-Signature``: ``sha256=`` and the HMAC-SHA256 of the body as 64 hexadecimal digits."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def _moment(payload: Record) -> datetime:
    """When an event happened, as far as its payload tells; a call knows its start and how long it has lasted."""
    told = next((payload[name] for name in _TIMES if payload.get(name)), None)
    if told is None:
        return START
    return datetime.fromisoformat(told) + timedelta(seconds=payload.get("duration") or 0)
