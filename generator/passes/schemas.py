"""
Schemas to plain schemas: the part of `canonicalise` that handles JSON Schema.

Every named or inline object becomes one plain object with unique safe names, every text enum one plain enum, every union
that a decoder could not tell apart one plain object that holds its options; what the parser does not keep goes to the
side table. One rule: a construct that no rule here covers is free JSON and a warning, or a fault in a document of ours.
"""

from __future__ import annotations

import keyword
import re
from typing import Any

import attrs

from generator.model.document import Document, Tree, resolve
from generator.model.side_table import AliasFacts, EnumFacts, FieldFacts, ModelFacts
from generator.passes.combining import Combiner, Part, is_bare, is_pure_union
from generator.passes.enumerations import read_enumeration
from generator.passes.type_names import TypeNames
from generator.passes.unions import Option, keeps_unknown, read_tags
from generator.passes.words import (
    COMBINING,
    FIELDS,
    KNOWN_WORDS,
    SCALARS,
    field_facts,
    is_native,
    is_null,
    misfit,
    or_null,
    pascal,
    plain_scalar,
    reference,
    says_shape,
    text_of,
    without_null,
)
from generator.problems import Problems, join, split

MOST_ALIASES = 30
MOST_LEVELS = 60
_DEPTH_OF_COMPONENT = 3


