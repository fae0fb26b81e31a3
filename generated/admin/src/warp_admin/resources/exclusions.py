"""Routes that traffic must not take."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from warp_client_core import UNSET
from warp_client_core.resource import AsyncResource, Resource

from ..calls import exclusions as _calls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warp_client_core import RequestOptions, Unset

    from .. import models


class Exclusions(Resource):
    """Routes that traffic must not take."""

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
            customer_id: Customer the exclusion applies to.
            trunk_id: Trunk the exclusion applies to.
            provider_id: Provider to keep out; for type PROVIDER.
            excluded_prefixes: Dialled prefixes to block, digits without plus, for example 900 or 53; for type
                DESTINATION.
            blocked_countries: Countries to block, ISO 3166-1 alpha-2.
            block_premium: Whether premium-rate destinations are blocked too.
            reason: Why an exclusion was made.
            effective_date: Start of the block, UTC.
            expires_at: End of the block, UTC.
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
    """Routes that traffic must not take."""

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
