"""The bootstrap makes its environment once per set of pins, and hands everything else to nox."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tools import session


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A project folder with pins, and a record of what was made and run."""
    record: dict[str, Any] = {"root": tmp_path, "made": 0, "commands": [], "code": 0}
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "nox.txt").write_text("nox==1", "utf-8")

    def create(home: Path, **_: object) -> None:
        record["made"] += 1
        (home / "bin").mkdir(parents=True, exist_ok=True)
        (home / "bin" / "python").touch()

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        record["commands"].append(command[1:])
        return subprocess.CompletedProcess(command, record["code"])

    monkeypatch.setattr(session, "ROOT", tmp_path)
    monkeypatch.setattr(session.venv, "create", create)
    monkeypatch.setattr(session.subprocess, "run", run)
    return record


def test_a_failed_session_fails_the_command(machine: dict[str, Any]) -> None:
    """
    The exit code of nox is that of the command.
    """
    machine["code"] = 3

    assert 3 == session.main(["build"])


def test_the_environment_is_made_once(machine: dict[str, Any]) -> None:
    """
    A second command installs nothing; sessions are passed to nox by name, options as they are.
    """
    session.main(["build"])
    session.main([])
    session.main(["tests", "--", "-q"])

    installs = [command for command in machine["commands"] if "pip" in command]
    runs = [command for command in machine["commands"] if "nox" in command]
    assert 1 == machine["made"] == len(installs)
    assert "--require-hashes" in installs[0]
    assert [["-m", "nox", "-s", "build"], ["-m", "nox"], ["-m", "nox", "-s", "tests", "--", "-q"]] == runs


def test_new_pins_make_it_anew(machine: dict[str, Any]) -> None:
    """
    When the pinned nox changes, the environment follows.
    """
    session.main(["build"])
    (machine["root"] / "requirements" / "nox.txt").write_text("nox==2", "utf-8")
    session.main(["build"])

    assert 2 == machine["made"]
