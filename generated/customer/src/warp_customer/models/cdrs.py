"""Types of the cdrs domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class CDRDisposition(OpenEnum):
    """Outcome of a call. Values may be added; clients keep unknown ones."""

    ANSWERED = "ANSWERED"
    BUSY = "BUSY"
    NO_ANSWER = "NO_ANSWER"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    CONGESTION = "CONGESTION"


class CallDirection(OpenEnum):
    """Direction of a call as seen from the account: `inbound` arrives at its equipment, `outbound` leaves it. Values
    may be added; clients keep unknown ones.
    """

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class CdrExportFormat(OpenEnum):
    """File format of an export."""

    CSV = "csv"
    JSON = "json"
    PDF = "pdf"
    PARQUET = "parquet"


class CdrExportStatus(OpenEnum):
    """Progress of an export. Values may be added; clients keep unknown ones."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"


class RateZone(OpenEnum):
    """Zone a call is rated in. Values may be added; clients keep unknown ones."""

    INTERSTATE = "INTERSTATE"
    INTRASTATE = "INTRASTATE"
    LOCAL = "LOCAL"
    INTERNATIONAL = "INTERNATIONAL"
    TOLLFREE = "TOLLFREE"
    ZONE1 = "ZONE1"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CDR(Value):
    """Record of one finished call, as charged to the account.

    Attributes:
        id: Call record id.
        direction: Direction of a call as seen from the account: `inbound` arrives at its equipment, `outbound`
            leaves it.
        ani: Calling party as signaled: usually E.164, but also 10 digits, anonymous or a SIP user.
        dnis: Called party as signaled: usually E.164, but also 10 digits or a SIP user.
        start_time: When the INVITE arrived, UTC.
        call_id: Call id given by SIP signaling or by the platform.
        customer_id: Id of the account that the call belongs to.
        trunk_id: Id of the trunk that carried the call.
        zone: Zone the call was rated in.
        answer_time: When the call was answered, UTC; null if it never was.
        end_time: When the call ended, UTC.
        duration: Length of the call, seconds.
        billable_duration: Charged length, seconds, rounded up to the billing increment (6/6 unless agreed
            otherwise).
        rate: Price to the customer per minute, in `currency`, 7 decimals.
        cost: Charge for the call, in `currency`, 5 decimals.
        currency: Currency of every amount, ISO 4217.
        disposition: Outcome of the call.
        release_cause: Q.850 release cause.
        sip_code: Final SIP status code.
    """

    id: str
    direction: CallDirection
    ani: str
    dnis: str
    start_time: Timestamp
    call_id: str | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
    zone: RateZone | None = None
    answer_time: Timestamp | None = None
    end_time: Timestamp | None = None
    duration: int | None = None
    billable_duration: int | None = None
    rate: Decimal | None = None
    cost: Decimal | None = None
    currency: str | None = None
    disposition: CDRDisposition | None = None
    release_cause: str | None = None
    sip_code: int | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CdrExport(Value):
    """An export job. The file exists once `status` is `completed`.

    Attributes:
        export_id: Export job id.
        status: Progress of an export.
        download_url: Where to fetch the file; null until it is ready. It may be on another host, so send no API
            credentials to it.
        expires_at: When the download address stops working, UTC.
        record_count: Call records in the file.
    """

    export_id: str
    status: CdrExportStatus
    download_url: str | None = None
    expires_at: Timestamp | None = None
    record_count: int | None = None
