"""The examples run as they stand there: a process each, settings by the environment, a served sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from warp_sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def platform() -> Iterator[tuple[Sandbox, str]]:
    """A fresh sandbox and its address."""
    sandbox = Sandbox()
    with running(sandbox.app) as address:
        yield sandbox, address


@pytest.fixture
def settings(platform: tuple[Sandbox, str]) -> Callable[[str], dict[str, str]]:
    """The environment of somebody who is signed in, by audience."""
    _, address = platform
    token = {"customer": CUSTOMER_TOKEN, "admin": ADMIN_TOKEN}
    path = {"customer": "ws", "admin": "admin/ws"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WARP_", "NETSUITE_"))}
    return lambda audience: {
        **kept,
        "WARP_API_URL": f"{address}/v1",
        "WARP_WS_URL": f"{address.replace('http', 'ws', 1)}/v1/{path[audience]}",
        "WARP_ACCESS_TOKEN": token[audience],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


@pytest.fixture
def example(settings: Callable[[str], dict[str, str]], tmp_path: Path) -> Callable[..., Any]:
    """Runs an example in an empty folder, and gives how it ended."""

    def run(name: str, *arguments: str, audience: str = "customer", typed: str = "", **variables: str) -> Any:
        command = [sys.executable, str(EXAMPLES / name), *arguments]
        environment = {**settings(audience), **variables}
        return subprocess.run(
            command, env=environment, cwd=tmp_path, input=typed, capture_output=True, text=True, timeout=60, check=False
        )

    return run
