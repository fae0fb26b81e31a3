"""Routing groups."""

from __future__ import annotations

from typing import List

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import partitions as _calls


class Partitions(Resource):
    """Routing groups."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.Partition]:
        """List partitions.

        Returns every routing partition in one reply, without paging. Operation ``list_partitions``; read.
        """
        return self._client.send(_calls.list(), options).data

    def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Partition:
        """Create a partition.

        Creates an empty routing partition. Trunks are placed in it by assignment. A partition cannot be deleted; set
        its status to `inactive` to retire it. Operation ``create_partition``; unsafe.

        Args:
            name: Display name.
            description: Free text.
            partition_type: Service grade of a partition.
            is_default: Whether trunks without an explicit choice use this partition.
            lcr_enabled: Whether routes are chosen by least cost.
            failover_enabled: Whether a failed attempt moves on to the next route.
            min_asr: Lowest acceptable answer-seizure ratio of a route, percent 0-100.
            min_acd_seconds: Lowest acceptable average call duration of a route, seconds.
            max_pdd_ms: Highest acceptable post-dial delay of a route, milliseconds.
        """
        return self._client.send(
            _calls.create(
                name=name,
                description=description,
                partition_type=partition_type,
                is_default=is_default,
                lcr_enabled=lcr_enabled,
                failover_enabled=failover_enabled,
                min_asr=min_asr,
                min_acd_seconds=min_acd_seconds,
                max_pdd_ms=max_pdd_ms,
            ),
            options,
        ).data

    def update(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Partition:
        """Change a partition.

        Changes the given fields and leaves the others alone. A quality threshold set to `null` is no longer applied.
        Operation ``update_partition``; unsafe.

        Args:
            partition_id: Partition id.
            name: Display name.
            description: Free text.
            partition_type: Service grade.
            is_default: Whether trunks without an explicit choice use this partition.
            lcr_enabled: Whether routes are chosen by least cost.
            failover_enabled: Whether a failed attempt moves on to the next route.
            min_asr: Lowest acceptable answer-seizure ratio of a route, percent 0-100.
            min_acd_seconds: Lowest acceptable average call duration of a route, seconds.
            max_pdd_ms: Highest acceptable post-dial delay of a route, milliseconds.
            status: Whether a partition carries traffic.
        """
        return self._client.send(
            _calls.update(
                partition_id,
                name=name,
                description=description,
                partition_type=partition_type,
                is_default=is_default,
                lcr_enabled=lcr_enabled,
                failover_enabled=failover_enabled,
                min_asr=min_asr,
                min_acd_seconds=min_acd_seconds,
                max_pdd_ms=max_pdd_ms,
                status=status,
            ),
            options,
        ).data


class AsyncPartitions(AsyncResource):
    """Routing groups."""

    async def list(self, *, options: RequestOptions | None = None) -> List[models.Partition]:
        """List partitions. Details: `Partitions.list`."""
        return (await self._client.send(_calls.list(), options)).data

    async def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Partition:
        """Create a partition. Details: `Partitions.create`."""
        return (
            await self._client.send(
                _calls.create(
                    name=name,
                    description=description,
                    partition_type=partition_type,
                    is_default=is_default,
                    lcr_enabled=lcr_enabled,
                    failover_enabled=failover_enabled,
                    min_asr=min_asr,
                    min_acd_seconds=min_acd_seconds,
                    max_pdd_ms=max_pdd_ms,
                ),
                options,
            )
        ).data

    async def update(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Partition:
        """Change a partition. Details: `Partitions.update`."""
        return (
            await self._client.send(
                _calls.update(
                    partition_id,
                    name=name,
                    description=description,
                    partition_type=partition_type,
                    is_default=is_default,
                    lcr_enabled=lcr_enabled,
                    failover_enabled=failover_enabled,
                    min_asr=min_asr,
                    min_acd_seconds=min_acd_seconds,
                    max_pdd_ms=max_pdd_ms,
                    status=status,
                ),
                options,
            )
        ).data
