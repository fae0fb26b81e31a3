"""Signing in at the sandbox."""

from __future__ import annotations

from tests.core.google.contract import SignIns, caller

__all__ = ["TestSandbox", "caller"]


class TestSandbox(SignIns):
    """The identity service of the sandbox."""
