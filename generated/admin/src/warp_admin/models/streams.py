"""Types of the streams domain."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class SubscribeCommand:
    """Payload of the `subscribe` command, which narrows the events a connection receives.

    Attributes:
        channels: Event names to receive.
        customer_id: Receive only the events of this account, for callers that can see several.
        trunk_id: Receive only the events of this trunk.
    """

    channels: list[str] | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
