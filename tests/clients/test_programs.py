"""The programs that the wheels install, started as a user starts them."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from warp_sandbox import Sandbox
from warp_sandbox.server import running
from warp_sandbox.warp.auth import CUSTOMER_TOKEN

SPAN = ("--date-from", "2026-01-10", "--date-to", "2026-01-11")


@pytest.fixture
def sandbox() -> Sandbox:
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture
def program(sandbox: Sandbox, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Runs an installed program, signed in to the sandbox, in an empty folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WARP_", "PYTHON"))}
    with running(sandbox.app) as address:
        environment = {
            **kept,
            "WARP_API_URL": f"{address}/v1",
            "WARP_ACCESS_TOKEN": CUSTOMER_TOKEN,
            "WARP_HOME": str(tmp_path / "home"),
            "NETSUITE_ACCOUNT_ID": "1234567",
            "NETSUITE_ACCESS_TOKEN": CUSTOMER_TOKEN,
        }

        def run(name: str, *arguments: str) -> Any:
            command = [str(Path(sysconfig.get_path("scripts"), name)), *arguments]
            return subprocess.run(
                command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
            )

        yield run


def test_help_names_the_commands_of_every_installed_client(program: Any) -> None:
    """
    They are found by the entry points in the wheels.
    """
    done = program("warp", "--help")

    assert (0, "") == (done.returncode, done.stderr)
    assert all(word in done.stdout for word in ("call", "cdrs", "rates", "netsuite", "events"))


@pytest.mark.parametrize(
    ("audience", "method", "line"),
    [
        ("customer", "trunks.list", "GET http"),
        ("admin", "customers.list", "GET http"),
        ("netsuite", "customers.list", "GET https://1234567.suitetalk"),
    ],
)
def test_each_client_shows_the_request_that_it_would_send(program: Any, audience: str, method: str, line: str) -> None:
    """
    With its secrets masked.
    """
    done = program("warp", "call", audience, method, "--dry-run")

    assert 0 == done.returncode, done.stderr
    assert line in done.stdout
    assert CUSTOMER_TOKEN not in done.stdout + done.stderr


def test_a_list_comes_from_the_platform(program: Any) -> None:
    """
    The first listed trunk, as the README has it.
    """
    done = program("warp", "call", "customer", "trunks.list", "--status", "active", "--limit", "3", "--table")

    assert (0, 3) == (done.returncode, done.stdout.count(" active ")), done.stderr


def test_an_export_that_is_not_ready_ends_with_6_and_tells_its_id(program: Any, sandbox: Sandbox) -> None:
    """
    A script can tell it from a failure.
    """
    sandbox.override("export_cdrs", lambda _call: {"export_id": "exp-1", "status": "pending"})

    done = program("warp", "cdrs", "export", *SPAN, "--out", "calls.csv")

    assert (6, True) == (done.returncode, "exp-1" in done.stdout + done.stderr), done.stderr


@pytest.mark.parametrize("name", ["warp-upgrade", "warp-sandbox"])
def test_the_other_programs_start(program: Any, name: str) -> None:
    """
    Each tells of itself.
    """
    done = program(name, "--help")

    assert (0, True) == (done.returncode, name in done.stdout), done.stderr
