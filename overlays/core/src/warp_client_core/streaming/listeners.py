"""
Callbacks by the name of their event.

The rule: a change never disturbs a round of calls that is under way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from warp_client_core.streaming.values import ANY, LOCAL, OWN_EVENTS


class Listeners:
    """
    Who wants to hear of what. Safe to use from several threads.

    Attributes:
        by_name: Event -> callbacks. Read for each event, and so a plain attribute.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.by_name: dict[str, tuple[Callable[[Any], object], ...]] = {}

    def on(self, name: str, callback: Callable[[Any], object]) -> None:
        """
        Add a callback; the same one may be added more than once, and is then called as often.

        Raises:
            ValueError: No such event can come.
            TypeError: The callback cannot be called.
        """
        if not isinstance(name, str) or not name or (name.startswith(LOCAL) and name not in OWN_EVENTS):
            raise ValueError(f"{name!r} is no event; the stream's own are {', '.join(sorted(OWN_EVENTS))}")
        if not callable(callback):
            raise TypeError(f"the callback of {name} cannot be called: {type(callback).__name__}")
        with self._lock:
            self.by_name[name] = (*self.by_name.get(name, ()), callback)

    def off(self, name: str, callback: Callable[[Any], object]) -> None:
        """Remove a callback, once; does nothing when it is not there."""
        with self._lock:
            left = list(self.by_name.get(name, ()))
            if callback in left:
                left.remove(callback)
            if left:
                self.by_name[name] = tuple(left)
            else:
                self.by_name.pop(name, None)

    def of(self, name: str, *, is_event: bool) -> tuple[Callable[[Any], object], ...]:
        """Whom to call, those for the name first; ``is_event`` for events of the server, which `ANY` stands for."""
        found = self.by_name.get(name, ())
        return (*found, *self.by_name.get(ANY, ())) if is_event and ANY in self.by_name else found
