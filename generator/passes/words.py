"""
The words of JSON Schema that `schemas` has rules for, and the rules that need nothing but one node.

One rule: what is not listed here stops the build.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from generator.model.document import Tree
from generator.model.side_table import FieldFacts
from generator.problems import Place

DECIMAL = "Decimal"
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
        "patternProperties", "items", "allOf", "anyOf", "oneOf", "contentMediaType",
    }
)  # fmt: skip
KNOWN_WORDS = _ANNOTATIONS | _CONSTRAINTS | _SHAPE
FORMS = (("$ref",), ("enum",), ("const",), ("anyOf",), ("oneOf",), ("properties", "allOf", "patternProperties"))
"""Ways to say what a value is; a schema uses one of them. The last one stands for objects with known properties."""
CUSTOM_PREFIX = re.compile(r"\^[A-Za-z][A-Za-z0-9]*_")
_FORMATS = {"date-time": "date-time", "date": "date", "binary": "binary"}
_NULL: Tree = {"type": "null"}


def is_null(schema: Any) -> bool:
    """Whether a schema means null and nothing else."""
    return isinstance(schema, dict) and schema.get("type") in ("null", ["null"])


def or_null(plain: Tree) -> Tree:
    """The plain schema of a value that may be null as well."""
    return plain if plain == {} else {"anyOf": [*plain.get("anyOf", [plain]), _NULL]}


def without_null(schema: Tree) -> tuple[Tree, bool]:
    """The schema without null in its type and enum, and whether null was there."""
    kind = schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or [])
    nullable = "null" in kinds or (not kinds and None in schema.get("enum", []))
    result = dict(schema)
    if "enum" in schema:
        result["enum"] = [value for value in schema["enum"] if value is not None]
    if kinds:
        rest = [one for one in kinds if one != "null"]
        result["type"] = rest[0] if len(rest) == 1 else rest
    return result, nullable


def plain_scalar(kind: str, schema: Tree) -> Tree:
    """The plain schema of a text, number or flag."""
    if kind == "number" and schema.get("format") == "decimal":
        return {"$ref": f"#/components/schemas/{DECIMAL}"}
    if kind == "string":
        shape = "binary" if "contentMediaType" in schema else _FORMATS.get(schema.get("format", ""))
        return {"type": "string", "format": shape} if shape else {"type": "string"}
    return {"type": kind}


def is_compound(plain: Tree) -> bool:
    """Whether a plain schema stands for something that a union cannot tell apart."""
    return "$ref" in plain or plain.get("type") == "array"


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
    read_only = facts.get("readOnly") is True
    return FieldFacts(key, wire, required, description, secret, link, scale, borrowed, read_only)


def domain_of(place: Place) -> str:
    """The domain of a type: the stem of the file that defines it, as a module name."""
    stem = posixpath.basename(place.file).partition(".")[0]
    return re.sub(r"[^A-Za-z0-9]", "_", stem).lower()
