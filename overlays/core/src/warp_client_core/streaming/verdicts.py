"""
What an ended connection, or a refused one, means for the next attempt.

A table and the functions that read it. The rule: an end that another attempt cannot change is final, everything else
costs one attempt; credentials are renewed once for each stable period.
"""

from __future__ import annotations

import enum
from typing import Final


class Verdict(enum.Enum):
    """What to do after an end."""

    AGAIN = "again"
    RENEW = "renew"
    FINAL = "final"


CLOSES: Final = {
    1000: (Verdict.AGAIN, "the server ended the connection"),
    1001: (Verdict.AGAIN, "the server is going away"),
    1002: (Verdict.AGAIN, "the server saw a protocol error"),
    1003: (Verdict.FINAL, "the server does not take this kind of message"),
    1005: (Verdict.AGAIN, "the server closed without a reason"),
    1006: (Verdict.AGAIN, "the connection broke"),
    1007: (Verdict.FINAL, "the server could not read a message"),
    1008: (Verdict.RENEW, "the server refuses the credentials or a message"),
    1009: (Verdict.FINAL, "a message was too big for the server"),
    1010: (Verdict.FINAL, "the server lacks an extension"),
    1011: (Verdict.AGAIN, "the server failed"),
    1012: (Verdict.AGAIN, "the server restarts"),
    1013: (Verdict.AGAIN, "the server is overloaded"),
    1014: (Verdict.AGAIN, "a gateway got no good answer"),
    1015: (Verdict.AGAIN, "TLS failed"),
    3000: (Verdict.RENEW, "the credentials are not valid"),
    3003: (Verdict.FINAL, "the account may not use this stream"),
    3008: (Verdict.AGAIN, "the server waited too long"),
    4400: (Verdict.FINAL, "the server calls a message invalid"),
    4401: (Verdict.RENEW, "the credentials are not valid"),
    4403: (Verdict.FINAL, "the account may not use this stream"),
    4408: (Verdict.AGAIN, "the server waited too long"),
    4429: (Verdict.AGAIN, "there are too many connections"),
}
"""
Close code -> what to do, and what the code says.

Sources: RFC 6455, 7.4; the registry of IANA for 1012 to 1015 and 3000 to 3008; the platform for 44xx.
"""

PATIENT: Final = frozenset({1013, 4429})
"""Codes after which at least the first wait is waited out."""

_STATUSES: Final = {
    401: (Verdict.RENEW, "the credentials are not valid; sign in"),
    403: (Verdict.FINAL, "the account may not use this stream"),
    404: (Verdict.FINAL, "there is no event stream at this address; look at ws_url"),
}
_PASSING: Final = frozenset({408, 425, 429})
_REDIRECTS: Final = range(300, 400)


def of_close(code: int) -> tuple[Verdict, str]:
    """What a close code from the server means; 1006 stands for none. Unknown codes may pass."""
    return CLOSES.get(code, (Verdict.AGAIN, "the server closed the connection"))


def of_status(status: int) -> tuple[Verdict, str]:
    """What it means that the handshake was answered with a status other than 101."""
    if status in _STATUSES:
        return _STATUSES[status]
    if status in _REDIRECTS:
        return Verdict.FINAL, "the server redirects to another place, where credentials do not go; look at ws_url"
    if 400 <= status < 500 and status not in _PASSING:
        return Verdict.FINAL, "the server refuses the connection"
    return Verdict.AGAIN, "the server cannot take the connection now"
