"""
Records of numbers as an account has them, for every way in which a number comes to an account.

One rule: a number that was bought, ported or provisioned has the same fields; only what is known of it differs.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from random import Random

from warp_sandbox.wire.exchange import Record, stamp

PLACE = ("number", "number_type", "area_code", "nxx", "rate_center", "state", "lata")
SERVICES = ("voice_enabled", "sms_enabled", "mms_enabled")


def new_number(number_id: str, customer_id: str, known: Record, *, trunk_id: str | None, now: datetime) -> Record:
    """
    A number in service from now on.

    Args:
        known: Any fields of a PhoneNumber, at least ``number``; they win over what is read off the digits.
    """
    number = known["number"]
    moment = stamp(now)
    return {
        "id": number_id,
        "customer_id": customer_id,
        "number_type": "local",
        "status": "active",
        "country_code": "US",
        "area_code": number[2:5],
        "nxx": number[5:8],
        "rate_center": None,
        "state": None,
        "lata": None,
        "trunk_id": trunk_id,
        "e911_address_id": None,
        "voice_enabled": True,
        "sms_enabled": False,
        "mms_enabled": False,
        "e911_enabled": False,
        "monthly_charge": None,
        "activated_at": moment,
        "released_at": None,
        "created_at": moment,
        "updated_at": moment,
        **known,
    }


def drawn_id(dice: Random) -> str:
    """An id in the form of a UUID from one part's own chance."""
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))
