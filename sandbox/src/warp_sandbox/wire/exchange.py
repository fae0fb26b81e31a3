"""
A request on its way in and a reply on its way out, as values.

One rule: what stands here was checked already; handlers read it without looking at HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs

from warp_sandbox.spec.document import Operation

Clock = Callable[[], datetime]
Record = dict[str, Any]


def utc_now() -> datetime:
    """The time of this machine, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """A time as the platform writes it: RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@attrs.frozen
class Caller:
    """Who calls: the role decides which operations are allowed, the customer which records are visible."""

    role: str
    customer_id: str = ""
    credential: str = attrs.field(default="", repr=False)


@attrs.frozen
class Upload:
    """A file part of a multipart form."""

    filename: str
    content_type: str
    content: bytes = attrs.field(repr=False)


@attrs.frozen
class Call:
    """
    One checked request.

    Attributes:
        path: Path parameters, decoded.
        query: Query parameters with the types of their schemas; defaults are filled in.
        headers: The request headers, names in lower case.
        media: Media type of the body as the document writes it, empty without a body.
        base_url: Address of the API as the caller reached it, without a slash at the end.
    """

    operation: Operation
    caller: Caller
    path: dict[str, str]
    query: dict[str, Any]
    headers: Mapping[str, str]
    body: Any
    uploads: dict[str, Upload]
    media: str
    base_url: str
    request_id: str
    now: datetime


@attrs.frozen
class Reply:
    """One reply; a body of None is no body at all."""

    status: int
    body: Any = None
    headers: dict[str, str] = attrs.field(factory=dict)


Handler = Callable[[Call], Reply]
