"""Margins between customer rates and vendor cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

from ..calls import margins as _calls

if TYPE_CHECKING:
    from warp_client_core import RequestOptions

    from .. import models


class Margins(Resource):
    """Margins between customer rates and vendor cost."""

    def get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.MarginAnalysis:
        """Analyse margins.

        Compares customer revenue with carrier cost. The filters decide which grouping keys the items carry. Margin is a
        percentage of revenue and may be negative. Operation ``get_margin_analysis``; read.

        Args:
            customer_id: Only traffic of this customer.
            provider_id: Only traffic over this provider.
            destination: Only destinations with this name or prefix.
        """
        return self._client.send(
            _calls.get_analysis(customer_id=customer_id, provider_id=provider_id, destination=destination), options
        ).data


class AsyncMargins(AsyncResource):
    """Margins between customer rates and vendor cost."""

    async def get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.MarginAnalysis:
        """Analyse margins. Details: `Margins.get_analysis`."""
        return (
            await self._client.send(
                _calls.get_analysis(customer_id=customer_id, provider_id=provider_id, destination=destination), options
            )
        ).data
