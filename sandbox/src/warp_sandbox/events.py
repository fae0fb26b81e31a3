"""
What happens on the platform, told to whoever listens: sockets, webhooks, tests.

One rule: an event has an audience; a customer hears of the own account and never what is meant for admins.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import attrs

from warp_sandbox.wire.exchange import Record

KEPT = 1000


@attrs.frozen
class Event:
    """
    One event.

    Attributes:
        audience: ``customer`` or ``admin``; ``webhook`` for what only the webhooks of the account are told.
        name: As it is sent, such as ``trunk.status``.
        payload: In the form of the API.
        customer_id: The account it is about; customers hear it when it is theirs.
    """

    audience: str
    name: str
    payload: Record
    customer_id: str = ""


Listener = Callable[[Event], None]


class Events:
    """The events of one sandbox; ``log`` keeps the last thousand."""

    def __init__(self) -> None:
        self.log: deque[Event] = deque(maxlen=KEPT)
        self._listeners: list[Listener] = []

    def publish(self, event: Event) -> None:
        """Tell everyone, in the order in which they began to listen."""
        self.log.append(event)
        for listener in tuple(self._listeners):
            listener(event)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every event from now on; gives back what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
