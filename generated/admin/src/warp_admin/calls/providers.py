"""Calls of ``providers``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.bodies import FileSource
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LIST = Operation("list_providers", "GET", "/admin/providers", Safety.READ, Enveloped(List[models.Provider]))
_CREATE = Operation("create_provider", "POST", "/admin/providers", Safety.UNSAFE, Enveloped(models.Provider))
_UPDATE = Operation(
    "update_provider", "PATCH", "/admin/providers/{provider_id}", Safety.UNSAFE, Enveloped(models.Provider)
)
_DELETE = Operation("delete_provider", "DELETE", "/admin/providers/{provider_id}", Safety.IDEMPOTENT, Nothing())
_GET_PERFORMANCE = Operation(
    "get_provider_performance",
    "GET",
    "/admin/providers/{provider_id}/performance",
    Safety.READ,
    Enveloped(models.ProviderPerformance),
)
_IMPORT_RATES = Operation(
    "import_provider_rates",
    "POST",
    "/admin/providers/{provider_id}/rates/import",
    Safety.UNSAFE,
    Enveloped(models.RateImportJob),
)


def list() -> Call[List[models.Provider]]:
    """List providers: ``GET /admin/providers``."""
    return _LIST.call()


def create(
    *,
    name: str,
    type: models.ProviderType | str,
    billing_model: models.ProviderBillingModel | str,
    dialstrings: Sequence[str] | Unset = UNSET,
    gateways: Sequence[models.Gateway | models.GatewayDict] | Unset = UNSET,
    jurisdiction_class: models.ProviderJurisdictionClass | str | Unset = UNSET,
    ij_policy: models.ProviderIjPolicy | str | Unset = UNSET,
    poi_state: str | Unset = UNSET,
    supported_codecs: Sequence[models.Codec | str] | Unset = UNSET,
    capacity_cps: int | Unset = UNSET,
    max_channels: int | Unset = UNSET,
) -> Call[models.Provider]:
    """Create a provider: ``POST /admin/providers``."""
    return _CREATE.call(
        json={
            "name": name,
            "type": type,
            "billing_model": billing_model,
            "dialstrings": dialstrings,
            "gateways": gateways,
            "jurisdiction_class": jurisdiction_class,
            "ij_policy": ij_policy,
            "poi_state": poi_state,
            "supported_codecs": supported_codecs,
            "capacity_cps": capacity_cps,
            "max_channels": max_channels,
        }
    )


def update(
    provider_id: str,
    *,
    name: str | Unset = UNSET,
    type: models.ProviderType | str | Unset = UNSET,
    billing_model: models.ProviderBillingModel | str | Unset = UNSET,
    dialstrings: Sequence[str] | Unset = UNSET,
    gateways: Sequence[models.Gateway | models.GatewayDict] | Unset = UNSET,
    jurisdiction_class: models.ProviderJurisdictionClass | str | None | Unset = UNSET,
    ij_policy: models.ProviderIjPolicy | str | None | Unset = UNSET,
    poi_state: str | None | Unset = UNSET,
    supported_codecs: Sequence[models.Codec | str] | Unset = UNSET,
    capacity_cps: int | None | Unset = UNSET,
    max_channels: int | None | Unset = UNSET,
    status: models.ProviderStatus | str | Unset = UNSET,
) -> Call[models.Provider]:
    """Change a provider: ``PATCH /admin/providers/{provider_id}``."""
    return _UPDATE.call(
        provider_id,
        json={
            "name": name,
            "type": type,
            "billing_model": billing_model,
            "dialstrings": dialstrings,
            "gateways": gateways,
            "jurisdiction_class": jurisdiction_class,
            "ij_policy": ij_policy,
            "poi_state": poi_state,
            "supported_codecs": supported_codecs,
            "capacity_cps": capacity_cps,
            "max_channels": max_channels,
            "status": status,
        },
    )


def delete(provider_id: str) -> Call[None]:
    """Delete a provider: ``DELETE /admin/providers/{provider_id}``."""
    return _DELETE.call(provider_id)


def get_performance(provider_id: str, *, period: str) -> Call[models.ProviderPerformance]:
    """Fetch the performance of a provider: ``GET /admin/providers/{provider_id}/performance``."""
    return _GET_PERFORMANCE.call(provider_id, query={"period": period})


def import_rates(
    provider_id: str,
    *,
    file: FileSource | str,
    effective_date: dt.date | Unset = UNSET,
    notify_customers: bool | Unset = UNSET,
) -> Call[models.RateImportJob]:
    """Import the rate deck of one provider: ``POST /admin/providers/{provider_id}/rates/import``."""
    return _IMPORT_RATES.call(
        provider_id,
        multipart={
            "file": _arguments.as_file(file),
            "effective_date": effective_date,
            "notify_customers": notify_customers,
        },
    )
