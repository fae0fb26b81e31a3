"""A judge per document, and every generated method as a call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.judge import ROOT, judging
from warp_sandbox.spec.document import load

DOCUMENTS = {"customer": "warp", "admin": "warp", "netsuite": "netsuite"}


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    """The bundled document behind each client."""
    return {client: load(name) for client, name in DOCUMENTS.items()}


@pytest.fixture(scope="session")
def judges() -> Iterator[dict[str, str]]:
    """The address of each client's judge."""
    folder: Path = ROOT / "generated" / "documents"
    with judging(folder / "warp.json") as warp, judging(folder / "netsuite.json") as netsuite:
        yield {"customer": warp, "admin": warp, "netsuite": netsuite}
