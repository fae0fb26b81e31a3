"""
Values made from schemas: the least that a schema asks for, or everything that it names.

One rule: a value is made of the words of the schema alone, so the same schema always gives the same value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from generator.problems import split

_DEEPEST, _FULL = 14, 6
_SHAPING = frozenset({"allOf", "oneOf", "anyOf", "required", "additionalProperties"})
_TEXTS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "time": "03:04:05Z",
    "duration": "PT1S",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "email": "a@service.test",
    "uri": "https://service.test/a",
    "url": "https://service.test/a",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "YQ==",
    "decimal": "1.5",
}


@attrs.frozen
class Maker:
    """
    Makes the samples of one document.

    Attributes:
        tree: What references lead into.
        full: Optional parts too, as deep as they end.
        hidden: ``readOnly`` for what is sent, ``writeOnly`` for what comes back: left out.
    """

    tree: Any
    full: bool = False
    hidden: str = ""

    def __call__(self, schema: Any, depth: int = 0, said: Any = None) -> Any:
        """A value that the schema allows; ``said`` is the `allOf` around it, which adds to it."""
        if not isinstance(schema, dict) or depth > _DEEPEST:
            return None
        if "$ref" in schema:
            return self(found(self.tree, schema["$ref"]), depth + 1, said)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        around = said or schema
        parts = [self(part, depth + 1, around) for part in schema.get("allOf", [])]
        parts += [self._choice(schema, word, depth) for word in ("oneOf", "anyOf") if word in schema]
        own = self._own(schema, depth, around)
        objects = [one for one in (*parts, own) if isinstance(one, dict)]
        if objects:
            return {key: value for one in objects for key, value in one.items()}
        return next((one for one in (*parts, own) if one is not None), None)

    def _choice(self, schema: Any, word: str, depth: int) -> Any:
        options = schema[word]
        # An empty schema says nothing, and null is the least telling of values.
        option = next((one for one in options if one and one != {"type": "null"}), options[0])
        value = self(option, depth + 1)
        named = schema.get("discriminator")
        tag = named.get("propertyName") if isinstance(named, dict) else None
        if tag and isinstance(value, dict) and isinstance(option, dict) and "$ref" in option:
            spelled = {**named.get("implicit", {}), **named.get("mapping", {})}
            value[tag] = next((key for key, target in spelled.items() if target == option["$ref"]), value.get(tag))
        return value

    def _own(self, schema: Any, depth: int, around: Any) -> Any:
        kinds = schema.get("type", "object" if "properties" in schema else "")
        kind = next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds
        if kind == "object":
            return self._object(schema, depth, around)
        if kind == "array":
            count = max(schema.get("minItems", 0), 1 if self.full and depth < _FULL else 0)
            return [self(schema.get("items", {}), depth + 1) for _ in range(count)]
        if kind == "string":
            return _text(schema)
        if kind in ("integer", "number"):
            return _number(schema)
        if not kind and not (_SHAPING & schema.keys()):
            return "a"
        return True if kind == "boolean" else None

    def _object(self, schema: Any, depth: int, around: Any) -> Any:
        properties = schema.get("properties", {})
        parts = list(_parts(self.tree, around, 0)) if "allOf" in around else [schema]
        wanted = [key for key in properties if self._is_wanted(key, parts, depth)]
        made = {key: self(properties[key], depth + 1) for key in wanted}
        further = schema.get("additionalProperties")
        if self.full and depth < _FULL and isinstance(further, dict) and further:
            made["further"] = self(further, depth + 1)
        return made

    def _is_wanted(self, key: str, parts: list[Any], depth: int) -> bool:
        nodes = [part.get("properties", {}).get(key) for part in parts]
        if any(isinstance(node, dict) and node.get(self.hidden) is True for node in nodes):
            return False
        return (self.full and depth < _FULL) or any(key in part.get("required", []) for part in parts)


def _parts(tree: Any, schema: Any, depth: int) -> Iterator[Any]:
    """The schema and everything that its `allOf` brings in."""
    if isinstance(schema, dict) and depth < _DEEPEST:
        if "$ref" in schema:
            yield from _parts(tree, found(tree, schema["$ref"]), depth + 1)
        yield schema
        for one in schema.get("allOf", []):
            yield from _parts(tree, one, depth + 1)


def found(tree: Any, reference: str) -> Any:
    """What a reference into the tree leads to."""
    node = tree
    for key in split(reference.removeprefix("#")):
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def leads(tree: Any, pointer: str) -> bool:
    """Whether a pointer leads to something."""
    try:
        found(tree, pointer)
    except (KeyError, IndexError, TypeError, ValueError):
        return False
    return True


def _text(schema: Any) -> Any:
    if schema.get("format") == "binary":
        return b"a"
    text = _TEXTS.get(schema.get("format", ""), "a")
    return text + "a" * (schema.get("minLength", 0) - len(text))


def _number(schema: Any) -> Any:
    number = max(schema.get("multipleOf", 1), schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)
    return min(number, schema.get("maximum", number))
