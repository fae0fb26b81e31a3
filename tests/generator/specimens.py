"""
Small documents and small checkouts, and what the generator makes of them.

One rule: a specimen is healthy as it stands; a test says only what it changes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import yaml

from generator.cli import main
from generator.emit.ruff import formatted
from generator.model import ir
from generator.model.document import Document
from generator.model.layout import Layout, Overlay
from generator.model.settings import ClientSettings
from generator.pipeline import Client, Inputs, Stopwatch, finish, prepare, print_out, understand
from generator.problems import BuildStopped, Place, Problem
from generator.read.sources import Project

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "overlays" / "core" / "src"
Tree = dict[str, Any]

SETTINGS = ClientSettings(
    key="pets",
    distribution="pets-client",
    package="pets",
    client="PetClient",
    summary="Client for pets",
    version="1.0.0",
    document="pets.yaml",
    audience="public",
)
GUARD = """
import sys
def _guard(event, args):
    if event in ("os.system", "subprocess.Popen", "socket.connect", "os.exec", "os.remove", "shutil.rmtree"):
        raise AssertionError(f"generated code did {event}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise AssertionError(f"generated code wrote {args[0]}")
sys.addaudithook(_guard)
"""


def json_reply(schema: Any, description: str = "Fine.") -> Tree:
    """A response with a JSON body."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def operation(name: str = "list_pets", *, reply: Any = None, **changes: Any) -> Tree:
    """A GET operation of the tag ``pets`` that gives back a text, or whatever ``reply`` describes."""
    tree = {
        "operationId": name,
        "tags": ["pets"],
        "summary": "List pets",
        "x-audience": ["public"],
        "x-safety": "read",
        "responses": {"200": json_reply({"type": "string"} if reply is None else reply)},
    }
    return {key: value for key, value in {**tree, **changes}.items() if value is not None}


def writing(name: str = "create_pet", body: Any = None, **changes: Any) -> Tree:
    """A POST operation with a JSON body."""
    content = {"application/json": {"schema": {"type": "object", "properties": {}} if body is None else body}}
    changes = {"x-safety": "unsafe", "requestBody": {"required": True, "content": content}, **changes}
    return operation(name, **changes)


def document(*operations: Tree, schemas: Tree | None = None, paths: Tree | None = None, **root: Any) -> Tree:
    """A document with these operations, GET or POST as their safety says, each under ``/p0``, ``/p1`` ..."""
    chosen = operations or (() if paths is not None else (operation(),))
    found = {
        f"/p{index}": {"get" if one.get("x-safety") == "read" else "post": one} for index, one in enumerate(chosen)
    }
    tree: Tree = {"openapi": "3.1.0", "info": {"title": "Pets", "version": "1.0.0"}, "paths": found | (paths or {})}
    if schemas:
        tree["components"] = {"schemas": schemas}
    return {**tree, **root}


def sources(tree: Any, **files: Any) -> dict[str, Any]:
    """File name -> tree, the root first; ``common=...`` is the file ``common.yaml``."""
    return {"pets.yaml": tree, **{f"{name}.yaml": other for name, other in files.items()}}


def whole(tree: Tree) -> Document:
    """A tree as a document of one file, as `bundle` would give it."""
    return Document(tree, {"": Place("pets.yaml")})


@cache
def templates() -> Mapping[str, str]:
    """The templates of the checkout."""
    return Project(ROOT).templates()


def inputs(tree: Any, *overlays: Overlay, settings: ClientSettings = SETTINGS, **changes: Any) -> Inputs:
    """What a build of one document reads."""
    settings = attrs.evolve(settings, overlays=tuple(one.name for one in overlays))
    given: dict[str, Any] = {
        "clients": (settings,),
        "documents": {"pets.yaml": tree if isinstance(tree, dict) and "pets.yaml" in tree else sources(tree)},
        "corrections": {},
        "names": {},
        "overlays": {one.name: one for one in overlays},
        "templates": templates(),
        "licence": "A licence.\n",
        "digests": {"documents": "0" * 64},
    }
    return Inputs(**{**given, **changes})


def understood(tree: Any, *overlays: Overlay, **changes: Any) -> Client:
    """A document as far as the linked layout."""
    found = inputs(tree, *overlays, **changes)
    documents = prepare(found, check_schema=False, watch=Stopwatch())
    return understand(found.clients[0], documents["pets.yaml"], found)


def api_of(tree: Any, **changes: Any) -> ir.Api:
    """The named IR of a document."""
    return understood(tree, **changes).api


def layout_of(tree: Any, *overlays: Overlay, **changes: Any) -> Layout:
    """The linked layout of a document."""
    return understood(tree, *overlays, **changes).layout


def built(tree: Any, *overlays: Overlay, tidy: bool = False, **changes: Any) -> dict[str, str]:
    """Path -> text of the whole client project, formatted by ruff when ``tidy``."""
    found = inputs(tree, *overlays, **changes)
    client = understood(tree, *overlays, **changes)
    text = print_out(client, found)
    return finish(client, formatted({"pets": text})["pets"] if tidy else text, found, (client,)).tree


def problems(make: Callable[..., Any], *arguments: Any, **keywords: Any) -> list[Problem]:
    """The problems that stop a call; none when it succeeds."""
    try:
        make(*arguments, **keywords)
    except BuildStopped as stopped:
        return list(stopped.problems)
    return []


def messages(make: Callable[..., Any], *arguments: Any, **keywords: Any) -> list[str]:
    """The messages of the problems that stop a call."""
    return [problem.message for problem in problems(make, *arguments, **keywords)]


def ran(tree: Mapping[str, str], folder: Path, code: str) -> Any:
    """
    What the code prints as JSON, run beside a generated project in a process of its own.

    Args:
        tree: Path -> text of the project.
        folder: Where it is written.
        code: Statements that print one JSON value; starting processes, connecting and writing files are forbidden.
    """
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8", newline="\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(CORE)])}
    command = [sys.executable, "-B", "-W", "error", "-c", f"{GUARD}\nimport json\n{code}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@attrs.frozen
class Said:
    """What one run of the command line left behind."""

    code: int
    out: str
    err: str


@attrs.frozen
class Checkout:
    """A small project folder on disk, and the command line run on it in this process."""

    root: Path

    def write(self, path: str, content: Any) -> None:
        """One file; what is not text is written as YAML."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False), "utf-8")

    def run(self, *arguments: str) -> Said:
        """``python -m generator`` with these arguments."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["--project", str(self.root), *arguments])
        return Said(code, out.getvalue(), err.getvalue())

    def build(self, *arguments: str) -> Said:
        """``build``, without the slow check against the schema of OpenAPI."""
        return self.run("build", "--no-schema-check", *arguments)

    def generated(self) -> dict[str, bytes]:
        """Path -> bytes of everything in ``generated/``."""
        folder = self.root / "generated"
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


CLIENTS_TOML = """\
[clients.pets]
distribution = "pets-client"
package = "pets"
client = "PetClient"
summary = "Client for pets"
version = "1.0.0"
document = "pets.yaml"
audience = "public"
"""


def checkout(root: Path, tree: Any = None) -> Checkout:
    """A project folder with one document and one client."""
    shutil.copytree(ROOT / "templates", root / "templates")
    found = Checkout(root)
    found.write("LICENSE", "A licence.\n")
    found.write("openapi/pets.yaml", document() if tree is None else tree)
    found.write("openapi/clients.toml", CLIENTS_TOML)
    found.write("openapi/names.toml", "")
    return found
