"""
Faults on demand: a request says how it wants to fail, or a script says it for the requests to come.

One rule: a fault strikes as often as it says and never again, so that a client which tries again, with the same
headers, succeeds.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any

import attrs
from starlette.requests import Request

from warp_sandbox.errors import Refusal, SandboxError
from warp_sandbox.spec.document import Operation

HEADER = "X-Sandbox-Fault"

KINDS = ("html", "cut", "reset", "lost", "early", "stuck", "drop")
"""
What else than an error status can happen:

    html    a page of HTML as a gateway sends it, with ``status`` or 502
    cut     the body ends half way, its declared length being longer
    reset   the connection is reset, and nothing was done
    lost    the request is carried out, then the connection is reset
    early   the answer, ``status`` or 413, comes before the body of the request is read
    stuck   a list answers its first page whatever page was asked for, and says that there are more
    drop    a socket is dropped without a word, after ``after`` events
"""
_DEFAULTS = {"html": 502, "early": 413}
_TOKENS = {401: "INVALID_TOKEN"}


class FaultError(SandboxError):
    """A fault cannot be read; the message says how it is written."""


@attrs.frozen
class Fault:
    """
    One fault.

    Attributes:
        kind: One of `KINDS`, or empty.
        status: The answer's status, 400 to 599; 0 for none.
        retry_after: ``Retry-After`` of the answer, as it is sent.
        latency: Seconds before the answer is sent; the request was carried out by then.
        operation: Only requests of this operation id, or any.
        page: Only requests for this page of a list.
        after: Events before a socket is dropped.
        times: Requests that it strikes; 0 for all of them.
        id: Tells apart two faults that would be the same one.
    """

    kind: str = ""
    status: int = 0
    retry_after: str = ""
    latency: float = 0.0
    operation: str = ""
    page: int = 0
    after: int = 0
    times: int = 1
    id: str = ""

    def strikes(self, operation: Operation, request: Request) -> bool:
        """Whether the request is one of those that it is meant for."""
        if self.operation not in ("", operation.id):
            return False
        return not self.page or request.query_params.get("page", "1") == str(self.page)

    def refusal(self) -> Refusal | None:
        """The answer in place of the operation's own, or None."""
        status = self.status or _DEFAULTS.get(self.kind, 0)
        if not status:
            return None
        headers = {"Retry-After": self.retry_after} if self.retry_after else {}
        message = "The request asked for this fault."
        return Refusal(status, message, code=_TOKENS.get(status, ""), headers=headers)


NONE = Fault(times=0)
"""Nothing goes wrong."""


def parse_fault(text: str) -> Fault:
    """
    A fault as it is written: ``status=503;retry-after=1``, ``cut``, ``latency=2;operation=get_trunk``, ``pass``.

    Raises:
        FaultError: It is not written so.
    """
    parts = [part.strip().partition("=") for part in text.split(";") if part.strip()]
    values: dict[str, Any] = {}
    for name, sign, value in parts:
        known = _READ.get(name)
        if name in KINDS and not sign:
            values["kind"] = name
        elif known is not None and re.fullmatch(known[1], value):
            values[known[0]] = known[2](value)
        elif name != "pass" or sign:
            raise FaultError(f"{part_of(name, value)} is no part of a fault; {_GRAMMAR}")
    if not any(name in values for name in ("kind", "status", "latency")) and ("pass", "", "") not in parts:
        raise FaultError(f"{text!r} says nothing that goes wrong; {_GRAMMAR}")
    return Fault(**{"times": 0 if values.get("kind") == "stuck" else 1, **values})


def part_of(name: str, value: str) -> str:
    """A part of a fault as it was written, for messages."""
    return repr(f"{name}={value}" if value else name)


_READ: dict[str, tuple[str, str, Any]] = {
    "status": ("status", "[45][0-9]{2}", int),
    "retry-after": ("retry_after", r"[\w,: .-]{1,40}", str),
    "latency": ("latency", r"[0-9]{1,4}(\.[0-9]{1,3})?", float),
    "operation": ("operation", r"\w{1,100}", str),
    "page": ("page", "[0-9]{1,6}", int),
    "after": ("after", "[0-9]{1,6}", int),
    "times": ("times", "[0-9]{1,6}", int),
    "id": ("id", r"[\w.-]{1,100}", str),
}
_GRAMMAR = (
    f"write it like status=503;retry-after=1, the status being 400 to 599, or {', '.join(KINDS)} or pass; "
    f"further parts are {', '.join(name for name in _READ if name != 'status')}"
)


class Script:
    """Faults for the requests to come, in order; the first one that is meant for a request strikes it."""

    def __init__(self) -> None:
        self._lines: deque[tuple[Fault, list[int]]] = deque()

    def extend(self, faults: Iterable[Fault | str]) -> None:
        """
        Add faults to the end.

        Raises:
            FaultError: One of them cannot be read; none is added then.
        """
        read = [parse_fault(one) if isinstance(one, str) else one for one in faults]
        self._lines.extend((one, [one.times]) for one in read)

    @property
    def left(self) -> list[Fault]:
        """What has not happened yet."""
        return [fault for fault, _ in self._lines]

    def clear(self) -> None:
        """Forget what has not happened yet."""
        self._lines.clear()

    def take(self, operation: Operation, request: Request) -> Fault:
        """The fault of a request, now used up once more."""
        for line in self._lines:
            fault, left = line
            if fault.strikes(operation, request):
                left[0] -= 1
                if left[0] == 0:
                    self._lines.remove(line)
                return fault
        return NONE


class Faults:
    """What goes wrong with the requests of one API: by their header, else by the script."""

    def __init__(self, script: Script, operations: Iterable[str]) -> None:
        self._script = script
        self._operations = tuple(operations)
        self._given: Counter[tuple[str, str, str]] = Counter()

    def enter(self, request: Request, operation: Operation) -> Fault:
        """
        The fault of a request.

        Raises:
            Refusal: 400 when its header cannot be read, or names an operation that the API does not have.
        """
        text = request.headers.get(HEADER)
        if text is None:
            return self._script.take(operation, request)
        try:
            fault = parse_fault(text)
        except FaultError as error:
            raise Refusal(400, f"{HEADER}: {error}") from None
        if fault.operation and fault.operation not in self._operations:
            nearest = difflib.get_close_matches(fault.operation, self._operations, n=1, cutoff=0.5)
            hint = f"; the nearest is {nearest[0]}" if nearest else ""
            raise Refusal(400, f"{HEADER}: there is no operation {fault.operation}{hint}")
        key = (request.method, request.url.path, text)
        if not fault.strikes(operation, request) or (fault.times and self._given[key] >= fault.times):
            return NONE
        self._given[key] += 1
        return fault
