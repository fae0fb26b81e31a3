"""SMS and MMS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from warp_client_core import UNSET, AsyncListing, Page, RequestOptions, Unset

from .. import models
from ..calls import messages as _calls
from ..overlays.following import AsyncMessageFollowing, MessageFollowing


# Hand-written base classes: overlays/following
class Messages(MessageFollowing):
    """SMS and MMS."""

    def list(
        self,
        *,
        direction: models.MessageDirection | str | None = None,
        from_: str | None = None,
        to: str | None = None,
        date_from: dt.datetime | None = None,
        date_to: dt.datetime | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Message]:
        """List messages.

        Returns the sent and received messages of the account page by page. Filters combine. Operation
        ``list_messages``; read.

        Args:
            direction: Only messages in this direction.
            from_: Only messages from this sender (E.164 number or short code).
            to: Only messages to this recipient (E.164 number or short code).
            date_from: Start of the range, inclusive, UTC.
            date_to: End of the range, UTC.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.list(
                direction=direction, from_=from_, to=to, date_from=date_from, date_to=date_to, page=page, limit=limit
            ),
            options,
        ).data

    def send_mms(
        self,
        *,
        from_: str,
        to: str,
        media_urls: Sequence[str],
        body: str | Unset = UNSET,
        trunk_id: str | Unset = UNSET,
        webhook_url: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Message:
        """Send an MMS.

        Queues a multimedia message built from media addresses and returns it with its id; delivery is reported later,
        as for SMS. Billable per message. Do not repeat the request blindly: after a lost reply the message may already
        be on its way, so check the message list first. Operation ``send_mms``; unsafe.

        Args:
            from_: Sender: a number of the account with MMS enabled, in E.164 form, or a short code leased to it.
            to: Recipient in E.164 form.
            media_urls: Addresses of the media, at least one.
            body: Text shown with the media.
            trunk_id: Id of the trunk to send through; chosen by the platform when left out.
            webhook_url: Address to post delivery receipts to.
            metadata: Free map that the receipts carry back.
        """
        return self._client.send(
            _calls.send_mms(
                from_=from_,
                to=to,
                media_urls=media_urls,
                body=body,
                trunk_id=trunk_id,
                webhook_url=webhook_url,
                metadata=metadata,
            ),
            options,
        ).data

    def send_sms(
        self,
        *,
        from_: str,
        to: str,
        body: str,
        trunk_id: str | Unset = UNSET,
        webhook_url: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Message:
        """Send an SMS.

        Queues a text message and returns it with its id; delivery is reported later by webhook, on the stream or by
        reading the message. Billable per segment. Do not repeat the request blindly: after a lost reply the message may
        already be on its way, so check the message list first. Operation ``send_sms``; unsafe.

        Args:
            from_: Sender: a number of the account with SMS enabled, in E.164 form, or a short code leased to it.
            to: Recipient in E.164 form.
            body: Text, at most 1600 characters; long texts travel as several billable segments.
            trunk_id: Id of the trunk to send through; chosen by the platform when left out.
            webhook_url: Address to post delivery receipts to.
            metadata: Free map that the receipts carry back.
        """
        return self._client.send(
            _calls.send_sms(
                from_=from_, to=to, body=body, trunk_id=trunk_id, webhook_url=webhook_url, metadata=metadata
            ),
            options,
        ).data

    def get(self, message_id: str, *, options: RequestOptions | None = None) -> models.Message:
        """Fetch one message.

        Returns a message with its latest known status. Operation ``get_message``; read.

        Args:
            message_id: Message id.
        """
        return self._client.send(_calls.get(message_id), options).data


class AsyncMessages(AsyncMessageFollowing):
    """SMS and MMS."""

    def list(
        self,
        *,
        direction: models.MessageDirection | str | None = None,
        from_: str | None = None,
        to: str | None = None,
        date_from: dt.datetime | None = None,
        date_to: dt.datetime | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Message]:
        """List messages. Details: `Messages.list`."""
        return self._client.listing(
            _calls.list(
                direction=direction, from_=from_, to=to, date_from=date_from, date_to=date_to, page=page, limit=limit
            ),
            options,
        )

    async def send_mms(
        self,
        *,
        from_: str,
        to: str,
        media_urls: Sequence[str],
        body: str | Unset = UNSET,
        trunk_id: str | Unset = UNSET,
        webhook_url: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Message:
        """Send an MMS. Details: `Messages.send_mms`."""
        return (
            await self._client.send(
                _calls.send_mms(
                    from_=from_,
                    to=to,
                    media_urls=media_urls,
                    body=body,
                    trunk_id=trunk_id,
                    webhook_url=webhook_url,
                    metadata=metadata,
                ),
                options,
            )
        ).data

    async def send_sms(
        self,
        *,
        from_: str,
        to: str,
        body: str,
        trunk_id: str | Unset = UNSET,
        webhook_url: str | Unset = UNSET,
        metadata: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Message:
        """Send an SMS. Details: `Messages.send_sms`."""
        return (
            await self._client.send(
                _calls.send_sms(
                    from_=from_, to=to, body=body, trunk_id=trunk_id, webhook_url=webhook_url, metadata=metadata
                ),
                options,
            )
        ).data

    async def get(self, message_id: str, *, options: RequestOptions | None = None) -> models.Message:
        """Fetch one message. Details: `Messages.get`."""
        return (await self._client.send(_calls.get(message_id), options)).data
