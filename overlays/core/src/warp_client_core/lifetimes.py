"""
How long an access token lasts, and when it is renewed.

Pure. The rule: a process goes by its steady clock, which no one sets; times that are kept are the server's, so that
hosts with different clocks agree on them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from warp_client_core.headers import field, http_date
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.tokens import Tokens

LONGEST: Final = 10.0**10
"""Seconds; a lifetime beyond all sense is no lifetime, and may be too large for arithmetic."""

_WINDOW: Final = 300.0
_SHARE: Final = 0.2
_JITTER: Final = 0.2
_MANDATORY: Final = 1 / 3
_TOLERATED: Final = 5.0
_NUMBER: Final = r"\s*[0-9]{1,20}(?:\.[0-9]{1,20})?\s*"


class Window(Value):
    """
    When a token is renewed, on the steady clock of the process; infinite where nobody knows.

    Attributes:
        advisory: From here on one caller tries to renew it, and the others go on with it.
        mandatory: From here on all callers wait for the renewal.
        ends: From here on it is of no use.
    """

    __slots__ = __match_args__ = ("advisory", "mandatory", "ends")

    def __init__(self, advisory: float, mandatory: float, ends: float) -> None:
        self.advisory: Final = advisory
        self.mandatory: Final = mandatory
        self.ends: Final = ends

    def earlier(self, seconds: float) -> Window:
        """The same window, so much earlier."""
        return Window(self.advisory - seconds, self.mandatory - seconds, self.ends - seconds)


UNKNOWN: Final = Window(math.inf, math.inf, math.inf)
"""Of a token that is used until it is refused."""

OVER: Final = Window(-math.inf, -math.inf, -math.inf)
"""Where there is no token to go on with."""


def window(ends: float, lifetime: float, chance: float) -> Window:
    """
    When to renew a token: in the last fifth of its life, at most 300 seconds before its end.

    Args:
        ends: When it ends, on the steady clock.
        lifetime: Seconds that it lasts from the time it was asked for.
        chance: A number in 0..1; up to a fifth of the window is waited, so that clients do not come together.
    """
    lead = min(_WINDOW, _SHARE * max(lifetime, 0.0))
    return Window(ends - lead * (1 - _JITTER * chance), ends - lead * _MANDATORY, ends)


def seconds(stated: object) -> float | None:
    """A lifetime as a number of seconds, however it was sent; None when it says nothing, as 0 does."""
    if isinstance(stated, str) and re.fullmatch(_NUMBER, stated):
        stated = float(stated)
    if isinstance(stated, bool) or not isinstance(stated, (int, float)) or not 0 < stated < LONGEST:
        return None
    return float(stated)


def plain_lifetime(content: bytes) -> bytes:
    """
    A reply with tokens whose ``expires_in`` is a whole number or null, however it was sent; the same bytes where it is.

    Other bytes than JSON are given back as they are.
    """
    import json

    if b"expires_in" not in content:
        return content
    try:
        # Python refuses to read numbers of thousands of digits; they say nothing anyway.
        body: Any = json.loads(content, parse_int=lambda text: int(text) if len(text) < 16 else math.inf)
    except (ValueError, RecursionError):
        return content
    changed = False
    for part in (body, body.get("data")) if isinstance(body, dict) else ():
        if isinstance(part, dict) and "expires_in" in part and type(part["expires_in"]) is not int:
            stated = seconds(part["expires_in"])
            changed = changed or part["expires_in"] is not None
            part["expires_in"] = None if stated is None else int(stated)
    return json.dumps(body).encode() if changed else content


def stated_times(token: str | None) -> tuple[float | None, float | None]:
    """
    When a token was issued and when it ends, in seconds since 1970 UTC, where it is a JWT that says so.

    Its signature is not looked at: a wrong time costs a refresh and no more. Source: RFC 7519, 4.1.4 and 4.1.6.
    """
    claims = _claims(token)
    return seconds(claims.get("iat")), seconds(claims.get("exp"))


def subject(token: str | None) -> str | None:
    """Whom a token was issued for, where it is a JWT that says so. Source: RFC 7519, 4.1.2."""
    found = _claims(token).get("sub")
    return found if isinstance(found, str) and found else None


def _claims(token: str | None) -> dict[str, Any]:
    """What a JWT claims, unproven; nothing where it is none."""
    parts = (token or "").split(".")
    if len(parts) != 3:
        return {}
    import base64
    import json

    try:
        claims: Any = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def skew(headers: Mapping[str, str], *, sent: float, received: float) -> float:
    """
    Seconds by which the server's clock is ahead of ours; 0 when it does not tell, or they agree.

    Args:
        headers: Header fields of a reply.
        sent: When the request was sent, in seconds since 1970 UTC by our clock.
        received: When the reply arrived, by the same clock.
    """
    moment = http_date(field(headers, "date"))
    told = received if moment is None else moment.timestamp()
    return 0.0 if sent - _TOLERATED <= told <= received + _TOLERATED else told - received


def window_of(tokens: Tokens, *, clock: float, now: float, chance: float) -> Window:
    """
    When to renew tokens that were kept, of which nobody remembers when they were asked for.

    Args:
        tokens: The tokens.
        clock: The steady clock at this moment.
        now: The server's time at this moment, in seconds since 1970 UTC.
        chance: A number in 0..1.
    """
    if not tokens.access_token:
        return OVER
    issued, stated = stated_times(tokens.access_token)
    end = stated if tokens.expires_at is None else tokens.expires_at
    if end is None or not abs(end) < LONGEST:
        return UNKNOWN
    left = end - now
    return window(clock + left, max(left, end - issued) if issued else left, chance)
