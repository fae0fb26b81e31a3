"""
The intermediate representation of what a service sends by itself: events of a socket and webhooks.

One rule: it says what the payload is, never where it is received.
"""

from __future__ import annotations

import attrs

from generator.model.types import TypeRef


@attrs.frozen
class Event:
    """A message that a live stream carries, or takes as a command: its name and the model of its payload."""

    stream: str
    name: str
    model: str


@attrs.frozen
class Webhook:
    """
    A request that the platform sends to its users; ``parameters`` are the names on the wire.

    Attributes:
        model: Its model; empty where ``type`` says what it holds, for clients without code for their webhooks.
    """

    id: str
    method: str
    media_type: str
    model: str
    parameters: tuple[str, ...] = ()
    type: TypeRef | None = None
    summary: str = ""
