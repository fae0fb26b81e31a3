"""
Runs a nox session on a machine that has nothing but Python and pip.

    python3 tools/session.py build        # nox -s build
    python3 tools/session.py              # the default sessions

Makes ``.venv`` with the pinned nox of ``requirements/nox.txt`` first, when it is not there yet or the pins changed.
Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def prepared(root: Path) -> Path:
    """The Python of ``.venv``, with nox as pinned."""
    pins = root / "requirements" / "nox.txt"
    home = root / ".venv"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = home / "nox-pins"
    wanted = hashlib.sha256(pins.read_bytes()).hexdigest()
    if not python.exists() or not stamp.exists() or stamp.read_text("utf-8") != wanted:
        venv.create(home, with_pip=True, clear=True)
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(pins),
        ]
        subprocess.run([str(python), *install], check=True)
        stamp.write_text(wanted, "utf-8")
    return python


def main(arguments: list[str]) -> int:
    """Run nox; gives back its exit code."""
    python = prepared(ROOT)
    sessions = ["-s", *arguments] if arguments and not arguments[0].startswith("-") else arguments
    # uv brings certificates of its own; a machine behind a proxy has them in its system store only.
    environment = {"UV_SYSTEM_CERTS": "1", **os.environ}
    return subprocess.run([str(python), "-m", "nox", *sessions], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
