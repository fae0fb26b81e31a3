"""Whole projects as teams write them, each with the report that it gets."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECTS = sorted(one.name for one in (HERE / "projects").iterdir() if one.is_dir())
BOTH = ("--from", "1.4", "--to", "2.0", "--from", "warp_admin=2.4", "--to", "warp_admin=3")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Copies a project to where it may be changed, and goes to the folder that it is in."""

    def copied(name: str) -> Path:
        shutil.copytree(HERE / "projects" / name, tmp_path / name, ignore=shutil.ignore_patterns("*.txt"))
        monkeypatch.chdir(tmp_path)
        return Path(name)

    return copied


@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_gets_the_report_that_was_expected(name, project, check) -> None:
    """
    Places, changes and what to do, word for word, with the difference that the fixes make.
    """
    folder = project(name)

    code, out, _ = check(folder, "--diff", span=BOTH)

    assert ((HERE / "projects" / name / "expected.txt").read_text("utf-8"), 1) == (out, code)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_fixed_project_is_python_and_has_nothing_left_to_fix(name, project, check) -> None:
    """
    The second run writes nothing and finds the places that a person has to see to.
    """
    folder = project(name)
    _, first, _ = check(folder, "--fix", "--json", span=BOTH)
    texts = {file: file.read_bytes() for file in folder.rglob("*.py")}

    code, second, _ = check(folder, "--fix", "--json", span=BOTH)

    left = {one["subject"] for one in json.loads(first)["touched"] if not all(p["fixed"] for p in one["places"])}
    assert texts == {file: file.read_bytes() for file in folder.rglob("*.py")}
    assert "" == json.loads(second)["diff"]
    assert left == {one["subject"] for one in json.loads(second)["touched"]}
    assert code == int(any(one["severity"] == "major" for one in json.loads(second)["touched"]))
    assert all(ast.parse(text) for text in texts.values())


def test_five_projects_use_what_teams_use() -> None:
    """
    A service, a worker, dataclasses, a notebook, and two clients at once.
    """
    assert ["async_worker", "back_office", "dataclass_billing", "flask_service", "notebook_report"] == PROJECTS
