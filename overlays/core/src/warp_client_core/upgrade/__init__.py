"""
Tells a team that pins a client which changes between two releases touch their code, and applies the renames.

The rule: their source is read and never imported or run. Needs the extra ``upgrade`` (libcst).
"""

from __future__ import annotations

from collections.abc import Sequence

from warp_client_core.upgrade.failing import UpgradeError

__all__ = ["UpgradeError", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the console script ``warp-upgrade``.

    Returns:
        0: nothing breaking touches the code; 1: something does; 2: the question could not be answered.
    """
    from warp_client_core.upgrade.command import run

    return run(arguments)
