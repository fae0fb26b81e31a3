"""
What happens to a call when an exchange fails at a certain point, for each safety class. Written by hand.

A cell reads ``attempts/arrivals error``: how many attempts a call with at most two retries makes when every exchange
fails in the same way, how many of them reach the server, and what the caller gets.
"""

import attrs

from warp_client_core.calls import Safety
from warp_sandbox.proxy.faults import (
    Blackhole,
    BreakReply,
    Drip,
    Ending,
    Garbage,
    Interim,
    Mismeasure,
    Part,
    Pass,
    ResetRequest,
)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WITH_BODY = ("POST", "PUT", "PATCH")

ERRORS = {
    "ok": "ok",
    "C": "ApiConnectionError",
    "T": "ApiTimeoutError",
    "U": "OutcomeUnknownError",
    "D": "ResponseDecodeError",
    "A": "ApiError",
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "404": "NotFoundError",
    "429": "RateLimitError",
    "5xx": "ServerError",
}

PHASES = {
    "refused": None,
    "request: reset at its start": ResetRequest(),
    "request: reset in its head": ResetRequest(20),
    "request: reset in its body": ResetRequest(8, of_body=True),
    "request: swallowed": Blackhole(),
    "reply: swallowed": BreakReply(Part.START, Ending.SILENCE),
    "reply: reset before it": BreakReply(Part.START, Ending.RESET),
    "reply: closed before it": BreakReply(Part.START, Ending.CLOSE),
    "reply: half-closed before it": BreakReply(Part.START, Ending.HALF),
    "reply: garbage": Garbage(),
    "reply: reset in its head": BreakReply(Part.HEAD, Ending.RESET),
    "reply: closed in its head": BreakReply(Part.HEAD, Ending.CLOSE),
    "reply: silent in its head": BreakReply(Part.HEAD, Ending.SILENCE),
    "reply: reset in its body": BreakReply(Part.BODY, Ending.RESET),
    "reply: closed in its body": BreakReply(Part.BODY, Ending.CLOSE),
    "reply: half-closed in its body": BreakReply(Part.BODY, Ending.HALF),
    "reply: silent in its body": BreakReply(Part.BODY, Ending.SILENCE),
    "reply: more bytes claimed": Mismeasure(+7),
    "reply: fewer bytes claimed": Mismeasure(-7),
    "reply: interim replies first": Interim(50),
    "reply: in small pieces": Drip(0.0, size=64),
    "reply: whole": Pass(),
}

