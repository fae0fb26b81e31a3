"""Clients with the ledgers of releases that never were, and a way to ask about code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from warp_client_core.upgrade import main

HERE = Path(__file__).parent
GENERATED = HERE.parents[2] / "generated"


@pytest.fixture(scope="session")
def clients(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Options that name the packages of two clients, each with a ledger."""
    folder = tmp_path_factory.mktemp("clients")
    options = []
    for client in ("customer", "admin"):
        package = f"warp_{client}"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(GENERATED / client / "src" / package, folder / package, ignore=ignored)
        shutil.copy(HERE / "ledgers" / f"{package}.json", folder / package / "changes.json")
        options += ["--client", str(folder / package)]
    return options


@pytest.fixture
def check(clients: list[str], capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs ``warp-upgrade check`` on a span of both clients: exit code, output, complaints."""

    def run(*arguments: object, span: tuple[str, ...] = ("--from", "1.4", "--to", "2.0")) -> tuple[int, str, str]:
        code = main(["check", *clients, *span, *map(str, arguments)])
        done = capsys.readouterr()
        return code, done.out, done.err

    return run
