"""
Requests and replies against the operation that they belong to.

One rule: everything is checked that the document fixes, and nothing else: what the document leaves open passes, save
for query parameters and form fields that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from starlette.requests import Request

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.spec.document import Api, Operation, Parameter
from warp_sandbox.spec.pointers import join
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.wire.bodies import FORM, MULTIPART, Body
from warp_sandbox.wire.exchange import Reply


@attrs.frozen
class Checked:
    """The values of a request that passed: query parameters with their types and defaults, and the body."""

    query: dict[str, Any]
    body: Any


class Checks:
    """The checks of one document."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._schemas = Schemas(api.tree)

    def request(self, request: Request, operation: Operation, path: dict[str, str], body: Body) -> Checked:
        """
        The values of a request.

        Raises:
            Refusal: 422 with every violation found, 400 where the operation documents no 422.
        """
        known = {parameter.name for parameter in operation.parameters if parameter.place == "query"}
        unknown = dict.fromkeys(name for name in request.query_params if name not in known)
        found = [Violation(name, "Is not a parameter of this operation.") for name in unknown]
        query: dict[str, Any] = {}
        for parameter in operation.parameters:
            value, violations = self._parameter(parameter, _raw(request, path, parameter))
            found += violations
            if parameter.place == "query" and value is not None:
                query[parameter.name] = value
        value, violations = self._body(operation, body)
        found += violations
        if found:
            status = 422 if any(reply.status == 422 for reply in operation.replies) else 400
            raise Refusal(status, "Some fields are not valid.", violations=found)
        return Checked(query, value)

    def reply(self, operation: Operation, reply: Reply) -> list[Violation]:
        """What the reply breaks of the form that the document gives for its status."""
        form = operation.reply(reply.status)
        if form is None:
            return [Violation("", f"{operation.id} has no reply with status {reply.status}.")]
        if not form.bodies:
            return [] if reply.body is None else [Violation("", f"A {reply.status} has no body.")]
        pointer = next(iter(form.bodies.values()))
        return self._schemas.violations(join(pointer, "schema"), reply.body)

    def _parameter(self, parameter: Parameter, raw: Sequence[str]) -> tuple[Any, list[Violation]]:
        schema = self._api.node(parameter.schema)
        if not raw:
            missing = [Violation(parameter.name, "Is required.")] if parameter.required else []
            return schema.get("default"), missing
        types = self._types(parameter.schema)
        if "array" in types:
            inner = self._types(join(self._api.follow(parameter.schema)[1], "items"))
            value: Any = [_typed(one, inner) for one in raw]
        elif len(raw) > 1:
            return None, [Violation(parameter.name, "Is given more than once.")]
        else:
            value = _typed(raw[0], types)
        violations = self._schemas.violations(parameter.schema, value)
        return value, [_below(parameter.name, violation) for violation in violations]

    def _body(self, operation: Operation, body: Body) -> tuple[Any, list[Violation]]:
        if not body.media:
            return None, []
        pointer = join(operation.bodies[body.media], "schema")
        if not body.media.startswith((MULTIPART, FORM)):
            return body.value, self._schemas.violations(pointer, body.value)
        schema, properties = self._properties(pointer)
        found = [Violation(name, "Is given more than once.") for name in body.repeated]
        given = {**body.value, **body.uploads}
        value = {}
        for name in given:
            if name not in properties:
                found.append(Violation(name, "Is not a field of this form."))
            elif "contentMediaType" in self._api.node(properties[name]):
                found += _file_violations(name, body)
                value[name] = ""
            else:
                value[name] = _typed(body.value.get(name, ""), self._types(properties[name]))
                found += [Violation(name, "Must not be a file.")] if name in body.uploads else []
        return value, [*found, *self._schemas.violations(schema, value)]

    def _properties(self, pointer: str) -> tuple[str, dict[str, str]]:
        node, pointer = self._api.follow(pointer)
        return pointer, {name: join(pointer, "properties", name) for name in node.get("properties", {})}

    def _types(self, pointer: str) -> frozenset[str]:
        node, pointer = self._api.follow(pointer)
        types = node.get("type", ())
        inner = [join(pointer, key, index) for key in ("anyOf", "oneOf") for index in range(len(node.get(key, ())))]
        return frozenset([types] if isinstance(types, str) else types).union(*map(self._types, inner))


def _raw(request: Request, path: dict[str, str], parameter: Parameter) -> Sequence[str]:
    if parameter.place == "path":
        return [path[parameter.name]]
    if parameter.place == "query":
        return request.query_params.getlist(parameter.name)
    return request.headers.getlist(parameter.name)


def _typed(text: str, types: Iterable[str]) -> Any:
    """The text as its schema's type; text that does not fit stays text, for the schema to refuse."""
    if "boolean" in types and text in ("true", "false"):
        return text == "true"
    if "integer" in types and re.fullmatch(r"-?[0-9]{1,40}", text):
        return int(text)
    if "number" in types and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", text):
        return float(text)
    return text


def _below(name: str, violation: Violation) -> Violation:
    return Violation(f"{name}.{violation.field}" if violation.field else name, violation.message)


def _file_violations(name: str, body: Body) -> list[Violation]:
    upload = body.uploads.get(name)
    if upload is None:
        return [Violation(name, "Must be a file part.")]
    return [] if upload.content else [Violation(name, "Must not be empty.")]
