"""Python arguments for generated methods, made from the documents' own examples."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from generator.passes.name import field_name
from generator.passes.validate import deref, operations
from generator.problems import join
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.samples import sample


def example_arguments(document: dict[str, Any], operation_id: str) -> tuple[list[Any], dict[str, Any]]:
    """
    Positional and keyword arguments for the method of an operation, optional ones included.

    Raises:
        LookupError: The document has no such operation.
    """
    for _, path, _, operation in operations(document):
        if operation["operationId"] == operation_id:
            return _arguments(document, path, operation)
    raise LookupError(operation_id)


def _arguments(document: dict[str, Any], path: str, operation: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    positional: dict[str, Any] = {}
    keywords: dict[str, Any] = {}
    for entry in operation.get("parameters", []):
        parameter = deref(document, entry)
        value = typed(document, parameter["schema"], parameter.get("example"))
        if parameter["in"] == "path":
            positional[parameter["name"]] = _shown_id(document, path) or value
        elif parameter["in"] == "query":
            keywords[field_name(parameter["name"])] = value
    keywords |= _body(document, operation)
    ordered = sorted(positional, key=lambda name: path.index("{" + name + "}"))
    return [positional[name] for name in ordered], keywords


def _shown_id(document: dict[str, Any], path: str) -> str | None:
    """The id of the record that a NetSuite path shows when it is read: each record type has its own."""
    operation = document["paths"][path].get("get", {})
    if not path.startswith("/record/") or not operation:
        return None
    reply = f"{join('/paths', path)}/get/responses/200/content/{join('', 'application/json')[1:]}"
    return str(sample(Api(document), reply)["id"])


def _body(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    body = deref(document, operation.get("requestBody"))
    if not body:
        return {}
    schema = next(iter(body["content"].values()))["schema"]
    api = Api(document)
    example = sample(api, next(iter(api.operation(operation["operationId"]).bodies.values())))
    fields = _properties(document, schema)
    return {field_name(name): typed(document, fields.get(name, {}), value) for name, value in example.items()}


def _properties(document: dict[str, Any], schema: Any) -> dict[str, Any]:
    schema = deref(document, schema)
    found: dict[str, Any] = {}
    for part in schema.get("allOf", []):
        found |= _properties(document, part)
    return found | schema.get("properties", {})


def typed(document: dict[str, Any], schema: Any, value: Any) -> Any:
    """A JSON value as the Python value that a method takes for it; nested objects stay mappings."""
    schema = deref(document, schema)
    for option in schema.get("anyOf", []):
        if option != {"type": "null"} and value is not None:
            return typed(document, option, value)
    if schema.get("contentMediaType") or schema.get("format") == "binary":
        return str(value).encode()
    if isinstance(value, str) and schema.get("format") == "date-time":
        return dt.datetime.fromisoformat(value)
    if isinstance(value, str) and schema.get("format") == "date":
        return dt.date.fromisoformat(value)
    if isinstance(value, (int, float)) and schema.get("format") == "decimal":
        return Decimal(str(value))
    return value
