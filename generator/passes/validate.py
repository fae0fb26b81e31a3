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

from generator.model.document import Document, Tree, follow, resolve
from generator.passes.query_graph import check_queries
from generator.passes.shape import OTHER, VERBS, check_shape, is_verb, method_of
from generator.problems import Problems, join

SAFETY_OF_VERB = {
    "get": {"read"},
    "head": {"read"},
    "options": {"read"},
    "trace": {"read"},
    "put": {"idempotent", "keyed"},
    "delete": {"idempotent", "keyed"},
    "post": {"unsafe", "keyed"},
    "patch": {"unsafe", "keyed"},
    f"{OTHER}QUERY": {"read"},
}
OF_OTHER_METHODS = frozenset({"unsafe", "keyed"})
SESSIONS = ("opens", "renews", "closes")
PAGINGS = ("page", "offset", "has_more")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}\Z")
_COMPONENT = re.compile(r"[A-Z][A-Za-z0-9]{0,79}\Z")
_PATH = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@%/{}-]{0,8000}\Z")
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_CODE = re.compile(r"(?:[1-5](?:[0-9][0-9]|XX)|default)\Z")
_MEDIA = re.compile(r"[a-z*]+/[A-Za-z0-9.+*_-]+(?: ?; ?[A-Za-z-]+=(?:[A-Za-z0-9.+_-]+|\"[A-Za-z0-9.+_ :/-]*\"))*\Z")


def operations(tree: Tree) -> Iterator[tuple[str, str, str, Tree]]:
    """Every operation as (pointer, path, verb, operation), in document order."""
    for path, item in (tree.get("paths") or {}).items():
        for verb, operation in item.items():
            if is_verb(verb):
                yield join("/paths", path, verb), path, verb, operation


def deref(tree: Tree, node: Any) -> Any:
    """The node itself, or the component that it refers to."""
    return follow(tree, node, "")[0]


def validate(document: Document) -> Document:
    """
    The same document, known to keep the house rules.

    Raises:
        BuildStopped: With every rule that is broken, in every operation.
    """
    problems = Problems()
    check_shape(document, problems)
    problems.stop()
    seen: dict[str, str] = {}
    for kind in ("paths", "webhooks"):
        for path, item in document.tree.get(kind, {}).items():
            _check_path_item(document, join("", kind, path), path if kind == "paths" else "/", item, problems)
    for pointer, path, verb, operation in operations(document.tree):
        _Rules(document, problems, pointer).check(path, verb, operation, seen)
    for name, item in document.tree.get("webhooks", {}).items():
        for verb in [verb for verb in VERBS if verb in item]:
            rules = _Rules(document, problems, join("/webhooks", name, verb))
            if rules.check_name(item[verb], seen):
                rules.check_audience(item[verb])
    for name in document.tree.get("components", {}).get("schemas", {}):
        if not _COMPONENT.match(name):
            place = document.place(join("/components/schemas", name))
            problems.add(place, f"{name!r} cannot name a type", "Use letters and digits, a capital first.")
    _check_tags(document, problems)
    check_queries(document, problems)
    problems.stop()
    return document


def _check_path_item(document: Document, pointer: str, path: str, item: Tree, problems: Problems) -> None:
    if not _PATH.match(path):
        message = f"{path!r} is not a path"
        problems.add(document.place(pointer), message, "Start with a slash and percent-encode what RFC 3986 asks for.")
    for key in item:
        if key not in (*VERBS, "summary", "description") and not key.startswith("x-"):
            message = f"there is no rule for {key} in a path item"
            problems.add(document.place(join(pointer, key)), message, "Write it in each operation.")


def _check_tags(document: Document, problems: Problems) -> None:
    names = [tag["name"] for tag in document.tree.get("tags", [])]
    for index, name in enumerate(names):
        if name in names[:index]:
            problems.add(document.place(join("/tags", index)), f"the tag {name!r} stands twice", "Delete one.")


