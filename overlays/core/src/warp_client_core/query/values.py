"""
What users of the query layer hold: states, notices, changes, and what one reading may ask for.

Values only, apart from the switch that ends a subscription. The rule: nothing here fetches.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Generic, Literal, Self, TypeAlias, TypedDict, TypeVar

import attrs

from warp_client_core.value import Value

T = TypeVar("T")

Status: TypeAlias = Literal["pending", "success", "error"]
FetchStatus: TypeAlias = Literal["idle", "fetching"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class QueryState(Value, Generic[T]):
    """
    What is known of a query at one moment.

    Attributes:
        status: ``success`` while there is data, ``error`` when the last fetch failed, else ``pending``.
        fetch_status: Whether a fetch is under way.
        data: The newest data that no completed mutation has made obsolete; None when there is none.
        error: Why the last fetch failed.
        updated_at: When the data arrived, UTC.
        outdated: What `data` was before something made it obsolete; to be shown meanwhile, never to be relied on.
        is_optimistic: Whether the data holds changes that no server has confirmed yet.
    """

    status: Status = "pending"
    fetch_status: FetchStatus = "idle"
    data: T | None = attrs.field(default=None, repr=False)
    error: Exception | None = None
    updated_at: datetime | None = None
    outdated: T | None = attrs.field(default=None, repr=False)
    is_optimistic: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MutationState(Value, Generic[T]):
    """How the latest call of a mutation stands."""

    status: Literal["idle", "pending", "success", "error"] = "idle"
    data: T | None = attrs.field(default=None, repr=False)
    error: Exception | None = None


@attrs.frozen(eq=False, repr=False)
class Notice(Value):
    """
    What a program may want to show: a mutation ended, or a fetch in the background failed.

    Attributes:
        kind: How it went.
        subject: What it is about, such as ``trunks.create``.
        message: One printable line.
        error: Why it failed.
    """

    kind: Literal["success", "error"]
    subject: str
    message: str
    error: Exception | None = None


class Change:
    """What a mutation is expected to do to the data of one query; made by ``query.change(...)``."""

    __slots__ = ("apply", "lookup")

    def __init__(self, lookup: object, apply: Callable[[Any], Any]) -> None:
        self.lookup = lookup
        self.apply = apply


class Reading(TypedDict, total=False):
    """
    What one reading may ask for beside the parameters of its operation.

    ``poll``: seconds between fetches in the background. ``enabled``: False keeps it from fetching. ``stale_time``:
    seconds for which data is taken from the cache. ``poll_while_live``: poll although a socket keeps the data current.
    """

    poll: float | None
    enabled: bool
    stale_time: float
    poll_while_live: bool


class Subscription:
    """A callback, or a poll, that goes on until it is closed; also as a context manager."""

    __slots__ = ("__weakref__", "asked", "callback", "due", "is_over", "last", "poll", "query", "while_live")

    def __init__(
        self, query: Any, callback: Callable[[Any], object] | None, *, poll: float | None, while_live: bool, due: float
    ) -> None:
        self.query, self.callback, self.poll, self.while_live, self.due = query, callback, poll, while_live, due
        self.last: object = None
        self.asked = math.inf
        """When a poll was last asked for that nobody holds."""
        self.is_over = False

    def close(self) -> None:
        """Call back no more, poll no more. May be called again, from anywhere."""
        self.is_over = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def differ(one: object, other: object) -> bool:
    """Whether two values are not equal; so are those that cannot be compared, such as tables and arrays."""
    try:
        return bool(one != other)
    except Exception:
        return True


def check_reading(how: Reading) -> None:
    """
    Refuse what a reading cannot ask for.

    Raises:
        TypeError: There is no such option.
        ValueError: A time is out of range.
    """
    for name, value in how.items():
        if name not in Reading.__annotations__:
            raise TypeError(
                f"there is no option {name!r}; a reading takes {', '.join(sorted(Reading.__annotations__))}"
            )
        if name == "poll" and value is not None:
            check_seconds(name, value, least=0.001)
        if name == "stale_time":
            check_seconds(name, value)


_MOST: Final = sys.float_info.max


def check_seconds(name: str, value: Any, *, least: float = 0.0) -> float:
    """A number of seconds, infinity included (ValueError for others)."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not value >= least or _MOST < value < math.inf:
        raise ValueError(f"{name} must be a number of seconds, at least {least:g}, not {value!r}")
    return float(value)
