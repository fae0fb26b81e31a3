"""
The error of event streams. Import it from `warp_client_core.errors`, which has the whole tree.

The rule: what was accepted and never sent comes back with the error that ends the stream.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from warp_client_core.warp_error import WarpError


class StreamError(WarpError):
    """
    The event stream broke and was not resumed.

    Attributes:
        close_code: WebSocket close code (RFC 6455, 7.4); None when the connection broke without one.
        reason: Text of the close frame.
        status_code: HTTP status with which the server refused the connection.
        unsent: Commands that were accepted and not sent, as (event, payload), in their order.
        uncertain: Commands that were on their way when the connection broke. They may have arrived, and are not sent
            again; the latest 1,000 since the stream was connected, where the error ends it.
    """

    def __init__(
        self,
        message: str,
        *,
        close_code: int | None = None,
        reason: str | None = None,
        status_code: int | None = None,
        unsent: Iterable[tuple[str, Any]] = (),
        uncertain: Iterable[tuple[str, Any]] = (),
    ) -> None:
        super().__init__(message)
        self.close_code = close_code
        self.reason = reason
        self.status_code = status_code
        self.unsent = tuple(unsent)
        self.uncertain = tuple(uncertain)
