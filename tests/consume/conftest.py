"""The releases and the index that the drills share."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.release import index
from tests.consume.releases import dependency_wheels, release_wheels


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "releases"


@pytest.fixture(scope="session")
def wheels(shared: Path) -> dict[tuple[str, str], Path]:
    """Name and version -> wheel."""
    return release_wheels(shared)


@pytest.fixture
def folder(tmp_path: Path, shared: Path, wheels: dict[tuple[str, str], Path]) -> Path:
    """An index with what the runtime stands on, the runtime, and the first customer client."""
    found = tmp_path / "index"
    first = [wheels["warp-client-core", "0.1.0"], wheels["warp-customer-client", "1.2.0"]]
    index.add(found, [*dependency_wheels(shared), *first])
    return found
