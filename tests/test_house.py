"""House rules that a machine can check: sizes, budgets, and what must not stand in the repository."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ("customer", "admin", "netsuite")


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows or would add, by pattern."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in sorted(set(done.stdout.splitlines())) if (ROOT / line).is_file()]


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("patterns", "limit"),
    [
        (("generator/*.py", "sandbox/*.py", "tools/*.py", "bench/*.py"), 320),
        (("overlays/*.py",), 320),
        (("tests/*.py",), 400),
        (("templates/*.jinja",), 80),
        (("openapi/*.yaml",), 400),
        (("noxfile.py",), 160),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else str(one),
)
def test_hand_written_files_stay_small(patterns: tuple[str, ...], limit: int) -> None:
    """
    One idea a file.
    """
    files = tracked(*patterns)

    too_long = {str(file.relative_to(ROOT)): lines(file) for file in files if lines(file) > limit}

    assert files
    assert {} == too_long


@pytest.mark.parametrize("client", CLIENTS)
def test_generated_lines_stay_within_the_budget(client: str) -> None:
    """
    At most 60 lines of calls and resources per operation, both flavours together.
    """
    surface = json.loads((ROOT / "generated" / client / "surface.json").read_text("utf-8"))
    entries = [*surface["methods"].values(), *surface["internal_calls"].values()]
    operations = {entry["operation"] for entry in entries if "operation" in entry}
    folder = ROOT / "generated" / client / "src" / surface["package"]
    written = sum(lines(file) for part in ("calls", "resources") for file in (folder / part).glob("*.py"))

    per_operation = written / len(operations)

    assert per_operation <= 60


def test_paths_are_short_enough_to_install_anywhere() -> None:
    """
    No path of a wheel is longer than 100 characters.
    """
    generated = [file.relative_to(ROOT / "generated") for file in tracked("generated")]

    assert generated
    assert [] == [file for file in generated if len(str(file)) > 100]


def test_nothing_names_a_registry_host_or_a_machine() -> None:
    """
    Lock files and sources hold no address of a package registry and no absolute path.
    """
    hosts = re.compile(
        r"files\.pythonhosted|pypi\.(?:org|python)|registry\.(?:npmjs|yarnpkg)|deb\.debian|(?<![\w.])/(?:root|home)/"
    )
    texts = {file: file.read_text("utf-8", errors="replace") for file in tracked(".") if file != Path(__file__)}

    found = {
        str(file.relative_to(ROOT)): match.group() for file, text in texts.items() if (match := hosts.search(text))
    }

    assert {} == found


def test_no_test_is_skipped_and_no_ignore_is_bare() -> None:
    """
    Skips and expected failures are not used; a type ignore names its code and its reason.
    """
    skip = re.compile(
        r"pytest\.(?:mark\.)?(?:skip|xfail)"
        + r"|type: ignore(?!\[[a-z-]+(?:, ?[a-z-]+)*\] # \S)|except Exception:\s*pass"
    )
    files = [
        file for file in tracked("*.py") if "generated" not in file.relative_to(ROOT).parts and file != Path(__file__)
    ]

    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if skip.search(line)
    ]

    assert [] == found


def test_only_core_imports_the_http_library_and_only_lower_the_parser() -> None:
    """
    One module of what ships imports httpx, one of the generator imports openapi-python-client.
    """
    importing = re.compile(r"^\s*(?:import|from) (httpx|openapi_python_client)\b", re.M)
    files = tracked("overlays/*.py", "generator/*.py", "generated/*.py")

    found = {str(file.relative_to(ROOT)) for file in files if importing.search(file.read_text("utf-8"))}

    assert {"generator/passes/lower.py", "overlays/core/src/warp_client_core/_http.py"} == found


def test_the_readme_leads_with_the_two_commands() -> None:
    """
    The first shell block begins with the main job and the tests; ``.ci/run`` runs the latter.
    """
    (block, *_) = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    main_job, tests = (line.partition("#")[0].strip() for line in block.splitlines()[:2])

    assert "python3 tools/session.py build" == main_job
    assert tests in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
