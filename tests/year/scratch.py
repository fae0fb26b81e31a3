"""
A scratch clone of this checkout: a repository of its own in a temporary folder, with commits on fixed days.

The rule: everything runs in the clone, on the clone's own code; the checkout is read once and never written.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import attrs

from tools.environments import IMPORT_PATH

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2026
_TOOL = ("-c", "user.name=Year", "-c", "user.email=year@example.test", "-c", "commit.gpgsign=false")


@attrs.frozen
class Scratch:
    """The clone, its index, and the key that signs its releases."""

    root: Path
    index: Path
    key: Path

    def git(self, *arguments: str, day: str = "") -> str:
        """What git says; ``day`` dates a commit."""
        moment = f"{day}T12:00:00Z"
        dated = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} if day else {}
        return self.run(["git", "-C", str(self.root), *_TOOL, *arguments], **dated)

    def commit(self, message: str, day: str) -> None:
        """Commit all there is."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, day=day)

    def python(self, *arguments: str) -> str:
        """A module of the clone, as its sessions run it."""
        return self.run([sys.executable, "-m", *arguments])

    def run(self, command: list[str], **environment: str) -> str:
        """A command in the clone. RuntimeError with all that it said, when it fails."""
        given = {**os.environ, "PYTHONPATH": IMPORT_PATH, "WARP_RELEASE_INDEX": str(self.index), **environment}
        given["WARP_RELEASE_KEY"] = str(self.key)
        given["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), given["PATH"]])
        done = subprocess.run(command, cwd=self.root, env=given, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} gave {done.returncode}:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def lines(self, *paths: str) -> int:
        """Lines that differ from the last commit below some paths, added and deleted ones."""
        self.git("add", "-A", "--intent-to-add")
        rows = self.git("diff", "--numstat", "HEAD", "--", *paths).splitlines()
        return sum(int(part) for row in rows for part in row.split("\t")[:2] if part.isdigit())


def scratch(place: Path, key: Path) -> Scratch:
    """A clone of what the checkout holds now, committed or not, but for what git ignores."""
    clone = Scratch(place / "clone", place / "index", key)
    known = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"], check=True, capture_output=True
    )
    for name in known.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (clone.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, clone.root / name)
    clone.git("init", "-q")
    (clone.root / "tools/node_modules").symlink_to(ROOT / "tools/node_modules")
    (clone.root / ".git/info/exclude").write_text("tools/node_modules\n", "utf-8")
    return clone


def cpu() -> float:
    """CPU seconds of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
