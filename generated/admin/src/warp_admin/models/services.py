"""Types of the services domain."""

from __future__ import annotations

from typing import Any

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class AuditEntryAction(OpenEnum):
    """What was done to a configuration. Values may be added; clients keep unknown ones."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    TEST = "test"
    ROTATE_CREDENTIALS = "rotate_credentials"
    ENABLE = "enable"
    DISABLE = "disable"


class CredentialRotationResultStatus(OpenEnum):
    """State of a credential rotation. Values may be added; clients keep unknown ones."""

    ROTATED = "rotated"
    PENDING = "pending"
    FAILED = "failed"


class ServiceConfigHealthStatus(OpenEnum):
    """Health of a service at its last check. Values may be added; clients keep unknown ones."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"
    UNKNOWN = "unknown"


class ServiceType(OpenEnum):
    """Category of an outside service. `telecom_services`: number data, porting and toll-free; `messaging_vendors`:
    SMPP; `business_systems`: CRM, ERP and tax; `payment_processors`: cards and ACH; `infrastructure`: email, DNS
    and monitoring. Values may be added; clients keep unknown ones.
    """

    TELECOM_SERVICES = "telecom_services"
    MESSAGING_VENDORS = "messaging_vendors"
    BUSINESS_SYSTEMS = "business_systems"
    PAYMENT_PROCESSORS = "payment_processors"
    INFRASTRUCTURE = "infrastructure"


class TestResultStatus(OpenEnum):
    """Health found by a connection test. Values may be added; clients keep unknown ones."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AuditEntry(Value):
    """One recorded action on a configuration.

    Attributes:
        id: Audit entry id.
        action: What was done to a configuration.
        created_at: When the action happened, UTC.
        actor_id: Id of the user who acted.
        actor_email: Email address of the user who acted.
        resource_type: Kind of object acted on.
        resource_id: Id of the object acted on.
        old_values: Values before the change, secrets masked.
        new_values: Values after the change, secrets masked.
        summary: The action in one sentence, for people.
        ip_address: IP address the request came from.
        user_agent: User-Agent header of the request.
        error_message: Why the action failed.
        success: Whether the action succeeded.
    """

    id: str
    action: AuditEntryAction
    created_at: Timestamp
    actor_id: str | None = None
    actor_email: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    old_values: dict[str, Any] | None = None
    new_values: dict[str, Any] | None = None
    summary: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None
    error_message: str | None = None
    success: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CredentialRotationResult(Value):
    """Outcome of a credential rotation, without any secret.

    Attributes:
        service_id: Id of the service whose credentials are rotated.
        status: State of a credential rotation.
        rotated_at: When the new credentials took effect, UTC.
        credential_fields: Names of the secrets that were replaced, without their values.
    """

    service_id: str
    status: CredentialRotationResultStatus | None = None
    rotated_at: Timestamp | None = None
    credential_fields: list[str] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ServiceConfig(Value):
    """A configured outside service. Secrets are never part of it.

    Attributes:
        id: Service configuration id.
        type: Category of an outside service.
        provider: Vendor behind the service, for example telique, sinch, netsuite or somos.
        name: Unique name of this configuration.
        display_name: Name for people.
        module_version: Version of the module that talks to the vendor.
        created_by: Operator who created the configuration.
        updated_by: Operator who made the last change.
        settings: Settings that depend on the vendor.
        webhooks: Callback settings that depend on the vendor.
        credential_fields: Names of the secrets on file, without their values.
        capabilities: What the service is used for, for example lrn_lookup or sms_send.
        is_active: Whether the service is in use.
        is_primary: Whether the service is the first choice for its capabilities.
        priority: Rank among services with the same capabilities.
        health_status: Health of a service at its last check.
        last_health_check: Time of the last health check, UTC.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    type: ServiceType
    provider: str
    name: str
    display_name: str | None = None
    module_version: str | None = None
    created_by: str | None = None
    updated_by: str | None = None
    settings: dict[str, Any] | None = None
    webhooks: dict[str, Any] | None = None
    credential_fields: list[str] | None = None
    capabilities: list[str] | None = None
    is_active: bool | None = None
    is_primary: bool | None = None
    priority: int | None = None
    health_status: ServiceConfigHealthStatus | None = None
    last_health_check: Timestamp | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TestResult(Value):
    """Outcome of a connection test of a service.

    Attributes:
        success: Whether the service answered as expected.
        service_id: Id of the service that was tested.
        status: Health found by a connection test.
        message: What happened, for people.
        response_time_ms: When the service took to answer, milliseconds.
        tested_at: When the test ran, UTC.
        details: More facts that depend on the vendor.
    """

    success: bool
    service_id: str | None = None
    status: TestResultStatus | None = None
    message: str | None = None
    response_time_ms: int | None = None
    tested_at: Timestamp | None = None
    details: dict[str, Any] | None = None
