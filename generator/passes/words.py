"""
The words of JSON Schema that `schemas` has rules for, and the rules that need nothing but one node.

One rule: what is not listed here stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.model.document import Tree
from generator.model.ir import ScalarKind
from generator.model.side_table import FieldFacts

DECIMAL = "Decimal"
SCALARS: Mapping[str, ScalarKind] = {DECIMAL: "decimal", "Time": "time", "Base64": "base64"}
"""Plain schemas that stand for a kind of value which the parser has no type for."""
_ANNOTATIONS = frozenset(
    {
        "title", "description", "examples", "example", "default", "deprecated", "readOnly", "writeOnly", "$comment",
        "externalDocs", "xml",
    }
)  # fmt: skip
_CONSTRAINTS = frozenset(
    {
        "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
    }
)  # fmt: skip
_SHAPE = frozenset(
    {
        "$ref", "type", "format", "enum", "const", "properties", "required", "additionalProperties",
        "patternProperties", "items", "prefixItems", "allOf", "anyOf", "oneOf", "contentMediaType", "nullable",
        "discriminator",
    }
)  # fmt: skip
KNOWN_WORDS = _ANNOTATIONS | _CONSTRAINTS | _SHAPE
COMBINING = ("$ref", "allOf", "anyOf", "oneOf")
"""Words that name other schemas for the same value."""
FIELDS = ("properties", "patternProperties")
"""Words of objects whose names are known."""
_SAYING = _SHAPE - {*COMBINING, "format", "nullable", "discriminator", "contentMediaType"}
CUSTOM_PREFIX = re.compile(r"\^[A-Za-z][A-Za-z0-9]*_")
_FORMATS = {"date-time": "date-time", "date": "date", "binary": "binary", "uuid": "uuid"}
_MARKED = {"decimal": DECIMAL, "time": "Time", "byte": "Base64"}
_NULL: Tree = {"type": "null"}


def is_null(schema: Any) -> bool:
    """Whether a schema means null and nothing else."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def says_null(schema: Any) -> bool:
    """Whether a schema lists null among its types, values or options."""
    if not isinstance(schema, dict):
        return False
    return without_null(schema)[1] or any(map(is_null, [*schema.get("anyOf", []), *schema.get("oneOf", [])]))


def or_null(plain: Tree) -> Tree:
    """The plain schema of a value that may be null as well."""
    return plain if plain == {} or is_null(plain) else {"anyOf": [*plain.get("anyOf", [plain]), _NULL]}


def without_null(schema: Tree) -> tuple[Tree, bool]:
    """The schema without null in its type and enum, and whether null was there."""
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or [])
    nullable = "null" in kinds or (not kinds and None in schema.get("enum", [])) or schema.get("nullable") is True
    result = {key: value for key, value in schema.items() if key != "nullable"}
    if "enum" in schema:
        result["enum"] = [value for value in schema["enum"] if value is not None]
        if nullable and not result["enum"] and schema["enum"]:
            del result["enum"]
            return {**result, "type": "null"}, True
    if kinds:
        rest = [one for one in kinds if one != "null"]
        result["type"] = rest[0] if len(rest) == 1 else rest or "null"
    return result, nullable


def plain_scalar(kind: str, schema: Tree) -> Tree:
    """The plain schema of a text, number or flag."""
    marked = _MARKED.get(schema.get("format", ""))
    if marked and kind in ("string", "number") and (marked == DECIMAL or kind == "string"):
        return {"$ref": f"#/components/schemas/{marked}"}
    if kind == "string":
        shape = "binary" if "contentMediaType" in schema else _FORMATS.get(schema.get("format", ""))
        return {"type": "string", "format": shape} if shape else {"type": "string"}
    return {"type": kind}


def reference(plain: Tree) -> str | None:
    """The key that a plain schema refers to, if it is a reference."""
    return plain["$ref"].rpartition("/")[2] if "$ref" in plain else None


def misfit(schema: Tree) -> bool:
    """Whether the default of a schema is of another type than its values."""
    kinds = schema.get("type")
    if schema.get("default") is None or (kinds is None and "enum" not in schema):
        return False
    if "enum" in schema:
        return schema["default"] not in schema["enum"]
    kinds = kinds if isinstance(kinds, list) else [kinds]
    value = schema["default"]
    found = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else type_of(value)
    return not ({found, "number" if found == "integer" else found} & set(kinds))


def says_shape(schema: Any) -> bool:
    """Whether a schema says by itself what kind of value it describes, beside what other schemas say for it."""
    return isinstance(schema, dict) and bool(_SAYING & schema.keys())


def is_object(schema: Tree) -> bool:
    """Whether a schema that combines nothing describes an object."""
    kinds = schema.get("type", "object")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    named = any(word in schema for word in (*FIELDS, "required", "additionalProperties"))
    return set(kinds) <= {"object", "null"} and ("type" in schema or named) and "items" not in schema


def is_native(options: list[Tree]) -> bool:
    """Whether the decoder itself tells these plain schemas apart: scalars of different kinds, and one list of them."""
    sorts = [_sort_of(option) for option in options]
    return "" not in sorts and len(set(sorts)) == len(sorts)


def _sort_of(plain: Tree) -> str:
    if plain.get("type") == "array":
        return "array" if _sort_of(plain["items"]) not in ("", "array") else ""
    kind = plain.get("type", "")
    return kind if kind in ("string", "integer", "number", "boolean") else ""


def type_of(value: object) -> str:
    """The JSON Schema type of a text, number or flag; empty for anything else."""
    return {bool: "boolean", int: "integer", float: "number", str: "string"}.get(type(value), "")


def pascal(name: str) -> str:
    """A name's words, capitalised and joined; what is no ASCII letter or digit parts words."""
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", name))


def text_of(schema: Any) -> str:
    """The description of a schema."""
    return str(schema.get("description", "")).strip() if isinstance(schema, dict) else ""


def field_facts(key: str, wire: str, schema: Any, *, required: bool, description: str) -> FieldFacts:
    """What the parser would drop of a property or parameter."""
    facts = schema if isinstance(schema, dict) else {}
    secret = facts.get("format") == "password" or facts.get("x-sensitive") is True
    link, scale = facts.get("x-link"), facts.get("x-scale")
    borrowed = bool(description) and "$ref" in facts
    read_only, write_only = facts.get("readOnly") is True, facts.get("writeOnly") is True
    also = facts.get("x-also", [])
    return FieldFacts(
        *(key, wire, required, description, secret, link, scale, borrowed, read_only, write_only),
        also=tuple(also) if isinstance(also, list) else (),
    )
