"""Types of the call_details domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .cdrs import CallDirection, CDRDisposition, RateZone


class CDRDetailHangupSource(OpenEnum):
    """Side that ended a call. Values may be added; clients keep unknown ones."""

    CALLER = "CALLER"
    CALLEE = "CALLEE"
    SYSTEM = "SYSTEM"


class CDRDetailJurisdiction(OpenEnum):
    """Jurisdiction of a call. Values may be added; clients keep unknown ones."""

    INTERSTATE = "INTERSTATE"
    INTRASTATE = "INTRASTATE"
    LOCAL = "LOCAL"
    INTERNATIONAL = "INTERNATIONAL"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CDRDetail(Value):
    """A call record with the provider, rating, signaling and quality facts behind it.

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
        provider_id: Id of the selected provider.
        provider_name: Name of the selected provider.
        vendor_trunk: Trunk toward the provider.
        partition_id: Id of the routing partition that was used.
        dialstring: Dial string sent to the provider.
        jurisdiction: Jurisdiction found from the location routing numbers of both ends.
        ani_lrn: Location routing number (LRN) of the calling number.
        ani_ocn: Operating company number (OCN) of the calling side, 4 characters.
        ani_spid: Service provider id (SPID) of the calling side, 4 characters.
        ani_lata: LATA of the calling number, 3 digits as text.
        ani_rate_center: Rate center of the calling number.
        ani_state: State or province of the calling number.
        ani_carrier_name: Carrier of the calling number.
        dnis_lrn: Location routing number (LRN) of the called number.
        dnis_ocn: Operating company number (OCN) of the called side, 4 characters.
        dnis_spid: Service provider id (SPID) of the called side, 4 characters.
        dnis_lata: LATA of the called number, 3 digits as text.
        dnis_rate_center: Rate center of the called number.
        dnis_state: State or province of the called number.
        dnis_carrier_name: Carrier of the called number.
        cnam: Caller name (CNAM) presented.
        cic: Carrier identification code (CIC), 4 digits as text; toll-free calls only.
        resp_org_id: RespOrg id of the called number; toll-free calls only.
        vendor_rate: Price of the provider per minute, in `currency`, 7 decimals.
        customer_rate: Price to the customer per minute, in `currency`, 7 decimals.
        vendor_cost: Charge of the provider for the call, in `currency`, 5 decimals.
        margin: Customer charge minus provider charge, in `currency`, 5 decimals.
        margin_percent: Margin as a percentage of the customer charge; may be negative.
        mos: Mean opinion score, 1.0 to 5.0.
        jitter_ms: Jitter, milliseconds.
        packet_loss_percent: Lost RTP packets, percent 0-100.
        billing_increment: Block in which the call is billed, seconds.
        pdd_ms: Post-dial delay, milliseconds.
        ingress_ip: Address the call came from.
        egress_ip: Address the call was sent to.
        ingress_codec: Codec on the incoming leg.
        egress_codec: Codec on the outgoing leg.
        sip_call_id: Call-ID header as received.
        sip_from: From header as received.
        sip_to: To header as received.
        sip_ruri: Request URI as received.
        sip_pai: P-Asserted-Identity header as received.
        sip_contact: Contact header as received.
        invoice_id: Id of the invoice that bills the call.
        hangup_source: Side that ended the call.
        attempts: One entry per provider tried, in order.
        billed: Whether the call is on an invoice.
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
    provider_id: str | None = None
    provider_name: str | None = None
    vendor_trunk: str | None = None
    partition_id: str | None = None
    dialstring: str | None = None
    jurisdiction: CDRDetailJurisdiction | None = None
    ani_lrn: str | None = None
    ani_ocn: str | None = None
    ani_spid: str | None = None
    ani_lata: str | None = None
    ani_rate_center: str | None = None
    ani_state: str | None = None
    ani_carrier_name: str | None = None
    dnis_lrn: str | None = None
    dnis_ocn: str | None = None
    dnis_spid: str | None = None
    dnis_lata: str | None = None
    dnis_rate_center: str | None = None
    dnis_state: str | None = None
    dnis_carrier_name: str | None = None
    cnam: str | None = None
    cic: str | None = None
    resp_org_id: str | None = None
    vendor_rate: Decimal | None = None
    customer_rate: Decimal | None = None
    vendor_cost: Decimal | None = None
    margin: Decimal | None = None
    margin_percent: float | None = None
    mos: float | None = None
    jitter_ms: float | None = None
    packet_loss_percent: float | None = None
    billing_increment: int | None = None
    pdd_ms: int | None = None
    ingress_ip: str | None = None
    egress_ip: str | None = None
    ingress_codec: str | None = None
    egress_codec: str | None = None
    sip_call_id: str | None = None
    sip_from: str | None = None
    sip_to: str | None = None
    sip_ruri: str | None = None
    sip_pai: str | None = None
    sip_contact: str | None = None
    invoice_id: str | None = None
    hangup_source: CDRDetailHangupSource | None = None
    attempts: list[CallAttempt] | None = None
    billed: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CallAttempt(Value):
    """One try to place a call through a provider.

    Attributes:
        attempt_number: Position of the try, from 1.
        provider_name: Name of the provider that was tried.
        failure_reason: Why the try failed; null when it did not.
        sip_code: Final SIP status of the try.
        pdd_ms: Post-dial delay, milliseconds.
        started_at: When the try began, UTC.
        ended_at: When the try ended, UTC.
    """

    attempt_number: int
    provider_name: str | None = None
    failure_reason: str | None = None
    sip_code: int | None = None
    pdd_ms: int | None = None
    started_at: Timestamp | None = None
    ended_at: Timestamp | None = None
