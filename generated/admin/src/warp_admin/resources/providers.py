"""Carriers that the platform sends calls to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import providers as _calls
from ..overlays.rate_import import AsyncProviderImport, ProviderImport


# Hand-written base classes: overlays/rate_import
class Providers(ProviderImport):
    """Carriers that the platform sends calls to."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.Provider]:
        """List providers.

        Returns every provider in one reply, without paging. Operation ``list_providers``; read.
        """
        return self._client.send(_calls.list(), options).data

    def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Provider:
        """Create a provider.

        Registers a provider with its gateways and capacity. Rates are loaded separately by an import. Operation
        ``create_provider``; unsafe.

        Args:
            name: Display name.
            type: What a provider's routing is keyed on, or the traffic it takes.
            billing_model: What a provider's prices are keyed on.
            dialstrings: Templates of the SIP URIs to call, for example `sip:+{number}@host:port`.
            gateways: SIP addresses of the provider.
            jurisdiction_class: How a provider classes the traffic it takes.
            ij_policy: How a provider rates calls of indeterminate jurisdiction; POI compares with the state of the
                point of interconnection.
            poi_state: State of the point of interconnection, 2 letters; used when `ij_policy` is POI.
            supported_codecs: Codecs that the provider accepts.
            capacity_cps: New calls that the provider takes per second.
            max_channels: Concurrent calls that the provider takes.
        """
        return self._client.send(
            _calls.create(
                name=name,
                type=type,
                billing_model=billing_model,
                dialstrings=dialstrings,
                gateways=gateways,
                jurisdiction_class=jurisdiction_class,
                ij_policy=ij_policy,
                poi_state=poi_state,
                supported_codecs=supported_codecs,
                capacity_cps=capacity_cps,
                max_channels=max_channels,
            ),
            options,
        ).data

    def update(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Provider:
        """Change a provider.

        Changes the given fields and leaves the others alone. A list that is given replaces the stored list as a whole.
        Set `status` to `inactive` to take the provider out of use without deleting it. Operation ``update_provider``;
        unsafe.

        Args:
            provider_id: Provider id.
            name: Display name.
            type: What a provider's routing is keyed on, or the traffic it takes.
            billing_model: What a provider's prices are keyed on.
            dialstrings: Templates of the SIP URIs to call, for example `sip:+{number}@host:port`; replaces the whole
                list.
            gateways: SIP addresses of the provider; replaces the whole list.
            jurisdiction_class: Class of traffic that the provider takes.
            ij_policy: Rating of calls of indeterminate jurisdiction.
            poi_state: State of the point of interconnection, 2 letters; used when `ij_policy` is POI.
            supported_codecs: Codecs that the provider accepts; replaces the whole list.
            capacity_cps: New calls that the provider takes per second.
            max_channels: Concurrent calls that the provider takes.
            status: Whether a provider takes traffic.
        """
        return self._client.send(
            _calls.update(
                provider_id,
                name=name,
                type=type,
                billing_model=billing_model,
                dialstrings=dialstrings,
                gateways=gateways,
                jurisdiction_class=jurisdiction_class,
                ij_policy=ij_policy,
                poi_state=poi_state,
                supported_codecs=supported_codecs,
                capacity_cps=capacity_cps,
                max_channels=max_channels,
                status=status,
            ),
            options,
        ).data

    def delete(self, provider_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a provider.

        Destructive: removes the provider for good. Move its traffic to other providers first; to stop using it for a
        while, set its status to `inactive`. Operation ``delete_provider``; idempotent.

        Args:
            provider_id: Provider id.
        """
        self._client.send(_calls.delete(provider_id), options)

    def get_performance(
        self, provider_id: str, *, period: str, options: RequestOptions | None = None
    ) -> models.ProviderPerformance:
        """Fetch the performance of a provider.

        Returns call counts, quality gauges, cost and SIP replies of one provider over a window. The window is echoed in
        `period`. Operation ``get_provider_performance``; read.

        Args:
            provider_id: Provider id.
            period: Window to report: a span back from now such as `24h`, `7d` or `30d`, or a calendar month as YYYY-MM.
        """
        return self._client.send(_calls.get_performance(provider_id, period=period), options).data


class AsyncProviders(AsyncProviderImport):
    """Carriers that the platform sends calls to."""

    async def list(self, *, options: RequestOptions | None = None) -> List[models.Provider]:
        """List providers. Details: `Providers.list`."""
        return (await self._client.send(_calls.list(), options)).data

    async def create(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Provider:
        """Create a provider. Details: `Providers.create`."""
        return (
            await self._client.send(
                _calls.create(
                    name=name,
                    type=type,
                    billing_model=billing_model,
                    dialstrings=dialstrings,
                    gateways=gateways,
                    jurisdiction_class=jurisdiction_class,
                    ij_policy=ij_policy,
                    poi_state=poi_state,
                    supported_codecs=supported_codecs,
                    capacity_cps=capacity_cps,
                    max_channels=max_channels,
                ),
                options,
            )
        ).data

    async def update(
        self,
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
        options: RequestOptions | None = None,
    ) -> models.Provider:
        """Change a provider. Details: `Providers.update`."""
        return (
            await self._client.send(
                _calls.update(
                    provider_id,
                    name=name,
                    type=type,
                    billing_model=billing_model,
                    dialstrings=dialstrings,
                    gateways=gateways,
                    jurisdiction_class=jurisdiction_class,
                    ij_policy=ij_policy,
                    poi_state=poi_state,
                    supported_codecs=supported_codecs,
                    capacity_cps=capacity_cps,
                    max_channels=max_channels,
                    status=status,
                ),
                options,
            )
        ).data

    async def delete(self, provider_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a provider. Details: `Providers.delete`."""
        await self._client.send(_calls.delete(provider_id), options)

    async def get_performance(
        self, provider_id: str, *, period: str, options: RequestOptions | None = None
    ) -> models.ProviderPerformance:
        """Fetch the performance of a provider. Details: `Providers.get_performance`."""
        return (await self._client.send(_calls.get_performance(provider_id, period=period), options)).data