class SchemaTranslator:
    """Translates schemas of one document and collects what it met."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems
        self._combiner = Combiner(document, self._weaken)
        self._by_pointer: dict[str, Tree] = {}
        self._open: list[str] = []
        self._levels = 0
        self._taken: dict[str, str] = {}
        self._objects: dict[str, _Object] = {}
        self._unread: list[str] = []
        self._alias_keys: dict[str, tuple[str, str]] = {}
        self._names = TypeNames(document.tree.get("components", {}).get("schemas", {}))
        self.models: dict[str, ModelFacts] = {}
        self.enums: dict[str, EnumFacts] = {}
        self.aliases: dict[str, AliasFacts] = {}
        self.maps: set[str] = set()
        self.plain: dict[str, Tree] = {key: {"type": "object"} for key in SCALARS}

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
                return {"$ref": f"#/components/schemas/{self._alias(target, split(target)[-1])[0]}"}
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
        key, name = self._alias_keys[target]
        if reference(plain) == key or plain == {}:
            message = f"{target} refers to itself without an object in between"
            self._weaken(pointer, message, "Break the loop.")
            plain = {}
        nullable = any(map(is_null, plain.get("anyOf", [])))
        inner = [one for one in plain.get("anyOf", [plain]) if not is_null(one)]
        return self._named_union(target, key, name, [Option(one) for one in inner], nullable=nullable)

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
        if kind in (None, "object") and any(word in schema for word in FIELDS):
            part = Part(schema, pointer, name, domain)
            return self._object([part], pointer, name, domain, text_of(schema))
        if kind == "object" or (kind is None and "additionalProperties" in schema):
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
            return {}
        only = kept[0]
        if len(kept) == 1 and is_bare(only.node):
            if sorts != ["object"] or pointer.count("/") != _DEPTH_OF_COMPONENT:
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

    def _enum(self, schema: Tree, values: tuple[str, ...], pointer: str, name: str, domain: str) -> Tree:
        key, name = self._claim("E", name, pointer, domain)
        self.enums[key] = EnumFacts(name, domain, text_of(schema), self._document.place(pointer), values)
        self.plain[key] = {"type": "string", "enum": list(values)}
        return {"$ref": f"#/components/schemas/{key}"}

    def _union(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        word = "anyOf" if "anyOf" in schema else "oneOf"
        options = []
        for index, node in enumerate(schema[word]):
            at = join(pointer, word, index)
            plain = {"type": "null"} if is_null(node) else self.translate(node, at, f"{name}Option{index + 1}", domain)
            options.append(Option(plain, node, at))
        return self._joined(options, schema, pointer, name, domain)

    def _joined(self, options: list[Option], schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        """The plain schema of a union, from those of its options."""
        flat = [attrs.evolve(one, plain=part) for one in options for part in one.plain.get("anyOf", [one.plain])]
        nullable = any(is_null(one.plain) for one in flat)
        own = self._alias_keys.get(pointer, (None,))[0]
        kept: dict[str, Option] = {}
        for one in flat:
            if not is_null(one.plain) and (own is None or reference(one.plain) != own):
                kept.setdefault(repr(one.plain), one)
        if not kept or any(one.plain == {} for one in kept.values()):
            return {"type": "null"} if nullable and not kept else {}
        plains = [one.plain for one in kept.values()]
        if len(plains) == 1 and own is None:
            return or_null(plains[0]) if nullable else plains[0]
        if is_native(plains) and own is None:
            plain: Tree = {"anyOf": plains}
            return or_null(plain) if nullable else plain
        key, name = self._alias(pointer, name, domain)
        return self._named_union(pointer, key, name, list(kept.values()), schema, nullable=nullable)

    def _alias(self, pointer: str, name: str, domain: str = "") -> tuple[str, str]:
        """The key and name of the alias that stands at a pointer."""
        if pointer not in self._alias_keys:
            self._alias_keys[pointer] = self._claim("U", name, pointer, domain or self._document.domain(pointer))
        return self._alias_keys[pointer]

    def _named_union(
        self, pointer: str, key: str, name: str, options: list[Option], schema: Tree | None = None, *, nullable: bool
    ) -> Tree:
        schema = schema or {}
        tag, tags, options = read_tags(schema, options, self._combiner, self._reference)
        fields = {f"p{index}": one.plain for index, one in enumerate(options)}
        self.plain[key] = {"type": "object", "properties": fields}
        domain = self._document.domain(pointer)
        keeps = bool(tag) or keeps_unknown([one.plain for one in options])
        place = self._document.place(pointer)
        self.aliases[key] = AliasFacts(name, domain, text_of(schema), place, tuple(fields), tag, tags, keeps)
        plain = {"$ref": f"#/components/schemas/{key}"}
        return or_null(plain) if nullable else plain

    def _map(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        values = schema.get("additionalProperties", True)
        value = self.translate(values or {}, join(pointer, "additionalProperties"), f"{name}Value", domain)
        return self._map_of(value)

    def _map_of(self, value: Tree) -> Tree:
        key = f"F{len(self.maps)}"
        self.maps.add(key)
        self.plain[key] = {"type": "object", "additionalProperties": value or True}
        return {"$ref": f"#/components/schemas/{key}"}

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

    def _claim(self, letter: str, name: str, pointer: str, domain: str) -> tuple[str, str]:
        """The key of a type, and its name: the wanted one, unless the document is foreign and that one is taken."""
        key = f"{letter}{len(self._taken)}"
        if self._document.foreign and pointer.count("/") != _DEPTH_OF_COMPONENT:
            name = self._names.claim(name)
        first = self._taken.setdefault(name, pointer)
        if first != pointer:
            other = self._document.place(first)
            self._refuse(pointer, f"a second type is called {name}", f"The first one is in {other.file}; rename one.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", domain) or keyword.iskeyword(domain):
            self._refuse(pointer, f"{domain!r}, from the name of this file, cannot name a module", "Rename the file.")
        return key, name

    def _refuse(self, pointer: str, message: str, advice: str) -> Tree:
        self._problems.add(self._document.place(pointer), message, advice)
        return {}

    def _weaken(self, pointer: str, message: str, advice: str) -> Tree:
        """Free JSON in the place of what cannot be expressed."""
        self._problems.warn(self._document.place(pointer), message, advice)
        return {}


@attrs.frozen
class _Object:
    """An object type on its way: what describes it, where it stands, and what it and its domain are called."""

    parts: list[Part]
    pointer: str
    name: str
    domain: str
    text: str
