"""
What a caller may change for one call.

Pure values, checked when they are made, so that a mistake shows where it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs
from attrs.validators import optional

from warp_client_core.headers import checked, checked_all
from warp_client_core.redact import names_only
from warp_client_core.value import Value


def check_timeout(_instance: object, _attribute: object, seconds: Any) -> None:
    """Refuse a timeout that is not a positive number of seconds (ValueError). Made for ``attrs.field``."""
    if not isinstance(seconds, (int, float)) or not 0 < seconds < float("inf"):
        raise ValueError(f"timeout must be a positive number of seconds, not {seconds!r}")


def check_deadline(_instance: object, _attribute: object, seconds: Any) -> None:
    """Refuse a deadline that is not a positive number of seconds (ValueError). Made for ``attrs.field``."""
    if not isinstance(seconds, (int, float)) or not 0 < seconds < float("inf"):
        raise ValueError(f"deadline must be a positive number of seconds, not {seconds!r}")


def check_max_retries(_instance: object, _attribute: object, count: Any) -> None:
    """Refuse what is not a number of retries (ValueError). Made for ``attrs.field``."""
    if not isinstance(count, int) or count < 0:
        raise ValueError(f"max_retries must be 0 or more, not {count!r}")


def _check_key(_instance: object, _attribute: object, key: str) -> None:
    checked("Idempotency-Key", key)
    if not key.strip():
        raise ValueError("idempotency_key must not be empty; leave it out to have one made where one is needed")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RequestOptions(Value):
    """
    Settings for one call; what is None is taken from the client.

    Attributes:
        timeout: Seconds for each phase: connecting, sending, waiting for the next piece of the reply.
        max_retries: Most attempts after the first, 0 or more.
        headers: Header fields that are added to or replace those of the call. They win over the client's own,
            ``Authorization`` included.
        query: Query parameters that replace those of the same name; None removes one.
        idempotency_key: Sent in place of a generated key. An operation that is not declared to take a key is
            still never repeated after it may have arrived.
        deadline: Most seconds from the start of the call to its end: sign-in, attempts and waits together, and all
            pages when a list is walked. Once it has passed nothing more is sent. None for ``timeout`` times the number
            of attempts, for each page anew, and for a week where files are uploaded.

    Raises:
        ValueError: A value is out of range, or a header holds a line break.
    """

    timeout: float | None = attrs.field(default=None, validator=optional(check_timeout))
    max_retries: int | None = attrs.field(default=None, validator=optional(check_max_retries))
    headers: Mapping[str, str] | None = attrs.field(
        default=None, converter=attrs.converters.optional(checked_all), repr=False
    )
    query: Mapping[str, object] | None = attrs.field(default=None, repr=names_only)
    idempotency_key: str | None = attrs.field(default=None, validator=optional(_check_key))
    deadline: float | None = attrs.field(default=None, validator=optional(check_deadline))


class Begun:
    """
    The options of a call that has begun: what the client says is filled in, and the deadline is a moment.

    Made once for each call, and passed on through all layers around it, so that they share one deadline.

    Attributes:
        timeout: Seconds for each phase of an attempt.
        max_retries: Most attempts after the first.
        headers: Header fields of the caller for this call.
        idempotency_key: The one key of this call, whatever layers send it again; None where it needs none.
        expires: When nothing more is to be sent, on the clock of the client.
        given: What the caller passed, without the query.
    """

    __slots__ = ("expires", "given", "headers", "idempotency_key", "max_retries", "timeout")

    def __init__(self, given: RequestOptions | None, *, timeout: float, max_retries: int, started: float) -> None:
        deadline = None
        self.given = given
        self.timeout, self.max_retries = timeout, max_retries
        self.headers: Mapping[str, str] | None = None
        self.idempotency_key: str | None = None
        if given is not None:
            self.timeout = timeout if given.timeout is None else given.timeout
            self.max_retries = max_retries if given.max_retries is None else given.max_retries
            self.headers, self.idempotency_key, deadline = given.headers, given.idempotency_key, given.deadline
        self.expires = started + (self.timeout * (self.max_retries + 1) if deadline is None else deadline)

    def again(self, started: float) -> Begun:
        """For the next page of a list: the same deadline where the caller set one, else a new one."""
        if self.given is not None and self.given.deadline is not None:
            return self
        return Begun(self.given, timeout=self.timeout, max_retries=self.max_retries, started=started)


CallOptions: TypeAlias = RequestOptions | Begun | None
"""What layers hand on: options as the caller wrote them, or those of a call that has begun."""
