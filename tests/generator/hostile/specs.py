"""
Small documents made by hypothesis: any construct beside any other, names from a list of awkward ones.

One rule: what comes out is a document that somebody could have written; what is wrong in it is wrong in one place.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as some

from tests.generator.hostile.texts import TEXTS

_AWKWARD = [one for one in TEXTS.values() if len(one) < 100]
_ALPHABET = "aB1_-.$ '\"\\\n\r\t{}[]()%*/#`<>|&=:,;~@!?+^\x00\x1b\u2028\u202e\u00e9\ufb01\U0001f600"
_TYPES = (
    "Pet",
    "Cat",
    "Dog",
    "Loop",
    "Knot",
    "pet",
    "PET",
    "Dog.Small",
    "list",
    "Page",
    "2nd",
    "Any",
    "\u00e9t\u00e9",
    "None",
    "a b",
    "Value",
)
_ODD = some.text(_ALPHABET, max_size=6)
_USUAL = ["id", "name", "fooBar", "foo_bar", "from", "self", "class", "1st", "a.b", "$x", "kind", "options", "body"]
WORDS = some.sampled_from([*_USUAL, *_AWKWARD]) | _ODD
TEXT = some.sampled_from(["", "Fine.", "Two lines.\n\n- and\n- a list", *_AWKWARD]) | _ODD
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


def _references(names: list[str]) -> list[Any]:
    return [{"$ref": f"#/components/schemas/{one}"} for one in names]


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
    | some.builds(
        lambda word, tag, names, null: {
            word: [*_references(names), *([{"type": "null"}] if null else [])],
            "discriminator": {"propertyName": tag, "mapping": dict(zip("abc", names, strict=False))},
        },
        some.sampled_from(["oneOf", "anyOf"]),
        some.just("kind") | WORDS,
        some.lists(some.sampled_from(["Cat", "Dog", "Loop", "Pet"]), min_size=1, max_size=3, unique=True),
        some.booleans(),
    )
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
                {},
                optional={
                    "readOnly": some.booleans(),
                    "writeOnly": some.booleans(),
                    "title": TEXT,
                    "deprecated": some.booleans(),
                    "minProperties": some.integers(0, 2),
                    "$defs": some.just({"Inner": {"type": "string"}}),
                },
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
_ENCODING = some.fixed_dictionaries(
    {},
    optional={
        "contentType": some.sampled_from(["application/json", "text/csv", "image/png, image/*", "*/*", "evil\r\nX: 1"]),
        "style": some.sampled_from(["form", "deepObject", "pipeDelimited", "odd"]),
        "explode": some.booleans(),
        "allowReserved": some.booleans(),
        "headers": some.dictionaries(WORDS, some.just({"schema": {"type": "string"}}), max_size=1),
    },
)
_FORMS = some.builds(
    lambda media, fields, coded: {media: {"schema": {"type": "object", "properties": fields}, "encoding": coded}},
    some.sampled_from(["multipart/form-data", "application/x-www-form-urlencoded", "multipart/related"]),
    some.dictionaries(WORDS, SCHEMAS | some.just({"type": "string", "format": "binary"}), max_size=3),
    some.dictionaries(WORDS, _ENCODING, max_size=2),
)
CONTENT = _FORMS | some.dictionaries(
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
)
PARAMETERS |= some.builds(
    lambda name, place, schema: {"name": name, "in": place, "content": {"application/json": {"schema": schema}}},
    WORDS,
    some.sampled_from(["query", "header", "cookie", "path"]),
    SCHEMAS,
)
PARAMETERS |= some.sampled_from(["one", "two", "nowhere"]).map(lambda name: {"$ref": f"#/components/parameters/{name}"})
REPLIES = some.dictionaries(
    some.sampled_from(["200", "201", "204", "2XX", "default", "404", "4XX", "5xx"]),
    some.fixed_dictionaries(
        {"description": TEXT},
        optional={
            "content": CONTENT,
            "headers": some.dictionaries(WORDS, some.builds(lambda one: {"schema": one}, SCHEMAS), max_size=2),
            "links": some.dictionaries(WORDS, some.builds(lambda one: {"operationId": one}, WORDS), max_size=1),
        },
    )
    | some.just({"$ref": "#/components/responses/one"}),
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
        "requestBody": some.fixed_dictionaries({"content": CONTENT}, optional={"required": some.booleans()})
        | some.just({"$ref": "#/components/requestBodies/one"}),
        "security": some.lists(
            some.dictionaries(some.sampled_from(["key", "basic", "bearer", "odd"]), some.just([]), max_size=2),
            max_size=2,
        ),
        "servers": some.lists(some.fixed_dictionaries({"url": some.just("https://b.test/x") | TEXT}), max_size=1),
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
_KNOTS: Any = {
    "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}, "id": {"type": "string"}}},
    "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["dog", "hound"]}, "id": {}}},
    "Loop": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Loop"}, "kind": {}}},
    "Knot": {"oneOf": [{"type": "array", "items": {"$ref": "#/components/schemas/Knot"}}, {"type": "string"}]},
}
"""Schemas that lead back to themselves, and some that can be told apart."""


def _document(version: str, text: str, schemas: Any, paths: Any, servers: Any, parts: Any, more: Any) -> Any:
    plain = {key: {"type": "object", "properties": {"id": {}}} for key in _TYPES}
    components = {"securitySchemes": _SCHEMES, "schemas": {**plain, **_KNOTS, **schemas}, **parts}
    info = {"title": text, "version": "1", "description": text}
    return {"openapi": version, "info": info, "servers": servers, "paths": paths, "components": components, **more}


_METHODS = some.sampled_from(["get", "post", "put", "patch", "delete", "head", "options", "trace", "query"])
_ITEMS = some.builds(
    lambda methods, more: {**methods, **more},
    some.dictionaries(_METHODS, OPERATIONS, min_size=1, max_size=2),
    some.fixed_dictionaries(
        {},
        optional={
            "parameters": some.lists(PARAMETERS, max_size=2),
            "summary": TEXT,
            "description": TEXT,
            "servers": some.just([{"url": "https://c.test"}]),
        },
    ),
)
_VARIABLES = some.dictionaries(
    WORDS, some.builds(lambda text, more: {"default": text, "enum": [text, *more]}, TEXT, some.lists(TEXT, max_size=1))
)
_SERVERS = some.lists(
    some.builds(
        lambda url, text, variables: {"url": url, "description": text, "variables": variables},
        some.sampled_from(["https://a.test", "/v1", "https://{h}.test", "odd", "https://a.test/{v}/{w}"]) | TEXT,
        TEXT,
        _VARIABLES,
    ),
    max_size=2,
)
_PARTS = some.fixed_dictionaries(
    {},
    optional={
        "parameters": some.fixed_dictionaries({"one": PARAMETERS}, optional={"two": PARAMETERS}),
        "responses": some.fixed_dictionaries(
            {"one": some.builds(lambda one: {"description": "", "content": one}, CONTENT)}
        ),
        "requestBodies": some.fixed_dictionaries({"one": some.builds(lambda one: {"content": one}, CONTENT)}),
        "pathItems": some.fixed_dictionaries({"one": _ITEMS}),
    },
)
_MORE = some.fixed_dictionaries(
    {},
    optional={
        "security": some.lists(
            some.dictionaries(some.sampled_from([*_SCHEMES, "no"]), some.just([]), max_size=2), max_size=3
        ),
        "webhooks": some.dictionaries(WORDS, _ITEMS, max_size=1),
        "tags": some.lists(
            some.builds(lambda name, text: {"name": name, "description": text}, WORDS, TEXT), max_size=2
        ),
        "x-envelope": JSON,
    },
)
SPECS: Any = some.builds(
    _document,
    some.sampled_from(["3.0.3", "3.1.0", "3.1.1", "3.2.0", "3.1"]),
    TEXT,
    some.dictionaries(some.sampled_from(_TYPES), SCHEMAS, max_size=4),
    some.dictionaries(
        _PATHS | _ODD.map(lambda text: f"/{text}/{{{text}}}"),
        _ITEMS | some.just({"$ref": "#/components/pathItems/one"}),
        min_size=1,
        max_size=3,
    ),
    _SERVERS,
    _PARTS,
    _MORE,
)
