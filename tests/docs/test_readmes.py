"""Every block of code in the READMEs that people read first does what it says, run as it stands there."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli.installation import installed
from tests.docs.platforms import environment, served
from warp_client_core.cli.running import run as run_warp
from warp_client_core.upgrade import main as run_upgrade
from warp_sandbox import __main__ as served_by

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = ("customer", "admin", "netsuite")
READMES = (
    "README.md",
    "overlays/core/README.md",
    "sandbox/README.md",
    *(f"generated/{one}/README.md" for one in CLIENTS),
)
SERVED = "http://127.0.0.1:8080"
"""Where the READMEs have the sandbox."""


def blocks(readme: str, language: str) -> list[str]:
    """The blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.S | re.M)


def lines(readme: str) -> list[str]:
    """The commands in the shell blocks, one a line."""
    return [line for block in blocks(readme, "sh") for line in block.splitlines() if line.strip()]


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A served sandbox; home and settings of somebody who has signed in to it."""
    readme = request.node.callspec.params["readme"]
    client = next((one for one in CLIENTS if one in readme), "customer")
    with served() as (_, found):
        kept = {"WARP_TOKEN_KEYS": f"k1:{'A' * 43}=", "PASSWORD": "secret", "WARP_AUTH_API_KEY": "sandbox-api-key"}
        for name, value in {**environment(client, found), **kept, "HOME": str(tmp_path)}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        yield found


@pytest.mark.parametrize("readme", READMES)
def test_python_of_a_readme_runs(readme: str, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    From top to bottom in one program; only the address and what stands in angle brackets are replaced.
    """
    code = [one for one in blocks(readme, "python") if not defines_tests(one)]
    names: dict[str, Any] = {}

    for number, block in enumerate(code):
        text = block.replace(SERVED, address).replace("<access-token>", os.environ[token_of(readme)])
        exec(compile(text, f"{readme}#{number}", "exec"), names)

    assert code
    assert "refused, or nobody answered" not in capsys.readouterr().out


def token_of(readme: str) -> str:
    """The setting that holds the token for the client of a README."""
    return "NETSUITE_ACCESS_TOKEN" if "netsuite" in readme else "WARP_ACCESS_TOKEN"


def defines_tests(block: str) -> bool:
    """Whether a block is a module for pytest."""
    return any(isinstance(one, ast.FunctionDef) and one.name.startswith("test_") for one in ast.parse(block).body)


def test_the_tests_that_the_sandbox_shows_pass(tmp_path: Path) -> None:
    """
    With nothing but what pytest finds by itself.
    """
    (shown,) = [one for one in blocks("sandbox/README.md", "python") if defines_tests(one)]
    (tmp_path / "test_shown.py").write_text(shown, "utf-8")
    command = [
        "-q",
        "-p",
        "warp_sandbox.pytest_plugin",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(tmp_path),
        "test_shown.py",
    ]

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *command],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("readme", [*READMES, "docs/numbers.md", "bench/README.md"])
def test_commands_of_a_readme_run(
    readme: str, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    Each line ends with 0, or with the code that it names.
    """
    monkeypatch.syspath_prepend(str(installed(tmp_path / "site")))
    commands = lines(readme)

    ended = {line: ran(line.replace(SERVED, address), monkeypatch) for line in commands}

    assert commands
    assert {line: expected(line) for line in commands} == ended, capsys.readouterr()


def expected(line: str) -> int:
    """The exit code that a line names."""
    found = re.search(r"# exits with (\d+)$", line)
    return int(found[1]) if found else 0


def ran(line: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a line; what installs or needs minutes is held against what it names."""
    program, *words = shlex.split(line, comments=True)
    match program.rpartition("/")[2], words:
        case "export", settings:
            for name, _, value in (one.partition("=") for one in settings):
                monkeypatch.setenv(name, value)
            return 0
        case "warp", _:
            return run_warp(words)
        case "warp-upgrade", _:
            return ended(run_upgrade, words)
        case "warp-sandbox", ["operations"]:
            return served_by.main(words)
        case "warp-sandbox", _:
            return int(served_by.application(served_by._parser().parse_args(words or ["serve"])) is None)
        case "pip", ["install", requirement]:
            return int(not offered(requirement))
        case "python3", ["tools/session.py", *session]:
            return int(session[:1] != [] and session[0] not in sessions())
    raise AssertionError(f"nothing here can run {line!r}")


def ended(program: Any, words: list[str]) -> int:
    """The exit code of a program that ends by SystemExit."""
    with pytest.raises(SystemExit) as end:
        program(words)
    return int(end.value.code or 0)


def offered(requirement: str) -> bool:
    """Whether a project of this repository has this name and this extra."""
    name, _, extra = requirement.rstrip("]").partition("[")
    files = [
        *ROOT.glob("generated/*/pyproject.toml"),
        ROOT / "overlays/core/pyproject.toml",
        ROOT / "sandbox/pyproject.toml",
    ]
    projects = {one["name"]: one for one in (tomllib.loads(file.read_text("utf-8"))["project"] for file in files)}
    return name in projects and (not extra or extra in projects[name]["optional-dependencies"])


def sessions() -> set[str]:
    """The sessions of the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.decorator_list}


@pytest.mark.parametrize("readme", [*READMES, "examples/README.md", "docs/numbers.md", "bench/README.md"])
def test_links_of_a_readme_lead_somewhere(readme: str) -> None:
    """
    To a file of this repository, or to a heading of the page.
    """
    text = (ROOT / readme).read_text("utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    anchors = {f"#{re.sub(r'[^a-z0-9_ -]', '', one.lower()).replace(' ', '-')}" for one in headings}
    targets = [one for one in re.findall(r"\]\(([^)]+)\)", text) if "://" not in one]
    folder = (ROOT / readme).parent

    lost = [one for one in targets if one not in anchors and not (folder / (one.partition("#")[0] or "?")).exists()]

    assert [] == lost
