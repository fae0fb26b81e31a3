"""
bundle: many files to one document.

Every reference to another file becomes a reference into ``components`` (path items are copied in). One rule:
nothing outside the files that were read is ever reached; a foreign, dangling or ambiguous reference is a problem.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

import attrs

from generator.model.document import Document, Tree, resolve, unshared
from generator.problems import Place, Problems, join, split

_SCHEMA_LITERALS = frozenset({"example", "examples", "default", "enum", "const"})
_LITERALS = frozenset({"example", "value"})
_NAME_MAPS = frozenset({"properties", "patternProperties", "$defs"})
_MOST_HOPS = 20
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
    if not isinstance(tree, dict) or "$ref" in tree:
        problems.add(Place(root), "an OpenAPI document must be a mapping", "Start it with `openapi: 3.1.0`.")
        problems.stop()
    components = tree.get("components", {})
    if not isinstance(components, dict) or not all(isinstance(group, dict) for group in components.values()):
        place = Place(root, "/components")
        problems.add(place, "components must be a mapping of mappings", "See OpenAPI 4.8.7.")
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
        for kind, entries in tree.get("components", {}).items():
            for name, entry in entries.items():
                place = Place(root, join("/components", kind, name))
                self._names[kind, name] = self._target(entry, place) or place
        self._origins[""] = Place(root)
        result: Tree = self._copy(tree, _Spot(Place(root), ""))
        while self._waiting:
            kind, name, place = self._waiting.pop()
            spot = _Spot(place, join("/components", kind, name), is_schema=kind == "schemas")
            self._origins[spot.pointer] = place
            components = result.setdefault("components", {}).setdefault(kind, {})
            components[name] = self._copy(resolve(self._sources[place.file], place.pointer), spot)
        self._report_unlisted()
        return Document(result, self._origins)

    def _report_unlisted(self) -> None:
        """A file that holds path items of the document holds no others: one that nothing refers to would vanish."""
        listed = set(self._origins.values())
        holders = {place.file for place in listed if split(place.pointer)[:1] and place.pointer.startswith("/~1")}
        for file in sorted(holders):
            for path in self._sources[file]:
                place = Place(file, join("", path))
                if path.startswith("/") and place not in listed:
                    self._problems.add(place, f"nothing refers to the path {path}", "List it in the root document.")

    def _copy(self, node: Any, spot: _Spot) -> Any:
        if isinstance(node, list):
            return [self._copy(child, spot.below(i)) for i, child in enumerate(node)]
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str) and not spot.holds_names:
            return self._reference(node, spot)
        return {
            key: unshared(child) if key in spot.literals else self._copy(child, spot.below(key))
            for key, child in node.items()
        }

    def _reference(self, node: Tree, spot: _Spot) -> Any:
        target = self._target(node, spot.place)
        if target is None:
            return {}
        keys = split(spot.pointer)
        kind = "schemas" if spot.is_schema else _kind(keys)
        is_own = keys == ["components", kind, keys[-1]] and target.file != spot.place.file
        if kind == "pathItems" or is_own:
            if spot.hops > _MOST_HOPS:
                self._problems.add(spot.place, "these refer to each other in a circle", "Write one of them out.")
                return {}
            if not is_own and node.keys() - {"$ref", "summary", "description"}:
                self._problems.add(spot.place, "beside $ref nothing else counts", "Write the path item out.")
            self._origins[spot.pointer] = target
            return self._copy(resolve(self._sources[target.file], target.pointer), spot.from_elsewhere(target))
        beside = {key: unshared(value) for key, value in node.items()}
        return {**beside, "$ref": f"#{join('/components', kind, self._component(kind, target, spot.place))}"}

    def _component(self, kind: str, target: Place, place: Place) -> str:
        name = (split(target.pointer) or [""])[-1]
        if not name:
            self._problems.add(place, "a reference must name a part of the file", "Write `file.yaml#/Name`.")
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
        inside = "://" not in file and not file.startswith(("/", "data:")) and not path.startswith("..")
        if inside and path not in self._sources:
            self._problems.add(place, f"the reference {reference!r}: there is no file {path}", "Correct the name.")
            return None
        if not inside:
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


@attrs.frozen
class _Spot:
    """
    Where a node is being copied from and to, and what it is.

    Attributes:
        place, pointer: Where it was written; where it stands in the bundle.
        is_schema: It is, or is inside, a JSON Schema.
        holds_names: Its keys are names that somebody chose, not words of OpenAPI.
        hops: References followed on the way.
    """

    place: Place
    pointer: str
    is_schema: bool = False
    holds_names: bool = False
    hops: int = 0

    @property
    def literals(self) -> frozenset[str]:
        """The keys whose values are data, in which a ``$ref`` means nothing."""
        if self.holds_names:
            return frozenset()
        return _SCHEMA_LITERALS if self.is_schema else _LITERALS

    def below(self, key: str | int) -> _Spot:
        """The spot of a child."""
        keys = split(self.pointer)
        names = self.is_schema and not self.holds_names and key in _NAME_MAPS
        opens = key in ("schema", "x-location") or (keys == ["components"] and key == "schemas")
        in_stream = len(keys) == 2 and keys[0] == "x-streams"
        return attrs.evolve(
            self,
            place=self.place.child(key),
            pointer=join(self.pointer, key),
            is_schema=self.is_schema or opens or in_stream,
            holds_names=names or in_stream or (not keys and key in ("paths", "webhooks")) or keys == ["components"],
        )

    def from_elsewhere(self, place: Place) -> _Spot:
        """The same spot, its content now taken from another place."""
        return attrs.evolve(self, place=place, hops=self.hops + 1)


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
