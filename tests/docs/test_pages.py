"""Every code block of ``docs/`` is run, or checked, as it stands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli.installation import SOURCES, installed
from tests.docs.blocks import PAGES, ROOT, Block, blocks, script
from tests.docs.platforms import environment
from warp_sandbox import Sandbox
from warp_sandbox.server import running

ELSEWHERE = {"queries.md": "tests/query/test_document.py", "cli.md": "tests/core/cli/test_docs.py"}
"""Pages whose Python or shell blocks other tests run, with preparations of their own."""

PLATFORM = {"netsuite.md": "netsuite"}
ALL = [block for page in PAGES for block in blocks(page)]


def of(*languages: str) -> list[Block]:
    """The blocks in these languages that are run here."""
    return [one for one in ALL if one.language in languages and not one.reason and one.page not in ELSEWHERE]


@pytest.fixture
def sandbox() -> Sandbox:
    """The platform of a page."""
    return Sandbox()


@pytest.fixture
def address(sandbox: Sandbox) -> Iterator[str]:
    """Where it answers."""
    with running(sandbox) as found:
        yield found


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody in an empty folder who has set nothing."""
    for name in [one for one in os.environ if one.startswith(("WARP_", "NETSUITE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", sorted({one.page for one in of("python") if not one.title}))
def test_python_of_the_page_runs_in_its_order(
    page: str, sandbox: Sandbox, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    In one namespace, against a platform that the environment leads to.
    """
    for name, value in environment(PLATFORM.get(page, "customer"), address).items():
        monkeypatch.setenv(name, value)
    names: dict[str, Any] = {"__name__": "__main__", "sandbox": sandbox}

    ran = [
        exec(compile(one.padded, str(ROOT / "docs" / page), "exec"), names)
        for one in of("python")
        if page == one.page and not one.title
    ]

    assert ran


@pytest.mark.parametrize("block", [one for one in of("python") if one.title], ids=str)
def test_a_file_with_tests_passes(block: Block, tmp_path: Path) -> None:
    """
    As pytest runs it at a user's, with the fixtures of the sandbox.
    """
    (tmp_path / block.title).write_text(block.code, "utf-8")
    command = [
        "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "warp_sandbox.pytest_plugin",
        block.title,
    ]
    paths = os.pathsep.join([*SOURCES, str(ROOT / "sandbox" / "src")])

    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=60, check=False
    )

    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("block", of("sh"), ids=str)
def test_shell_of_the_page_runs(block: Block, address: str, tmp_path: Path) -> None:
    """
    With the programs that an installation brings; ``pip`` only looks whether it could.
    """
    site = installed(tmp_path / "site")
    if "next/" in block.code:
        shutil.copytree(ROOT / "generated/customer/src/warp_customer", tmp_path / "next/warp_customer")
        shutil.copy(
            ROOT / "tests/core/upgrade/ledgers/warp_customer.json", tmp_path / "next/warp_customer/changes.json"
        )
    paths = os.pathsep.join([str(site), str(ROOT), *SOURCES, str(ROOT / "sandbox" / "src")])
    where = ROOT if "generator" in block.code else tmp_path
    known = {**os.environ, **environment("customer", address), "PYTHONPATH": paths}

    done = subprocess.run(
        ["bash", "-c", script(block.code)],
        cwd=where,
        env=known,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("block", of("json", "toml"), ids=str)
def test_data_of_the_page_can_be_read(block: Block) -> None:
    """
    As the language that it says it is.
    """
    assert json.loads(block.code) if "json" == block.language else tomllib.loads(block.code)


@pytest.mark.parametrize("block", [one for one in ALL if one.reason], ids=str)
def test_what_is_not_run_can_be_read(block: Block) -> None:
    """
    The shell and Python take its grammar.
    """
    if "python" == block.language:
        assert compile(block.padded, block.page, "exec")
    else:
        done = subprocess.run(["bash", "-n"], input=block.code, capture_output=True, text=True, check=False)
        assert ("sh", "") == (block.language, done.stderr)


def test_no_block_is_left_out() -> None:
    """
    Each has a language that is run here, a reason, or a test elsewhere that reads its page.
    """
    here = {str(one) for one in of("python", "sh", "json", "toml")}
    rest = [one for one in ALL if not one.reason and str(one) not in here]

    assert {(one.page, "python" if "queries.md" == one.page else "sh") for one in rest} == {
        (one.page, one.language) for one in rest
    }
    assert set(ELSEWHERE) == {one.page for one in rest}
    assert all(page in (ROOT / test).read_text("utf-8") for page, test in ELSEWHERE.items())
