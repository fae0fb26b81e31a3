"""
Documents of any number of operations, for the cost of generating clients.

One rule: every part grows with the number of operations and nothing else does, so that twice the document is twice the
work: resources of ten operations, their models with enums, times, lists, a union, and one of the resource before.
"""

from __future__ import annotations

from typing import Any

OPERATIONS_A_RESOURCE = 10

Tree = dict[str, Any]


def document(operations: int) -> Tree:
    """An OpenAPI 3.0 document with that many operations, in whole resources of ten."""
    resources = [f"thing{number}" for number in range(max(operations // OPERATIONS_A_RESOURCE, 1))]
    paths: Tree = {}
    schemas: Tree = {"Problem": _object(code={"type": "string"}, detail={"type": "string"})}
    for number, name in enumerate(resources):
        paths |= _paths(name)
        schemas |= _schemas(name, resources[max(number - 1, 0)])
    return {
        "openapi": "3.0.3",
        "info": {"title": f"{operations} operations", "version": "1"},
        "servers": [{"url": "https://example.test"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _paths(name: str) -> Tree:
    big = name.capitalize()
    one, many = _reference(big), {"type": "array", "items": _reference(big)}
    identifier = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    limit = {"name": "limit", "in": "query", "description": "At most so many.", "schema": {"type": "integer"}}
    state = {"name": "state", "in": "query", "schema": _reference(f"{big}State")}
    given = _reference(f"{big}Input")
    paths = {
        f"/{name}": {
            "get": _operation(name, "list", many, [limit, state]),
            "post": _operation(name, "create", one, [], given),
        },
        f"/{name}/{{id}}": {
            "get": _operation(name, "get", one, [identifier]),
            "put": _operation(name, "replace", one, [identifier], given),
            "patch": _operation(name, "change", one, [identifier], given),
            "delete": _operation(name, "delete", None, [identifier]),
        },
    }
    for action in ("start", "stop", "copy", "move"):
        paths[f"/{name}/{{id}}/{action}"] = {"post": _operation(name, action, _reference(f"{big}Event"), [identifier])}
    return paths


def _operation(name: str, verb: str, reply: Tree | None, parameters: list[Tree], body: Tree | None = None) -> Tree:
    told: Tree = {"description": "Done."}
    wrong = {"description": "Not found.", "content": {"application/json": {"schema": _reference("Problem")}}}
    if reply is not None:
        told["content"] = {"application/json": {"schema": reply}}
    operation: Tree = {
        "operationId": f"{verb}{name.capitalize()}",
        "tags": [name],
        "summary": f"{verb.capitalize()} a thing",
        "description": f"What it takes to {verb} one of the things, told in a sentence of usual length.",
        "parameters": parameters,
        "responses": {"200" if reply else "204": told, "404": wrong},
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return operation


def _schemas(name: str, before: str) -> Tree:
    big = name.capitalize()
    text = {"type": "string", "description": "A line of text that a person has written."}
    state = {"type": "string", "enum": ["new", "active", "gone"], "description": "Where it stands."}
    nested = _object(street=text, city=text, lines={"type": "array", "items": {"type": "string"}})
    fields = {"name": text, "amount": {"type": "number"}, "state": _reference(f"{big}State"), "place": nested}
    return {
        f"{big}State": state,
        f"{big}Input": _object(**fields),
        big: _object(
            id={"type": "string", "format": "uuid"},
            created_at={"type": "string", "format": "date-time"},
            before=_reference(f"{before.capitalize()}Event"),
            **fields,
        ),
        f"{big}Event": _object(id=text, reason={"oneOf": [_reference(f"{big}State"), {"type": "integer"}]}),
    }


def _object(**fields: Tree) -> Tree:
    return {"type": "object", "required": [next(iter(fields))], "properties": fields}


def _reference(name: str) -> Tree:
    return {"$ref": f"#/components/schemas/{name}"}
