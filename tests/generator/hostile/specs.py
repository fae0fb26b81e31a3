"""
Small documents made by hypothesis: any construct beside any other, names from a list of awkward ones.

One rule: what comes out is a document that somebody could have written; what is wrong in it is wrong in one place.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from tests.generator.hostile.texts import TEXTS

_AWKWARD = [one for one in TEXTS.values() if len(one) < 100]
_TYPES = ("Pet", "pet", "PET", "Dog.Small", "list", "Page", "2nd", "Any", "\u00e9t\u00e9", "None", "a b", "Value")
WORDS = some.sampled_from(["id", "name", "fooBar", "foo_bar", "from", "self", "class", "1st", "a.b", "$x", *_AWKWARD])
TEXT = some.sampled_from(["", "Fine.", "Two lines.\n\n- and\n- a list", *_AWKWARD])
KINDS = some.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])
FORMATS = ("date-time", "date", "time", "uuid", "byte", "binary", "decimal", "int64", "email", "password", "odd")
JSON = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-3, 10**20)
    | some.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: some.lists(inner, max_size=2) | some.dictionaries(WORDS, inner, max_size=2),
    max_leaves=3,
)
_REFERENCE = some.sampled_from(_TYPES).map(
    lambda name: {"$ref": "#/components/schemas/" + name.replace("~", "~0").replace("/", "~1")}
)
_PLAIN = (
    some.just({})
    | some.booleans()
    | some.builds(lambda kind, null: {"type": kind, **({"nullable": True} if null else {})}, KINDS, some.booleans())
    | some.lists(KINDS, min_size=1, max_size=3, unique=True).map(lambda kinds: {"type": kinds})
    | some.sampled_from(FORMATS).map(lambda form: {"type": "string", "format": form})
    | some.lists(WORDS, min_size=1, max_size=4).map(lambda words: {"type": "string", "enum": words})
    | some.lists(JSON, min_size=1, max_size=3).map(lambda values: {"enum": values})
    | JSON.map(lambda value: {"const": value})
    | some.builds(lambda kind, value: {"type": kind, "default": value}, KINDS, JSON)
    | some.builds(lambda text: {"type": "string", "pattern": text, "description": text}, TEXT)
    | _REFERENCE
    | some.builds(lambda one, text: {**one, "description": text, "nullable": True}, _REFERENCE, TEXT)
)


def _object(properties: dict[str, Any], more: Any, required: int, extra: dict[str, Any]) -> Any:
    found = {"type": "object", "properties": properties, "required": list(properties)[:required], **extra}
    return found if more is None else {**found, "additionalProperties": more}


def _union(word: str, options: list[Any], tag: str | None, mapped: list[str]) -> Any:
    found: dict[str, Any] = {word: options}
    if tag is not None:
        found["discriminator"] = {"propertyName": tag, "mapping": dict.fromkeys(mapped, "#/components/schemas/Pet")}
    return found


SCHEMAS: Any = some.recursive(
    _PLAIN,
    lambda inner: (
        some.builds(lambda one: {"type": "array", "items": one}, inner)
        | some.builds(
            _object,
            some.dictionaries(WORDS, inner, max_size=4),
            some.none() | some.booleans() | inner,
            some.integers(0, 3),
            some.fixed_dictionaries(
                {}, optional={"readOnly": some.booleans(), "title": TEXT, "deprecated": some.booleans()}
            ),
        )
        | some.builds(
            _union,
            some.sampled_from(["oneOf", "anyOf", "allOf"]),
            some.lists(inner, min_size=1, max_size=3),
            some.none() | WORDS,
            some.lists(WORDS, max_size=2),
        )
        | some.builds(lambda one, words: {"type": "object", "patternProperties": {words: one}}, inner, WORDS)
        | some.builds(lambda some_, one: {"type": "array", "prefixItems": [some_], "items": one}, inner, inner)
        | some.builds(lambda one: {"not": one, "if": one, "then": one}, inner)
    ),
    max_leaves=6,
)
MEDIA = some.sampled_from(
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/vnd.a+json",
        "text/plain",
        "text/csv",
        "application/xml",
        "application/octet-stream",
        "image/*",
        "*/*",
        "multipart/form-data",
        "multipart/mixed",
        "application/x-www-form-urlencoded",
        "text/event-stream",
        "application/x-ndjson",
        "application/jsonl",
        "evil",
    ]
)
CONTENT = some.dictionaries(
    MEDIA, some.fixed_dictionaries({}, optional={"schema": SCHEMAS, "example": JSON}), max_size=3
)
_STYLES = some.sampled_from(
    ["form", "simple", "label", "matrix", "deepObject", "pipeDelimited", "spaceDelimited", "odd"]
)
PARAMETERS = some.fixed_dictionaries(
    {"name": WORDS, "in": some.sampled_from(["query", "header", "cookie", "path", "odd"])},
    optional={
        "schema": SCHEMAS,
        "style": _STYLES,
        "explode": some.booleans(),
        "required": some.booleans(),
        "description": TEXT,
        "allowReserved": some.booleans(),
        "deprecated": some.booleans(),
        "allowEmptyValue": some.booleans(),
    },
) | some.builds(
    lambda name, schema: {"name": name, "in": "query", "content": {"application/json": schema}}, WORDS, SCHEMAS
)
REPLIES = some.dictionaries(
    some.sampled_from(["200", "201", "204", "2XX", "default", "404", "4XX", "5xx"]),
    some.fixed_dictionaries({"description": TEXT}, optional={"content": CONTENT}),
    max_size=3,
)
OPERATIONS = some.fixed_dictionaries(
    {"responses": REPLIES},
    optional={
        "operationId": WORDS,
        "tags": some.lists(WORDS, max_size=2),
        "summary": TEXT,
        "description": TEXT,
        "parameters": some.lists(PARAMETERS, max_size=4),
        "deprecated": some.booleans(),
        "requestBody": some.fixed_dictionaries({"content": CONTENT}, optional={"required": some.booleans()}),
        "security": some.lists(
            some.dictionaries(some.sampled_from(["key", "basic", "bearer", "odd"]), some.just([]), max_size=2),
            max_size=2,
        ),
        "servers": some.lists(some.fixed_dictionaries({"url": some.just("https://b.test/x")}), max_size=1),
        "callbacks": some.just({"done": {"{$request.body#/a}": {"post": {"responses": {"200": {"description": ""}}}}}}),
    },
)
_PATHS = some.sampled_from(
    ["/a", "/a/{id}", "/a/{id}/b.{form}", "/v1/{a-b}/{a_b}", "/{id}", "/", "/x y/{}", "no/slash"]
)
_SCHEMES = {
    "key": {"type": "apiKey", "in": "query", "name": "k'"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "odd": {"type": "mutualTLS"},
}
SPECS: Any = some.builds(
    lambda version, text, schemas, paths, servers: {
        "openapi": version,
        "info": {"title": text, "version": "1", "description": text},
        "servers": servers,
        "paths": paths,
        "components": {
            "securitySchemes": _SCHEMES,
            "schemas": {**{key: {"type": "object", "properties": {"id": {}}} for key in _TYPES}, **schemas},
        },
    },
    some.sampled_from(["3.0.3", "3.1.0", "3.1.1"]),
    TEXT,
    some.dictionaries(some.sampled_from(_TYPES), SCHEMAS, max_size=4),
    some.dictionaries(
        _PATHS,
        some.dictionaries(
            some.sampled_from(["get", "post", "put", "patch", "delete", "head"]), OPERATIONS, min_size=1, max_size=2
        ),
        min_size=1,
        max_size=3,
    ),
    some.lists(
        some.fixed_dictionaries({"url": some.sampled_from(["https://a.test", "/v1", "https://{h}.test", "odd"])}),
        max_size=1,
    ),
)
