"""Types of the resporg domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .toll_free import RoutingConfig, RoutingConfigDict, TollFreeState


class RespOrgTransferStatus(OpenEnum):
    """State of a change of RespOrg. Values may be added; clients keep unknown ones."""

    PENDING = "pending"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    COMPLETED = "completed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BulkProvisionItem(Value):
    """A toll-free number, its owner and where its calls go.

    Attributes:
        tfn: Toll-free number in E.164 form.
        customer_id: Id of the customer that receives the number.
        routing: Where calls to a toll-free number go.
    """

    tfn: str
    customer_id: str
    routing: RoutingConfig


class BulkProvisionItemDict(TypedDict, total=False):
    """A `BulkProvisionItem` as a plain mapping."""

    tfn: Required[str]
    customer_id: Required[str]
    routing: Required[RoutingConfig | RoutingConfigDict]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BulkTollFreeItem(Value):
    """Outcome for one number of a bulk action.

    Attributes:
        tfn: Toll-free number in E.164 form.
        success: Whether the action worked for this number.
        status: Status of the number after the action.
        error_code: Machine-readable cause, in upper snake case.
        error_message: Cause, for people.
    """

    tfn: str
    success: bool
    status: str | None = None
    error_code: str | None = None
    error_message: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BulkTollFreeResult(Value):
    """Outcome of a bulk action; some numbers may fail while others succeed.

    Attributes:
        total: Numbers in the request.
        succeeded: Numbers done.
        failed: Numbers that failed.
        results: Outcome per number.
        job_id: Id of the background job; null when the action is finished.
    """

    total: int
    succeeded: int
    failed: int
    results: list[BulkTollFreeItem]
    job_id: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RespOrgEntity(Value):
    """An organization registered as a RespOrg (responsible organization) for toll-free numbers.

    Attributes:
        entity_id: Entity id.
        name: Name of the organization.
        status: State in the registry, such as ACTIVE or INACTIVE.
    """

    entity_id: str
    name: str | None = None
    status: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RespOrgRoid(Value):
    """A RespOrg id (ROID) that belongs to an entity.

    Attributes:
        resp_org_id: RespOrg id, 5 characters.
        name: Name of the id's owner or use.
        status: State in the registry; only ACTIVE ids are listed.
    """

    resp_org_id: str
    name: str | None = None
    status: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RespOrgTransfer(Value):
    """A change of RespOrg and how far it has come.

    Attributes:
        transfer_id: Transfer id.
        tfn: Toll-free number in E.164 form.
        status: State of a change of RespOrg.
        current_resp_org_id: RespOrg id that gives the number up.
        new_resp_org_id: RespOrg id that takes the number over.
        submitted_at: When the transfer was sent to the registry, UTC.
        completed_at: When the transfer ended, UTC.
    """

    transfer_id: str
    tfn: str
    status: RespOrgTransferStatus
    current_resp_org_id: str | None = None
    new_resp_org_id: str | None = None
    submitted_at: Timestamp | None = None
    completed_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TollFreeInventoryItem(Value):
    """A toll-free number held by the platform.

    Attributes:
        tfn: Toll-free number in E.164 form.
        status: State of a toll-free number on the platform.
        resp_org_id: Id of the RespOrg that controls the number.
        customer_id: Id of the customer that holds the number.
        trunk_id: Id of the trunk that carries the calls.
        sms_enabled: Whether the number carries SMS.
        is_vanity: Whether the digits spell a word.
        monthly_charge: Charge per month, in account currency, 2 decimals.
        reserved_until: When the hold ends, UTC.
        updated_at: Time of the last change, UTC.
    """

    tfn: str
    status: TollFreeState
    resp_org_id: str | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
    sms_enabled: bool | None = None
    is_vanity: bool | None = None
    monthly_charge: Decimal | None = None
    reserved_until: Timestamp | None = None
    updated_at: Timestamp | None = None
