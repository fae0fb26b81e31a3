"""Types of the partitions domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class PartitionStatus(OpenEnum):
    """Whether a partition carries traffic. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    STANDBY = "standby"
    TESTING = "testing"
    INACTIVE = "inactive"


class PartitionType(OpenEnum):
    """Service grade of a partition. Values may be added; clients keep unknown ones."""

    STANDARD = "standard"
    PREMIUM = "premium"
    BUDGET = "budget"
    CUSTOM = "custom"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Partition(Value):
    """A routing group. Trunks assigned to it place calls over its routes.

    Attributes:
        id: Partition id.
        name: Display name.
        description: Free text.
        partition_type: Service grade.
        status: Whether a partition carries traffic.
        is_default: Whether trunks without an explicit choice use this partition.
        lcr_enabled: Whether routes are chosen by least cost.
        failover_enabled: Whether a failed attempt moves on to the next route.
        route_count: Routes in the partition.
        trunk_count: Trunks assigned to the partition.
        customer_count: Customers with a trunk in the partition.
        min_asr: Lowest acceptable answer-seizure ratio of a route, percent 0-100.
        min_acd_seconds: Lowest acceptable average call duration of a route, seconds.
        max_pdd_ms: Highest acceptable post-dial delay of a route, milliseconds.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    name: str
    description: str | None = None
    partition_type: PartitionType | None = None
    status: PartitionStatus | None = None
    is_default: bool | None = None
    lcr_enabled: bool | None = None
    failover_enabled: bool | None = None
    route_count: int | None = None
    trunk_count: int | None = None
    customer_count: int | None = None
    min_asr: float | None = None
    min_acd_seconds: float | None = None
    max_pdd_ms: float | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
