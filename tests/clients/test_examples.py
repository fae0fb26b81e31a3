"""What the README shows, run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from warp_sandbox.server import running
from warp_sandbox.warp.app import create_app

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "http://127.0.0.1:8080"


def python_blocks(text: str) -> list[str]:
    """The Python blocks of a Markdown text."""
    return re.findall(r"```python\n(.*?)```", text, re.S)


def test_the_readme_lists_trunks_in_five_lines() -> None:
    """
    The snippet of the README prints the active trunks of the sandbox.
    """
    (snippet,) = [block for block in python_blocks((ROOT / "README.md").read_text("utf-8")) if "trunks.list" in block]

    with running(create_app()) as address:
        code = snippet.replace(ADDRESS, address)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert 5 >= len([line for line in snippet.splitlines() if line.strip()])
    assert 20 < len(done.stdout.splitlines())
    assert all(" active " in line for line in done.stdout.splitlines())
