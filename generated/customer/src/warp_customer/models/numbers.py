"""Types of the numbers domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class AvailableNumberType(OpenEnum):
    """Kind of a number for sale. Values may be added; clients keep unknown ones."""

    LOCAL = "local"
    TOLL_FREE = "toll_free"


class PhoneNumberStatus(OpenEnum):
    """Lifecycle of a number on an account. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    RESERVED = "reserved"
    PORTING = "porting"
    SUSPENDED = "suspended"
    DISCONNECTED = "disconnected"


class PhoneNumberType(OpenEnum):
    """Kind of a phone number. Values may be added; clients keep unknown ones."""

    LOCAL = "local"
    TOLL_FREE = "toll_free"
    MOBILE = "mobile"
    SHORT_CODE = "short_code"


class VoiceRoutingType(OpenEnum):
    """What kind of destination inbound calls go to. Values may be added; clients keep unknown ones."""

    SIP_URI = "SIP_URI"
    FORWARD = "FORWARD"
    IVR = "IVR"
    QUEUE = "QUEUE"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AvailableNumber(Value):
    """A number for sale. It has no id until it is ordered.

    Attributes:
        number: The number in E.164 form.
        area_code: Area code (NPA), 3 digits.
        nxx: Exchange code (NXX), 3 digits.
        rate_center: Rate center name.
        state: Two-letter state code.
        lata: LATA, 3 digits as text.
        number_type: Kind of a number for sale.
        monthly_rate: Charge per month, in account currency, 4 decimals.
        setup_fee: Charge taken once with the order, in account currency, 4 decimals.
        sms_enabled: Whether the number can carry SMS.
        mms_enabled: Whether the number can carry MMS.
        voice_enabled: Whether the number can carry calls.
    """

    number: str
    area_code: str | None = None
    nxx: str | None = None
    rate_center: str | None = None
    state: str | None = None
    lata: str | None = None
    number_type: AvailableNumberType | None = None
    monthly_rate: Decimal | None = None
    setup_fee: Decimal | None = None
    sms_enabled: bool | None = None
    mms_enabled: bool | None = None
    voice_enabled: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PhoneNumber(Value):
    """A phone number on an account.

    Attributes:
        id: Number id.
        number: The number in E.164 form.
        status: Lifecycle of a number on an account.
        customer_id: Id of the customer that holds the number.
        number_type: Kind of a phone number.
        country_code: ISO 3166-1 alpha-2 country code.
        area_code: Area code (NPA), 3 digits.
        nxx: Exchange code (NXX), 3 digits.
        rate_center: Rate center name.
        state: Two-letter state code.
        lata: LATA, 3 digits as text.
        friendly_name: Display name.
        description: Free text.
        cnam_display_name: Caller name sent with outbound calls, at most 15 characters.
        voice_destination: SIP URI or number that receives inbound calls.
        voice_failover_destination: SIP URI or number used when the first destination fails.
        trunk_id: Id of the trunk that carries the calls.
        e911_address_id: Id of the emergency address registered for the number.
        campaign_id: Id of the 10DLC messaging campaign.
        voice_enabled: Whether the number carries calls.
        sms_enabled: Whether the number carries SMS.
        mms_enabled: Whether the number carries MMS.
        fax_enabled: Whether the number carries fax.
        e911_enabled: Whether emergency calling is set up.
        cnam_enabled: Whether caller name (CNAM) service is on.
        voice_routing_type: Kind of the voice destination.
        monthly_charge: Charge per month, in account currency, 2 decimals.
        activated_at: When the number went into service, UTC.
        released_at: When the number was given up, UTC.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    number: str
    status: PhoneNumberStatus
    customer_id: str | None = None
    number_type: PhoneNumberType | None = None
    country_code: str | None = None
    area_code: str | None = None
    nxx: str | None = None
    rate_center: str | None = None
    state: str | None = None
    lata: str | None = None
    friendly_name: str | None = None
    description: str | None = None
    cnam_display_name: str | None = None
    voice_destination: str | None = None
    voice_failover_destination: str | None = None
    trunk_id: str | None = None
    e911_address_id: str | None = None
    campaign_id: str | None = None
    voice_enabled: bool | None = None
    sms_enabled: bool | None = None
    mms_enabled: bool | None = None
    fax_enabled: bool | None = None
    e911_enabled: bool | None = None
    cnam_enabled: bool | None = None
    voice_routing_type: VoiceRoutingType | None = None
    monthly_charge: Decimal | None = None
    activated_at: Timestamp | None = None
    released_at: Timestamp | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
