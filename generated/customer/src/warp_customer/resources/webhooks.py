"""Event deliveries by HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import webhooks as _calls
from ..overlays.webhook_deliveries import AsyncWebhookDeliveries, WebhookDeliveries


# Hand-written base classes: overlays/webhook_deliveries
class Webhooks(WebhookDeliveries):
    """Event deliveries by HTTP."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.Webhook]:
        """List webhooks.

        Returns all webhooks of the account in one reply, without paging and without their signing secrets. Operation
        ``list_webhooks``; read.
        """
        return self._client.send(_calls.list(), options).data

    def create(
        self,
        *,
        url: str,
        events: Sequence[models.WebhookEvent | str],
        description: str | Unset = UNSET,
        secret: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Create a webhook.

        Subscribes an HTTPS address to events. The signing secret, given or generated, is returned only in this reply.
        Operation ``create_webhook``; unsafe.

        Args:
            url: HTTPS address that receives the events.
            events: Events to deliver.
            description: Free text.
            secret: Key to sign the deliveries with; generated when left out.
            active: Whether events are delivered.
        """
        return self._client.send(
            _calls.create(url=url, events=events, description=description, secret=secret, active=active), options
        ).data

    def update(
        self,
        webhook_id: str,
        *,
        url: str | Unset = UNSET,
        events: Sequence[models.WebhookEvent | str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        secret: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Change a webhook.

        Changes the given fields and leaves the others alone; a new `events` list replaces the old one. Set `active` to
        false to pause deliveries. Operation ``update_webhook``; unsafe.

        Args:
            webhook_id: Webhook id.
            url: HTTPS address that receives the events.
            events: Events to deliver; replaces the whole list.
            description: Free text.
            secret: New key to sign the deliveries with.
            active: Whether events are delivered.
        """
        return self._client.send(
            _calls.update(webhook_id, url=url, events=events, description=description, secret=secret, active=active),
            options,
        ).data

    def delete(self, webhook_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a webhook.

        Removes a webhook for good; deliveries to its address stop. Operation ``delete_webhook``; idempotent.

        Args:
            webhook_id: Webhook id.
        """
        self._client.send(_calls.delete(webhook_id), options)


class AsyncWebhooks(AsyncWebhookDeliveries):
    """Event deliveries by HTTP."""

    async def list(self, *, options: RequestOptions | None = None) -> List[models.Webhook]:
        """List webhooks. Details: `Webhooks.list`."""
        return (await self._client.send(_calls.list(), options)).data

    async def create(
        self,
        *,
        url: str,
        events: Sequence[models.WebhookEvent | str],
        description: str | Unset = UNSET,
        secret: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Create a webhook. Details: `Webhooks.create`."""
        return (
            await self._client.send(
                _calls.create(url=url, events=events, description=description, secret=secret, active=active), options
            )
        ).data

    async def update(
        self,
        webhook_id: str,
        *,
        url: str | Unset = UNSET,
        events: Sequence[models.WebhookEvent | str] | Unset = UNSET,
        description: str | None | Unset = UNSET,
        secret: str | Unset = UNSET,
        active: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Webhook:
        """Change a webhook. Details: `Webhooks.update`."""
        return (
            await self._client.send(
                _calls.update(
                    webhook_id, url=url, events=events, description=description, secret=secret, active=active
                ),
                options,
            )
        ).data

    async def delete(self, webhook_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a webhook. Details: `Webhooks.delete`."""
        await self._client.send(_calls.delete(webhook_id), options)
