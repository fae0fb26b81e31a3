"""
One reading as it was asked for: how it is found in the cache, how it is fetched, how old its data may be.

The rule: two readings that send the same request have the same lookup.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from warp_client_core.query.graph import Key, Read, filled, frozen, given
from warp_client_core.query.values import Reading, check_reading


class Altered(tuple[object, ...]):
    """The part of a lookup that stands for what options change in the request; it may hold secrets."""

    __slots__ = ()


class Recipe:
    """One query: how it is found, how it is fetched, and how old its data may be."""

    __slots__ = ("args", "how", "keywords", "lookup", "method", "poll", "read", "stale_time")

    def __init__(
        self,
        stale_time: float,
        read: Read,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        keywords: dict[str, Any],
        how: Reading,
        *,
        named: bool = False,
    ) -> None:
        self.read, self.method, self.args, self.keywords, self.how = read, method, args, keywords, how
        # Methods that are generated list all their keywords, always in one order.
        self.lookup: object = (read.id, args, *(keywords.items() if named else keywords.values()))
        self.poll: float | None = None
        self.stale_time = stale_time
        if keywords.get("options") is not None:
            self.lookup = _without_limits(read, args, keywords, named)
        try:
            hash(self.lookup)
        except TypeError:
            self.lookup = frozen(self.lookup)
            # It may be fetched again, long after the caller has changed a list of his.
            self.args = tuple(_kept(one) for one in args)
            self.keywords = {name: _kept(one) for name, one in keywords.items()}
        if how:
            check_reading(how)
            self.poll = how.get("poll")
            self.stale_time = max(how.get("stale_time", stale_time), self.poll or 0.0)

    @property
    def enabled(self) -> bool:
        """Whether it may be fetched."""
        return self.how.get("enabled", True)

    @property
    def poll_while_live(self) -> bool:
        """Whether it is polled although a socket keeps it current."""
        return self.how.get("poll_while_live", False)

    @property
    def key(self) -> Key:
        """Its key, as the API description has it."""
        return filled(self.read.key, given(self.read.path, self.args, self.keywords))

    def fetch(self) -> Any:
        """Call the method."""
        return self.method(*self.args, **{name: one for name, one in self.keywords.items() if one is not None})


def _kept(value: Any) -> Any:
    return copy.copy(value) if isinstance(value, (list, dict, set)) else value


def _without_limits(read: Read, args: tuple[Any, ...], keywords: Mapping[str, Any], named: bool) -> object:
    """A lookup that minds what options change in the request, and not how long it may take."""
    options = keywords["options"]
    if named:
        rest: tuple[object, ...] = tuple(item for item in keywords.items() if item[0] != "options")
    else:
        rest = tuple(None if name == "options" else value for name, value in keywords.items())
    plain = (read.id, args, *rest)
    if not options.query and not options.headers:
        return plain
    return (*plain, Altered((frozen(options.query or {}), frozen(options.headers or {}))))
