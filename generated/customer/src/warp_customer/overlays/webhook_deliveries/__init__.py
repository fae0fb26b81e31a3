"""
Receives what the platform posts to the address of a webhook: checked, then typed.

The rule: no I/O, so both flavours have the same plain method; and no field is read before the signature holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from warp_client_core.client import Client
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.replies import Bare
from warp_client_core.resource import AsyncResource, Resource
from warp_client_core.signatures import Headers, Secret, check_age, signed_part

from ...models import WebhookDelivery

TOLERANCE: Final = 300.0
"""Seconds by which the time of a delivery may differ from now."""

_OPERATION: Final = "receive_webhook_delivery"
_CONTENT: Final = Bare(WebhookDelivery)


def received(
    client: Client, body: bytes, headers: Headers, *, secret: Secret | Sequence[Secret], tolerance: float | None
) -> WebhookDelivery:
    """The delivery in a body; see `WebhookDeliveries.unwrap`."""
    content = signed_part(body, headers, secret=secret)
    try:
        found, _ = _CONTENT.decode(content, {}, client.drift.watch(_OPERATION))
    except ResponseDecodeError as error:
        error.operation_id = _OPERATION
        raise
    delivery: WebhookDelivery = found
    check_age(delivery.timestamp, now=client.ambient.now(), tolerance=tolerance)
    return delivery


class WebhookDeliveries(Resource):
    """Receiving events by HTTP."""

    def unwrap(
        self,
        body: bytes,
        headers: Headers,
        *,
        secret: Secret | Sequence[Secret],
        tolerance: float | None = TOLERANCE,
    ) -> WebhookDelivery:
        """
        Check a received delivery and give it back typed. Nothing is sent.

        Failed deliveries are posted again, so an event may arrive twice: look whether its ``event_id`` was handled
        already, and acknowledge it with 2xx either way. Only what was signed is given back, so ``signature`` is None
        when the delivery carried it in its body.

        Args:
            body: The body of the request, byte by byte as received.
            headers: Its header fields: a mapping or pairs, names in any case, text or bytes.
            secret: The webhook's secret, or several while one replaces another.
            tolerance: Seconds that the time of the event may be away from now, in either direction; a repeated
                delivery that comes later is refused as well. None accepts any time, which is safe where the handled
                ids are remembered for good.

        Raises:
            WebhookVerificationError: The delivery is not to be believed; ``reason`` tells why. Answer it with 400.
            ResponseDecodeError: It is signed, but not what the API describes, or the client is strict and something in
                it is unknown.
            TypeError: The body is not bytes, or a secret neither text nor bytes.
            ValueError: There is no secret, one is blank, or the tolerance is not a number of seconds.
        """
        return received(self._client, body, headers, secret=secret, tolerance=tolerance)


class AsyncWebhookDeliveries(AsyncResource):
    """As `WebhookDeliveries`, for async callers."""

    def unwrap(
        self,
        body: bytes,
        headers: Headers,
        *,
        secret: Secret | Sequence[Secret],
        tolerance: float | None = TOLERANCE,
    ) -> WebhookDelivery:
        """Check a received delivery and give it back typed. Not a coroutine. Details: `WebhookDeliveries.unwrap`."""
        return received(self._client, body, headers, secret=secret, tolerance=tolerance)
