"""The sandbox's identity service on a socket, and clients that sign in there."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.google.rig import Rig, Sandboxed
from warp_sandbox.identity.app import create_identity_app
from warp_sandbox.identity.sessions import Policy
from warp_sandbox.server import running

pytest.register_assert_rewrite("tests.core.google.contract")


@pytest.fixture(autouse=True)
def _no_sign_in_settings(monkeypatch):
    """No test depends on what the developer has set."""
    for name in ("FIREBASE_AUTH_EMULATOR_HOST", "WARP_AUTH_API_KEY", "WARP_AUTH_DOMAIN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def make_rig():
    """Makes a rig with a service of the test's choice: ``make_rig(skew=0, **policy)``."""
    with contextlib.ExitStack() as stack:

        def make(*, skew=0.0, **policy):
            def clock():
                return datetime.now(UTC) + timedelta(seconds=skew)

            app = create_identity_app(clock=clock, policy=Policy(**policy))
            service = Sandboxed(app, stack.enter_context(running(app)), clock)
            rig = Rig(service)
            stack.callback(rig.close)
            return rig

        yield make


@pytest.fixture
def rig(make_rig):
    """A service that treats tokens as Google does."""
    return make_rig()
