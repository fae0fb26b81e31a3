"""
Codes of authenticators (RFC 6238, with the defaults that everyone uses).

One rule: the time is an argument; a code is good for its own half minute and for the ones beside it.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

STEP = 30
DIGITS = 6


def totp(secret: bytes, now: datetime, *, steps: int = 0) -> str:
    """The code that an authenticator shows, some steps of 30 seconds from now."""
    counter = int(now.timestamp()) // STEP + steps
    digest = hmac.new(secret, counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def is_totp(code: str, secret: bytes, now: datetime) -> bool:
    """Whether the code is right now, or was or will be half a minute from now."""
    return any(hmac.compare_digest(code.encode(), totp(secret, now, steps=steps).encode()) for steps in (-1, 0, 1))
