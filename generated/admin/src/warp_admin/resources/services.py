"""Connections to third-party services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, List

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import services as _calls


class Services(Resource):
    """Connections to third-party services."""

    def list(
        self, *, type: models.ServiceType | str | None = None, options: RequestOptions | None = None
    ) -> List[models.ServiceConfig]:
        """List service configurations.

        Returns the configured services in one reply, without paging. Secrets are never returned; `credential_fields`
        names those on file. Operation ``list_services``; read.

        Args:
            type: Only services of this category.
        """
        return self._client.send(_calls.list(type=type), options).data

    def create(
        self,
        *,
        type: models.ServiceType | str,
        provider: str,
        name: str,
        display_name: str | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        webhooks: Mapping[str, Any] | Unset = UNSET,
        credentials: Mapping[str, Any] | Unset = UNSET,
        capabilities: Sequence[str] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        is_primary: bool | Unset = UNSET,
        priority: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ServiceConfig:
        """Create a service configuration.

        Adds a connection to an outside service. `credentials` can be written but never read back. Test the service
        after creating it, before relying on it. Operation ``create_service``; unsafe.

        Args:
            type: Category of an outside service.
            provider: Vendor behind the service, for example telique, sinch, netsuite or somos.
            name: Unique name of this configuration.
            display_name: Name for people.
            settings: Settings that depend on the vendor; no secrets here.
            webhooks: Callback settings that depend on the vendor.
            credentials: Secrets by name, as the vendor needs them. Write-only; kept in a secret store and never
                returned.
            capabilities: What the service is used for, for example lrn_lookup or sms_send.
            is_active: Whether the service is in use.
            is_primary: Whether the service is the first choice for its capabilities.
            priority: Rank among services with the same capabilities.
        """
        return self._client.send(
            _calls.create(
                type=type,
                provider=provider,
                name=name,
                display_name=display_name,
                settings=settings,
                webhooks=webhooks,
                credentials=credentials,
                capabilities=capabilities,
                is_active=is_active,
                is_primary=is_primary,
                priority=priority,
            ),
            options,
        ).data

    def get(self, service_id: str, *, options: RequestOptions | None = None) -> models.ServiceConfig:
        """Fetch one service configuration.

        Returns one service with its settings and health. Secrets are never returned. Operation ``get_service``; read.

        Args:
            service_id: Service configuration id.
        """
        return self._client.send(_calls.get(service_id), options).data

    def update(
        self,
        service_id: str,
        *,
        type: models.ServiceType | str | Unset = UNSET,
        provider: str | Unset = UNSET,
        name: str | Unset = UNSET,
        display_name: str | None | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        webhooks: Mapping[str, Any] | Unset = UNSET,
        credentials: Mapping[str, Any] | Unset = UNSET,
        capabilities: Sequence[str] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        is_primary: bool | Unset = UNSET,
        priority: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ServiceConfig:
        """Change a service configuration.

        Changes the given fields and leaves the others alone. New `credentials` take effect without being shown in the
        reply. Operation ``update_service``; unsafe.

        Args:
            service_id: Service configuration id.
            type: Category of an outside service.
            provider: Vendor behind the service, for example telique, sinch, netsuite or somos.
            name: Unique name of this configuration.
            display_name: Name for people.
            settings: Settings that depend on the vendor; no secrets here.
            webhooks: Callback settings that depend on the vendor.
            credentials: Secrets by name, as the vendor needs them. Write-only; kept in a secret store and never
                returned.
            capabilities: What the service is used for, for example lrn_lookup or sms_send.
            is_active: Whether the service is in use.
            is_primary: Whether the service is the first choice for its capabilities.
            priority: Rank among services with the same capabilities.
        """
        return self._client.send(
            _calls.update(
                service_id,
                type=type,
                provider=provider,
                name=name,
                display_name=display_name,
                settings=settings,
                webhooks=webhooks,
                credentials=credentials,
                capabilities=capabilities,
                is_active=is_active,
                is_primary=is_primary,
                priority=priority,
            ),
            options,
        ).data

    def delete(self, service_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a service configuration.

        Destructive: removes the configuration for good; the platform no longer uses the service. To stop using a
        service for a while, set `is_active` to false. Operation ``delete_service``; idempotent.

        Args:
            service_id: Service configuration id.
        """
        self._client.send(_calls.delete(service_id), options)

    def list_history(self, service_id: str, *, options: RequestOptions | None = None) -> List[models.AuditEntry]:
        """List the change history of a service.

        Returns the audit entries of one service in one reply, without paging. Secrets in old and new values are masked.
        Operation ``list_service_history``; read.

        Args:
            service_id: Service configuration id.
        """
        return self._client.send(_calls.list_history(service_id), options).data

    def rotate_credentials(
        self, service_id: str, *, options: RequestOptions | None = None
    ) -> models.CredentialRotationResult:
        """Rotate the credentials of a service.

        Replaces the stored credentials by new ones, after which the old ones must be taken as void. No secret is
        returned. Never repeat it automatically: after a lost reply, read the history first. 202 means that the rotation
        has begun and is not finished. Operation ``rotate_service_credentials``; unsafe.

        Args:
            service_id: Service configuration id.
        """
        return self._client.send(_calls.rotate_credentials(service_id), options).data

    def test(self, service_id: str, *, options: RequestOptions | None = None) -> models.TestResult:
        """Test the connection to a service.

        Contacts the outside service with the stored settings and credentials. A failed test is a normal reply with
        `success` false. Operation ``test_service``; unsafe.

        Args:
            service_id: Service configuration id.
        """
        return self._client.send(_calls.test(service_id), options).data


