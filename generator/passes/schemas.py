"""
Schemas to plain schemas: the part of `canonicalise` that handles JSON Schema.

Every named or inline object becomes one plain object with unique safe names, every text enum one plain enum, every
union that a decoder could not tell apart one plain object that holds its options; what the parser does not keep goes to
the side table. One rule: a construct that no rule here covers is free JSON and a warning, or a fault in ours.
"""

from __future__ import annotations

from typing import Any

import attrs

from generator.model.document import Document, Tree, resolve
from generator.model.side_table import FieldFacts, ModelFacts
from generator.passes.combining import Part, is_bare, is_pure_union
from generator.passes.enumerations import read_enumeration
from generator.passes.types_met import DEPTH_OF_COMPONENT, TypesMet
from generator.passes.unions import Option
from generator.passes.words import (
    COMBINING,
    CUSTOM_PREFIX,
    KNOWN_WORDS,
    field_facts,
    is_null,
    misfit,
    or_null,
    pascal,
    plain_scalar,
    reference,
    says_null,
    text_of,
    without_null,
)
from generator.problems import Problems, join, split

MOST_ALIASES = 30
MOST_LEVELS = 60
_ITSELF = "refers to itself without an object in between"


class SchemaTranslator(TypesMet):
    """Translates schemas of one document and collects what it met."""

    def __init__(self, document: Document, problems: Problems) -> None:
        super().__init__(document, problems, self._reference)
        self._by_pointer: dict[str, Tree] = {}
        self._open: list[str] = []
        self._levels = 0
        self._objects: dict[str, _Object] = {}
        self._unread: list[str] = []
        self.models: dict[str, ModelFacts] = {}

    def translate(self, schema: Any, pointer: str, name: str, domain: str) -> Tree:
        """
        The plain schema for a schema.

        Args:
            schema: A node of the document.
            pointer: Where it stands.
            name: What to call it if it turns out to be a type without a name of its own.
            domain: Domain of the type that contains it.
        """
        if schema is True or schema == {}:
            return {}
        if pointer in self._by_pointer:
            return self._by_pointer[pointer]
        if schema is False or self._levels > MOST_LEVELS:
            return self._weaken(pointer, "nothing fits this" if schema is False else "nested too deep", "Write less.")
        if not isinstance(schema, dict):
            return self._refuse(pointer, f"{schema!r} is not a schema", "Write a mapping.")
        if not self._has_a_rule(schema, pointer):
            return {}
        rest, nullable = without_null(schema)
        self._levels += 1
        plain = self._one(rest, pointer, name, domain)
        self._levels -= 1
        self._by_pointer[pointer] = or_null(plain) if nullable else plain
        return self._by_pointer[pointer]

    def model_key(self, schema: Any, pointer: str, name: str, domain: str) -> str | None:
        """The key of the model that a schema (a reference or an inline object) stands for, if it is one."""
        key = reference(self.translate(schema, pointer, name, domain))
        return key if key in self._objects else None

    def read_objects(self) -> None:
        """
        Translate the fields of every object met so far, and of those met on the way.

        Apart from `translate`, so that a long chain of types is a long list here and not a deep recursion there.
        """
        while self._unread:
            key = self._unread.pop(0)
            self._read(key, self._objects[key])

    def _has_a_rule(self, schema: Tree, pointer: str) -> bool:
        unknown = [key for key in schema if key not in KNOWN_WORDS and not key.startswith("x-")]
        if unknown:
            self._refuse(pointer, f"there is no rule for {unknown[0]}", "Correct the schema or add a rule.")
            return False
        if misfit(schema):
            self._weaken(pointer, f"the default {schema['default']!r} is not of this type", "It is left out.")
        return True

    def _reference(self, name: str, pointer: str) -> Tree:
        target = name.removeprefix("#")
        if target not in self._by_pointer:
            if target in self._open:
                key = self._alias(target, split(target)[-1], self._document.domain(target))
                plain: Tree = {"$ref": f"#/components/schemas/{key}"}
                return or_null(plain) if says_null(resolve(self._document.tree, target)) else plain
            if len(self._open) > MOST_ALIASES:
                return self._weaken(pointer, f"{target} is at the end of too many references", "Shorten the chain.")
            self._open.append(target)
            plain = self.translate(
                resolve(self._document.tree, target), target, split(target)[-1], self._document.domain(target)
            )
            self._open.remove(target)
            self._by_pointer[target] = self._closed(target, plain, pointer)
        return self._by_pointer[target]

    def _closed(self, target: str, plain: Tree, pointer: str) -> Tree:
        """The plain schema of a type that refers to itself, if it did: an alias."""
        if target not in self._alias_keys or self._alias_keys[target][0] in self.aliases:
            return plain
        key, _, _ = self._alias_keys[target]
        if reference(plain) == key or plain == {} or is_null(plain):
            plain = self._weaken(pointer, f"{target} {_ITSELF}", "Break the loop.")
        nullable = any(map(is_null, plain.get("anyOf", [])))
        inner = [one for one in plain.get("anyOf", [plain]) if not is_null(one)]
        return self._named_union(target, [Option(one) for one in inner], {}, nullable=nullable)

    def _one(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        if is_bare(schema):
            return self._reference(schema["$ref"], pointer)
        if "enum" in schema or "const" in schema:
            words = {key: value for key, value in schema.items() if key not in COMBINING}
            if not {"allOf", "$ref"} & schema.keys():
                return self._simple(words, pointer, name, domain)
        if is_pure_union(schema):
            return self._union(schema, pointer, name, domain)
        if set(COMBINING) & schema.keys():
            parts = self._combiner.parts(schema, pointer, name, domain)
            return self._combined(parts, pointer, name, domain, text_of(schema))
        return self._simple(schema, pointer, name, domain)

    def _simple(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        """A schema that says by itself what it describes."""
        kind = schema.get("type")
        if "enum" in schema or "const" in schema:
            found = read_enumeration(schema)
            if isinstance(found, str):
                return self._weaken(pointer, found, "Mend the list.")
            return self._enum(schema, found, pointer, name, domain) if isinstance(found, tuple) else found
        if isinstance(kind, list) and kind:
            options = [Option(self._simple({**schema, "type": one}, pointer, name, domain)) for one in kind]
            return self._joined(options, schema, pointer, name, domain)
        named = "properties" in schema or any(map(CUSTOM_PREFIX.fullmatch, schema.get("patternProperties", {})))
        if kind in (None, "object") and named:
            part = Part(schema, pointer, name, domain)
            return self._object([part], pointer, name, domain, text_of(schema))
        if kind == "object" or (kind is None and {"additionalProperties", "patternProperties"} & schema.keys()):
            return self._map(schema, pointer, name, domain)
        if kind == "array" or (kind is None and {"items", "prefixItems"} & schema.keys()):
            return {"type": "array", "items": self._items(schema, pointer, name, domain)}
        if kind in ("string", "integer", "number", "boolean"):
            return plain_scalar(kind, schema)
        if kind in (None, "null"):
            return {} if kind is None else {"type": "null"}
        return self._weaken(pointer, f"there is no rule for type {kind!r}", "Use one type, with or without null.")

    def _items(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        first = schema.get("prefixItems", [])
        options = [
            Option(self.translate(one, join(pointer, "prefixItems", index), f"{name}Item{index + 1}", domain))
            for index, one in enumerate(first)
        ]
        if schema.get("items", not first) is not False:
            options.append(
                Option(self.translate(schema.get("items", {}), join(pointer, "items"), f"{name}Item", domain))
            )
        return self._joined(options, {}, join(pointer, "prefixItems"), f"{name}Item", domain)

    def _combined(self, parts: list[Part], pointer: str, name: str, domain: str, text: str = "") -> Tree:
        """One value that several schemas describe together."""
        kept = self._combiner.apart(parts, frozenset(self._open))
        sorts = [self._combiner.sort(part.node) for part in kept]
        if not kept:
            if any(self._combiner.inherits(part.node, target) for part in parts for target in self._open):
                self._weaken(pointer, f"this {_ITSELF}", "Break the loop.")
            return {}
        only = kept[0]
        is_copied = sorts == ["object"] and pointer.count("/") == DEPTH_OF_COMPONENT
        if len(kept) == 1 and is_bare(only.node) and not is_copied:
            return self._reference(only.node["$ref"], pointer)
        if len(kept) == 1 and is_pure_union(only.node):
            return self._union(only.node, only.pointer, name, domain)
        if any(is_pure_union(part.node) for part in kept):
            return self._distributed(kept, pointer, name, domain, text)
        if set(sorts) == {"object"}:
            return self._object(kept, pointer, name, domain, text)
        if "object" not in sorts:
            enums = [part for part in kept if is_bare(part.node) and self._combiner.sort(part.node) == "other"]
            others = [part for part in kept if part not in enums]
            if len(enums) == 1 and not any({"enum", "const"} & part.node.keys() for part in others):
                return self._reference(enums[0].node["$ref"], pointer)
            rest, nullable = without_null(self._combiner.narrowed(kept))
            plain = self._simple(rest, pointer, name, domain)
            return or_null(plain) if nullable else plain
        return self._weaken(pointer, "allOf joins an object with a value that is none", "Use one sort of value.")

    def _distributed(self, parts: list[Part], pointer: str, name: str, domain: str, text: str) -> Tree:
        """A union of objects, each of which has the fields that stand beside the union."""
        union = next(part for part in parts if is_pure_union(part.node))
        others = [part for part in parts if part is not union]
        if sum(is_pure_union(part.node) for part in others) > 1:
            return self._weaken(pointer, "more than two unions describe one value", "Write the options out.")
        word = "anyOf" if "anyOf" in union.node else "oneOf"
        options = []
        for index, node in enumerate(union.node[word]):
            at, where = join(union.pointer, word, index), join(pointer, word, index)
            label = f"{name}{split(node['$ref'])[-1]}" if is_bare(node) else f"{name}Option{index + 1}"
            if is_null(node):
                options.append(Option({"type": "null"}))
            elif self._combiner.inherits(node, pointer):
                options.append(Option(self.translate(node, at, label, domain), node, at))
            else:
                plain = self._combined([*others, Part(node, at, label, domain)], where, label, domain, text)
                options.append(Option(plain, node, at))
        return self._joined(options, union.node, pointer, name, domain)

    def _union(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        word = "anyOf" if "anyOf" in schema else "oneOf"
        options = []
        for index, node in enumerate(schema[word]):
            at = join(pointer, word, index)
            plain = {"type": "null"} if is_null(node) else self.translate(node, at, f"{name}Option{index + 1}", domain)
            options.append(Option(plain, node, at))
        return self._joined(options, schema, pointer, name, domain)

    def _map(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        nodes = [
            (one, join(pointer, "patternProperties", key)) for key, one in schema.get("patternProperties", {}).items()
        ]
        values = schema.get("additionalProperties", True)
        if not nodes or isinstance(values, dict):
            nodes.append((values or {}, join(pointer, "additionalProperties")))
        options = [Option(self.translate(node, at, f"{name}Value", domain), node, at) for node, at in nodes]
        return self._map_of(self._joined(options, {}, join(pointer, "patternProperties"), f"{name}Value", domain))

    def _object(self, parts: list[Part], pointer: str, name: str, domain: str, text: str) -> Tree:
        key, name = self._claim("M", name, pointer, domain)
        parts = [attrs.evolve(one, name=name) if one.pointer == pointer else one for one in parts]
        self._objects[key] = _Object(parts, pointer, name, domain, text)
        self._unread.append(key)
        return {"$ref": f"#/components/schemas/{key}"}

    def _read(self, key: str, found: _Object) -> None:
        fields = self._combiner.fields(found.parts)
        facts: list[FieldFacts] = []
        plain: Tree = {}
        for wire in sorted(fields.required - fields.properties.keys()):
            message = f"{wire!r} is required but not a property of {found.name}"
            self._weaken(join(found.pointer, "required"), message, "Mend the list.")
        for index, (wire, part) in enumerate(fields.properties.items()):
            plain[f"p{index}"] = self.translate(part.node, part.pointer, f"{part.name}{pascal(wire)}", part.domain)
            required = wire in fields.required
            facts.append(
                field_facts(f"p{index}", wire, part.node, required=required, description=self._words(part.node))
            )
        extra = None
        if fields.extra:
            values = [self.translate(one.node, one.pointer, f"{one.name}Value", one.domain) for one in fields.extra]
            at = join(found.pointer, "additionalProperties")
            value = self._joined([Option(one) for one in values], {}, at, f"{found.name}Value", found.domain)
            extra, plain["extra"] = "extra", self._map_of(value)
        place, custom = self._document.place(found.pointer), tuple(sorted(fields.custom))
        self.models[key] = ModelFacts(found.name, found.domain, found.text, place, tuple(facts), custom, extra)
        self.plain[key] = {
            "type": "object",
            "properties": plain,
            "required": [one.key for one in facts if one.required],
        }

    def _words(self, schema: Any) -> str:
        """The description of a property: its own, or the first sentence of the component it refers to."""
        own = text_of(schema)
        if own or not isinstance(schema, dict) or "$ref" not in schema:
            return own
        words = " ".join(text_of(resolve(self._document.tree, schema["$ref"].removeprefix("#"))).split())
        return words.partition(". ")[0]


@attrs.frozen
class _Object:
    """An object type on its way: what describes it, where it stands, and what it and its domain are called."""

    parts: list[Part]
    pointer: str
    name: str
    domain: str
    text: str
