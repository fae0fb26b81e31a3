"""
Faults on demand: a request can say how it wants to fail.

One rule: a fault is given once. The same fault on the same method and path is answered properly the second time, so
that a client which tries again, with the same headers, succeeds.
"""

from __future__ import annotations

from starlette.requests import Request

from warp_sandbox.errors import Refusal

HEADER = "X-Sandbox-Fault"
_KEYS = {"status", "retry-after", "id"}


class Faults:
    """
    Remembers which faults were given.

    The header reads ``status=503;retry-after=1``: an error status, and Retry-After in seconds. A further ``id=...``
    tells apart two faults that would be the same one.
    """

    def __init__(self) -> None:
        self._given: set[tuple[str, str, str]] = set()

    def enter(self, request: Request) -> None:
        """
        Fail when the request asks for it.

        Raises:
            Refusal: The fault, or 400 when the header cannot be read.
        """
        text = request.headers.get(HEADER)
        if text is None:
            return
        refusal = _refusal(text)
        key = (request.method, request.url.path, text)
        if key not in self._given:
            self._given.add(key)
            raise refusal


def _refusal(text: str) -> Refusal:
    pairs = [part.partition("=") for part in text.replace(" ", "").split(";") if part]
    fault = {name: value for name, _, value in pairs}
    status = fault.get("status", "")
    if not fault.keys() <= _KEYS or not (status.isdecimal() and 400 <= int(status) <= 599):
        raise Refusal(400, f"{HEADER} must read like status=503;retry-after=1, the status being 400 to 599.")
    headers = {"Retry-After": fault["retry-after"]} if "retry-after" in fault else {}
    return Refusal(int(status), "The request asked for this fault.", headers=headers)
