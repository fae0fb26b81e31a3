"""Calls of ``webhooks``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LIST = Operation("list_webhooks", "GET", "/webhooks", Safety.READ, Enveloped(List[models.Webhook]))
_CREATE = Operation("create_webhook", "POST", "/webhooks", Safety.UNSAFE, Enveloped(models.Webhook))
_UPDATE = Operation("update_webhook", "PATCH", "/webhooks/{webhook_id}", Safety.UNSAFE, Enveloped(models.Webhook))
_DELETE = Operation("delete_webhook", "DELETE", "/webhooks/{webhook_id}", Safety.IDEMPOTENT, Nothing())


def list() -> Call[List[models.Webhook]]:
    """List webhooks: ``GET /webhooks``."""
    return _LIST.call()


def create(
    *,
    url: str,
    events: Sequence[models.WebhookEvent | str],
    description: str | Unset = UNSET,
    secret: str | Unset = UNSET,
    active: bool | Unset = UNSET,
) -> Call[models.Webhook]:
    """Create a webhook: ``POST /webhooks``."""
    return _CREATE.call(
        json={"url": url, "events": events, "description": description, "secret": secret, "active": active}
    )


def update(
    webhook_id: str,
    *,
    url: str | Unset = UNSET,
    events: Sequence[models.WebhookEvent | str] | Unset = UNSET,
    description: str | None | Unset = UNSET,
    secret: str | Unset = UNSET,
    active: bool | Unset = UNSET,
) -> Call[models.Webhook]:
    """Change a webhook: ``PATCH /webhooks/{webhook_id}``."""
    return _UPDATE.call(
        webhook_id, json={"url": url, "events": events, "description": description, "secret": secret, "active": active}
    )


def delete(webhook_id: str) -> Call[None]:
    """Delete a webhook: ``DELETE /webhooks/{webhook_id}``."""
    return _DELETE.call(webhook_id)
