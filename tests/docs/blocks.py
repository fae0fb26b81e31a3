"""
The code blocks of the documentation, and how each language is run.

One rule: a block is run or checked as it stands; one that is not run says why, in a comment before it.
"""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
_BLOCK = re.compile(r"(?:^<!-- not run: (?P<reason>.+?) -->\n)?^```(?P<info>[^\n]*)\n(?P<code>.*?)^```$", re.M | re.S)
PROGRAMS = {
    "warp": "from warp_client_core.cli import main; main()",
    "warp-mcp": "from warp_client_core.mcp import main; main()",
    "warp-upgrade": "import sys; from warp_client_core.upgrade import main; sys.exit(main())",
    "warp-sandbox": "import sys; from warp_sandbox.__main__ import main; sys.exit(main())",
    "pip": "import sys; from tests.docs.blocks import check_pip; check_pip(sys.argv[1:])",
}
PROJECTS = ("overlays/core", "generated/customer", "generated/admin", "generated/netsuite", "sandbox")


@attrs.frozen
class Block:
    """One block: its page, number, language, title, the line before its code, why it is not run, and the code."""

    page: str
    number: int
    language: str
    title: str
    line: int
    reason: str
    code: str

    def __str__(self) -> str:
        return f"{self.page}-{self.number}"

    @property
    def padded(self) -> str:
        """The code, moved down so that its lines have the numbers that they have on the page."""
        return "\n" * self.line + self.code


def blocks(file: Path) -> Iterator[Block]:
    """Every fenced block of a page, in order."""
    text = file.read_text("utf-8")
    for number, found in enumerate(_BLOCK.finditer(text)):
        language, _, more = found["info"].partition(" ")
        title = re.search(r'title="([^"]+)"', more)
        line = text[: found.start("code")].count("\n")
        name = title[1] if title else ""
        yield Block(file.name, number, language, name, line, found["reason"] or "", found["code"])


def script(code: str) -> str:
    """A shell script that has our programs, as an installation would have them; it ends at the first failure."""
    python = shlex.quote(sys.executable)
    programs = [f'{name}() {{ {python} -c {shlex.quote(text)} "$@"; }}' for name, text in PROGRAMS.items()]
    ends = re.sub(r"^(.*) # exits with (\d+)$", r"\1 || test $? = \2", code, flags=re.M)
    return "\n".join(["set -euo pipefail", *programs, f'python() {{ {python} "$@"; }}', ends])


def check_pip(arguments: list[str]) -> None:
    """What ``pip install`` on a page may ask for: projects of ours, with extras that they have."""
    import tomllib

    from packaging.requirements import Requirement

    assert "install" == arguments[0], arguments
    known = {}
    for folder in PROJECTS:
        project = tomllib.loads((ROOT / folder / "pyproject.toml").read_text("utf-8"))["project"]
        known[project["name"]] = set(project.get("optional-dependencies", {}))
    for text in arguments[1:]:
        asked = Requirement(text)
        assert asked.extras <= known[asked.name], f"{asked.name} has no extra {asked.extras - known[asked.name]}"
