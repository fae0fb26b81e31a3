"""Calls of ``api_keys``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LIST = Operation("list_api_keys", "GET", "/api-keys", Safety.READ, Enveloped(List[models.ApiKey]))
_CREATE = Operation("create_api_key", "POST", "/api-keys", Safety.UNSAFE, Enveloped(models.ApiKeyCreated))
_DELETE = Operation("delete_api_key", "DELETE", "/api-keys/{key_id}", Safety.IDEMPOTENT, Nothing())


def list() -> Call[List[models.ApiKey]]:
    """List API keys: ``GET /api-keys``."""
    return _LIST.call()


def create(
    *,
    name: str,
    scopes: Sequence[models.ApiKeyScope | str],
    allowed_ips: Sequence[str] | Unset = UNSET,
    expires_at: dt.datetime | Unset = UNSET,
) -> Call[models.ApiKeyCreated]:
    """Create an API key: ``POST /api-keys``."""
    return _CREATE.call(json={"name": name, "scopes": scopes, "allowed_ips": allowed_ips, "expires_at": expires_at})


def delete(key_id: str) -> Call[None]:
    """Revoke an API key: ``DELETE /api-keys/{key_id}``."""
    return _DELETE.call(key_id)
