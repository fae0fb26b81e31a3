"""
What may be said of a generated project, whatever its document wanted: it is inert.

One rule: nothing here knows the document; a finding is something that no client may hold, do or be.
"""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.generator.specimens import CORE

_STATEMENTS = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Assign)
_STATEMENTS += (ast.AnnAssign, ast.If, ast.Expr)
_CODE = frozenset({"__import__", "OWNED", "eval", "exec", "compile", "open", "globals", "__builtins__", "getattr"})
_TABLES = {"build-system", "project", "tool"}
_PROJECT = {
    "name", "version", "description", "readme", "requires-python", "license", "license-files", "classifiers",
    "dependencies", "optional-dependencies", "entry-points",
}  # fmt: skip
_GUARD = """
import builtins, importlib, json, os, sys
builtins.OWNED = []
_ON = [False]
_NEVER = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.remove", "os.rename", "os.mkdir",
          "os.rmdir", "os.putenv", "os.chmod", "os.link", "os.symlink", "shutil.", "subprocess.", "socket.", "ctypes.",
          "urllib.", "ftplib.", "smtplib.", "webbrowser.", "pty.", "tempfile.", "sqlite3.")
def _guard(event, args):
    if not _ON[0]:
        return
    wrote = event == "open" and (
        set(args[1]) & set("wax+") if isinstance(args[1], str) else args[2] & (os.O_WRONLY | os.O_RDWR)
    )
    if wrote or event.startswith(_NEVER):
        raise AssertionError(f"generated code did {event} {args!r:.200}")
sys.addaudithook(_guard)
"""
_IMPORT = """
import warp_client_core.codec, warp_client_core.driver, warp_client_core.styles, warp_client_core.iteration
found = {}
for package, modules in json.load(open(sys.argv[1])).items():
    sys.path.insert(0, os.path.join(os.path.dirname(sys.argv[1]), package, "src"))
    _ON[0] = True
    try:
        for module in modules:
            importlib.import_module(module)
        loaded = importlib.import_module(f"{package}.models")
        for name in getattr(loaded, "__all__", ()):
            getattr(loaded, name)
    except BaseException as error:
        found[package] = f"{module}: {type(error).__name__}: {error}"[:600]
    finally:
        _ON[0] = False
        sys.path.pop(0)
    if OWNED:
        found[package] = "code of the document was run"
        OWNED.clear()
print(json.dumps(found))
"""

FENCES = ["```sh", "```", *["```python", "```"] * 2]
HEADINGS = {
    f"## {one}"
    for one in (
        "Your first ten minutes",
        "Where to go from here",
        "What is written by hand",
        "What the API says of itself",
        "Methods",
    )
}
"""The fences and headings of a client's README."""


def findings(tree: Mapping[str, str]) -> list[str]:
    """Everything in the files of a project that no client may hold."""
    return [
        f"{path}: {one}"
        for path, text in tree.items()
        for check in (_path, *_checks(path))
        for one in check(path if check is _path else text)
    ]


def _checks(path: str) -> Iterator[Callable[[str], Iterator[str]]]:
    if path.endswith(".py"):
        yield _module
    elif path == "README.md":
        yield _readme
    elif path == "pyproject.toml":
        yield _pyproject
    elif path.endswith(".toml"):
        yield _toml
    elif path.endswith(".json"):
        yield _json


def _path(path: str) -> Iterator[str]:
    if not re.fullmatch(r"[A-Za-z0-9_./-]{1,200}", path) or ".." in path or path.startswith("/"):
        yield "an odd path"
    if re.search(r"(?i)(?:^|/)(?:con|nul|prn|aux|com\d|lpt\d)(?:\.|/|\Z)", path):
        yield "a device of Windows"


def _module(text: str) -> Iterator[str]:
    if any(not (char.isprintable() or char == "\n") for char in text):
        yield "a character that cannot be seen"
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        yield f"does not parse: {error}"
        return
    yield from (f"{type(node).__name__} at module level" for node in tree.body if not isinstance(node, _STATEMENTS))
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name in _CODE:
            yield f"the name {name} in line {node.lineno}"  # type: ignore[attr-defined] # names have lines
        if isinstance(node, ast.JoinedStr):
            yield f"an f-string in line {node.lineno}"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name
            if not (isinstance(node, ast.ImportFrom) and node.level) and not _known(module):
                yield f"imports {module}"


def _known(module: str) -> bool:
    top = module.partition(".")[0]
    safe = {"__future__", "typing", "collections", "datetime", "decimal", "functools", "uuid", "attrs"}
    return top in safe | {"warp_client_core"}


def _readme(text: str) -> Iterator[str]:
    lines = text.split("\n")
    if any(not (char.isprintable() or char == "\n") for char in text):
        yield "a character that cannot be seen"
    if [one for one in lines if one.lstrip().startswith(("```", "~~~"))] != FENCES:
        yield "other fences than its own"
    headings = [one for one in lines if re.match(r" {0,3}#{1,6}(?:\s|$)", one)]
    if set(headings[1:]) - HEADINGS:
        yield f"headings {headings[1:]}"
    if any(re.fullmatch(r" {0,3}(?:=+|-+) *", one) for one in lines):
        yield "an underlined heading"
    outside = re.sub(r"(?<!\\)`[^`\n]*`", "", re.sub(r"```(?:python|sh)\n.*?\n```", "", text, flags=re.S))
    if re.search(r"(?<!\\)<[A-Za-z/!?]", outside):
        yield "an element of HTML"
    if re.search(r"(?<!\\)\]\((?!https?://|#)|(?<!\\)!\[|^ {0,3}\[[^\]]*\]:", outside, re.M):
        yield "a link that is no address of the web, or a picture"
    rows = [one.replace("\\|", "") for one in lines if one.startswith("| ")]
    if {one.count("|") for one in rows} - {6}:
        yield "a row of the table with other columns"


def _pyproject(text: str) -> Iterator[str]:
    found = tomllib.loads(text)
    if set(found) - _TABLES or set(found["project"]) - _PROJECT or set(found["tool"]) != {"hatch"}:
        yield f"other tables than its own: {sorted(found)} {sorted(found['project'])}"
    if set(found["project"].get("entry-points", ())) - {"warp_client_core.clients", "warp_client_core.commands"}:
        yield "other entry points than its own"


def _toml(text: str) -> Iterator[str]:
    tomllib.loads(text)
    yield from ()


def _json(text: str) -> Iterator[str]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    json.loads(text, object_pairs_hook=once)
    if any(char < " " and char != "\n" for char in text):
        yield "a control character"


def write(trees: Mapping[str, Mapping[str, str]], folder: Path) -> None:
    """Write projects below a folder, package -> path -> text, which must not lead out of it."""
    for package, tree in trees.items():
        for path, text in tree.items():
            target = folder / package / path
            assert target.resolve().is_relative_to(folder.resolve())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")


def imported(trees: Mapping[str, Mapping[str, str]], folder: Path) -> dict[str, str]:
    """
    What goes wrong when every module of every project is imported, package -> what; one process for all of them.

    Starting processes, connecting and writing are forbidden in it.
    """
    write(trees, folder)
    listed = folder / "modules.json"
    modules = {
        package: [
            path.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for path in sorted(tree)
            if path.startswith("src/") and path.endswith(".py")
        ]
        for package, tree in trees.items()
    }
    listed.write_text(json.dumps(modules), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(CORE), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-B", "-W", "error", "-c", _GUARD + _IMPORT, str(listed)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found
