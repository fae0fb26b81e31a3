"""
Bodies of requests that somebody sends to the caller's own server, such as webhooks and callbacks, as types.

Pure. The rule: this only reads; whoever calls it has checked who sent the body (see `warp_client_core.signatures`).
"""

from __future__ import annotations

from typing import Any, TypeVar

from warp_client_core.replies import Bare

T = TypeVar("T")


def read(type: type[T], body: bytes) -> T:
    """
    The body as a type, which may be any type expression.

    Raises:
        ResponseDecodeError: It is not what the API describes; ``path`` tells where.
        TypeError: The body is not bytes.
    """
    if not isinstance(body, (bytes, bytearray)):
        raise TypeError(f"a body is bytes as they were received, not {body.__class__.__name__}")
    found: Any = Bare(type).decode(bytes(body), {})[0]
    return found  # type: ignore[no-any-return] # the codec made it
