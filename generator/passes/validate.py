"""
validate: the house rules that a document keeps before anything is made of it.

The shape rules come first and stop the build alone: every later pass may then trust that an operation is a mapping,
a parameter has a name, and so on. Full JSON Schema validation is `schema_faults`, which costs a second or two and is
timed apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.model.document import Document, Tree, resolve
from generator.problems import Problems, join

VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SAFETY_OF_VERB = {
    "get": {"read"},
    "head": {"read"},
    "options": {"read"},
    "trace": {"read"},
    "put": {"idempotent", "keyed"},
    "delete": {"idempotent", "keyed"},
    "post": {"unsafe", "keyed"},
    "patch": {"unsafe", "keyed"},
}
_OPERATION_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_COMPONENT = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")


def operations(tree: Tree) -> Iterator[tuple[str, str, str, Tree]]:
    """Every operation as (pointer, path, verb, operation), in document order."""
    for path, item in (tree.get("paths") or {}).items():
        for verb, operation in item.items():
            if verb in VERBS:
                yield join("/paths", path, verb), path, verb, operation


def deref(tree: Tree, node: Any) -> Any:
    """The node itself, or the component that it refers to."""
    seen = 0
    while isinstance(node, dict) and isinstance(node.get("$ref"), str) and seen < 50:
        node = resolve(tree, node["$ref"].removeprefix("#"))
        seen += 1
    return node


def validate(document: Document) -> Document:
    """
    The same document, known to keep the house rules.

    Raises:
        BuildStopped: With every rule that is broken, in every operation.
    """
    problems = Problems()
    _check_shape(document, problems)
    problems.stop()
    seen: dict[str, str] = {}
    for pointer, path, verb, operation in operations(document.tree):
        _Rules(document, problems, pointer).check(path, verb, operation, seen)
    for name in document.tree.get("components", {}).get("schemas", {}):
        if not _COMPONENT.match(name):
            place = document.place(join("/components/schemas", name))
            problems.add(place, f"{name!r} cannot name a type", "Use letters and digits, a letter first.")
    problems.stop()
    return document


def _check_shape(document: Document, problems: Problems) -> None:
    tree = document.tree
    version = tree.get("openapi")
    if not isinstance(version, str) or not version.startswith("3.1"):
        problems.add(document.place(""), f"openapi is {version!r}", "Write an OpenAPI 3.1 document.")
    for key in ("info", "paths"):
        if not isinstance(tree.get(key), dict):
            problems.add(document.place(""), f"{key} is missing or not a mapping", f"Add `{key}:` to the document.")
    components = tree.get("components", {})
    if not isinstance(components, dict) or not all(isinstance(group, dict) for group in components.values()):
        problems.add(document.place("/components"), "components must be a mapping of mappings", "See OpenAPI 4.8.7.")
    if problems:
        return
    for path, item in tree["paths"].items():
        place = document.place(join("/paths", path))
        if not path.startswith("/") or not isinstance(item, dict):
            problems.add(place, f"{path!r} is not a path item", "Paths start with a slash and hold a mapping.")
            continue
        for verb, operation in item.items():
            if verb in VERBS:
                _check_operation_shape(document, join("/paths", path, verb), operation, problems)


def _check_operation_shape(document: Document, pointer: str, operation: Any, problems: Problems) -> None:
    place = document.place(pointer)
    if not isinstance(operation, dict) or not isinstance(operation.get("responses"), dict):
        problems.add(place, "an operation is a mapping with responses", "Add `responses:`.")
        return
    if not isinstance(operation.get("parameters", []), list):
        problems.add(place.child("parameters"), "parameters must be a list", "Start each one with a dash.")
        return
    for index, parameter in enumerate(operation.get("parameters", [])):
        target = deref(document.tree, parameter)
        known = isinstance(target, dict) and target.get("in") in ("path", "query", "header", "cookie")
        if not known or not isinstance(target.get("name"), str):
            problems.add(place.child("parameters", index), "a parameter needs name and in", "See OpenAPI 4.8.12.")
    for code, reply in operation["responses"].items():
        target = deref(document.tree, reply)
        if not isinstance(target, dict) or not isinstance(target.get("content", {}), dict):
            problems.add(place.child("responses", code), "a response must be a mapping", "See OpenAPI 4.8.17.")
    body = deref(document.tree, operation.get("requestBody", {}))
    if not isinstance(body, dict) or not isinstance(body.get("content", {}), dict):
        problems.add(place.child("requestBody"), "a request body must be a mapping", "See OpenAPI 4.8.13.")


class _Rules:
    """The rules for one operation."""

    def __init__(self, document: Document, problems: Problems, pointer: str) -> None:
        self._document = document
        self._problems = problems
        self._pointer = pointer
        self._subject = ""

    def check(self, path: str, verb: str, operation: Tree, seen: dict[str, str]) -> None:
        name = operation.get("operationId")
        if not isinstance(name, str) or not _OPERATION_ID.match(name):
            self._say(f"operationId is {name!r}", "Give it a snake_case name, for example list_trunks.", "operationId")
            return
        self._subject = name
        if name in seen:
            first = self._document.place(seen[name])
            self._say("this operationId stands twice", f"The first one is in {first.file}; rename one.", "operationId")
        seen.setdefault(name, self._pointer)
        tags = operation.get("tags")
        if not (isinstance(tags, list) and len(tags) == 1 and isinstance(tags[0], str)):
            self._say("an operation has exactly one tag", "The tag is the name of the resource.", "tags")
        if not isinstance(operation.get("summary"), str) or not operation["summary"].strip():
            self._say("there is no summary", "Say in one line what the caller gets.")
        self._check_safety(verb, operation)
        self._check_replies(operation)
        self._check_path(path, operation)

    def _check_safety(self, verb: str, operation: Tree) -> None:
        safety = operation.get("x-safety")
        if safety not in SAFETY_OF_VERB[verb]:
            allowed = " or ".join(sorted(SAFETY_OF_VERB[verb]))
            self._say(f"x-safety is {safety!r} on {verb.upper()}", f"Write {allowed}.", "x-safety")
        if (safety == "keyed") != isinstance(operation.get("x-idempotency-header"), str):
            self._say("keyed and x-idempotency-header belong together", "Name the header that carries the key.")
        audience = operation.get("x-audience")
        if not isinstance(audience, list) or not audience or not all(isinstance(one, str) for one in audience):
            self._say("x-audience names nobody", "List who may call this, for example [customer].", "x-audience")

    def _check_replies(self, operation: Tree) -> None:
        codes = operation["responses"]
        if not any(code[0] == "2" for code in codes if code):
            self._say("no reply says what success looks like", "Add a 2xx response.", "responses")
        for code, reply in codes.items():
            if code[:1] in ("4", "5") and not _typed(deref(self._document.tree, reply)):
                self._say(f"the {code} reply has no JSON schema", "Refer to one of responses.yaml.", "responses", code)

    def _check_path(self, path: str, operation: Tree) -> None:
        wanted = re.findall(r"{([^{}]*)}", path)
        parameters = [deref(self._document.tree, one) for one in operation.get("parameters", [])]
        found = [one["name"] for one in parameters if one["in"] == "path"]
        if sorted(wanted) != sorted(found):
            self._say(f"the path names {wanted}, the parameters {found}", "Declare each path parameter once.")
        names = [(one["in"], one["name"]) for one in parameters]
        for name in {one for one in names if names.count(one) > 1}:
            self._say(f"the parameter {name[1]!r} stands twice in {name[0]}", "Delete one of the two.", "parameters")

    def _say(self, message: str, advice: str, *keys: str) -> None:
        operation = resolve(self._document.tree, self._pointer)
        known = keys if keys and keys[0] in operation else ()
        self._problems.add(self._document.place(join(self._pointer, *known)), message, advice, subject=self._subject)


def _typed(reply: Any) -> bool:
    content = reply.get("content") if isinstance(reply, dict) else None
    return isinstance(content, dict) and any(
        "json" in media and isinstance(entry, dict) and "schema" in entry for media, entry in content.items()
    )


def schema_faults(document: Document) -> None:
    """
    Check the whole document against the OpenAPI 3.1 schema and its schemas against JSON Schema 2020-12.

    Raises:
        BuildStopped: With every fault that openapi-spec-validator finds.
    """
    from openapi_spec_validator import OpenAPIV31SpecValidator  # slow to import, wanted here only

    problems = Problems()
    for error in OpenAPIV31SpecValidator(document.tree).iter_errors():
        pointer = join("", *error.absolute_path) if hasattr(error, "absolute_path") else ""
        problems.add(
            document.place(pointer), str(getattr(error, "message", error)), "See the OpenAPI 3.1 specification."
        )
    problems.stop()
