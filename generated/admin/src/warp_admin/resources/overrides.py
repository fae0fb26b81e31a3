"""Exceptions to least-cost routing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import overrides as _calls


class Overrides(Resource):
    """Exceptions to least-cost routing."""

    def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Override:
        """Create a routing override.

        Adds an exception to normal routing: by customer, by prefix or for a span of time. It takes effect on live
        traffic unless `enabled` is false or `valid_from` lies ahead. Keep the returned id: overrides cannot be listed,
        and the id is needed to delete one. Operation ``create_override``; unsafe.

        Args:
            type: What an override is about.
            customer_id: Id of the customer whose calls the override applies to.
            trunk_id: Id of the trunk whose calls the override applies to.
            partition_id: Id of the partition that the override applies in.
            match_type: How an override finds its calls.
            prefix: Dialed digits or pattern to match.
            provider_id: Id of the provider that matching calls are forced to.
            custom_rate: Price per minute that replaces the rate, in the currency of the rate deck, 7 decimals.
            max_rate: Highest acceptable price per minute, in the currency of the rate deck, 7 decimals.
            priority: Rank among overrides that match the same call, 1 to 100.
            valid_from: When the override starts to apply, UTC.
            valid_until: When the override stops applying, UTC.
            description: Free text.
            enabled: Whether the override is in use.
        """
        return self._client.send(
            _calls.create(
                type=type,
                customer_id=customer_id,
                trunk_id=trunk_id,
                partition_id=partition_id,
                match_type=match_type,
                prefix=prefix,
                provider_id=provider_id,
                custom_rate=custom_rate,
                max_rate=max_rate,
                priority=priority,
                valid_from=valid_from,
                valid_until=valid_until,
                description=description,
                enabled=enabled,
            ),
            options,
        ).data

    def delete(self, override_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a routing override.

        Destructive: removes the override for good, after which calls it used to match are routed normally. A deleted
        override must be created anew to return. Operation ``delete_override``; idempotent.

        Args:
            override_id: Routing override id.
        """
        self._client.send(_calls.delete(override_id), options)


class AsyncOverrides(AsyncResource):
    """Exceptions to least-cost routing."""

    async def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Override:
        """Create a routing override. Details: `Overrides.create`."""
        return (
            await self._client.send(
                _calls.create(
                    type=type,
                    customer_id=customer_id,
                    trunk_id=trunk_id,
                    partition_id=partition_id,
                    match_type=match_type,
                    prefix=prefix,
                    provider_id=provider_id,
                    custom_rate=custom_rate,
                    max_rate=max_rate,
                    priority=priority,
                    valid_from=valid_from,
                    valid_until=valid_until,
                    description=description,
                    enabled=enabled,
                ),
                options,
            )
        ).data

    async def delete(self, override_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a routing override. Details: `Overrides.delete`."""
        await self._client.send(_calls.delete(override_id), options)