class AsyncServices(AsyncResource):
    """Connections to third-party services."""

    async def list(
        self, *, type: models.ServiceType | str | None = None, options: RequestOptions | None = None
    ) -> List[models.ServiceConfig]:
        """List service configurations. Details: `Services.list`."""
        return (await self._client.send(_calls.list(type=type), options)).data

    async def create(
        self,
        *,
        type: models.ServiceType | str,
        provider: str,
        name: str,
        display_name: str | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        webhooks: Mapping[str, Any] | Unset = UNSET,
        credentials: Mapping[str, Any] | Unset = UNSET,
        capabilities: Sequence[str] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        is_primary: bool | Unset = UNSET,
        priority: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ServiceConfig:
        """Create a service configuration. Details: `Services.create`."""
        return (
            await self._client.send(
                _calls.create(
                    type=type,
                    provider=provider,
                    name=name,
                    display_name=display_name,
                    settings=settings,
                    webhooks=webhooks,
                    credentials=credentials,
                    capabilities=capabilities,
                    is_active=is_active,
                    is_primary=is_primary,
                    priority=priority,
                ),
                options,
            )
        ).data

    async def get(self, service_id: str, *, options: RequestOptions | None = None) -> models.ServiceConfig:
        """Fetch one service configuration. Details: `Services.get`."""
        return (await self._client.send(_calls.get(service_id), options)).data

    async def update(
        self,
        service_id: str,
        *,
        type: models.ServiceType | str | Unset = UNSET,
        provider: str | Unset = UNSET,
        name: str | Unset = UNSET,
        display_name: str | None | Unset = UNSET,
        settings: Mapping[str, Any] | Unset = UNSET,
        webhooks: Mapping[str, Any] | Unset = UNSET,
        credentials: Mapping[str, Any] | Unset = UNSET,
        capabilities: Sequence[str] | Unset = UNSET,
        is_active: bool | Unset = UNSET,
        is_primary: bool | Unset = UNSET,
        priority: int | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.ServiceConfig:
        """Change a service configuration. Details: `Services.update`."""
        return (
            await self._client.send(
                _calls.update(
                    service_id,
                    type=type,
                    provider=provider,
                    name=name,
                    display_name=display_name,
                    settings=settings,
                    webhooks=webhooks,
                    credentials=credentials,
                    capabilities=capabilities,
                    is_active=is_active,
                    is_primary=is_primary,
                    priority=priority,
                ),
                options,
            )
        ).data

    async def delete(self, service_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a service configuration. Details: `Services.delete`."""
        await self._client.send(_calls.delete(service_id), options)

    async def list_history(self, service_id: str, *, options: RequestOptions | None = None) -> List[models.AuditEntry]:
        """List the change history of a service. Details: `Services.list_history`."""
        return (await self._client.send(_calls.list_history(service_id), options)).data

    async def rotate_credentials(
        self, service_id: str, *, options: RequestOptions | None = None
    ) -> models.CredentialRotationResult:
        """Rotate the credentials of a service. Details: `Services.rotate_credentials`."""
        return (await self._client.send(_calls.rotate_credentials(service_id), options)).data

    async def test(self, service_id: str, *, options: RequestOptions | None = None) -> models.TestResult:
        """Test the connection to a service. Details: `Services.test`."""
        return (await self._client.send(_calls.test(service_id), options)).data
