"""Arguments for any method of a catalog: the smallest that its schemas allow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from warp_client_core.catalog import Entry
from warp_client_core.catalog.values import options

TEXTS = {
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "decimal": "1.50",
    "email": "a@example.com",
    "binary": "",
}
SPECIAL = {"refresh_token": "other-token", "warp_id": "w1", "external_id": "x1"}
SUBJECTS = {
    "sync.customer": {"id": "w1", "company_name": "Acme", "currency": "USD"},
}
RECORDS = {
    "customers.bulk_upsert": {"external_id": "c1", "company_name": "Acme", "subsidiary": {"id": "1"}},
    "invoices.bulk_create": {"external_id": "i1", "entity": {"id": "1"}, "item": {"items": []}},
}


def value(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """A value as JSON."""
    one = options(schema, schemas)[0]
    if "enum" in one or "examples" in one:
        return one.get("enum", one.get("examples"))[0]
    match one.get("type"):
        case "string":
            return TEXTS.get(one.get("format", ""), "x1")
        case "integer":
            return 1
        case "number":
            return 1.5
        case "boolean":
            return True
        case "array":
            return [value(one.get("items", {}), schemas)]
        case "object":
            fields = one.get("properties", {})
            return {name: value(fields[name], schemas) for name in one.get("required", ())}
    return {"id": "x1"}


def command(entry: Entry, schemas: Mapping[str, Any], file: str) -> list[str]:
    """What stands behind ``warp call AUDIENCE``: the method and all that it needs."""
    words = [entry.path]
    for one in entry.parameters:
        if not one.required:
            continue
        made = SPECIAL.get(one.name) or value(one.schema, schemas)
        made = SUBJECTS.get(entry.path, made) if one.place == "argument" else made
        if one.name == "records":
            made = [RECORDS[entry.path]]
        if any(option.get("format") == "binary" for option in options(one.schema, schemas)):
            made = file
        text = made if isinstance(made, str) else json.dumps(made)
        words += [f"--{one.name.strip('_').replace('_', '-')}", text]
    return words
