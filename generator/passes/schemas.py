"""
Schemas to plain schemas: the part of `canonicalise` that handles JSON Schema.

Every named or inline object becomes one plain object with unique safe names, every text enum one plain enum; what the
parser does not keep goes to the side table. One rule: a construct that no rule here covers is a problem, never a guess.
"""

from __future__ import annotations

import keyword
import re
from typing import Any

import attrs

from generator.model.document import Document, Tree, follow, resolve
from generator.model.side_table import EnumFacts, ModelFacts
from generator.passes.words import (
    CUSTOM_PREFIX,
    DECIMAL,
    FORMS,
    KNOWN_WORDS,
    domain_of,
    field_facts,
    is_compound,
    is_null,
    or_null,
    pascal,
    plain_scalar,
    text_of,
    type_of,
    without_null,
)
from generator.problems import Problems, join, split

MOST_ALIASES = 30


class SchemaTranslator:
    """Translates schemas of one document and collects what it met."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems
        self._by_pointer: dict[str, Tree] = {}
        self._open: set[str] = set()
        self._taken: dict[str, str] = {}
        self._objects: dict[str, _Object] = {}
        self._unread: list[str] = []
        self.models: dict[str, ModelFacts] = {}
        self.enums: dict[str, EnumFacts] = {}
        self.maps: set[str] = set()
        self.plain: dict[str, Tree] = {DECIMAL: {"type": "object"}}

    def translate(self, schema: Any, pointer: str, name: str, domain: str) -> Tree:
        """
        The plain schema for a schema.

        Args:
            schema: A node of the document.
            pointer: Where it stands.
            name: What to call it if it turns out to be an object or an enum without a name of its own.
            domain: Domain of the type that contains it.
        """
        if schema is True or schema == {}:
            return {}
        if pointer in self._by_pointer:
            return self._by_pointer[pointer]
        if not isinstance(schema, dict):
            return self._refuse(pointer, f"{schema!r} is not a schema", "Write a mapping.")
        if not self._has_a_rule(schema, pointer):
            return {}
        if "$ref" in schema:
            return self._reference(schema["$ref"], pointer)
        rest, nullable = without_null(schema)
        plain = self._one(rest, pointer, name, domain)
        self._by_pointer[pointer] = or_null(plain) if nullable else plain
        return self._by_pointer[pointer]

    def model_key(self, schema: Any, pointer: str, name: str, domain: str) -> str | None:
        """The key of the model that a schema (a reference or an inline object) stands for, if it is one."""
        plain = self.translate(schema, pointer, name, domain)
        key: str = plain.get("$ref", "").rpartition("/")[2]
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
        words = [word for group in FORMS for word in [one for one in group if one in schema][:1]]
        if len(words) > 1:
            self._refuse(pointer, f"there is no rule for {words[0]} beside {words[1]}", "Say it in one way.")
            return False
        kinds = schema.get("type", "object")
        if words and words[0] in FORMS[-1] and kinds not in ("object", ["object"], ["object", "null"]):
            self._refuse(pointer, f"there is no rule for {words[0]} in type {kinds!r}", "Write `type: object`.")
            return False
        if "items" in schema and "array" not in schema.get("type", []):
            self._refuse(pointer, "items need the type array", "Write `type: array`.")
            return False
        return True

    def _reference(self, reference: str, pointer: str) -> Tree:
        target = reference.removeprefix("#")
        if target not in self._by_pointer:
            if target in self._open or len(self._open) > MOST_ALIASES:
                return self._refuse(
                    pointer, f"{target} refers to itself without an object in between", "Break the loop."
                )
            self._open.add(target)
            domain = domain_of(self._document.place(target))
            plain = self.translate(resolve(self._document.tree, target), target, split(target)[-1], domain)
            self._by_pointer[target] = plain
            self._open.discard(target)
        return self._by_pointer[target]

    def _one(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        kind = schema.get("type")
        if "enum" in schema:
            return self._enum(schema, pointer, name, domain)
        if "const" in schema:
            return self._enum({**schema, "enum": [schema["const"]]}, pointer, name, domain, open_set=False)
        if "anyOf" in schema or "oneOf" in schema:
            return self._union(schema, pointer, name, domain)
        if any(word in schema for word in FORMS[-1]):
            return self._object(schema, pointer, name, domain)
        if kind == "object" or "additionalProperties" in schema:
            return self._map(schema, pointer, name, domain)
        if kind == "array":
            items = self.translate(schema.get("items", {}), join(pointer, "items"), f"{name}Item", domain)
            return {"type": "array", "items": items}
        if kind in ("string", "integer", "number", "boolean"):
            return plain_scalar(kind, schema)
        if isinstance(kind, list) and kind:
            options = [{**schema, "type": one} for one in kind]
            return self._union({"anyOf": options}, pointer, name, domain)
        if kind is None:
            return {}
        message = f"there is no rule for type {kind or 'null'!r}"
        return self._refuse(pointer, message, "Use one type, with or without null.")

    def _enum(self, schema: Tree, pointer: str, name: str, domain: str, *, open_set: bool = True) -> Tree:
        values = schema["enum"]
        if not values or len(set(map(str, values))) != len(values) or not all(type_of(value) for value in values):
            return self._refuse(pointer, "enum must be a list of different texts or numbers", "Mend the list.")
        kinds = {type_of(value) for value in values}
        if kinds != {"string"} or not open_set:
            return plain_scalar(kinds.pop(), {}) if len(kinds) == 1 else {}
        key = self._claim("E", name, pointer, domain)
        self.enums[key] = EnumFacts(name, domain, text_of(schema), self._document.place(pointer), tuple(values))
        self.plain[key] = {"type": "string", "enum": values}
        return {"$ref": f"#/components/schemas/{key}"}

    def _union(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        word = "anyOf" if "anyOf" in schema else "oneOf"
        translated = [
            self.translate(option, join(pointer, word, index), f"{name}Option{index + 1}", domain)
            for index, option in enumerate(schema[word])
            if not is_null(option)
        ]
        flat = [part for option in translated for part in option.get("anyOf", [option])]
        options = [part for index, part in enumerate(flat) if part not in flat[:index] and not is_null(part)]
        is_nullable = any(map(is_null, [*schema[word], *flat]))
        if {} in options:
            return {}
        texts = sum(option.get("type") == "string" for option in options)
        if not options or texts > 1 or (len(options) > 1 and any(is_compound(option) for option in options)):
            message = f"there is no rule for {word} over objects or arrays, nor over several kinds of text"
            return self._refuse(pointer, message, "Use one object type, or one type of text.")
        plain = options[0] if len(options) == 1 else {"anyOf": options}
        return or_null(plain) if is_nullable else plain

    def _map(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        values = schema.get("additionalProperties", True)
        value = self.translate(values or {}, join(pointer, "additionalProperties"), f"{name}Value", domain)
        key = f"F{len(self.maps)}"
        self.maps.add(key)
        self.plain[key] = {"type": "object", "additionalProperties": value or True}
        return {"$ref": f"#/components/schemas/{key}"}

    def _object(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        key = self._claim("M", name, pointer, domain)
        if key not in self._objects:
            self._objects[key] = _Object(schema, pointer, name, domain)
            self._unread.append(key)
        return {"$ref": f"#/components/schemas/{key}"}

    def _read(self, key: str, found: _Object) -> None:
        parts = self._flatten(found, frozenset())
        facts = []
        plain_properties = {}
        for index, (wire, (child, where, owner)) in enumerate(parts.properties.items()):
            plain_properties[f"p{index}"] = self.translate(child, where, f"{owner.name}{pascal(wire)}", owner.domain)
            required = wire in parts.required
            facts.append(field_facts(f"p{index}", wire, child, required=required, description=self._words(child)))
        for wire in sorted(parts.required - parts.properties.keys()):
            where = join(found.pointer, "required")
            self._refuse(where, f"{wire!r} is required but not a property of {found.name}", "Mend the list.")
        place, custom = self._document.place(found.pointer), tuple(sorted(parts.custom))
        self.models[key] = ModelFacts(found.name, found.domain, text_of(found.schema), place, tuple(facts), custom)
        needed = [fact.key for fact in facts if fact.required]
        self.plain[key] = {"type": "object", "properties": plain_properties, "required": needed}

    def _flatten(self, found: _Object, seen: frozenset[str]) -> _Parts:
        """Everything an object consists of, allOf included; later parts win, its own properties last."""
        result = _Parts()
        for index, part in enumerate(found.schema.get("allOf", [])):
            at = join(found.pointer, "allOf", index)
            node, where = follow(self._document.tree, part, at)
            if where in seen or not isinstance(node, dict) or not any(word in node for word in FORMS[-1]):
                self._refuse(at, "a part of allOf must be an object that does not contain itself", "Write it out.")
            elif self._has_a_rule(node, where):
                named = where != at
                name = split(where)[-1] if named else found.name
                domain = domain_of(self._document.place(where)) if named else found.domain
                result.take(self._flatten(_Object(node, where, name, domain), seen | {where}))
        for wire, child in found.schema.get("properties", {}).items():
            result.properties[wire] = (child, join(found.pointer, "properties", wire), found)
        result.required |= set(found.schema.get("required", []))
        for pattern in found.schema.get("patternProperties", {}):
            if not CUSTOM_PREFIX.fullmatch(pattern):
                self._refuse(found.pointer, f"there is no rule for the pattern {pattern!r}", "Write `^prefix_`.")
            result.custom.add(pattern.removeprefix("^"))
        if isinstance(found.schema.get("additionalProperties"), dict) and found.schema["additionalProperties"]:
            self._refuse(found.pointer, "there is no rule for typed keys beside properties", "Name the properties.")
        return result

    def _words(self, schema: Any) -> str:
        """The description of a property: its own, or the first sentence of the component it refers to."""
        own = text_of(schema)
        if own or not isinstance(schema, dict) or "$ref" not in schema:
            return own
        words = " ".join(text_of(resolve(self._document.tree, schema["$ref"].removeprefix("#"))).split())
        return words.partition(". ")[0]

    def _claim(self, letter: str, name: str, pointer: str, domain: str) -> str:
        key = f"{letter}{len(self._taken)}"
        first = self._taken.setdefault(name, pointer)
        if first != pointer:
            other = self._document.place(first)
            self._refuse(pointer, f"a second type is called {name}", f"The first one is in {other.file}; rename one.")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", domain) or keyword.iskeyword(domain):
            self._refuse(pointer, f"{domain!r}, from the name of this file, cannot name a module", "Rename the file.")
        return key

    def _refuse(self, pointer: str, message: str, advice: str) -> Tree:
        self._problems.add(self._document.place(pointer), message, advice)
        return {}


@attrs.frozen
class _Object:
    """An object type on its way: what it was written as, where, and what it and its domain are called."""

    schema: Tree
    pointer: str
    name: str
    domain: str


@attrs.define
class _Parts:
    """
    What an object consists of.

    Attributes:
        properties: Wire name -> schema, its pointer, and the object that defines it: inline types are named after that.
        required: Wire names.
        custom: Key prefixes under which callers may send fields of their own.
    """

    properties: dict[str, tuple[Any, str, _Object]] = attrs.field(factory=dict)
    required: set[str] = attrs.field(factory=set)
    custom: set[str] = attrs.field(factory=set)

    def take(self, other: _Parts) -> None:
        """Add another object's parts; they win."""
        self.properties |= other.properties
        self.required |= other.required
        self.custom |= other.custom
