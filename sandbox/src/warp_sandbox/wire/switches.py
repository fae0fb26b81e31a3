"""
What a test may change about a running API without touching its records.

One rule: a fresh one changes nothing.
"""

from __future__ import annotations

from threading import RLock
from typing import Any

import attrs

from warp_sandbox.spec.document import Api, Operation
from warp_sandbox.spec.pointers import join
from warp_sandbox.wire.exchange import Call, Handler, Reply
from warp_sandbox.wire.faults import Script
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped


@attrs.define
class Switches:
    """
    The switches of one sandbox, shared by its APIs.

    Attributes:
        script: Faults for the requests to come.
        overrides: Handlers in place of the platform's own, by operation id.
        latency: Seconds before every answer.
        lock: Held while records are looked at or changed, so that threads do not meet in them.
    """

    script: Script = attrs.field(factory=Script)
    overrides: dict[str, Handler] = attrs.field(factory=dict)
    latency: float = 0.0
    lock: RLock = attrs.field(factory=RLock)


def as_reply(api: Api, call: Call, given: Any) -> Reply:
    """What an override gave, as a reply: plain data becomes the documented success, in its envelope if it has one."""
    if isinstance(given, Reply):
        return given
    form = call.operation.success
    if not form.bodies:
        return Reply(form.status)
    if not _has_envelope(api, call.operation):
        return Reply(form.status, given)
    if call.operation.paging and isinstance(given, list):
        stretch, pagination = page_of(given, call)
        return enveloped(call, stretch, pagination=pagination)
    return enveloped(call, given)


def stuck(call: Call) -> Call:
    """The call, asking for the first page whatever it asked for."""
    first = {"page": 1, "offset": 0}
    return attrs.evolve(call, query={name: first.get(name, value) for name, value in call.query.items()})


def endless(body: Any) -> Any:
    """The body of a list, saying that there is more of it."""
    if not isinstance(body, dict):
        return body
    meta = body.get("meta")
    if isinstance(meta, dict) and meta.get("pagination"):
        pagination = meta["pagination"]
        pages = pagination["total_pages"] + 1_000_000
        more = {"total": pages * pagination["per_page"], "total_pages": pages}
        return {**body, "meta": {**meta, "pagination": {**pagination, **more}}}
    return {**body, "hasMore": True} if "hasMore" in body else body


def _has_envelope(api: Api, operation: Operation) -> bool:
    schema = api.node(join(next(iter(operation.success.bodies.values())), "schema"))
    return bool({"data", "meta"} <= schema.get("properties", {}).keys())
