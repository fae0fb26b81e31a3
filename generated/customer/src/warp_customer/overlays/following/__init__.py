"""
Follows call records and messages: what is listed already, then what the socket tells of, each record once.

The rule: importing it loads the methods only; what they do is loaded when one of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .followings import AsyncFollowing, Following
    from .methods import AsyncCallFollowing, AsyncMessageFollowing, CallFollowing, MessageFollowing
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".followings": ("AsyncFollowing", "Following"),
            ".methods": ("AsyncCallFollowing", "AsyncMessageFollowing", "CallFollowing", "MessageFollowing"),
        },
    )

__all__ = [
    "AsyncCallFollowing",
    "AsyncFollowing",
    "AsyncMessageFollowing",
    "CallFollowing",
    "Following",
    "MessageFollowing",
]
