"""
The OpenAPI document as the sandbox reads it: its operations, and where their schemas are.

One rule: this module only looks things up; what a schema means is left to `warp_sandbox.spec.schemas`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from warp_sandbox.spec.pointers import Tree, join, resolve

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "documents", _PACKAGE.parents[2] / "generated" / "documents")
"""Where the documents are: inside the wheel, or in the checkout that the wheel is made from."""


@functools.cache
def load(name: str = "warp") -> Tree:
    """
    A document as it was bundled and corrected: ``warp`` or ``netsuite``. Everyone gets the same tree: do not change it.

    Raises:
        LookupError: There is no document of that name.
    """
    for folder in _FOLDERS:
        if (folder / f"{name}.json").is_file():
            tree: Tree = json.loads((folder / f"{name}.json").read_text("utf-8"))
            return tree
    raise LookupError(f"there is no document {name}")


@attrs.frozen
class Parameter:
    """One parameter of an operation; ``place`` is where it travels: query, path, header or cookie."""

    name: str
    place: str
    required: bool
    schema: str
    """JSON pointer of the schema."""
    example: Any = None


@attrs.frozen
class ReplyForm:
    """One documented reply; ``bodies`` maps a media type to the pointer of its media type object."""

    status: int
    bodies: dict[str, str]


@attrs.frozen
class Operation:
    """One operation; every ``str`` that is called a pointer is a JSON pointer into the document."""

    id: str
    method: str
    path: str
    pointer: str
    audience: tuple[str, ...]
    paging: str
    is_open: bool
    parameters: tuple[Parameter, ...]
    bodies: dict[str, str]
    body_required: bool
    replies: tuple[ReplyForm, ...]

    @property
    def success(self) -> ReplyForm:
        """The documented reply of class 2xx with the lowest status."""
        return min((reply for reply in self.replies if 200 <= reply.status < 300), key=lambda reply: reply.status)

    def reply(self, status: int) -> ReplyForm | None:
        """
        What the document says about replies with this status.

        Errors share one body, so an undocumented error status gets the form of the first documented one.
        """
        exact = next((reply for reply in self.replies if reply.status == status), None)
        if exact is None and status >= 400:
            return next((reply for reply in self.replies if reply.status >= 400), None)
        return exact


@attrs.frozen
class Api:
    """A bundled document, its references being ``#/...`` only."""

    tree: Tree
    _followed: dict[str, tuple[Any, str]] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, in the order of the document."""
        return tuple(self._operations())

    def operation(self, name: str) -> Operation:
        """
        One operation by its operationId or by its JSON pointer.

        Raises:
            LookupError: The document has no such operation.
        """
        for operation in self.operations:
            if name in (operation.id, operation.pointer):
                return operation
        raise LookupError(f"the document has no operation {name}")

    def follow(self, pointer: str) -> tuple[Any, str]:
        """The node at a pointer and its own pointer, after all references."""
        if pointer not in self._followed:
            node, target = resolve(self.tree, pointer), pointer
            while isinstance(node, dict) and isinstance(node.get("$ref"), str):
                target = node["$ref"].removeprefix("#")
                node = resolve(self.tree, target)
            self._followed[pointer] = (node, target)
        return self._followed[pointer]

    def node(self, pointer: str) -> Any:
        """The node at a pointer, after all references."""
        return self.follow(pointer)[0]

    def _operations(self) -> Iterator[Operation]:
        for path, entry in self.tree.get("paths", {}).items():
            shared = [join("/paths", path, "parameters", index) for index in range(len(entry.get("parameters", ())))]
            for method in METHODS:
                if method in entry:
                    yield self._operation(path, method, shared)

    def _operation(self, path: str, method: str, shared: list[str]) -> Operation:
        pointer = join("/paths", path, method)
        node = self.node(pointer)
        own = [join(pointer, "parameters", index) for index in range(len(node.get("parameters", ())))]
        body = self.node(join(pointer, "requestBody")) if "requestBody" in node else {}
        return Operation(
            id=node["operationId"],
            method=method.upper(),
            path=path,
            pointer=pointer,
            audience=tuple(node.get("x-audience", ())),
            paging=node.get("x-paging", ""),
            is_open=node.get("security", self.tree.get("security")) in ([], None),
            parameters=tuple(self._parameter(one) for one in [*shared, *own]),
            bodies=self._bodies(join(pointer, "requestBody")) if body else {},
            body_required=bool(body.get("required", False)),
            replies=tuple(self._replies(join(pointer, "responses"), node["responses"])),
        )

    def _replies(self, pointer: str, node: Tree) -> Iterator[ReplyForm]:
        for status, reply in node.items():
            if status.isdigit():
                shared = reply.get("$ref", "").removeprefix("#")
                yield ReplyForm(int(status), self._bodies(shared or join(pointer, status)))

    def _parameter(self, pointer: str) -> Parameter:
        node, pointer = self.follow(pointer)
        required = bool(node.get("required", False))
        return Parameter(node["name"], node["in"], required, join(pointer, "schema"), node.get("example"))

    def _bodies(self, pointer: str) -> dict[str, str]:
        node, pointer = self.follow(pointer)
        return {media: join(pointer, "content", media) for media in node.get("content", {})}


@functools.cache
def known(name: str = "warp") -> Api:
    """
    The document of that name, as it is read by all sandboxes of this process.

    Raises:
        LookupError: There is no document of that name.
    """
    return Api(load(name))
