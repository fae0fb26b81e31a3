"""
Tests of trunks: what a ping, a registration and a call over a trunk come to.

One rule: the outcome follows from the trunk and the number called; chance only gives the times. A number that ends in
404, 408, 480, 486 or 503 is answered with that SIP status.
"""

from __future__ import annotations

from random import Random

import attrs

from warp_sandbox.wire.exchange import Record

_NO_ANSWER = 408
_CALLED = {404: "Not Found", 408: "Request Timeout", 480: "Temporarily Unavailable", 486: "Busy Here", 503: "No route"}
_CARRIES = ("active", "testing")


@attrs.frozen
class Outcome:
    """How one test ended: the final SIP status, and in words why it failed, empty for a success."""

    sip_code: int
    error: str = ""
    is_registered: bool = False
    is_called: bool = False


def outcome(trunk: Record, test_type: str, number: str) -> Outcome:
    """The outcome of one test; all its parts have to pass, in the order ping, registration, call."""
    if trunk["status"] not in _CARRIES:
        return Outcome(503, f"The trunk is {trunk['status']}.")
    can_register = trunk["auth_type"] in ("DIGEST", "BOTH")
    if test_type == "REGISTER" and not can_register:
        return Outcome(403, "The trunk is known by its addresses and takes no registration.")
    is_registered = can_register and test_type in ("REGISTER", "FULL")
    if test_type not in ("CALL", "FULL"):
        return Outcome(200, is_registered=is_registered)
    ending = int(number[-3:]) if len(number) > 3 else 0
    if ending in _CALLED:
        return Outcome(ending, f"{number}: {ending} {_CALLED[ending]}.", is_registered)
    return Outcome(200, is_registered=is_registered, is_called=True)


def measured(done: Outcome, test_type: str, dice: Random) -> Record:
    """The fields of a TrunkTestResult that tell the outcome and its times, in milliseconds."""
    is_late = done.sip_code == _NO_ANSWER
    response = dice.randrange(20, 90)
    pdd = dice.randrange(700, 2200) if done.is_called else None
    return {
        "success": not done.error,
        "test_type": test_type,
        "status": "timeout" if is_late else "failed" if done.error else "success",
        "sip_response_code": done.sip_code,
        "response_time_ms": None if is_late else response,
        "pdd_ms": pdd,
        "duration_ms": 32000 if is_late else response + (pdd + 5000 if pdd else 0),
        "error": done.error or None,
    }
