"""
Finds the line of the caller's code that led here.

The rule: frames are looked at and let go; one that is kept would keep every local variable, secrets included.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Final

from warp_client_core._abi import require

_CORE: Final = __name__.partition(".")[0]
_MACHINERY: Final = frozenset({"anyio", "asyncio", "concurrent", "contextlib", "functools", "threading", "trio"})
"""Packages that call us on behalf of somebody else."""


def calling() -> FrameType:
    """
    The nearest frame outside this runtime and the clients built on it.

    Event loops, executors and ``contextlib`` are passed over where there is a frame beyond them: the caller's own
    line is not on the stack when a task or thread was started with one of our functions.
    """
    frame: FrameType = sys._getframe(1)
    found: FrameType | None = None
    while True:
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        if not _is_ours(package):
            if package not in _MACHINERY:
                return frame
            found = found or frame
        if frame.f_back is None:
            return found or frame
        frame = frame.f_back


def _is_ours(package: str) -> bool:
    # A generated client asks for the ABI first thing, so its package has the function.
    return package == _CORE or getattr(sys.modules.get(package), "__dict__", {}).get("require") is require
