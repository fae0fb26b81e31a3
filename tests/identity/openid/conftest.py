"""One provider for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.identity.openid.provider import Provider, providing


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The provider."""
    with providing() as found:
        yield found


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith("NETSUITE_")]:
        monkeypatch.delenv(name)
