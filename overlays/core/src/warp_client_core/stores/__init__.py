"""
Where tokens are kept when they must outlive a process or be shared: an encrypted file, SQLite, Redis.

Needs the extra ``warp-client-core[stores]``, and ``[redis]`` for Redis. The rule: what leaves the process is sealed
first, and what cannot be opened with a key of ours is neither used nor removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warp_client_core.stores.files import FileTokenStore
    from warp_client_core.stores.redis import RedisTokenStore
    from warp_client_core.stores.shared import Claim, SharedTokenStore, Snapshot, sharing
    from warp_client_core.stores.sqlite import SQLiteTokenStore
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".files": ("FileTokenStore",),
            ".redis": ("RedisTokenStore",),
            ".shared": ("Claim", "SharedTokenStore", "Snapshot", "sharing"),
            ".sqlite": ("SQLiteTokenStore",),
        },
    )

__all__ = [
    "Claim",
    "FileTokenStore",
    "RedisTokenStore",
    "SQLiteTokenStore",
    "SharedTokenStore",
    "Snapshot",
    "sharing",
]
