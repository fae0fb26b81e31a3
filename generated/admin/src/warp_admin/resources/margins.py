"""Margins between customer rates and provider cost."""

from __future__ import annotations

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import margins as _calls


class Margins(Resource):
    """Margins between customer rates and provider cost."""

    def get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.MarginAnalysis:
        """Analyze margins.

        Compares customer revenue with provider cost. Filters combine and decide which grouping keys the items carry.
        Margin is a percentage of revenue and may be negative. Operation ``get_margin_analysis``; read.

        Args:
            customer_id: Only traffic of this customer.
            provider_id: Only traffic over this provider.
            destination: Only destinations with this name or prefix.
        """
        return self._client.send(
            _calls.get_analysis(customer_id=customer_id, provider_id=provider_id, destination=destination), options
        ).data


class AsyncMargins(AsyncResource):
    """Margins between customer rates and provider cost."""

    async def get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.MarginAnalysis:
        """Analyze margins. Details: `Margins.get_analysis`."""
        return (
            await self._client.send(
                _calls.get_analysis(customer_id=customer_id, provider_id=provider_id, destination=destination), options
            )
        ).data
