"""Types of the streams domain."""

from __future__ import annotations

import attrs
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SubscribeCommand(Value):
    """Payload of the `subscribe` command, which narrows the events a connection receives.

    Attributes:
        channels: Event names to receive.
        customer_id: Id of the customer whose events to receive, for callers that can see several.
        trunk_id: Id of the trunk whose events to receive.
    """

    channels: list[str] | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
