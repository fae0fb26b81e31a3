"""
The parts of the platform, put together: which class answers which operations.

One rule: an operation is answered by exactly one part. Parts that look at each other's records get them here.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.warp.accounts import Accounts
from warp_sandbox.warp.auth import Sessions
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.numbers import Numbers
from warp_sandbox.warp.trunks import Trunks
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Handler


def handlers(world: World, sessions: Sessions, examples: Handler) -> dict[str, Handler]:
    """
    Every operation that keeps something, by operationId.

    Args:
        examples: Answers with the document's examples.
    """
    ledger = Ledger(world.events)
    parts: list[Mapping[str, Handler]] = [
        sessions.handlers(),
        Accounts(world).handlers(),
        Trunks(world, examples).handlers(),
        Numbers(world, ledger).handlers(),
    ]
    return {name: handler for part in parts for name, handler in part.items()}
