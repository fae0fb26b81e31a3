"""
Schemas that describe one value together: ``allOf``, what stands beside a reference, and unions beside fields.

Takes such a schema apart, and puts the fields of its objects together. One rule: of two parts that say different things
the later one holds, and a part that says nothing about the shape of a value changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import attrs

from generator.model.document import Document, Tree, follow, resolve
from generator.passes.words import COMBINING, CUSTOM_PREFIX, FIELDS, is_null, is_object, says_shape, text_of
from generator.problems import join, split

Sort = Literal["any", "object", "union", "other"]
NO_SHAPE = frozenset({"required", "additionalProperties", "type"})


@attrs.frozen
class Part:
    """A schema, where it stands, and what the object that defines it and its domain are called."""

    node: Any
    pointer: str
    name: str
    domain: str


@attrs.define
class Fields:
    """
    What an object consists of.

    Attributes:
        properties: Wire name -> its schema; inline types are named after the part's name.
        required: Wire names.
        custom: Key prefixes under which callers may send fields of their own.
        extra: Schemas of fields with any other name.
    """

    properties: dict[str, Part] = attrs.field(factory=dict)
    required: set[str] = attrs.field(factory=set)
    custom: set[str] = attrs.field(factory=set)
    extra: list[Part] = attrs.field(factory=list)


class Combiner:
    """
    Takes the schemas of one document apart.

    Args:
        document: It keeps the house rules.
        weaken: Told the pointer of what cannot be expressed, what it is, and what to do about it.
    """

    def __init__(self, document: Document, weaken: Callable[[str, str, str], Any]) -> None:
        self._document = document
        self._tree = document.tree
        self._weaken = weaken
        self._cuts = 0
        """How often a schema led back to itself; what was found meanwhile holds for that way only."""

    def parts(self, schema: Tree, pointer: str, name: str, domain: str) -> list[Part]:
        """What the schema consists of: references, members of allOf, unions, and its own words last."""
        nodes: list[tuple[Any, str]] = []
        if "$ref" in schema:
            nodes.append(({"$ref": schema["$ref"]}, pointer))
        nodes += [(node, join(pointer, "allOf", index)) for index, node in enumerate(schema.get("allOf", []))]
        marks = {key: schema[key] for key in ("discriminator", "description") if key in schema}
        nodes += [({word: schema[word], **marks}, pointer) for word in ("anyOf", "oneOf") if word in schema]
        own = {key: value for key, value in schema.items() if key not in (*COMBINING, "discriminator")}
        if says_shape(own):
            nodes.append((own, pointer))
        return [Part(node, where, name, domain) for node, where in nodes]

    def sort(self, node: Any, seen: frozenset[str] = frozenset(), known: dict[str, Sort] | None = None) -> Sort:
        """
        What a schema describes; ``any`` when it only restricts, or leads to one of ``seen``.

        ``known`` holds what this question found already: many ways may lead to one schema.
        """
        known = {} if known is None else known
        first = node["$ref"] if is_bare(node) else ""
        if first in known:
            return known[first]
        cuts = self._cuts
        found = self._sort(node, seen, known)
        if first and cuts == self._cuts:
            known[first] = found
        return found

    def _sort(self, node: Any, seen: frozenset[str], known: dict[str, Sort]) -> Sort:
        while is_bare(node):
            target = node["$ref"].removeprefix("#")
            if target in seen:
                self._cuts += 1
                return "any"
            seen |= {target}
            node = resolve(self._tree, target)
        if not isinstance(node, dict):
            return "any"
        if "enum" in node or "const" in node:
            return "other"
        if is_pure_union(node):
            return self._sort_of_union(node, seen, known)
        if set(COMBINING) & node.keys():
            found = {self.sort(part.node, seen, known) for part in self.parts(node, "", "", "")} - {"any"}
            return "union" if "union" in found else found.pop() if len(found) == 1 else "other" if found else "any"
        if is_object(node):
            return "object"
        return "other" if says_shape(node) else "any"

    def apart(self, parts: list[Part], seen: frozenset[str] = frozenset()) -> list[Part]:
        """The parts that say something; of those with a union inside, that union and the rest each on its own."""
        result: list[Part] = []
        for part in parts:
            sort = self.sort(part.node, seen)
            if sort == "union" and not is_pure_union(part.node):
                part = self._followed(part)
                seen |= {part.pointer}
                if not is_pure_union(part.node):
                    result += self.apart(self.parts(part.node, part.pointer, part.name, part.domain), seen)
                    continue
            if sort != "any":
                result.append(part)
        return result

    def fields(
        self, parts: list[Part], seen: frozenset[str] = frozenset(), known: dict[str, Fields] | None = None
    ) -> Fields:
        """The fields of objects together; later parts win. ``known`` as in `sort`."""
        result = Fields()
        known = {} if known is None else known
        for part in parts:
            found = self._followed(part)
            # A schema's own words stand where it does; only a reference can lead back.
            if (found is not part and found.pointer in seen) or not isinstance(found.node, dict):
                message = "a part of allOf must be an object that does not contain itself"
                self._cuts += 1
                self._weaken(part.pointer, message, "Write it out.")
            elif found.pointer in known:
                self._take(result, known[found.pointer])
            elif set(COMBINING) & found.node.keys():
                inner = self.parts(found.node, found.pointer, found.name, found.domain)
                inner = [one for one in inner if self.sort(one.node, seen | {found.pointer}) == "object"]
                cuts = self._cuts
                together = self.fields(inner, seen | {found.pointer}, known)
                if found is not part and cuts == self._cuts:
                    known[found.pointer] = together
                self._take(result, together)
            else:
                self._take(result, self._own(found))
        return result

    def inherits(self, node: Any, pointer: str, seen: set[str] | None = None) -> bool:
        """Whether a schema has all that the one at ``pointer`` has, by reference."""
        seen = set() if seen is None else seen
        while isinstance(node, dict) and "$ref" in node:
            target = node["$ref"].removeprefix("#")
            if target == pointer or target in seen:
                return bool(target == pointer)
            seen.add(target)
            node = resolve(self._tree, target)
        return isinstance(node, dict) and any(self.inherits(one, pointer, seen) for one in node.get("allOf", []))

    def narrowed(self, parts: list[Part], known: dict[str, Tree] | None = None) -> Tree:
        """The one schema of parts that describe the same text, number or list. ``known`` as in `sort`."""
        result: Tree = {}
        known = {} if known is None else known
        for part in parts:
            followed = self._followed(part)
            node = known.get(followed.pointer) if followed is not part else None
            if node is None:
                node = followed.node
                if followed is not part:
                    known[followed.pointer] = {}  # what leads back here adds nothing
                if set(COMBINING) & node.keys() and not is_pure_union(node):
                    node = self.narrowed(self.parts(node, part.pointer, part.name, part.domain), known)
                if followed is not part:
                    known[followed.pointer] = node
            both = {**result, **node}
            if "enum" in result and "enum" in node:
                both["enum"] = [value for value in node["enum"] if value in result["enum"]] or node["enum"]
            result = both
        return result

    def values(self, parts: list[Part], wire: str) -> list[str]:
        """The only texts that a field of an object may have; empty when it may have others."""
        found = self.fields(parts).properties.get(wire)
        node = self._followed(found).node if found else {}
        if isinstance(node, dict) and set(COMBINING) & node.keys():
            node = self.narrowed(self.parts(node, "", "", ""))
        values = ([node["const"]] if "const" in node else node.get("enum", [])) if isinstance(node, dict) else []
        return values if all(isinstance(value, str) for value in values) else []

    def _sort_of_union(self, node: Tree, seen: frozenset[str], known: dict[str, Sort]) -> Sort:
        options = [one for word in ("anyOf", "oneOf") for one in node.get(word, []) if not is_null(one)]
        if any(isinstance(one, dict) and one.get("$ref", "").removeprefix("#") in seen for one in options):
            self._cuts += 1
            return "any"
        sorts = {"any" if _only_restricts(one) else self.sort(one, seen, known) for one in options}
        return "union" if sorts - {"any"} else "any"

    def _followed(self, part: Part) -> Part:
        if not is_bare(part.node):
            return part
        node, where = follow(self._tree, part.node, part.pointer)
        return Part(node, where, split(where)[-1], self._document.domain(where))

    def _own(self, part: Part) -> Fields:
        node, pointer = part.node, part.pointer
        result = Fields(required=set(node.get("required", [])))
        for wire, child in node.get("properties", {}).items():
            result.properties[wire] = Part(child, join(pointer, "properties", wire), part.name, part.domain)
        for pattern, child in node.get("patternProperties", {}).items():
            if CUSTOM_PREFIX.fullmatch(pattern):
                result.custom.add(pattern.removeprefix("^"))
            else:
                where = join(pointer, "patternProperties", pattern)
                result.extra.append(Part(child, where, part.name, part.domain))
        if isinstance(node.get("additionalProperties"), dict) and node["additionalProperties"]:
            where = join(pointer, "additionalProperties")
            result.extra.append(Part(node["additionalProperties"], where, part.name, part.domain))
        return result

    def _take(self, result: Fields, later: Fields) -> None:
        for wire, part in later.properties.items():
            earlier = result.properties.get(wire)
            result.properties[wire] = part if earlier is None else self._overlaid(earlier, part)
        result.required |= later.required
        result.custom |= later.custom
        known = {one.pointer for one in result.extra}
        result.extra += [one for one in later.extra if one.pointer not in known]

    def _overlaid(self, earlier: Part, later: Part) -> Part:
        """A property that two parts describe."""
        sorts = self.sort(earlier.node), self.sort(later.node)
        if sorts[1] == "any":
            words = {"description": text_of(later.node)} if text_of(later.node) else {}
            return attrs.evolve(earlier, node={**earlier.node, **words}) if isinstance(earlier.node, dict) else later
        if sorts == ("object", "object") and earlier.node != later.node:
            return attrs.evolve(later, node={"allOf": [earlier.node, later.node]}, pointer=f"{later.pointer}/~1both")
        return later


def is_bare(node: Any) -> bool:
    """Whether a schema is a reference, and at most words beside it."""
    if not isinstance(node, dict) or "$ref" not in node or set(COMBINING[1:]) & node.keys():
        return False
    return not says_shape({key: value for key, value in node.items() if key != "$ref"})


def is_pure_union(node: Any) -> bool:
    """Whether a schema is a union and nothing else."""
    if not isinstance(node, dict) or not {"anyOf", "oneOf"} & node.keys() or {"$ref", "allOf"} & node.keys():
        return False
    if "anyOf" in node and "oneOf" in node:
        return False
    own = node.keys() & {*FIELDS, "additionalProperties", "required", "items", "enum", "const"}
    return not own and node.get("type", "object") in ("object", ["object", "null"])


def _only_restricts(node: Any) -> bool:
    """Whether an option of a union only says which of the fields beside the union must be there."""
    return (
        isinstance(node, dict)
        and "$ref" not in node
        and not says_shape({k: v for k, v in node.items() if k not in NO_SHAPE})
    )
