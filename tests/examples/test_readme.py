"""The README of the examples: its commands run, and it leaves no program out."""

from __future__ import annotations

import re
import shlex
from typing import Any

from tests.examples.conftest import EXAMPLES


def test_the_commands_of_the_readme_run(example: Any, settings: Any, tmp_path: Any) -> None:
    """
    As they stand there; the address is that of the test's own sandbox.
    """
    (block,) = re.findall(r"```sh\n(.*?)```", (EXAMPLES / "README.md").read_text("utf-8"), re.S)
    exported, command = (shlex.split(line) for line in block.splitlines())
    given = dict(one.split("=", 1) for one in exported[1:])
    given["WARP_API_URL"] = given["WARP_API_URL"].replace(
        "http://127.0.0.1:8080/v1", settings("customer")["WARP_API_URL"]
    )

    done = example(command[1].removeprefix("examples/"), *command[2:], **given)

    assert 0 == done.returncode, done.stderr
    assert 1 == len(list((tmp_path / "records").iterdir()))


def test_every_program_is_in_the_readme_and_has_its_test() -> None:
    """
    Five of them.
    """
    programs = {file.stem for file in EXAMPLES.glob("*.py")}

    listed = re.findall(r"^\| \[`(\w+)\.py`\]", (EXAMPLES / "README.md").read_text("utf-8"), re.M)

    assert 5 == len(programs)
    assert programs == set(listed)
    assert all((EXAMPLES.parent / "tests" / "examples" / f"test_{name}.py").is_file() for name in programs)
