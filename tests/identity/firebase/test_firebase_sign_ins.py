"""Signing in at the emulator of Firebase Authentication: what holds at the sandbox holds there."""

from __future__ import annotations

from tests.core.google.contract import SignIns, caller

__all__ = ["TestFirebase", "caller"]


class TestFirebase(SignIns):
    """The identity service as Google emulates it. It knows no codes of authenticators and does not rotate tokens."""
