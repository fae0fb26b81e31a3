"""Calls of ``overrides``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_CREATE = Operation("create_override", "POST", "/admin/overrides", Safety.UNSAFE, Enveloped(models.Override))
_DELETE = Operation("delete_override", "DELETE", "/admin/overrides/{override_id}", Safety.IDEMPOTENT, Nothing())


def create(
    *,
    type: models.OverrideType | str,
    customer_id: str | Unset = UNSET,
    trunk_id: str | Unset = UNSET,
    partition_id: str | Unset = UNSET,
    match_type: models.OverrideMatchType | str | Unset = UNSET,
    prefix: str | Unset = UNSET,
    provider_id: str | Unset = UNSET,
    custom_rate: Decimal | int | Unset = UNSET,
    max_rate: Decimal | int | Unset = UNSET,
    priority: int | Unset = UNSET,
    valid_from: dt.datetime | Unset = UNSET,
    valid_until: dt.datetime | Unset = UNSET,
    description: str | Unset = UNSET,
    enabled: bool | Unset = UNSET,
) -> Call[models.Override]:
    """Create a routing override: ``POST /admin/overrides``."""
    return _CREATE.call(
        json={
            "type": type,
            "customer_id": customer_id,
            "trunk_id": trunk_id,
            "partition_id": partition_id,
            "match_type": match_type,
            "prefix": prefix,
            "provider_id": provider_id,
            "custom_rate": custom_rate,
            "max_rate": max_rate,
            "priority": priority,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "description": description,
            "enabled": enabled,
        }
    )


def delete(override_id: str) -> Call[None]:
    """Delete a routing override: ``DELETE /admin/overrides/{override_id}``."""
    return _DELETE.call(override_id)
