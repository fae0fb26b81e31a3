"""
What a caller may change for one call.

Pure values, checked when they are made, so that a mistake shows where it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from attrs.validators import optional

from warp_client_core.headers import checked, checked_all


def check_timeout(_instance: object, _attribute: object, seconds: Any) -> None:
    """Refuse a timeout that is not a positive number of seconds (ValueError). Made for ``attrs.field``."""
    if not isinstance(seconds, (int, float)) or not 0 < seconds < float("inf"):
        raise ValueError(f"timeout must be a positive number of seconds, not {seconds!r}")


def check_max_retries(_instance: object, _attribute: object, count: Any) -> None:
    """Refuse what is not a number of retries (ValueError). Made for ``attrs.field``."""
    if not isinstance(count, int) or count < 0:
        raise ValueError(f"max_retries must be 0 or more, not {count!r}")


def _check_key(_instance: object, _attribute: object, key: str) -> None:
    checked("Idempotency-Key", key)
    if not key.strip():
        raise ValueError("idempotency_key must not be empty; leave it out to have one made where one is needed")


@attrs.frozen(kw_only=True)
class RequestOptions:
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

    Raises:
        ValueError: A value is out of range, or a header holds a line break.
    """

    timeout: float | None = attrs.field(default=None, validator=optional(check_timeout))
    max_retries: int | None = attrs.field(default=None, validator=optional(check_max_retries))
    headers: Mapping[str, str] | None = attrs.field(
        default=None, converter=attrs.converters.optional(checked_all), repr=False
    )
    query: Mapping[str, object] | None = None
    idempotency_key: str | None = attrs.field(default=None, validator=optional(_check_key))
