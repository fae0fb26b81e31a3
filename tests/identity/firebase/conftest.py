"""One emulator for all tests, and clients that sign in there."""

from __future__ import annotations

import contextlib

import pytest

from tests.core.google.rig import Rig
from tests.identity.firebase.emulator import emulating

pytest.register_assert_rewrite("tests.core.google.contract")


@pytest.fixture(scope="session")
def emulator():
    """The emulator."""
    with emulating() as emulated:
        yield emulated


@pytest.fixture
def rig(emulator, monkeypatch):
    """Clients that sign in at the emulator."""
    for name in ("FIREBASE_AUTH_EMULATOR_HOST", "WARP_AUTH_API_KEY", "WARP_AUTH_DOMAIN"):
        monkeypatch.delenv(name, raising=False)
    with contextlib.closing(Rig(emulator)) as made:
        yield made
