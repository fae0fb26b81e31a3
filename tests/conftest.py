"""What every test module may use."""

from __future__ import annotations

import importlib
import os
import sys

import pytest

from tests.redis_server_missing import (
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    pytest_testnodedown,
)

__all__ = ["anyio_backend", "pytest_collection_modifyitems", "pytest_terminal_summary", "pytest_testnodedown"]

if os.environ.get("WARP_HTTP_LIBRARY") == "httpx2":
    # The same tests, with the other library under the name that they import.
    sys.modules["httpx"] = importlib.import_module("httpx2")
    sys.modules["httpcore"] = importlib.import_module("httpcore2")


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, the loop that the clients are made for."""
    return "asyncio"
