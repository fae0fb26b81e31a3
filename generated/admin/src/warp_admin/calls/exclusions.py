"""Calls of ``exclusions``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_CREATE = Operation("create_exclusion", "POST", "/admin/exclusions", Safety.UNSAFE, Enveloped(models.Exclusion))
_DELETE = Operation("delete_exclusion", "DELETE", "/admin/exclusions/{exclusion_id}", Safety.IDEMPOTENT, Nothing())


def create(
    *,
    type: models.ExclusionType | str,
    reason: models.ExclusionReason | str,
    customer_id: str | Unset = UNSET,
    trunk_id: str | Unset = UNSET,
    provider_id: str | Unset = UNSET,
    excluded_prefixes: Sequence[str] | Unset = UNSET,
    blocked_countries: Sequence[str] | Unset = UNSET,
    block_premium: bool | Unset = UNSET,
    effective_date: dt.datetime | Unset = UNSET,
    expires_at: dt.datetime | Unset = UNSET,
) -> Call[models.Exclusion]:
    """Create a routing exclusion: ``POST /admin/exclusions``."""
    return _CREATE.call(
        json={
            "type": type,
            "customer_id": customer_id,
            "trunk_id": trunk_id,
            "provider_id": provider_id,
            "excluded_prefixes": excluded_prefixes,
            "blocked_countries": blocked_countries,
            "block_premium": block_premium,
            "reason": reason,
            "effective_date": effective_date,
            "expires_at": expires_at,
        }
    )


def delete(exclusion_id: str) -> Call[None]:
    """Delete a routing exclusion: ``DELETE /admin/exclusions/{exclusion_id}``."""
    return _DELETE.call(exclusion_id)
