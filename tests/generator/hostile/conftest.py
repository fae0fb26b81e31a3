"""The client that is answered by servers that mean harm, in both flavours, and a server."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from tests.generator.hostile.serving import Asker, Server, asking


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The client, imported."""
    with asking(tmp_path_factory.mktemp("asking")) as found:
        yield found


@pytest.fixture(params=["sync", "async"])
def asker(package: ModuleType, request: pytest.FixtureRequest) -> Asker:
    """Both flavours of it."""
    return Asker(package, request.param)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that says nothing yet."""
    with Server() as found:
        yield found
