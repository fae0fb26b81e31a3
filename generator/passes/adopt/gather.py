"""
gather: one tree from every file, in which each reference leads to a component of its kind.

A reference into another file, a path, a property or a ``$defs`` makes a component of its target; path items are copied
in. One rule: a reference is followed inside the files that were read, or it is a fault.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from generator.model.document import Tree, unshared
from generator.passes.adopt.grammar import GRAMMAR, LEFT_OUT, MAP, ONE, REFERABLE
from generator.passes.adopt.work import MEND, Work
from generator.problems import Place, Problems, join, split

_MOST_HOPS = 30
_NO_NAME = frozenset({"schema", "items", "properties", "content", "allOf", "anyOf", "oneOf", "additionalProperties"})
_STRICT = frozenset({"operation", "parameters", "headers", "requestBodies", "responses", "pathItems"})
"""Kinds of which every part that may refer to something is known."""


def gather(sources: Mapping[str, Any], root: str) -> Work:
    """The document of all files, as a tree that nobody else holds."""
    problems = Problems()
    gatherer = _Gatherer(sources, root, problems)
    work = gatherer.run()
    work.faults.take(problems)
    return work


class _Gatherer:
    """State of one gathering: the names given so far and the components still to copy."""

    def __init__(self, sources: Mapping[str, Any], root: str, problems: Problems) -> None:
        self._sources = sources
        self._root = root
        self._problems = problems
        self._names: dict[tuple[str, Place], str] = {}
        self._taken: set[tuple[str, str]] = set()
        self._waiting: list[tuple[str, str, Place]] = []
        self._work = Work({}, {"": Place(root)})

    def run(self) -> Work:
        tree = self._sources[self._root]
        self._register(tree.get("components"))
        self._work.tree = self._node(tree, "root", Place(self._root), "")
        self._work.tree.setdefault("components", {})
        while self._waiting:
            kind, name, place = self._waiting.pop(0)
            pointer = join("/components", kind, name)
            self._work.origins[pointer] = place
            node = self._find(place)
            self._work.tree["components"].setdefault(kind, {})[name] = self._node(node, kind, place, pointer)
        return self._work

    def _register(self, components: Any) -> None:
        """The names of the root's own components; one that is only a reference to another file names its target."""
        for kind in GRAMMAR["components"]:
            group = components.get(kind) if isinstance(components, dict) else None
            for name in group if isinstance(group, dict) else ():
                place = Place(self._root, join("/components", kind, name))
                self._names[kind, place] = name
                self._taken.add((kind, name))
        for kind, place in list(self._names):
            entry = components[kind][self._names[kind, place]]
            if isinstance(entry, dict) and set(entry) == {"$ref"} and isinstance(entry["$ref"], str):
                target = self._target(entry["$ref"], place)
                if target is not None:
                    self._names.setdefault((kind, target), self._names[kind, place])

    def _node(self, node: Any, kind: str, place: Place, pointer: str) -> Any:
        """A copy of a node of one kind, its references mended."""
        if kind == "schemas" and isinstance(node, bool):
            return node
        if not isinstance(node, dict):
            self._say(place, f"this must be a mapping, not {node!r}", "See the OpenAPI specification.")
            return {"x-dangling": True} if kind == "parameters" else {}
        if kind in REFERABLE and isinstance(node.get("$ref"), str):
            return self._reference(node, kind, place, pointer)
        if kind in REFERABLE and "$ref" in node:
            self._say(place, f"a reference must be text, not {node['$ref']!r}", MEND)
            node = {key: value for key, value in node.items() if key != "$ref"}
        grammar, skipped = GRAMMAR[kind], LEFT_OUT.get(kind, ())
        if kind == "callbacks":
            grammar = dict.fromkeys(node, (ONE, "pathItems"))
        result: Tree = {}
        for key, child in node.items():
            if key in skipped or key.startswith("x-"):
                continue
            known = grammar.get(key)
            if known is None and kind in _STRICT and _refers(child):
                self._say(place.child(key), f"{key} has no meaning here, so what it refers to is not used", MEND)
            elif known is None:
                result[key] = unshared(child) if isinstance(child, (dict, list)) else child
            else:
                result[key] = self._children(child, *known, place.child(key), join(pointer, key))
        if kind == "schemas" and isinstance(result.get("discriminator"), dict):
            self._discriminator(result["discriminator"], place)
            self._implied(node, result, place)
        return result

    def _children(self, node: Any, form: str, kind: str, place: Place, pointer: str) -> Any:
        if form == ONE:
            return self._node(node, kind, place, pointer)
        if form == MAP:
            if not isinstance(node, dict):
                if node is not None:
                    self._say(place, f"this must be a mapping, not {node!r}", "See the OpenAPI specification.")
                return {}
            return {
                key: self._node(child, kind, place.child(key), join(pointer, key))
                for key, child in node.items()
                if not (key.startswith("x-") and kind in ("pathItems", "responses", "callbacks"))
            }
        if not isinstance(node, list):
            if node is not None:
                self._say(place, f"this must be a list, not {node!r}", "See the OpenAPI specification.")
            return []
        return [self._node(child, kind, place.child(i), join(pointer, i)) for i, child in enumerate(node)]

    def _reference(self, node: Tree, kind: str, place: Place, pointer: str, hops: int = 0) -> Any:
        target = self._target(node["$ref"], place)
        if target is None:
            return {"x-dangling": True}
        own = split(pointer)
        if kind in ("pathItems", "callbacks") or own == ["components", kind, self._names.get((kind, target))]:
            found = self._find(target)
            self._work.origins[pointer] = target
            if isinstance(found, dict) and isinstance(found.get("$ref"), str):
                if hops > _MOST_HOPS:
                    self._say(place, "these references lead in a circle", "Write one of them out.")
                    return {}
                return self._reference({**found, "$ref": found["$ref"]}, kind, target, pointer, hops + 1)
            beside = {key: unshared(value) for key, value in node.items() if key != "$ref"}
            copied = self._node(found, kind, target, pointer)
            return {**beside, **copied} if kind == "pathItems" else copied
        if kind != "schemas":
            target = self._last(target)
        beside = {key: unshared(value) for key, value in node.items() if key != "$ref"}
        grammar = GRAMMAR[kind]
        for key in [key for key in beside if key in grammar and kind == "schemas"]:
            beside[key] = self._children(node[key], *grammar[key], place.child(key), join(pointer, key))
        result = {"$ref": f"#{join('/components', kind, self._name(kind, target))}", **beside}
        if kind == "schemas":
            self._work.references.append(result)
        return result

    def _last(self, place: Place) -> Place:
        """The end of a chain of references."""
        for _ in range(_MOST_HOPS):
            node = self._find(place)
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                return place
            following = self._target(node["$ref"], place)
            if following is None:
                return place
            place = following
        self._say(place, "these references lead in a circle", "Write one of them out.")
        return place

    def _discriminator(self, node: Tree, place: Place) -> None:
        mapping = node.get("mapping")
        if not isinstance(mapping, dict):
            node.pop("mapping", None)
            return
        for value, reference in list(mapping.items()):
            text = str(reference)
            bare = Place(self._root, join("/components/schemas", text))
            target = bare if ("schemas", bare) in self._names else self._target(text, place.child("discriminator"))
            if target is None:
                del mapping[value]
            else:
                mapping[value] = f"#{join('/components/schemas', self._name('schemas', target))}"
        self._work.mappings.append(mapping)

    def _implied(self, written: Tree, node: Tree, place: Place) -> None:
        """The names that options go by where no mapping says more: those of their schemas before any is renamed."""
        implicit: Tree = {}
        for word in ("oneOf", "anyOf"):
            for option in written.get(word) or ():
                reference = option.get("$ref") if isinstance(option, dict) else None
                target = self._target(reference, place) if isinstance(reference, str) else None
                if target is not None:
                    name = posixpath.basename(unquote(str(reference).rstrip("/")).replace("~1", "/"))
                    implicit[name] = f"#{join('/components/schemas', self._name('schemas', target))}"
        if implicit:
            node["discriminator"]["implicit"] = implicit
            self._work.mappings.append(implicit)

    def _name(self, kind: str, target: Place) -> str:
        """The component that stands for a place; one that has none yet is copied later."""
        known = self._names.get((kind, target))
        if known is not None:
            return known
        stem = posixpath.basename(target.file).partition(".")[0]
        words = [key for key in split(target.pointer) if key not in _NO_NAME and not key.isdigit()]
        name = (words or [stem])[-1]
        candidates = [name, "_".join(words[-2:]), f"{stem}_{name}", f"{stem}_{'_'.join(words)}"]
        chosen = next((one for one in candidates if (kind, one) not in self._taken), None)
        number = 2
        while chosen is None:
            chosen = f"{name}_{number}" if (kind, f"{name}_{number}") not in self._taken else None
            number += 1
        self._names[kind, target] = chosen
        self._taken.add((kind, chosen))
        self._waiting.append((kind, chosen, target))
        return chosen

    def _target(self, reference: str, place: Place) -> Place | None:
        file, _, pointer = reference.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(place.file), file)) if file else place.file
        if file and ("://" in file or file.startswith(("/", "data:")) or path.startswith("..")):
            self._say(place, f"the reference {reference!r} leaves the document's files", MEND)
            return None
        if path not in self._sources and unquote(path) in self._sources:
            path = unquote(path)
        if path not in self._sources:
            self._say(place, f"the reference {reference!r}: there is no file {path}", MEND)
            return None
        for candidate in dict.fromkeys((pointer, unquote(pointer))):
            found = self._walk(Place(path, candidate))
            if found is not None:
                return found
        self._say(place, f"the reference {reference!r} leads nowhere", f"Define it in {path}, or {MEND.lower()}")
        return None

    def _walk(self, place: Place, hops: int = 0) -> Place | None:
        """The same place, references on the way followed; None when there is nothing."""
        if place.pointer and not place.pointer.startswith("/"):
            return None
        node, at = self._sources[place.file], Place(place.file)
        for key in split(place.pointer):
            if isinstance(node, dict) and key not in node and isinstance(node.get("$ref"), str) and hops < _MOST_HOPS:
                target = self._target(node["$ref"], at)
                inner = self._walk(target, hops + 1) if target is not None else None
                if inner is None:
                    return None
                node, at = self._find(inner), inner
            if isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict) and key in node:
                node = node[key]
            else:
                return None
            at = at.child(key)
        return at

    def _find(self, place: Place) -> Any:
        node = self._sources[place.file]
        for key in split(place.pointer):
            node = node[int(key)] if isinstance(node, list) else node[key]
        return node

    def _say(self, place: Place, message: str, advice: str) -> None:
        self._problems.add(place, message, advice)


def _refers(node: Any) -> bool:
    """Whether a part holds a reference to anything but a component."""
    if isinstance(node, list):
        return any(map(_refers, node))
    if not isinstance(node, dict):
        return False
    reference = node.get("$ref", "#/components/")
    is_other = isinstance(reference, str) and not reference.startswith("#/components/")
    return is_other or any(map(_refers, node.values()))
