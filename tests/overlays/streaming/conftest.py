"""What the tests of events share: a platform on a real socket."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.overlays.live import Live, served


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith("WARP_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def live() -> Iterator[Live]:
    """A fresh platform."""
    with served() as platform:
        yield platform