class _Rules:
    """The rules for one operation."""

    def __init__(self, document: Document, problems: Problems, pointer: str) -> None:
        self._document = document
        self._problems = problems
        self._pointer = pointer
        self._subject = ""

    def check_name(self, operation: Tree, seen: dict[str, str]) -> bool:
        """Whether the operation has a name to call it by; a bad one, or one of another operation, is reported."""
        name = operation.get("operationId")
        if not isinstance(name, str) or not _NAME.match(name):
            self._say(f"operationId is {name!r}", "Give it a snake_case name, for example list_trunks.", "operationId")
            return False
        self._subject = name
        if name in seen:
            first = self._document.place(seen[name])
            self._say("this operationId stands twice", f"The first one is in {first.file}; rename one.", "operationId")
        seen.setdefault(name, self._pointer)
        return True

    def check(self, path: str, verb: str, operation: Tree, seen: dict[str, str]) -> None:
        """All rules for what is below ``paths``."""
        if not self.check_name(operation, seen):
            return
        tags = operation.get("tags")
        if not (isinstance(tags, list) and len(tags) == 1 and isinstance(tags[0], str)):
            self._say("an operation has exactly one tag", "The tag is the name of the resource.", "tags")
        elif not _NAME.match(tags[0]):
            self._say(f"the tag {tags[0]!r} cannot name a resource", "Give it a snake_case name.", "tags")
        if not isinstance(operation.get("summary"), str) or not operation["summary"].strip():
            self._say("there is no summary", "Say in one line what the caller gets.")
        if "callbacks" in operation:
            self._say("there is no rule for callbacks", "Delete them or add a rule.", "callbacks")
        if "servers" in operation and not self._document.foreign and operation.get("x-internal") is not True:
            self._say("only an internal operation may have its own servers", "An overlay sends it there.", "servers")
        self._check_extensions(verb, operation)
        self.check_audience(operation)
        self._check_replies(operation)
        self._check_media(operation)
        self._check_path(path, operation)

    def check_audience(self, operation: Tree) -> None:
        """Somebody must be meant to call this."""
        audience = operation.get("x-audience")
        if not isinstance(audience, list) or not audience or not all(isinstance(one, str) for one in audience):
            self._say("x-audience names nobody", "List who may call this, for example [customer].", "x-audience")

    def _check_extensions(self, verb: str, operation: Tree) -> None:
        safety = operation.get("x-safety")
        if not isinstance(safety, str) or safety not in SAFETY_OF_VERB.get(verb, OF_OTHER_METHODS):
            allowed = " or ".join(sorted(SAFETY_OF_VERB.get(verb, OF_OTHER_METHODS)))
            self._say(f"x-safety is {safety!r} on {method_of(verb)}", f"Write {allowed}.", "x-safety")
        header = operation.get("x-idempotency-header")
        is_header = isinstance(header, str) and bool(_TOKEN.match(header))
        if (safety == "keyed") != ("x-idempotency-header" in operation) or is_header != (header is not None):
            self._say("keyed and x-idempotency-header belong together", "Name the header that carries the key.")
        for key, known in (("x-session", SESSIONS), ("x-paging", PAGINGS)):
            if key in operation and operation[key] not in known:
                self._say(f"{key} is {operation[key]!r}", f"Write {', '.join(known)}, or leave it out.", key)

    def _check_replies(self, operation: Tree) -> None:
        codes = operation["responses"]
        if not any(code.startswith("2") or code == "default" for code in codes):
            self._say("no reply says what success looks like", "Add a 2xx response.", "responses")
        for code, reply in codes.items():
            if not _CODE.match(code):
                self._say(f"{code!r} is not a status", "Write 200, 4XX or default.", "responses", code)
            if code[:1] in ("4", "5") and not _typed(deref(self._document.tree, reply)):
                self._say(f"the {code} reply has no JSON schema", "Refer to one of responses.yaml.", "responses", code)

    def _check_media(self, operation: Tree) -> None:
        nodes = [deref(self._document.tree, reply) for reply in operation["responses"].values()]
        nodes.append(deref(self._document.tree, operation.get("requestBody", {})))
        for media in sorted({media for node in nodes for media in node.get("content", {})}):
            if not _MEDIA.match(media):
                self._say(f"{media!r} is not a media type", "Write one of RFC 9110, 8.3.1, such as application/json.")

    def _check_path(self, path: str, operation: Tree) -> None:
        wanted = re.findall(r"{([^{}]*)}", path)
        parameters = [deref(self._document.tree, one) for one in operation.get("parameters", [])]
        found = [one["name"] for one in parameters if one["in"] == "path"]
        if sorted(wanted) != sorted(found):
            self._say(f"the path names {wanted}, the parameters {found}", "Declare each path parameter once.")
        for one in parameters:
            if one["in"] == "header" and not _TOKEN.match(one["name"]):
                self._say(f"{one['name']!r} is not the name of a header", "See RFC 9110, 5.1.", "parameters")
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
