"""Formatting: ruff with a configuration of our own, never the one that happens to lie around."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.problems import BuildStopped, Place, Problem

_CONFIG = """\
line-length = 120
target-version = "py311"
[lint]
select = ["F", "I", "E9", "PLE"]
ignore = ["F821"]
[lint.isort]
known-first-party = []
"""


def formatted(trees: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """
    The same trees with every Python file formatted and its imports sorted and pruned.

    Args:
        trees: Client -> path -> text.

    Raises:
        BuildStopped: ruff finds an error that it cannot mend.
    """
    with tempfile.TemporaryDirectory(prefix="warp-generator-") as scratch:
        root = Path(scratch)
        (root / "ruff.toml").write_text(_CONFIG, "utf-8")
        for client, tree in trees.items():
            for path, text in tree.items():
                if path.endswith(".py") and "/overlays/" not in path:
                    target = root / client / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(text, "utf-8")
        _run(root, "check", "--fix", "--output-format=concise")
        _run(root, "format", "--quiet")
        return {
            client: {
                path: (root / client / path).read_text("utf-8") if (root / client / path).is_file() else text
                for path, text in tree.items()
            }
            for client, tree in trees.items()
        }


def _run(root: Path, *arguments: str) -> None:
    beside = Path(sysconfig.get_path("scripts")) / ("ruff.exe" if sys.platform == "win32" else "ruff")
    command = [str(beside) if beside.is_file() else "ruff", *arguments, "--isolated", "--no-cache"]
    command = [one for one in command if one != "--isolated"] + ["--config", str(root / "ruff.toml"), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).replace(f"{root}/", "").strip().splitlines()[:20]
        problems = [Problem(Place("generated code"), line, "Report this fault.") for line in lines]
        raise BuildStopped(problems or [Problem(Place("generated code"), "ruff failed", "Run it by hand.")])
