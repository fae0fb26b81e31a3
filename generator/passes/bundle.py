"""
bundle: many files to one document.

Every reference to another file becomes a reference into ``components`` (path items are copied in). One rule:
nothing outside the files that were read is ever reached; a foreign, dangling or ambiguous reference is a problem.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from generator.model.document import Document, Tree, resolve
from generator.problems import Place, Problems, join, split

LITERAL_KEYS = frozenset({"example", "examples", "default", "enum", "const"})
_KIND_OF_KEY = {
    "schema": "schemas",
    "items": "schemas",
    "requestBody": "requestBodies",
    "additionalProperties": "schemas",
    "x-location": "schemas",
}
_KIND_OF_PARENT = {
    "parameters": "parameters",
    "responses": "responses",
    "headers": "headers",
    "examples": "examples",
    "requestBodies": "requestBodies",
    "links": "links",
    "callbacks": "callbacks",
    "securitySchemes": "securitySchemes",
    "paths": "pathItems",
    "webhooks": "pathItems",
    "pathItems": "pathItems",
}


def bundle(sources: Mapping[str, Any], root: str) -> Document:
    """
    One document from the files in ``sources``.

    Args:
        sources: Path -> tree, the root and every file it reaches.
        root: The path of the root document.

    Raises:
        BuildStopped: The root is not a mapping, a reference dangles or leaves the files, or two files define
            components of one name.
    """
    problems = Problems()
    tree = sources[root]
    if not isinstance(tree, dict):
        problems.add(Place(root), "an OpenAPI document must be a mapping", "Start it with `openapi: 3.1.0`.")
        problems.stop()
    bundler = _Bundler(sources, problems)
    result = bundler.run(tree, root)
    problems.stop()
    return result


class _Bundler:
    """State of one bundling: the components found so far and the ones still to copy."""

    def __init__(self, sources: Mapping[str, Any], problems: Problems) -> None:
        self._sources = sources
        self._problems = problems
        self._names: dict[tuple[str, str], Place] = {}
        self._waiting: list[tuple[str, str, Place]] = []
        self._origins: dict[str, Place] = {}

    def run(self, tree: Tree, root: str) -> Document:
        for kind, entries in (tree.get("components") or {}).items():
            if isinstance(entries, dict):
                for name, entry in entries.items():
                    place = Place(root, join("/components", kind, name))
                    self._names[kind, name] = self._target(entry, place) or place
        self._origins[""] = Place(root)
        result = self._copy(tree, Place(root), "", in_schema=False, depth=0)
        while self._waiting:
            kind, name, place = self._waiting.pop()
            pointer = join("/components", kind, name)
            self._origins[pointer] = place
            node = resolve(self._sources[place.file], place.pointer)
            components = result.setdefault("components", {}).setdefault(kind, {})
            components[name] = self._copy(node, place, pointer, in_schema=kind == "schemas", depth=0)
        return Document(result, self._origins)

    def _copy(self, node: Any, place: Place, pointer: str, *, in_schema: bool, depth: int) -> Any:
        if isinstance(node, list):
            return [
                self._copy(child, place.child(i), join(pointer, i), in_schema=in_schema, depth=depth)
                for i, child in enumerate(node)
            ]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return self._reference(node, place, pointer, in_schema=in_schema, depth=depth)
        keys = split(pointer)
        literal = LITERAL_KEYS if not (keys and keys[-1] == "properties") else frozenset()
        return {
            key: child
            if key in literal
            else self._copy(
                child,
                place.child(key),
                join(pointer, key),
                in_schema=in_schema or _opens_schema(keys, key),
                depth=depth,
            )
            for key, child in node.items()
        }

    def _reference(self, node: Tree, place: Place, pointer: str, *, in_schema: bool, depth: int) -> Any:
        target = self._target(node, place)
        if target is None:
            return {}
        kind = "schemas" if in_schema else _kind(split(pointer))
        if kind == "pathItems":
            if depth > 20:
                self._problems.add(place, "path items refer to each other in a circle", "Write the path item out.")
                return {}
            self._origins[pointer] = target
            item = resolve(self._sources[target.file], target.pointer)
            return self._copy(item, target, pointer, in_schema=False, depth=depth + 1)
        if pointer == join("/components", kind, split(pointer)[-1]) and target.file != place.file:
            self._origins[pointer] = target
            return self._copy(
                resolve(self._sources[target.file], target.pointer), target, pointer, in_schema=in_schema, depth=depth
            )
        return {**node, "$ref": f"#{join('/components', kind, self._component(kind, target, place))}"}

    def _component(self, kind: str, target: Place, place: Place) -> str:
        keys = split(target.pointer)
        name = keys[-1]
        known = self._names.get((kind, name))
        if known is None:
            self._names[kind, name] = target
            self._waiting.append((kind, name, target))
        elif known != target:
            self._problems.add(
                place,
                f"two different {kind} are called {name}: in {known.file} and in {target.file}",
                "Rename one of them.",
            )
        return name

    def _target(self, node: Any, place: Place) -> Place | None:
        if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
            return None
        reference: str = node["$ref"]
        file, _, pointer = reference.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place.file), file)) if file else place.file
        if "://" in file or file.startswith(("/", "//", "data:")) or path not in self._sources:
            self._problems.add(
                place, f"the reference {reference!r} leaves the document's files", "Refer to a file below the document."
            )
            return None
        try:
            resolve(self._sources[path], pointer)
        except LookupError:
            self._problems.add(place, f"the reference {reference!r} leads nowhere", f"Define it in {path}.")
            return None
        return Place(path, pointer)


def _opens_schema(keys: list[str], key: str) -> bool:
    if key in ("schema", "x-location") or (len(keys) >= 2 and keys[:2] == ["components", "schemas"]):
        return True
    return (keys == ["components"] and key == "schemas") or (bool(keys) and keys[0] == "x-streams")


def _kind(keys: list[str]) -> str:
    if keys and keys[-1] in _KIND_OF_KEY:
        return _KIND_OF_KEY[keys[-1]]
    return _KIND_OF_PARENT.get(keys[-2], "schemas") if len(keys) >= 2 else "schemas"


def references(tree: Any) -> list[str]:
    """Every file that the tree refers to, in order of appearance."""
    found: dict[str, None] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str) and not target.startswith("#"):
                found[target.partition("#")[0]] = None
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return list(found)