TABLE = """
phase                          | status                  | read    | idempotent | keyed   | unsafe
refused                        | -                       | 3/0 C   | 3/0 C      | 3/0 C   | 3/0 C
request: reset at its start    | -                       | 3/0 C   | 3/0 C      | 3/0 U   | 1/0 U
request: reset in its head     | -                       | 3/0 C   | 3/0 C      | 3/0 U   | 1/0 U
request: reset in its body     | -                       | 3/0 C   | 3/0 C      | 3/0 U   | 1/0 U
request: swallowed             | -                       | 3/0 T   | 3/0 T      | 3/0 U   | 1/0 U
reply: swallowed               | 200                     | 3/3 T   | 3/3 T      | 3/3 U   | 1/1 U
reply: reset before it         | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: closed before it        | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: half-closed before it   | 200                     | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: garbage                 | 200                     | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: reset in its head       | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: closed in its head      | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: silent in its head      | 200                     | 3/3 T   | 3/3 T      | 3/3 U   | 1/1 U
reply: reset in its body       | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: closed in its body      | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: half-closed in its body | 200                     | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: silent in its body      | 200 503                 | 3/3 T   | 3/3 T      | 3/3 U   | 1/1 U
reply: more bytes claimed      | 200 404 503             | 3/3 C   | 3/3 C      | 3/3 U   | 1/1 U
reply: fewer bytes claimed     | 200                     | 1/1 D   | 1/1 D      | 1/1 D   | 1/1 D
reply: fewer bytes claimed     | 404                     | 1/1 404 | 1/1 404    | 1/1 404 | 1/1 404
reply: fewer bytes claimed     | 500 502 503 504         | 3/3 5xx | 3/3 5xx    | 3/3 5xx | 1/1 5xx
reply: interim replies first   | 200                     | 1/1 ok  | 1/1 ok     | 1/1 ok  | 1/1 ok
reply: interim replies first   | 404                     | 1/1 404 | 1/1 404    | 1/1 404 | 1/1 404
reply: interim replies first   | 503                     | 3/3 5xx | 3/3 5xx    | 3/3 5xx | 1/1 5xx
reply: in small pieces         | 200                     | 1/1 ok  | 1/1 ok     | 1/1 ok  | 1/1 ok
reply: in small pieces         | 503                     | 3/3 5xx | 3/3 5xx    | 3/3 5xx | 1/1 5xx
reply: whole                   | 200                     | 1/1 ok  | 1/1 ok     | 1/1 ok  | 1/1 ok
reply: whole                   | 400                     | 1/1 400 | 1/1 400    | 1/1 400 | 1/1 400
reply: whole                   | 401                     | 1/1 401 | 1/1 401    | 1/1 401 | 1/1 401
reply: whole                   | 404                     | 1/1 404 | 1/1 404    | 1/1 404 | 1/1 404
reply: whole                   | 408 425                 | 3/3 A   | 3/3 A      | 3/3 A   | 1/1 A
reply: whole                   | 429                     | 3/3 429 | 3/3 429    | 3/3 429 | 1/1 429
reply: whole                   | 500 502 503 504         | 3/3 5xx | 3/3 5xx    | 3/3 5xx | 1/1 5xx
reply: whole                   | 501                     | 1/1 5xx | 1/1 5xx    | 1/1 5xx | 1/1 5xx
"""


@attrs.frozen
class End:
    """How a call ends: attempts made, requests that reached the server, public name of the error or ``ok``."""

    attempts: int
    arrivals: int
    error: str


@attrs.frozen
class Cell:
    """
    One cell of the table.

    Attributes:
        phase: What goes wrong, a key of `PHASES`.
        status: Status that the server answers with.
        safety: Safety class of the call.
        always: How a call ends when every exchange fails in this way.
    """

    phase: str
    status: int
    safety: Safety
    always: End

    @property
    def once(self):
        """How a call ends when only the first exchange fails in this way."""
        if self.always.attempts == 1:
            return self.always
        return End(2, self.always.arrivals // self.always.attempts + 1, "ok")

    @property
    def is_refused(self):
        return PHASES[self.phase] is None


@attrs.frozen
class Row:
    """Four cells with the same phase and status, one for each safety class."""

    phase: str
    status: int
    cells: tuple

    @property
    def is_silent(self):
        """Whether only a timeout ends an attempt."""
        return "silent" in self.phase or "swallowed" in self.phase

    @property
    def methods(self):
        """Methods to play it with; one is enough where only the status of a broken reply differs from another row."""
        if self.phase == "request: reset in its body":
            return WITH_BODY
        return METHODS if self.status == 200 or self.phase == "reply: whole" else ("POST",)

    def __str__(self):
        return f"{self.phase}-{self.status}".replace(": ", "-").replace(" ", "-")


def _cell(phase, status, safety, text):
    counts, error = text.split()
    attempts, arrivals = (int(count) for count in counts.split("/"))
    return Cell(phase, status, Safety(safety), End(attempts, arrivals, ERRORS[error]))


def _rows():
    header, *lines = [[part.strip() for part in line.split("|")] for line in TABLE.strip().splitlines()]
    for phase, statuses, *texts in lines:
        for status in map(int, statuses.replace("-", "200").split()):
            named = zip(header[2:], texts, strict=True)
            yield Row(phase, status, tuple(_cell(phase, status, safety, text) for safety, text in named))


SILENT = [row for row in _rows() if row.is_silent]
ABRUPT = [row for row in _rows() if not row.is_silent]
