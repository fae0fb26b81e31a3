"""Calls of ``messages``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_messages", "GET", "/messages", Safety.READ, Paged(models.Message, Paging.PAGE))
_SEND_MMS = Operation("send_mms", "POST", "/messages/mms", Safety.UNSAFE, Enveloped(models.Message))
_SEND_SMS = Operation("send_sms", "POST", "/messages/sms", Safety.UNSAFE, Enveloped(models.Message))
_GET = Operation("get_message", "GET", "/messages/{message_id}", Safety.READ, Enveloped(models.Message))


def list(
    *,
    direction: models.MessageDirection | str | None = None,
    from_: str | None = None,
    to: str | None = None,
    date_from: dt.datetime | None = None,
    date_to: dt.datetime | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.Message]]:
    """List messages: ``GET /messages``."""
    return _LIST.call(
        query={
            "direction": direction,
            "from": from_,
            "to": to,
            "date_from": date_from,
            "date_to": date_to,
            "page": page,
            "limit": limit,
        }
    )


def send_mms(
    *,
    from_: str,
    to: str,
    media_urls: Sequence[str],
    body: str | Unset = UNSET,
    trunk_id: str | Unset = UNSET,
    webhook_url: str | Unset = UNSET,
    metadata: Mapping[str, Any] | Unset = UNSET,
) -> Call[models.Message]:
    """Send an MMS: ``POST /messages/mms``."""
    return _SEND_MMS.call(
        json={
            "from": from_,
            "to": to,
            "media_urls": media_urls,
            "body": body,
            "trunk_id": trunk_id,
            "webhook_url": webhook_url,
            "metadata": metadata,
        }
    )


def send_sms(
    *,
    from_: str,
    to: str,
    body: str,
    trunk_id: str | Unset = UNSET,
    webhook_url: str | Unset = UNSET,
    metadata: Mapping[str, Any] | Unset = UNSET,
) -> Call[models.Message]:
    """Send an SMS: ``POST /messages/sms``."""
    return _SEND_SMS.call(
        json={
            "from": from_,
            "to": to,
            "body": body,
            "trunk_id": trunk_id,
            "webhook_url": webhook_url,
            "metadata": metadata,
        }
    )


def get(message_id: str) -> Call[models.Message]:
    """Fetch one message: ``GET /messages/{message_id}``."""
    return _GET.call(message_id)
