"""
What the document says a record of a type looks like, whole and when it is created.

One rule: a type without an operation that shows its form has no form, and nothing breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from warp_sandbox.errors import Violation
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.pointers import join
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.wire.exchange import Record

JSON = "application/json"
CUSTOM = ("custentity", "custbody", "custcol", "custitem", "custrecord")
_ALWAYS = ("id", "links")


class Forms:
    """The forms of one document, found by the paths of the record types."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._schemas = Schemas(api.tree)
        self._operations = {(one.method, one.path): one for one in api.operations}
        self._kinds = {one.path.split("/")[3] for one in api.operations if one.path.startswith("/record/v1/")}

    def whole(self, kind: str, record: Record) -> Sequence[Violation]:
        """What a stored record breaks of the form in which it would be read."""
        pointer = self._whole(kind)
        return self._schemas.violations(pointer, record) if pointer else []

    def new(self, kind: str, body: Record) -> Sequence[Violation]:
        """What a body breaks of the form of a create."""
        operation = self._operations.get(("POST", f"/record/v1/{kind}"))
        bodies = operation.bodies if operation else {}
        return self._schemas.violations(join(bodies[JSON], "schema"), body) if JSON in bodies else []

    def field(self, kind: str, name: str) -> str:
        """
        The sort of a field: ``text``, ``number``, ``flag``, ``date``, ``reference`` or ``list``; empty for a name that
        the type does not have. Custom fields are text.
        """
        pointer = self._whole(kind)
        if name == "id":
            return "number"
        if pointer is None or name.startswith(CUSTOM):
            return "text"
        properties = self._api.node(pointer).get("properties", {})
        return self._sort(join(self._api.follow(pointer)[1], "properties", name)) if name in properties else ""

    def is_anywhere(self, name: str) -> bool:
        """Whether any type has a field of this name."""
        return any(name in self.fields(kind) for kind in self._kinds)

    def fields(self, kind: str) -> Sequence[str]:
        """The names of all fields that the document shows, links excepted."""
        pointer = self._whole(kind)
        properties = self._api.node(pointer).get("properties", {}) if pointer else {}
        return [name for name in properties if name != "links"]

    def unknown(self, kind: str, body: Record) -> list[str]:
        """Names in a body, in dotted form, that the type does not have."""
        pointer = self._whole(kind)
        return list(self._unknown(pointer, body, "")) if pointer else []

    def _whole(self, kind: str) -> str | None:
        operation = self._operations.get(("GET", f"/record/v1/{kind}/{{id}}"))
        reply = operation.reply(200) if operation else None
        return join(reply.bodies[JSON], "schema") if reply and JSON in reply.bodies else None

    def _sort(self, pointer: str) -> str:
        node = self._form(pointer)
        properties = node.get("properties", {})
        if properties:
            return "list" if "items" in properties else "reference"
        types = [node["type"]] if isinstance(node.get("type"), str) else node.get("type", ["string"])
        sorts = {"boolean": "flag", "number": "number", "integer": "number", "array": "list"}
        found = next((sorts[one] for one in types if one in sorts), "text")
        return "date" if str(node.get("format", "")).startswith("date") else found

    def _form(self, pointer: str) -> Any:
        """The node at a pointer; of alternatives, the first one that is not null."""
        node, pointer = self._api.follow(pointer)
        inner = [join(pointer, "anyOf", index) for index in range(len(node.get("anyOf", ())))]
        return next((one for one in map(self._form, inner) if one.get("type") != "null"), node)

    def _pointer(self, pointer: str) -> str:
        node, pointer = self._api.follow(pointer)
        inner = [join(pointer, "anyOf", index) for index in range(len(node.get("anyOf", ())))]
        return next((self._pointer(one) for one in inner if self._form(one).get("type") != "null"), pointer)

    def _unknown(self, pointer: str, value: Any, path: str) -> Iterator[str]:
        pointer = self._pointer(pointer)
        node = self._api.node(pointer)
        if isinstance(value, list):
            for one in value if "items" in node else ():
                yield from self._unknown(join(pointer, "items"), one, path)
        properties = node.get("properties")
        if not isinstance(value, dict) or not properties:
            return
        for name, child in value.items():
            if name in properties:
                yield from self._unknown(join(pointer, "properties", name), child, f"{path}{name}.")
            elif name not in _ALWAYS and not name.startswith(CUSTOM):
                yield f"{path}{name}"
