"""Calls of ``partitions``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped

from .. import models

_LIST = Operation("list_partitions", "GET", "/admin/partitions", Safety.READ, Enveloped(List[models.Partition]))
_CREATE = Operation("create_partition", "POST", "/admin/partitions", Safety.UNSAFE, Enveloped(models.Partition))
_UPDATE = Operation(
    "update_partition", "PATCH", "/admin/partitions/{partition_id}", Safety.UNSAFE, Enveloped(models.Partition)
)


def list() -> Call[List[models.Partition]]:
    """List partitions: ``GET /admin/partitions``."""
    return _LIST.call()


def create(
    *,
    name: str,
    description: str | Unset = UNSET,
    partition_type: models.PartitionType | str | Unset = UNSET,
    is_default: bool | Unset = UNSET,
    lcr_enabled: bool | Unset = UNSET,
    failover_enabled: bool | Unset = UNSET,
    min_asr: float | Unset = UNSET,
    min_acd_seconds: float | Unset = UNSET,
    max_pdd_ms: float | Unset = UNSET,
) -> Call[models.Partition]:
    """Create a partition: ``POST /admin/partitions``."""
    return _CREATE.call(
        json={
            "name": name,
            "description": description,
            "partition_type": partition_type,
            "is_default": is_default,
            "lcr_enabled": lcr_enabled,
            "failover_enabled": failover_enabled,
            "min_asr": min_asr,
            "min_acd_seconds": min_acd_seconds,
            "max_pdd_ms": max_pdd_ms,
        }
    )


def update(
    partition_id: str,
    *,
    name: str | Unset = UNSET,
    description: str | None | Unset = UNSET,
    partition_type: models.PartitionType | str | None | Unset = UNSET,
    is_default: bool | Unset = UNSET,
    lcr_enabled: bool | Unset = UNSET,
    failover_enabled: bool | Unset = UNSET,
    min_asr: float | None | Unset = UNSET,
    min_acd_seconds: float | None | Unset = UNSET,
    max_pdd_ms: float | None | Unset = UNSET,
    status: models.PartitionStatus | str | Unset = UNSET,
) -> Call[models.Partition]:
    """Change a partition: ``PATCH /admin/partitions/{partition_id}``."""
    return _UPDATE.call(
        partition_id,
        json={
            "name": name,
            "description": description,
            "partition_type": partition_type,
            "is_default": is_default,
            "lcr_enabled": lcr_enabled,
            "failover_enabled": failover_enabled,
            "min_asr": min_asr,
            "min_acd_seconds": min_acd_seconds,
            "max_pdd_ms": max_pdd_ms,
            "status": status,
        },
    )
