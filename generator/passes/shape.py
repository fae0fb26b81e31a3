"""
shape: what stands where in a document, before any house rule is asked.

Mappings where OpenAPI has mappings, texts where it has texts, references that lead to a component of their kind. One
rule: whatever a later pass reads without asking is listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.model.document import Document, follow
from generator.problems import Problems, join, split

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
OTHER = "x-method-"
"""Begins the key of an operation of OpenAPI 3.2: ``query`` or one of ``additionalOperations``; adopt writes it."""


def is_verb(key: str) -> bool:
    """Whether a key of a path item holds an operation."""
    return key in VERBS or key.startswith(OTHER)


def method_of(verb: str) -> str:
    """The HTTP method of such a key."""
    return verb.removeprefix(OTHER) if verb.startswith(OTHER) else verb.upper()


_Test = tuple[str, Callable[[Any], bool]]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _is_renaming(value: Any) -> bool:
    return _is_mapping(value) and all(map(_is_text, (*value, *value.values())))


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


_TEXT: _Test = ("a text", _is_text)
_TEXTS: _Test = ("a list of texts", _is_texts)
_FLAG: _Test = ("true or false", lambda value: isinstance(value, bool))
_MAPPING: _Test = ("a mapping", _is_mapping)
_LIST: _Test = ("a list", _is_list)
_MAPPINGS: _Test = ("a list of mappings", lambda value: _is_list(value) and all(map(_is_mapping, value)))
_OPTIONS: _Test = ("a list with at least one entry", lambda value: _is_list(value) and bool(value))
_SPELLINGS: _Test = ("a list of texts, or a mapping of texts", lambda value: _is_texts(value) or _is_renaming(value))
_PLACES: _Test = ("a whole number from 0 to 30", lambda value: type(value) is int and 0 <= value <= 30)
_PRINTED: _Test = ("a printable text or a number", lambda value: str(value).isprintable() and _is_scalar(value))
_TYPE: _Test = ("a type or a list of types", lambda value: _is_text(value) or (_is_texts(value) and bool(value)))


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int, float))


_ROOT = {
    "info": _MAPPING,
    "paths": _MAPPING,
    "webhooks": _MAPPING,
    "servers": _MAPPINGS,
    "tags": _MAPPINGS,
    "security": _MAPPINGS,
    "x-streams": _MAPPING,
    "x-envelope": _MAPPING,
}
_INFO = {"title": _TEXT, "version": _TEXT, "description": _TEXT}
_TAG = {"name": _TEXT, "description": _TEXT}
_OPERATION = {
    "description": _TEXT,
    "deprecated": _FLAG,
    "parameters": _LIST,
    "responses": _MAPPING,
    "security": _MAPPINGS,
    "servers": _MAPPINGS,
    "callbacks": _MAPPING,
    "x-internal": _FLAG,
    "x-overlay": _MAPPING,
}
_PARAMETER = {
    "name": ("a text that is not empty", lambda value: _is_text(value) and bool(value)),
    "in": ("path, query, header or cookie", lambda value: value in ("path", "query", "header", "cookie")),
    "description": _TEXT,
    "required": _FLAG,
    "style": _TEXT,
    "explode": _FLAG,
    "allowReserved": _FLAG,
    "content": _MAPPING,
    "x-internal": _FLAG,
    "x-fixed": _PRINTED,
    "x-needed-with": ("a mapping of texts", _is_renaming),
}
_RESPONSE = {"content": _MAPPING, "description": _TEXT}
_BODY = {"content": _MAPPING, "required": _FLAG}
_STREAM = {"x-audience": _TEXTS, "events": _MAPPING, "commands": _MAPPING}
SCHEMA_TESTS: Mapping[str, _Test] = {
    "type": _TYPE,
    "format": _TEXT,
    "title": _TEXT,
    "description": _TEXT,
    "enum": _LIST,
    "required": _TEXTS,
    "properties": _MAPPING,
    "patternProperties": _MAPPING,
    "allOf": _OPTIONS,
    "anyOf": _OPTIONS,
    "oneOf": _OPTIONS,
    "x-link": _TEXT,
    "x-scale": _PLACES,
    "x-sensitive": _FLAG,
    "x-also": _SPELLINGS,
}


def check_shape(document: Document, problems: Problems) -> None:
    """Report whatever does not have the shape that later passes count on."""
    _Shapes(document, problems).root()


class _Shapes:
    """One walk over a document; each method checks one kind of OpenAPI object."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems

    def root(self) -> None:
        """The OpenAPI object."""
        tree = self._document.tree
        version = tree.get("openapi")
        if not isinstance(version, str) or not version.startswith("3.1"):
            self._say("/openapi" if version else "", f"openapi is {version!r}", "Write an OpenAPI 3.1 document.")
        if not self._is(tree, "", _ROOT, needed=("info", "paths")):
            return
        self._is(tree["info"], "/info", _INFO)
        for index, server in enumerate(tree.get("servers", [])):
            self._is(server, join("/servers", index), {"url": _TEXT}, needed=("url",))
        for index, tag in enumerate(tree.get("tags", [])):
            self._is(tag, join("/tags", index), _TAG, needed=("name",))
        if "x-envelope" in tree:
            self._is(tree["x-envelope"], "/x-envelope", {"data": _TEXT, "meta": _TEXT}, needed=("data", "meta"))
        for kind in ("paths", "webhooks"):
            for name, item in tree.get(kind, {}).items():
                self._path_item(item, join("", kind, name), needed=("responses",) if kind == "paths" else ())
        for path, stream in tree.get("x-streams", {}).items():
            self._stream(stream, join("/x-streams", path))
        self._components(tree.get("components", {}))

    def _components(self, groups: Any) -> None:
        check = {
            "schemas": self._schema,
            "parameters": self._parameter,
            "responses": self._response,
            "requestBodies": self._body,
        }
        if not isinstance(groups, dict) or not all(isinstance(group, dict) for group in groups.values()):
            self._say("/components", "components must be a mapping of mappings", "See OpenAPI 4.8.7.")
            return
        for kind, group in groups.items():
            for name, entry in group.items():
                if kind in check:
                    check[kind](entry, join("/components", kind, name))

    def _path_item(self, item: Any, pointer: str, needed: tuple[str, ...]) -> None:
        if self._is(item, pointer, dict.fromkeys(VERBS, _MAPPING)):
            for verb in item:
                if is_verb(verb):
                    self._operation(item[verb], join(pointer, verb), needed)

    def _operation(self, node: dict[str, Any], pointer: str, needed: tuple[str, ...]) -> None:
        if not self._is(node, pointer, _OPERATION, needed=needed):
            return
        for index, parameter in enumerate(node.get("parameters", [])):
            self._parameter(parameter, join(pointer, "parameters", index))
        for code, response in node.get("responses", {}).items():
            self._response(response, join(pointer, "responses", code))
        if "requestBody" in node:
            self._body(node["requestBody"], join(pointer, "requestBody"))

    def _parameter(self, node: Any, pointer: str) -> None:
        if not self._refers(node, pointer, "parameters") and self._is(node, pointer, _PARAMETER, needed=("name", "in")):
            self._schema(node.get("schema", {}), join(pointer, "schema"))
            self._content(node, pointer)

    def _response(self, node: Any, pointer: str) -> None:
        if not self._refers(node, pointer, "responses") and self._is(node, pointer, _RESPONSE):
            self._content(node, pointer)
            self._schema(node.get("x-location", {}), join(pointer, "x-location"))

    def _body(self, node: Any, pointer: str) -> None:
        if not self._refers(node, pointer, "requestBodies") and self._is(node, pointer, _BODY, needed=("content",)):
            self._content(node, pointer)

    def _content(self, node: dict[str, Any], pointer: str) -> None:
        for media, entry in node.get("content", {}).items():
            where = join(pointer, "content", media)
            if self._is(entry, where, {"encoding": _MAPPING}):
                for word in ("schema", "itemSchema"):
                    self._schema(entry.get(word, {}), join(where, word))

    def _stream(self, node: Any, pointer: str) -> None:
        if self._is(node, pointer, _STREAM, needed=("x-audience",)):
            for direction in ("events", "commands"):
                for name, schema in node.get(direction, {}).items():
                    self._schema(schema, join(pointer, direction, name))

    def _schema(self, node: Any, pointer: str) -> None:
        if (
            isinstance(node, bool)
            or self._refers(node, pointer, "schemas")
            or not self._is(node, pointer, SCHEMA_TESTS)
        ):
            return
        for key in ("properties", "patternProperties"):
            for name, child in node.get(key, {}).items():
                self._schema(child, join(pointer, key, name))
        for key in ("items", "additionalProperties"):
            if key in node:
                self._schema(node[key], join(pointer, key))
        for key in ("allOf", "anyOf", "oneOf"):
            for index, child in enumerate(node.get(key, [])):
                self._schema(child, join(pointer, key, index))

    def _refers(self, node: Any, pointer: str, kind: str) -> bool:
        """Whether the node is a reference; a bad one is reported."""
        if not isinstance(node, dict) or "$ref" not in node:
            return False
        reference = node["$ref"]
        keys = split(reference.removeprefix("#")) if isinstance(reference, str) else []
        try:
            if len(keys) != 3 or keys[:2] != ["components", kind] or not reference.startswith("#/"):
                raise LookupError
            follow(self._document.tree, node, pointer)
        except LookupError:
            message = f"the reference {reference!r} does not lead to one of the {kind}"
            self._say(pointer, message, f"Refer to #/components/{kind}/<name>, and not in a circle.")
        return True

    def _is(self, node: Any, pointer: str, tests: Mapping[str, _Test], needed: tuple[str, ...] = ()) -> bool:
        """Whether a node is a mapping whose values pass their tests; what does not is reported."""
        if not isinstance(node, dict):
            self._say(pointer, f"this must be a mapping, not {node!r}", "See the OpenAPI 3.1 specification.")
            return False
        before = len(self._problems)
        for key in needed:
            if key not in node:
                self._say(pointer, f"{key} is missing", f"Add `{key}:`.")
        for key, (words, test) in tests.items():
            if key in node and not test(node[key]):
                self._say(join(pointer, key), f"{key} must be {words}", "See the OpenAPI 3.1 specification.")
        return len(self._problems) == before

    def _say(self, pointer: str, message: str, advice: str) -> None:
        subject = _operation_id(self._document.tree, pointer)
        self._problems.add(self._document.place(pointer), message, advice, subject=subject)


def _operation_id(tree: dict[str, Any], pointer: str) -> str:
    """The id of the operation that a pointer leads into, if it has one that can be shown."""
    keys = split(pointer)
    if len(keys) < 3 or keys[0] not in ("paths", "webhooks"):
        return ""
    item = tree[keys[0]].get(keys[1])
    operation = item.get(keys[2]) if isinstance(item, dict) else None
    name = operation.get("operationId") if isinstance(operation, dict) else None
    return name if isinstance(name, str) else ""
