"""SIP trunks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warp_client_core import UNSET, AsyncListing, Call, Page, RequestOptions, Unset

from .. import models
from ..calls import trunks as _calls
from ..overlays.account_scope import AccountScope, AsyncAccountScope


# Hand-written base classes: overlays/account_scope
class Trunks(AccountScope):
    """SIP trunks."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.TrunkStatus | str | None = None,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Trunk]:
        """List the trunks of the account.

        Returns the trunks of the account page by page, optionally only those in one status. The customer id is the `id`
        of the caller's account. Operation ``list_trunks``; read.

        Args:
            customer_id: Customer id. Found by itself when left out.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
            status: Only trunks in this status.
        """
        return self._client.send(
            _calls.list(
                self._customer_id() if customer_id is None else customer_id, page=page, limit=limit, status=status
            ),
            options,
        ).data

    def create(
        self,
        *,
        name: str,
        description: str | Unset = UNSET,
        partition_id: str | Unset = UNSET,
        tech_prefix: str | Unset = UNSET,
        trunk_type: models.TrunkType | str | Unset = UNSET,
        auth_type: models.TrunkAuthType | str | Unset = UNSET,
        max_channels: int | Unset = UNSET,
        cps_limit: int | Unset = UNSET,
        codecs: Sequence[models.Codec | str] | Unset = UNSET,
        sip_options: models.SipOptions | models.SipOptionsDict | Unset = UNSET,
        inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        features: models.TrunkFeatures | models.TrunkFeaturesDict | Unset = UNSET,
        daily_spend_limit: Decimal | int | Unset = UNSET,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.Trunk:
        """Create a trunk.

        Creates a trunk on the account. Only the name is required; the platform fills in its defaults for the rest. A
        repeated request creates a second trunk, so look at the list before sending again after an unclear outcome.
        Operation ``create_trunk``; unsafe.

        Args:
            customer_id: Customer id. Found by itself when left out.
            name: Display name.
            description: Free text.
            partition_id: Id of the routing partition, when one was assigned to the account.
            tech_prefix: Digits the customer dials before the number, at most 10.
            trunk_type: Directions in which a trunk carries calls.
            auth_type: How calls from the customer are authenticated: by source address, by SIP digest, or by both.
            max_channels: Concurrent calls allowed.
            cps_limit: New calls allowed per second.
            codecs: Codecs in order of preference, best first.
            inbound_ips: Addresses from which the customer sends calls to the platform.
            outbound_ips: Addresses to which the platform sends calls.
            daily_spend_limit: Spend ceiling per UTC day, in account currency, 2 decimals.
        """
        return self._client.send(
            _calls.create(
                self._customer_id() if customer_id is None else customer_id,
                name=name,
                description=description,
                partition_id=partition_id,
                tech_prefix=tech_prefix,
                trunk_type=trunk_type,
                auth_type=auth_type,
                max_channels=max_channels,
                cps_limit=cps_limit,
                codecs=codecs,
                sip_options=sip_options,
                inbound_ips=inbound_ips,
                outbound_ips=outbound_ips,
                features=features,
                daily_spend_limit=daily_spend_limit,
            ),
            options,
        ).data

    def get(self, trunk_id: str, *, options: RequestOptions | None = None) -> models.Trunk:
        """Fetch one trunk.

        Returns a trunk with its settings, limits and current registration and health. `active_calls` is a snapshot.
        Operation ``get_trunk``; read.

        Args:
            trunk_id: Trunk id.
        """
        return self._client.send(_calls.get(trunk_id), options).data

    def update(
        self,
        trunk_id: str,
        *,
        name: str | Unset = UNSET,
        description: str | None | Unset = UNSET,
        partition_id: str | None | Unset = UNSET,
        tech_prefix: str | None | Unset = UNSET,
        trunk_type: models.TrunkType | str | None | Unset = UNSET,
        auth_type: models.TrunkAuthType | str | None | Unset = UNSET,
        max_channels: int | Unset = UNSET,
        cps_limit: int | Unset = UNSET,
        codecs: Sequence[models.Codec | str] | Unset = UNSET,
        sip_options: models.SipOptions | models.SipOptionsDict | None | Unset = UNSET,
        inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        features: models.TrunkFeatures | models.TrunkFeaturesDict | None | Unset = UNSET,
        daily_spend_limit: Decimal | int | None | Unset = UNSET,
        status: models.TrunkUpdateStatus | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Trunk:
        """Change a trunk.

        Changes the given fields and leaves the others alone. Lists such as `codecs` and `inbound_ips` are replaced as a
        whole. Of the statuses, only `active`, `inactive` and `testing` can be set. Operation ``update_trunk``; unsafe.

        Args:
            trunk_id: Trunk id.
            name: Display name.
            description: Free text.
            partition_id: Id of the routing partition.
            tech_prefix: Digits the customer dials before the number, at most 10.
            trunk_type: Direction of calls.
            auth_type: How calls from the customer are authenticated.
            max_channels: Concurrent calls allowed.
            cps_limit: New calls allowed per second.
            codecs: Codecs in order of preference, best first.
            sip_options: Signaling settings.
            inbound_ips: Addresses from which the customer sends calls to the platform.
            outbound_ips: Addresses to which the platform sends calls.
            features: Optional services.
            daily_spend_limit: Spend ceiling per UTC day, in account currency, 2 decimals.
            status: Trunk states that can be set by request.
        """
        return self._client.send(
            _calls.update(
                trunk_id,
                name=name,
                description=description,
                partition_id=partition_id,
                tech_prefix=tech_prefix,
                trunk_type=trunk_type,
                auth_type=auth_type,
                max_channels=max_channels,
                cps_limit=cps_limit,
                codecs=codecs,
                sip_options=sip_options,
                inbound_ips=inbound_ips,
                outbound_ips=outbound_ips,
                features=features,
                daily_spend_limit=daily_spend_limit,
                status=status,
            ),
            options,
        ).data

    def delete(self, trunk_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a trunk.

        Deletes the trunk and its credentials for good; calls over it are no longer accepted. Move its numbers to
        another trunk first. Operation ``delete_trunk``; idempotent.

        Args:
            trunk_id: Trunk id.
        """
        self._client.send(_calls.delete(trunk_id), options)

    def get_credentials(self, trunk_id: str, *, options: RequestOptions | None = None) -> models.TrunkCredentials:
        """Fetch the SIP credentials of a trunk.

        Returns the digest user and password and the hosts to send SIP to. The reply holds a secret: keep it out of
        logs. User and password are null when the trunk authenticates by address only. Operation
        ``get_trunk_credentials``; read.

        Args:
            trunk_id: Trunk id.
        """
        return self._client.send(_calls.get_credentials(trunk_id), options).data

    def test(
        self,
        trunk_id: str,
        *,
        test_number: str,
        test_type: models.TrunkTestType | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TrunkTestResult:
        """Test a trunk.

        Runs an OPTIONS ping, a registration, a call to `test_number`, or all three. A test that places a call is
        billable like any other call, and a repeated request may call again. A failed test is a normal reply with
        `success` false. Operation ``test_trunk``; unsafe.

        Args:
            trunk_id: Trunk id.
            test_number: Number to call, in E.164 form.
            test_type: What a trunk test sends: an OPTIONS ping, a registration, a call, or all of them.
        """
        return self._client.send(_calls.test(trunk_id, test_number=test_number, test_type=test_type), options).data


class AsyncTrunks(AsyncAccountScope):
    """SIP trunks."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.TrunkStatus | str | None = None,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Trunk]:
        """List the trunks of the account. Details: `Trunks.list`."""

        async def call() -> Call[Page[models.Trunk]]:
            return _calls.list(
                await self._customer_id() if customer_id is None else customer_id, page=page, limit=limit, status=status
            )

        return self._client.listing(call, options)

    async def create(
        self,
        *,
        name: str,
        description: str | Unset = UNSET,
        partition_id: str | Unset = UNSET,
        tech_prefix: str | Unset = UNSET,
        trunk_type: models.TrunkType | str | Unset = UNSET,
        auth_type: models.TrunkAuthType | str | Unset = UNSET,
        max_channels: int | Unset = UNSET,
        cps_limit: int | Unset = UNSET,
        codecs: Sequence[models.Codec | str] | Unset = UNSET,
        sip_options: models.SipOptions | models.SipOptionsDict | Unset = UNSET,
        inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        features: models.TrunkFeatures | models.TrunkFeaturesDict | Unset = UNSET,
        daily_spend_limit: Decimal | int | Unset = UNSET,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.Trunk:
        """Create a trunk. Details: `Trunks.create`."""
        return (
            await self._client.send(
                _calls.create(
                    await self._customer_id() if customer_id is None else customer_id,
                    name=name,
                    description=description,
                    partition_id=partition_id,
                    tech_prefix=tech_prefix,
                    trunk_type=trunk_type,
                    auth_type=auth_type,
                    max_channels=max_channels,
                    cps_limit=cps_limit,
                    codecs=codecs,
                    sip_options=sip_options,
                    inbound_ips=inbound_ips,
                    outbound_ips=outbound_ips,
                    features=features,
                    daily_spend_limit=daily_spend_limit,
                ),
                options,
            )
        ).data

    async def get(self, trunk_id: str, *, options: RequestOptions | None = None) -> models.Trunk:
        """Fetch one trunk. Details: `Trunks.get`."""
        return (await self._client.send(_calls.get(trunk_id), options)).data

    async def update(
        self,
        trunk_id: str,
        *,
        name: str | Unset = UNSET,
        description: str | None | Unset = UNSET,
        partition_id: str | None | Unset = UNSET,
        tech_prefix: str | None | Unset = UNSET,
        trunk_type: models.TrunkType | str | None | Unset = UNSET,
        auth_type: models.TrunkAuthType | str | None | Unset = UNSET,
        max_channels: int | Unset = UNSET,
        cps_limit: int | Unset = UNSET,
        codecs: Sequence[models.Codec | str] | Unset = UNSET,
        sip_options: models.SipOptions | models.SipOptionsDict | None | Unset = UNSET,
        inbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        outbound_ips: Sequence[models.TrunkIp | models.TrunkIpDict] | Unset = UNSET,
        features: models.TrunkFeatures | models.TrunkFeaturesDict | None | Unset = UNSET,
        daily_spend_limit: Decimal | int | None | Unset = UNSET,
        status: models.TrunkUpdateStatus | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Trunk:
        """Change a trunk. Details: `Trunks.update`."""
        return (
            await self._client.send(
                _calls.update(
                    trunk_id,
                    name=name,
                    description=description,
                    partition_id=partition_id,
                    tech_prefix=tech_prefix,
                    trunk_type=trunk_type,
                    auth_type=auth_type,
                    max_channels=max_channels,
                    cps_limit=cps_limit,
                    codecs=codecs,
                    sip_options=sip_options,
                    inbound_ips=inbound_ips,
                    outbound_ips=outbound_ips,
                    features=features,
                    daily_spend_limit=daily_spend_limit,
                    status=status,
                ),
                options,
            )
        ).data

    async def delete(self, trunk_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a trunk. Details: `Trunks.delete`."""
        await self._client.send(_calls.delete(trunk_id), options)

    async def get_credentials(self, trunk_id: str, *, options: RequestOptions | None = None) -> models.TrunkCredentials:
        """Fetch the SIP credentials of a trunk. Details: `Trunks.get_credentials`."""
        return (await self._client.send(_calls.get_credentials(trunk_id), options)).data

    async def test(
        self,
        trunk_id: str,
        *,
        test_number: str,
        test_type: models.TrunkTestType | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.TrunkTestResult:
        """Test a trunk. Details: `Trunks.test`."""
        return (
            await self._client.send(_calls.test(trunk_id, test_number=test_number, test_type=test_type), options)
        ).data
