"""Calls of ``services``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LIST = Operation(
    "list_services", "GET", "/admin/settings/services", Safety.READ, Enveloped(List[models.ServiceConfig])
)
_CREATE = Operation(
    "create_service", "POST", "/admin/settings/services", Safety.UNSAFE, Enveloped(models.ServiceConfig)
)
_GET = Operation(
    "get_service", "GET", "/admin/settings/services/{service_id}", Safety.READ, Enveloped(models.ServiceConfig)
)
_UPDATE = Operation(
    "update_service", "PATCH", "/admin/settings/services/{service_id}", Safety.UNSAFE, Enveloped(models.ServiceConfig)
)
_DELETE = Operation("delete_service", "DELETE", "/admin/settings/services/{service_id}", Safety.IDEMPOTENT, Nothing())
_LIST_HISTORY = Operation(
    "list_service_history",
    "GET",
    "/admin/settings/services/{service_id}/history",
    Safety.READ,
    Enveloped(List[models.AuditEntry]),
)
_ROTATE_CREDENTIALS = Operation(
    "rotate_service_credentials",
    "POST",
    "/admin/settings/services/{service_id}/rotate-credentials",
    Safety.UNSAFE,
    Enveloped(models.CredentialRotationResult),
)
_TEST = Operation(
    "test_service", "POST", "/admin/settings/services/{service_id}/test", Safety.UNSAFE, Enveloped(models.TestResult)
)


def list(*, type: models.ServiceType | str | None = None) -> Call[List[models.ServiceConfig]]:
    """List service configurations: ``GET /admin/settings/services``."""
    return _LIST.call(query={"type": type})


def create(
    *,
    type: models.ServiceType | str,
    provider: str,
    name: str,
    display_name: str | Unset = UNSET,
    settings: Mapping[str, Any] | Unset = UNSET,
    webhooks: Mapping[str, Any] | Unset = UNSET,
    credentials: Mapping[str, Any] | Unset = UNSET,
    capabilities: Sequence[str] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    is_primary: bool | Unset = UNSET,
    priority: int | Unset = UNSET,
) -> Call[models.ServiceConfig]:
    """Create a service configuration: ``POST /admin/settings/services``."""
    return _CREATE.call(
        json={
            "type": type,
            "provider": provider,
            "name": name,
            "display_name": display_name,
            "settings": settings,
            "webhooks": webhooks,
            "credentials": credentials,
            "capabilities": capabilities,
            "is_active": is_active,
            "is_primary": is_primary,
            "priority": priority,
        }
    )


def get(service_id: str) -> Call[models.ServiceConfig]:
    """Fetch one service configuration: ``GET /admin/settings/services/{service_id}``."""
    return _GET.call(service_id)


def update(
    service_id: str,
    *,
    type: models.ServiceType | str | Unset = UNSET,
    provider: str | Unset = UNSET,
    name: str | Unset = UNSET,
    display_name: str | None | Unset = UNSET,
    settings: Mapping[str, Any] | Unset = UNSET,
    webhooks: Mapping[str, Any] | Unset = UNSET,
    credentials: Mapping[str, Any] | Unset = UNSET,
    capabilities: Sequence[str] | Unset = UNSET,
    is_active: bool | Unset = UNSET,
    is_primary: bool | Unset = UNSET,
    priority: int | Unset = UNSET,
) -> Call[models.ServiceConfig]:
    """Change a service configuration: ``PATCH /admin/settings/services/{service_id}``."""
    return _UPDATE.call(
        service_id,
        json={
            "type": type,
            "provider": provider,
            "name": name,
            "display_name": display_name,
            "settings": settings,
            "webhooks": webhooks,
            "credentials": credentials,
            "capabilities": capabilities,
            "is_active": is_active,
            "is_primary": is_primary,
            "priority": priority,
        },
    )


def delete(service_id: str) -> Call[None]:
    """Delete a service configuration: ``DELETE /admin/settings/services/{service_id}``."""
    return _DELETE.call(service_id)


def list_history(service_id: str) -> Call[List[models.AuditEntry]]:
    """List the change history of a service: ``GET /admin/settings/services/{service_id}/history``."""
    return _LIST_HISTORY.call(service_id)


def rotate_credentials(service_id: str) -> Call[models.CredentialRotationResult]:
    """Rotate the credentials of a service: ``POST /admin/settings/services/{service_id}/rotate-credentials``."""
    return _ROTATE_CREDENTIALS.call(service_id)


def test(service_id: str) -> Call[models.TestResult]:
    """Test the connection to a service: ``POST /admin/settings/services/{service_id}/test``."""
    return _TEST.call(service_id)
