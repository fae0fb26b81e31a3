"""Types of the netsuite_sync domain."""

from __future__ import annotations

from typing import Any, Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class FieldMappingDirection(OpenEnum):
    """Which way a mapped value travels. Values may be added; clients keep unknown ones."""

    WARP_TO_NETSUITE = "warp_to_netsuite"
    NETSUITE_TO_WARP = "netsuite_to_warp"
    BIDIRECTIONAL = "bidirectional"


class NetSuiteSyncJobStatus(OpenEnum):
    """State of a run. Values may be added; clients keep unknown ones."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    PARTIAL = "partial"
    FAILED = "failed"


class NetSuiteSyncJobTriggeredBy(OpenEnum):
    """What started a run. Values may be added; clients keep unknown ones."""

    MANUAL = "manual"
    SCHEDULE = "schedule"
    WEBHOOK = "webhook"
    API = "api"


class NetSuiteSyncJobType(OpenEnum):
    """Kind of records a run covers. Values may be added; clients keep unknown ones."""

    CUSTOMERS = "customers"
    INVOICES = "invoices"
    PAYMENTS = "payments"
    ALL = "all"


class NetSuiteSyncResultAction(OpenEnum):
    """What happened to a record in NetSuite. Values may be added; clients keep unknown ones."""

    CREATED = "created"
    UPDATED = "updated"
    SKIPPED = "skipped"
    FAILED = "failed"


class NetSuiteSyncResultEntityType(OpenEnum):
    """Kind of a synchronized record. Values may be added; clients keep unknown ones."""

    CUSTOMER = "customer"
    INVOICE = "invoice"


class NetSuiteSyncStatusStatus(OpenEnum):
    """State of the synchronization. Values may be added; clients keep unknown ones."""

    IDLE = "idle"
    RUNNING = "running"
    ERROR = "error"
    DISCONNECTED = "disconnected"


class NetSuiteSyncTriggerType(OpenEnum):
    """Kind of records to send."""

    CUSTOMERS = "customers"
    INVOICES = "invoices"
    ALL = "all"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FieldMapping(Value):
    """One platform field and the NetSuite field that holds the same fact.

    Attributes:
        warp_field: Field on the platform, for example `company_name`.
        netsuite_field: Field in NetSuite, for example `custentity_warp_customer_id`.
        direction: Which way a mapped value travels.
        required: Whether a record without a value is held back.
        transform: Conversion applied to the value; null copies it as it is.
    """

    warp_field: str
    netsuite_field: str
    direction: FieldMappingDirection | None = None
    required: bool | None = None
    transform: str | None = None


class FieldMappingDict(TypedDict, total=False):
    """A `FieldMapping` as a plain mapping."""

    warp_field: Required[str]
    netsuite_field: Required[str]
    direction: FieldMappingDirection | str
    required: bool
    transform: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteAuthInit(Value):
    """Start of an authorization at NetSuite.

    Attributes:
        auth_url: Page to open in a browser to grant access.
        state: One-time value that ties the browser's return to this request.
        expires_at: When `state` stops being accepted, about 10 minutes on, UTC.
    """

    auth_url: str
    state: str | None = None
    expires_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteAuthStatus(Value):
    """State of the platform's authorization at NetSuite.

    Attributes:
        connected: Whether the platform holds a working authorization.
        account_id: NetSuite account the platform is connected to.
        scope: Scopes granted by NetSuite.
        expires_at: When the current access ends, UTC; it is renewed before.
        refresh_expires_at: When renewal stops working, UTC.
        last_refreshed_at: Time of the last renewal, UTC.
        needs_authorization: Whether a person has to authorize the platform again.
    """

    connected: bool
    account_id: str | None = None
    scope: str | None = None
    expires_at: Timestamp | None = None
    refresh_expires_at: Timestamp | None = None
    last_refreshed_at: Timestamp | None = None
    needs_authorization: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteMappings(Value):
    """How platform fields and products map to NetSuite fields and items.

    Attributes:
        customer: Mappings of customer records.
        invoice: Mappings of invoices.
        payment: Mappings of payments.
        item: Mappings of billable items.
        sku_map: NetSuite item code per product key such as `TERMINATING:DOMESTIC:INTERSTATE`.
    """

    customer: list[FieldMapping] | None = None
    invoice: list[FieldMapping] | None = None
    payment: list[FieldMapping] | None = None
    item: list[FieldMapping] | None = None
    sku_map: dict[str, Any] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteSyncJob(Value):
    """One run of the synchronization.

    Attributes:
        job_id: Id of the run.
        type: Kind of records a run covers.
        status: State of a run.
        triggered_by: What started the run.
        records_processed: Records handled so far.
        records_succeeded: Records that NetSuite accepted.
        records_failed: Records that failed.
        error_message: What stopped the run, if anything did.
        started_at: When the run began, UTC.
        completed_at: When the run ended, UTC; null while it runs.
    """

    job_id: str
    type: NetSuiteSyncJobType
    status: NetSuiteSyncJobStatus
    triggered_by: NetSuiteSyncJobTriggeredBy | None = None
    records_processed: int | None = None
    records_succeeded: int | None = None
    records_failed: int | None = None
    error_message: str | None = None
    started_at: Timestamp | None = None
    completed_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteSyncResult(Value):
    """Outcome of sending a single record to NetSuite.

    Attributes:
        entity_type: Kind of a synchronized record.
        warp_id: Id of the record on the platform.
        netsuite_id: Internal id in NetSuite; null until the record exists there.
        action: What happened to a record in NetSuite.
        synced_at: When NetSuite accepted the record, UTC.
        error: Why the record was not sent.
    """

    entity_type: NetSuiteSyncResultEntityType
    warp_id: str
    netsuite_id: str | None = None
    action: NetSuiteSyncResultAction | None = None
    synced_at: Timestamp | None = None
    error: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteSyncStatus(Value):
    """State of the synchronization as a whole.

    Attributes:
        status: State of the synchronization.
        current_job: Run in progress; null when none is.
        last_sync_at: When the last run ended, UTC.
        next_sync_at: When the next run is due, UTC.
        pending_customers: Customers waiting to be sent; above 100 means the sync lags behind.
        pending_invoices: Invoices waiting to be sent; above 100 means the sync lags behind.
        last_error: Most recent error; null when there was none.
    """

    status: NetSuiteSyncStatusStatus
    current_job: NetSuiteSyncJob | None = None
    last_sync_at: Timestamp | None = None
    next_sync_at: Timestamp | None = None
    pending_customers: int | None = None
    pending_invoices: int | None = None
    last_error: str | None = None
