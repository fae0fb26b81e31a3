"""
Files to values: every read of the generator happens here.

One rule: nothing outside the project folder is opened, and what was read is returned whole, so that the passes can be
pure functions of it.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import attrs

from generator.model.layout import Overlay
from generator.model.settings import ClientSettings
from generator.model.software import Software
from generator.problems import BuildStopped, Place, Problem, Problems
from generator.read.files import is_file, read_document, read_text
from generator.read.manifests import CLIENTS, client_settings, overlay
from generator.read.parse import locate, parse
from generator.read.software import BARE, CORE_PROJECT, CORE_VERSION, TESTED, TOOLS, read_software
from generator.read.toml import locate_toml, parse_toml
from generator.release.ledger import dump_ledger, read_ledger

_READ = {".yaml", ".yml", ".json", ".toml"}


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
        problems = Problems()
        found = client_settings(self._toml(CLIENTS.file), problems)
        problems.stop()
        runtime = self.software().version
        return tuple(attrs.evolve(one, core_version=runtime) for one in found)

    def software(self) -> Software:
        """The runtime that the clients stand on, and every pinned version."""
        return read_software(self.root)

    def names(self) -> dict[str, Any]:
        """The content of ``names.toml``."""
        return self._toml("openapi/names.toml")

    def document(self, root: str) -> dict[str, Any]:
        """
        A root document and every file it reaches, path -> tree.

        Paths are relative to the ``openapi`` folder. A reference that leaves the folder is left to `bundle` to report.

        Raises:
            BuildStopped: With the faults of every file that cannot be read.
        """
        return read_document(self.openapi, root, "openapi/")

    def corrections(self) -> dict[str, Any]:
        """The Overlay documents in ``openapi/corrections``, path -> tree, sorted by path."""
        files = [file for file in sorted((self.openapi / "corrections").glob("*")) if file.name != "README.md"]
        names = [f"corrections/{file.name}" for file in files]
        stray = [name for name in names if not name.endswith(".yaml")]
        if stray:
            advice = "Name it NNN-why.yaml, or move it out."
            raise BuildStopped([Problem(Place(name), "this file is no correction", advice) for name in stray])
        return {name: parse(self._text(f"openapi/{name}"), name) for name in names}

    def overlay(self, name: str) -> Overlay:
        """One hand-written overlay: its manifest and its Python files."""
        folder = self.root / "overlays" / name
        files = tuple(
            (path.removeprefix(f"overlays/{name}/"), self._text(path))
            for path in self._files(f"overlays/{name}")
            if path.endswith(".py")
        )
        problems = Problems()
        manifest = self._toml(f"overlays/{name}/overlay.toml")
        found = overlay(name, manifest, files, problems)
        if not (folder / "__init__.py").is_file():
            problems.add(found.place, "the overlay has no __init__.py", "Write its package beside the manifest.")
        problems.stop()
        return found

    def releases(self, client: str) -> str:
        """
        The ledger of a client as text; an empty one when nothing has been released.

        Raises:
            BuildStopped: It is not of the shape that `generator.release.ledger` wants.
        """
        return dump_ledger(read_ledger(self.root, client))

    def licence(self) -> str:
        """The text of the licence that every client carries."""
        return self._text("LICENSE")

    def templates(self) -> dict[str, str]:
        """Every template, path below ``templates`` -> text."""
        folder = self.root / "templates"
        return {
            file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(folder.rglob("*.jinja"))
        }

    def locate(self, problem: Problem) -> Problem:
        """The same problem with its line and column, and its file named from the project's root."""
        file = problem.place.file
        path = next((one for one in (f"openapi/{file}", file) if is_file(self.root / one)), None)
        if path is None:
            return problem
        line, column = problem.line, problem.column
        if not line:
            text = (self.root / path).read_text("utf-8", errors="replace")
            find = locate_toml if path.endswith(".toml") else locate
            line, column = find(text, problem.place.pointer)
        return attrs.evolve(problem, place=Place(path, problem.place.pointer), line=line, column=column)

    def digests(self) -> dict[str, str]:
        """SHA-256 of each group of inputs: what is written by hand, what was released, the generator and its tools."""
        documents = [one for one in self._files("openapi") if Path(one).suffix in _READ]
        corrections = [one for one in documents if one.startswith("openapi/corrections/")]
        releases = [one for one in documents if one.startswith("openapi/releases/")]
        overlays = [one for one in self._files("overlays") if one.endswith((".py", ".toml"))]
        groups = {
            "documents": [one for one in documents if one not in (*corrections, *releases)],
            "corrections": corrections,
            "releases": releases,
            "templates": [one for one in self._files("templates") if one.endswith(".jinja")],
            "overlays": [one for one in overlays if not one.startswith("overlays/core/")],
            "generator": [one for one in self._files("generator") if one.endswith(".py")],
            "licence": ["LICENSE"],
            "tools": list(TOOLS),
            "runtime": [CORE_PROJECT, CORE_VERSION, BARE, *TESTED],
        }
        return {group: self._digest(files) for group, files in groups.items()}

    def _files(self, folder: str) -> list[str]:
        """Every file below a folder of the project, caches left out, sorted."""
        found: list[str] = []
        for path, folders, files in os.walk(self.root / folder):
            folders[:] = [one for one in folders if not _is_cache(one)]
            below = Path(path).relative_to(self.root).as_posix()
            found += [f"{below}/{file}" for file in files if not _is_cache(file)]
        return sorted(found)

    def _digest(self, files: list[str]) -> str:
        digest = hashlib.sha256()
        for file in files:
            content = (self.root / file).read_bytes() if (self.root / file).is_file() else b""
            digest.update(f"{file}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()

    def _text(self, path: str) -> str:
        return read_text(self.root / path, path)

    def _toml(self, path: str) -> dict[str, Any]:
        return parse_toml(self._text(path), path)


def _is_cache(name: str) -> bool:
    return name == "__pycache__" or name.startswith(".")
