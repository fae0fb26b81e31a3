"""Destinations, providers and customers kept out of routing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import exclusions as _calls


class Exclusions(Resource):
    """Destinations, providers and customers kept out of routing."""

    def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Exclusion:
        """Create a routing exclusion.

        Blocks a destination, a provider or a customer from routing, at once or from `effective_date` on. Keep the
        returned id: exclusions cannot be listed, and the id is needed to delete one. Operation ``create_exclusion``;
        unsafe.

        Args:
            type: What an exclusion blocks.
            customer_id: Id of the customer that the exclusion applies to.
            trunk_id: Id of the trunk that the exclusion applies to.
            provider_id: Id of the provider to keep out; for type PROVIDER.
            excluded_prefixes: Dialed prefixes to block, digits without plus, for example 900 or 53; for type
                DESTINATION.
            blocked_countries: Countries to block, ISO 3166-1 alpha-2.
            block_premium: Whether premium-rate destinations are blocked too.
            reason: Why an exclusion was made.
            effective_date: When the exclusion starts to apply, UTC.
            expires_at: When the exclusion stops applying, UTC.
        """
        return self._client.send(
            _calls.create(
                type=type,
                reason=reason,
                customer_id=customer_id,
                trunk_id=trunk_id,
                provider_id=provider_id,
                excluded_prefixes=excluded_prefixes,
                blocked_countries=blocked_countries,
                block_premium=block_premium,
                effective_date=effective_date,
                expires_at=expires_at,
            ),
            options,
        ).data

    def delete(self, exclusion_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a routing exclusion.

        Destructive: removes the exclusion for good, so traffic it blocked can flow again. Check that no compliance or
        fraud reason still stands. Operation ``delete_exclusion``; idempotent.

        Args:
            exclusion_id: Routing exclusion id.
        """
        self._client.send(_calls.delete(exclusion_id), options)


class AsyncExclusions(AsyncResource):
    """Destinations, providers and customers kept out of routing."""

    async def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Exclusion:
        """Create a routing exclusion. Details: `Exclusions.create`."""
        return (
            await self._client.send(
                _calls.create(
                    type=type,
                    reason=reason,
                    customer_id=customer_id,
                    trunk_id=trunk_id,
                    provider_id=provider_id,
                    excluded_prefixes=excluded_prefixes,
                    blocked_countries=blocked_countries,
                    block_premium=block_premium,
                    effective_date=effective_date,
                    expires_at=expires_at,
                ),
                options,
            )
        ).data

    async def delete(self, exclusion_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a routing exclusion. Details: `Exclusions.delete`."""
        await self._client.send(_calls.delete(exclusion_id), options)
