"""
Tools as data: what a model is told about a method, what it may give, and what it gets back.

The rule: a description is made from the catalog alone, one printable line; what the platform says comes back as JSON
values, freed of characters that people cannot see, and never in the place of a description.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from warp_client_core.catalog import PAGED, Catalog, Entry, Parameter
from warp_client_core.catalog.invoking import masked, missing, plain
from warp_client_core.catalog.values import Unfit, from_json, is_kind, options

LONGEST: Final = 300
"""Characters of a description."""

REASON: Final = "reason"


def needs_reason(catalog: Catalog, entry: Entry) -> bool:
    """Whether the tool asks for a reason that the method itself does not take."""
    return catalog.reasons and entry.destructive and not any(one.name == REASON for one in entry.parameters)


def description(entry: Entry) -> str:
    """One line about a method."""
    what = f"{visible(entry.summary)} ({entry.request}; {entry.safety})"
    return " ".join(what.split())[:LONGEST]


def input_schema(catalog: Catalog, entry: Entry) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments, whole in itself."""
    properties = {one.name: _property(one, catalog.schemas) for one in entry.parameters}
    required = [one.name for one in entry.parameters if one.required]
    if needs_reason(catalog, entry):
        properties[REASON] = {"type": "string", "minLength": 1, "description": "Why; written down."}
        required.append(REASON)
    schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    schema["additionalProperties"] = False
    if entry.custom:
        schema["patternProperties"] = {f"^{prefix}": {} for prefix in entry.custom}
    if used := _reached(properties, catalog.schemas):
        schema["$defs"] = used
    return schema


def arguments(catalog: Catalog, entry: Entry, given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Arguments of the method, from those of a tool call.

    Raises:
        Unfit: One is missing, not known, or not what the schema asks for.
    """
    known = {one.name: one for one in entry.parameters}
    result = {}
    for name, value in given.items():
        if name in known:
            result[name] = _argument(known[name], value, catalog.schemas)
        elif any(name.startswith(prefix) for prefix in entry.custom):
            result[name] = value
        elif not (name == REASON and needs_reason(catalog, entry)):
            raise Unfit(f"{entry.path} takes no {visible(name)[:60]}; it takes {', '.join(known) or 'nothing'}")
    if names := missing(entry, result):
        raise Unfit(f"{entry.path} needs {', '.join(names)}")
    if catalog.reasons and entry.destructive and not str(given.get(REASON) or "").strip():
        raise Unfit(f"{entry.path} needs a {REASON}")
    return result


def result_text(entry: Entry, result: Any, *, max_bytes: int, secrets: bool) -> str:
    """
    A result as JSON text of at most so many bytes; what does not fit is counted, or cut and called cut.

    Args:
        entry: The method.
        result: What it gave.
        max_bytes: Of the text in UTF-8.
        secrets: Show what the catalog calls secret.
    """
    hidden = frozenset() if secrets else frozenset(entry.reply.secrets)
    if entry.reply.kind not in PAGED:
        value = clean(masked(plain(result), hidden))
        text = _json({"result": value})
        return text if _size(text) <= max_bytes else _cut(text, max_bytes)
    items = clean(masked(plain(list(result.items)), hidden))
    kept = len(items)
    while True:
        left = {"omitted": len(items) - kept} if kept < len(items) else {}
        text = _json({"items": items[:kept], "has_next": result.has_next, **left})
        if _size(text) <= max_bytes or not kept:
            return text if _size(text) <= max_bytes else _cut(text, max_bytes)
        kept = max(min(kept - 1, kept * max_bytes // _size(text)), 0)


def clean(value: Any) -> Any:
    """The same JSON without characters that nobody sees, in which instructions could hide."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): clean(one) for key, one in value.items()}
    return [clean(one) for one in value] if isinstance(value, list) else value


def visible(text: str) -> str:
    """The text without control, format and private characters; line breaks and tabs stay."""
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cs"))


def _property(one: Parameter, schemas: Mapping[str, Any]) -> dict[str, Any]:
    schema = _local(one.schema)
    said = visible(one.help)
    if is_kind(one.schema, schemas, "string") and _is_file(one, schemas):
        schema, said = {"type": "string"}, f"{said} Give the content of the file as text."
    return {**schema, "description": " ".join(said.split())[:LONGEST]} if said else schema


def _is_file(one: Parameter, schemas: Mapping[str, Any]) -> bool:
    return any(option.get("format") == "binary" for option in options(one.schema, schemas))


def _argument(one: Parameter, value: Any, schemas: Mapping[str, Any]) -> Any:
    if _is_file(one, schemas):
        if not isinstance(value, str):
            raise Unfit(f"{one.name} must be the content of a file as text")
        # Its content and never a path: a model does not choose which files of this machine are sent.
        return value.encode()
    return from_json(value, one.schema, schemas, name=one.name)


def _local(schema: Any) -> Any:
    """The schema with references into its own ``$defs``."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/schemas/", "#/$defs/") if key == "$ref" else _local(value)
            for key, value in schema.items()
        }
    return [_local(one) for one in schema] if isinstance(schema, list) else schema


def _reached(schema: Any, schemas: Mapping[str, Any]) -> dict[str, Any]:
    waiting, found = _references(schema), {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _local(schemas[name])
            waiting += _references(found[name])
    return dict(sorted(found.items()))


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"].rpartition("/")[2]] if isinstance(schema.get("$ref"), str) else []
        return own + [name for value in schema.values() for name in _references(value)]
    return [name for one in schema for name in _references(one)] if isinstance(schema, list) else []


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _size(text: str) -> int:
    return len(text.encode())


def _cut(text: str, max_bytes: int) -> str:
    part = text.encode()[: max(max_bytes // 2, 0)].decode("utf-8", "ignore")
    return _json({"truncated": True, "bytes": _size(text), "beginning": part})
