"""
Schemas to plain schemas: the part of `canonicalise` that handles JSON Schema.

Every named or inline object becomes one plain object with unique safe names, every text enum one plain enum; what the
parser does not keep goes to the side table. One rule: a construct that no rule here covers is a problem, never a guess.
"""

from __future__ import annotations

import posixpath
from typing import Any

from generator.model.document import Document, Tree, resolve
from generator.model.side_table import EnumFacts, FieldFacts, ModelFacts
from generator.problems import Place, Problems, join, split

DECIMAL = "Decimal"
_ANNOTATIONS = {
    "title", "description", "examples", "example", "default", "deprecated", "readOnly", "writeOnly", "$comment",
    "externalDocs", "xml",
}  # fmt: skip
_CONSTRAINTS = {
    "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
}  # fmt: skip
_SHAPE = {
    "$ref", "type", "format", "enum", "const", "properties", "required", "additionalProperties", "patternProperties",
    "items", "allOf", "anyOf", "oneOf", "nullable", "contentMediaType",
}  # fmt: skip
_FORMATS = {"date-time": "date-time", "date": "date", "binary": "binary"}


class SchemaTranslator:
    """Translates schemas of one document and collects what it met."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems
        self._by_pointer: dict[str, Tree] = {}
        self._open: set[str] = set()
        self._taken: dict[str, str] = {}
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
        unknown = [
            key for key in schema if key not in _SHAPE | _ANNOTATIONS | _CONSTRAINTS and not key.startswith("x-")
        ]
        if unknown:
            return self._refuse(pointer, f"there is no rule for {unknown[0]}", "Correct the schema or add a rule.")
        if "$ref" in schema:
            return self._reference(schema["$ref"], pointer)
        rest, nullable = _without_null(schema)
        plain = self._one(rest, pointer, name, domain)
        return {"anyOf": [plain, {"type": "null"}]} if nullable and plain != {} else plain

    def model_key(self, schema: Any, pointer: str) -> str | None:
        """The key of the model that a schema (a reference or an inline object) stands for, if it is one."""
        plain = self.translate(schema, pointer, "", "")
        key = plain.get("$ref", "").rpartition("/")[2]
        return key if key in self.models else None

    def _reference(self, reference: str, pointer: str) -> Tree:
        target = reference.removeprefix("#")
        if target not in self._by_pointer:
            if target in self._open:
                return self._refuse(
                    pointer, f"{target} refers to itself without an object in between", "Break the loop."
                )
            self._open.add(target)
            domain = domain_of(self._document.place(target))
            plain = self.translate(resolve(self._document.tree, target), target, split(target)[-1], domain)
            self._by_pointer.setdefault(target, plain)
            self._open.discard(target)
        return self._by_pointer[target]

    def _one(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        kind = schema.get("type")
        if "enum" in schema:
            return self._enum(schema, pointer, name, domain)
        if "const" in schema:
            return _plain_scalar(_type_of(schema["const"]), {})
        if "anyOf" in schema or "oneOf" in schema:
            return self._union(schema, pointer, name, domain)
        if "allOf" in schema or "properties" in schema:
            return self._object(schema, pointer, name, domain)
        if kind == "object" or "additionalProperties" in schema:
            return self._map(schema, pointer, name, domain)
        if kind == "array":
            items = self.translate(schema.get("items", {}), join(pointer, "items"), f"{name}Item", domain)
            return {"type": "array", "items": items}
        if kind in ("string", "integer", "number", "boolean"):
            return _plain_scalar(kind, schema)
        if isinstance(kind, list) and kind:
            options = [{**schema, "type": one} for one in kind]
            return self._union({"anyOf": options}, pointer, name, domain)
        if kind is None:
            return {}
        return self._refuse(pointer, f"there is no rule for type {kind!r}", "Use one type, with or without null.")

    def _enum(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        values = schema["enum"]
        if not isinstance(values, list) or not values or len(set(map(str, values))) != len(values):
            return self._refuse(pointer, "enum must be a list of different values", "Mend the list.")
        if not all(isinstance(value, str) for value in values):
            kinds = {_type_of(value) for value in values}
            return _plain_scalar(kinds.pop(), {}) if len(kinds) == 1 else {}
        key = self._claim("E", name, pointer)
        place = self._document.place(pointer)
        self.enums[key] = EnumFacts(name, domain, _text(schema), place, tuple(values))
        self.plain[key] = {"type": "string", "enum": values}
        self._by_pointer[pointer] = {"$ref": f"#/components/schemas/{key}"}
        return self._by_pointer[pointer]

    def _union(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        word = "anyOf" if "anyOf" in schema else "oneOf"
        options = [
            self.translate(option, join(pointer, word, index), f"{name}Option{index + 1}", domain)
            for index, option in enumerate(schema[word])
        ]
        if len(options) == 1:
            return options[0]
        if any("$ref" in option or option.get("type") == "array" for option in options):
            return self._refuse(pointer, f"there is no rule for {word} over objects or arrays", "Use one object type.")
        return {"anyOf": options}

    def _map(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        values = schema.get("additionalProperties", True)
        value = self.translate(values or {}, join(pointer, "additionalProperties"), f"{name}Value", domain)
        key = f"F{len(self.maps)}"
        self.maps.add(key)
        self.plain[key] = {"type": "object", "additionalProperties": value or True}
        return {"$ref": f"#/components/schemas/{key}"}

    def _object(self, schema: Tree, pointer: str, name: str, domain: str) -> Tree:
        key = self._claim("M", name, pointer)
        plain = {"$ref": f"#/components/schemas/{key}"}
        self._by_pointer[pointer] = plain
        properties, required, custom = self._flatten(schema, pointer, frozenset())
        facts = []
        plain_properties = {}
        for index, (wire, (child, where)) in enumerate(properties.items()):
            plain_properties[f"p{index}"] = self.translate(child, where, f"{name}{_pascal(wire)}", domain)
            facts.append(
                field_facts(f"p{index}", wire, child, required=wire in required, description=self._words(child))
            )
        self.models[key] = ModelFacts(
            name, domain, _text(schema), self._document.place(pointer), tuple(facts), tuple(sorted(custom))
        )
        needed = [fact.key for fact in facts if fact.required]
        self.plain[key] = {"type": "object", "properties": plain_properties, "required": needed}
        return plain

    def _flatten(
        self, schema: Tree, pointer: str, seen: frozenset[str]
    ) -> tuple[dict[str, tuple[Any, str]], set[str], set[str]]:
        """Properties with their pointers, required names and custom key prefixes, allOf included, later parts win."""
        properties: dict[str, tuple[Any, str]] = {}
        required: set[str] = set()
        custom: set[str] = set()
        parts = [(part, join(pointer, "allOf", index)) for index, part in enumerate(schema.get("allOf", []))]
        for part, where in parts:
            if isinstance(part, dict) and "$ref" in part:
                where = part["$ref"].removeprefix("#")
                part = resolve(self._document.tree, where)
            if where in seen or not isinstance(part, dict) or not {"properties", "allOf"} & part.keys():
                self._refuse(where, "a part of allOf must be an object that does not contain itself", "Write it out.")
                continue
            inner = self._flatten(part, where, seen | {where})
            properties |= inner[0]
            required |= inner[1]
            custom |= inner[2]
        for wire, child in (schema.get("properties") or {}).items():
            properties[wire] = (child, join(pointer, "properties", wire))
        required |= set(schema.get("required", []))
        custom |= {pattern.removeprefix("^") for pattern in schema.get("patternProperties", {})}
        return properties, required, custom

    def _words(self, schema: Any) -> str:
        """The description of a property: its own, or the first sentence of the component it refers to."""
        own = _text(schema)
        if own or not isinstance(schema, dict) or "$ref" not in schema:
            return own
        words = " ".join(_text(resolve(self._document.tree, schema["$ref"].removeprefix("#"))).split())
        return words.partition(". ")[0]

    def _claim(self, letter: str, name: str, pointer: str) -> str:
        key = f"{letter}{len(self._taken)}"
        first = self._taken.setdefault(name, pointer)
        if first != pointer:
            other = self._document.place(first)
            self._refuse(pointer, f"a second type is called {name}", f"The first one is in {other.file}; rename one.")
        return key

    def _refuse(self, pointer: str, message: str, advice: str) -> Tree:
        self._problems.add(self._document.place(pointer), message, advice)
        return {}


def field_facts(key: str, wire: str, schema: Any, *, required: bool, description: str) -> FieldFacts:
    """What the parser would drop of a property or parameter."""
    facts = schema if isinstance(schema, dict) else {}
    secret = facts.get("format") == "password" or facts.get("x-sensitive") is True
    link, scale = facts.get("x-link"), facts.get("x-scale")
    borrowed = bool(description) and "$ref" in facts
    return FieldFacts(key, wire, required, description, secret, link, scale, borrowed)


def domain_of(place: Place) -> str:
    """The domain of a type: the stem of the file that defines it, as a module name."""
    stem = posixpath.basename(place.file).partition(".")[0]
    return "".join(char if char.isalnum() else "_" for char in stem).lower()


def _without_null(schema: Tree) -> tuple[Tree, bool]:
    kind = schema.get("type")
    if isinstance(kind, list) and "null" in kind:
        rest = [one for one in kind if one != "null"]
        enum = {"enum": [value for value in schema["enum"] if value is not None]} if "enum" in schema else {}
        return {**schema, **enum, "type": rest[0] if len(rest) == 1 else rest}, True
    for word in ("anyOf", "oneOf"):
        options = schema.get(word)
        if isinstance(options, list) and {"type": "null"} in options:
            rest = [option for option in options if option != {"type": "null"}]
            return {**schema, word: rest}, True
    return schema, False


def _plain_scalar(kind: str, schema: Tree) -> Tree:
    if kind == "number" and schema.get("format") == "decimal":
        return {"$ref": f"#/components/schemas/{DECIMAL}"}
    if kind == "string":
        shape = "binary" if "contentMediaType" in schema else _FORMATS.get(schema.get("format", ""))
        return {"type": "string", "format": shape} if shape else {"type": "string"}
    return {"type": kind}


def _type_of(value: object) -> str:
    return {bool: "boolean", int: "integer", float: "number"}.get(type(value), "string")


def _pascal(wire: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in wire).split()
    return "".join(word[:1].upper() + word[1:] for word in words)


def _text(schema: Any) -> str:
    return str(schema.get("description", "")).strip() if isinstance(schema, dict) else ""
