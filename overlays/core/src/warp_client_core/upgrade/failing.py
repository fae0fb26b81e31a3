"""The one error of `warp_client_core.upgrade`. The rule: its message ends with what to do."""

from __future__ import annotations

from warp_client_core.warp_error import WarpError


class UpgradeError(WarpError):
    """The question cannot be answered: a bad version, a ledger that does not reach, a path that is not there."""
