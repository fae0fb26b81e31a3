"""
Files to values: every read of the generator happens here.

One rule: nothing outside the project folder is opened, and what was read is returned whole, so that the passes can be
pure functions of it.
"""

from __future__ import annotations

import hashlib
import posixpath
import tomllib
from pathlib import Path
from typing import Any

import attrs

from generator.model.layout import Overlay
from generator.passes.bundle import references
from generator.problems import BuildStopped, Place, Problem
from generator.read.parse import locate, parse

MANIFEST = "overlay.toml"


@attrs.frozen
class ClientSettings:
    """One table of ``clients.toml``; ``hides`` lists audiences that the client must not even mention."""

    key: str
    distribution: str
    package: str
    client: str
    summary: str
    version: str
    document: str
    audience: str
    overlays: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    environment: dict[str, str] = attrs.field(factory=dict)
    ws_url: str = ""


@attrs.frozen
class Project:
    """A checkout: where its inputs are. Nothing is cached; every method reads anew."""

    root: Path

    @property
    def openapi(self) -> Path:
        """The folder of the documents."""
        return self.root / "openapi"

    def clients(self) -> tuple[ClientSettings, ...]:
        """The clients to build, in the order of ``clients.toml``."""
        tables = self._toml("openapi/clients.toml").get("clients", {})
        result = []
        for key, table in tables.items():
            try:
                result.append(ClientSettings(key=key, **{**table, "overlays": tuple(table.get("overlays", ()))}))
            except TypeError as error:
                place = Place("openapi/clients.toml", f"/clients/{key}")
                raise BuildStopped([Problem(place, str(error), "See ClientSettings for the keys.", key)]) from None
        return tuple(result)

    def names(self) -> dict[str, Any]:
        """The content of ``names.toml``."""
        return self._toml("openapi/names.toml")

    def document(self, root: str) -> dict[str, Any]:
        """
        A root document and every file it reaches, path -> tree.

        Paths are relative to the ``openapi`` folder. A reference that leaves the folder is left to `bundle` to report.
        """
        sources: dict[str, Any] = {}
        waiting = [root]
        while waiting:
            name = waiting.pop()
            if name in sources:
                continue
            sources[name] = parse(self._text(f"openapi/{name}"), name)
            for target in references(sources[name]):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
                inside = "://" not in target and not path.startswith(("..", "/"))
                if inside and (self.openapi / path).is_file():
                    waiting.append(path)
        return sources

    def corrections(self) -> dict[str, Any]:
        """The Overlay documents in ``openapi/corrections``, path -> tree, sorted by path."""
        files = sorted((self.openapi / "corrections").glob("*.yaml"))
        names = [f"corrections/{file.name}" for file in files]
        return {name: parse(self._text(f"openapi/{name}"), name) for name in names}

    def overlay(self, name: str) -> Overlay:
        """One hand-written overlay: its manifest and its Python files."""
        folder = self.root / "overlays" / name
        manifest = self._toml(f"overlays/{name}/{MANIFEST}")
        files = tuple(
            (str(file.relative_to(folder).as_posix()), file.read_text("utf-8"))
            for file in sorted(folder.rglob("*.py"))
            if "__pycache__" not in file.parts
        )
        return Overlay(
            name=name,
            why=str(manifest.get("why", "")),
            place=Place(f"overlays/{name}/{MANIFEST}"),
            requires=tuple(manifest.get("requires", ())),
            extends=tuple(manifest.get("extends", ())),
            supplies=tuple(manifest.get("supplies", ())),
            files=files,
        )

    def templates(self) -> dict[str, str]:
        """Every template, path below ``templates`` -> text."""
        folder = self.root / "templates"
        return {
            file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(folder.rglob("*.jinja"))
        }

    def locate(self, problem: Problem) -> Problem:
        """The same problem with its line and column, and its file named from the project's root."""
        file = problem.place.file
        path = next((one for one in (f"openapi/{file}", file) if (self.root / one).is_file()), None)
        if path is None:
            return problem
        line, column = problem.line, problem.column
        if not line:
            text = (self.root / path).read_text("utf-8", errors="replace")
            line, column = _toml_line(text, problem) if path.endswith(".toml") else locate(text, problem.place.pointer)
        return attrs.evolve(problem, place=Place(path, problem.place.pointer), line=line, column=column)

    def digests(self) -> dict[str, str]:
        """SHA-256 of each group of inputs: documents, corrections, templates, overlays, generator and licence."""
        groups = {
            "documents": [*self._files("openapi", "*.yaml", skip="corrections"), *self._files("openapi", "*.toml")],
            "corrections": self._files("openapi/corrections", "*.yaml"),
            "templates": self._files("templates", "*.jinja"),
            "overlays": [one for one in self._files("overlays", "*") if not one.startswith("overlays/core/")],
            "generator": self._files("generator", "*.py"),
            "licence": ["LICENSE"],
            "tools": ["requirements/generator.txt"],
        }
        return {group: self._digest(files) for group, files in groups.items()}

    def _files(self, folder: str, pattern: str, skip: str = "__pycache__") -> list[str]:
        files = [file.relative_to(self.root) for file in sorted((self.root / folder).rglob(pattern)) if file.is_file()]
        kept = [file for file in files if skip not in file.parts and "__pycache__" not in file.parts]
        return [file.as_posix() for file in kept]

    def _digest(self, files: list[str]) -> str:
        digest = hashlib.sha256()
        for file in files:
            content = (self.root / file).read_bytes() if (self.root / file).is_file() else b""
            digest.update(f"{file}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    def _text(self, path: str) -> str:
        try:
            return (self.root / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problem = Problem(Place(path), f"cannot be read: {error}", "It must be a UTF-8 text file.")
            raise BuildStopped([problem]) from None

    def _toml(self, path: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text(path))
        except tomllib.TOMLDecodeError as error:
            raise BuildStopped([Problem(Place(path), f"not readable as TOML: {error}", "Mend the file.")]) from None


def _toml_line(text: str, problem: Problem) -> tuple[int, int]:
    """The line where the last key or value of the pointer stands; TOML gives no positions."""
    lines = text.splitlines()
    keys = [key for key in problem.place.pointer.split("/") if key]
    start = 0
    if len(keys) >= 2 and keys[1].isdigit():
        headers = [number for number, line in enumerate(lines) if line.strip() == f"[[{keys[0]}]]"]
        if int(keys[1]) < len(headers):
            start = headers[int(keys[1])]
            keys = keys[2:]
    for number in range(start, len(lines)):
        if keys and lines[number].lstrip().startswith((keys[-1], f'"{keys[-1]}"')):
            return number + 1, 1
    return start + 1, 1
