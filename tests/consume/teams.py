"""
Teams that pin the clients, and the server that they get them from.

The rule: a team knows one index and nothing else. Whatever would reach another one fails: there is a proxy in its way.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import attrs

JSON_PAGES = "application/vnd.pypi.simple.v1+json"


@attrs.frozen
class Team:
    """A project of somebody's: a folder, an environment of its own, and an index."""

    folder: Path
    index: str
    installer: str = "uv"

    @property
    def python(self) -> Path:
        """The interpreter of its environment."""
        return self.folder / "env" / "bin" / "python"

    def new_environment(self) -> None:
        """An environment with nothing in it."""
        _ran(["uv", "venv", "--quiet", "--clear", "-p", sys.executable, str(self.folder / "env")], self._environment())

    def install(self, *requirements: str) -> subprocess.CompletedProcess[str]:
        """``pip install`` or ``uv pip install``, with its options."""
        index = ("--index-url", self.index) if self.installer == "pip" else ("--default-index", self.index)
        return _ran([*self._command("install"), *index, *requirements], self._environment())

    def lock(self, requirement: str, *options: str) -> Path:
        """A requirement with all that it brings, pinned and hashed; a pin that was there stays unless upgraded."""
        (self.folder / "needs.in").write_text(requirement + "\n", "utf-8")
        pins = self.folder / "needs.txt"
        given = ("--generate-hashes", "--quiet", "--no-header", "--no-annotate", "-o", str(pins), *options)
        command = ["uv", "pip", "compile", "--no-config", "--default-index", self.index, *given]
        done = _ran([*command, str(self.folder / "needs.in")], self._environment())
        assert not done.returncode, done.stderr
        return pins

    def installed(self) -> dict[str, str]:
        """Distribution -> version of all that is in its environment."""
        code = (
            "import importlib.metadata as m, json;"
            "print(json.dumps({d.name.lower().replace('_', '-'): d.version for d in m.distributions()}))"
        )
        found: dict[str, str] = json.loads(self.run(code).stdout)
        return found

    def run(self, code: str) -> subprocess.CompletedProcess[str]:
        """A program of the team's, in its environment."""
        return _ran([str(self.python), "-I", "-c", code], self._environment())

    def _command(self, action: str) -> list[str]:
        if self.installer == "uv":
            return ["uv", "pip", action, "--no-config", "-p", str(self.python)]
        options = ["--isolated", "--disable-pip-version-check", "--no-cache-dir", "--no-input"]
        return [sys.executable, "-m", "pip", "--python", str(self.python), *options, action, "--no-compile"]

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        path = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
        nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
        cache = str(self.folder / "cache")
        return {
            **kept,
            **nowhere,
            "PATH": path,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "UV_CACHE_DIR": cache,
        }


def team(folder: Path, index: str, installer: str = "uv") -> Team:
    """A team with an empty environment."""
    folder.mkdir(parents=True)
    found = Team(folder, index, installer)
    found.new_environment()
    return found


@contextlib.contextmanager
def served(index: Path) -> Iterator[tuple[str, list[str]]]:
    """An index over HTTP, JSON for whoever prefers it; gives its address and the paths that are asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if self.path.endswith("/") and JSON_PAGES in self.headers.get("Accept", ""):
                self.path += "index.json"
            super().do_GET()

        def guess_type(self, path: str | os.PathLike[str]) -> str:
            return JSON_PAGES if str(path).endswith("index.json") else super().guess_type(path)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(index)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/simple/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _ran(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)
