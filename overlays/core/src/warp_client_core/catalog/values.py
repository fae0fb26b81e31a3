"""
Values as callers of a catalog give them, text or JSON, made into what the methods of a client take.

The rule: a value that does not fit its schema is refused here with the name of its parameter, before anything is sent;
and a message shows no value, because it may be a secret.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

_TRUE: Final = ("true", "yes", "on", "1")
_FALSE: Final = ("false", "no", "off", "0")
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float, Decimal),
    "boolean": (bool,),
    "array": (list, tuple),
    "object": (dict,),
    "null": (type(None),),
}


class Unfit(ValueError):
    """A value does not fit; the message says where and what is taken, and not the value."""


def resolved(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that a reference leads to, the schema itself where it is none."""
    reference = schema.get("$ref")
    target: Mapping[str, Any] = schemas[reference.rpartition("/")[2]] if reference else schema
    return target


def options(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schemas of which one has to fit, references resolved."""
    schema = resolved(schema, schemas)
    found = [one for option in schema.get("anyOf", [schema]) for one in [resolved(option, schemas)]]
    return [inner for one in found for inner in (options(one, schemas) if "anyOf" in one else [one])]


def is_kind(schema: Mapping[str, Any], schemas: Mapping[str, Any], kind: str) -> bool:
    """Whether a value of this JSON type may be given."""
    return any(one.get("type") == kind for one in options(schema, schemas))


def hint(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """What is taken, in a word or two, for help."""
    words = []
    for one in options(schema, schemas):
        kind = one.get("format") or one.get("type")
        if "enum" in one or "examples" in one:
            words.append("|".join(str(value) for value in one.get("enum", one.get("examples"))))
        elif kind == "array":
            words.append(f"{hint(one.get('items', {}), schemas)}...")
        elif kind != "null":
            words.append({"object": "json", "binary": "file", "string": "text", None: "json"}.get(kind, str(kind)))
    return "|".join(dict.fromkeys(words))


def from_text(text: str, schema: Mapping[str, Any], schemas: Mapping[str, Any], *, name: str) -> Any:
    """
    A value from text, such as an argument of a command.

    Args:
        text: As given; JSON for objects, arrays and values that may be anything.
        schema: What it has to be.
        schemas: What references lead to.
        name: Of the parameter, for messages.

    Raises:
        Unfit: It is something else.
    """
    last: Unfit | None = None
    for one in sorted(options(schema, schemas), key=lambda one: one.get("type") == "string"):
        try:
            return _read(text, one, schemas, name)
        except Unfit as error:
            last = error
    raise last or Unfit(f"{name}: nothing can be given here")


def from_json(value: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], *, name: str) -> Any:
    """
    A value from parsed JSON.

    Raises:
        Unfit: It is not what the schema asks for; the message names the place within the value.
    """
    last: Unfit | None = None
    for one in options(schema, schemas):
        try:
            return _taken(value, one, schemas, name)
        except Unfit as error:
            last = error
    raise last or Unfit(f"{name}: nothing can be given here")


def _read(text: str, schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str) -> Any:
    kind = schema.get("type")
    if "enum" in schema:
        found = [value for value in schema["enum"] if str(value) == text]
        if not found:
            raise Unfit(f"{name} must be one of {', '.join(map(str, schema['enum']))}")
        return found[0]
    if kind == "null":
        if text == "null":
            return None
        raise Unfit(f"{name} must be null")
    if kind == "boolean":
        if text.lower() in (*_TRUE, *_FALSE):
            return text.lower() in _TRUE
        raise Unfit(f"{name} must be true or false")
    if kind in ("integer", "number"):
        try:
            return int(text) if kind == "integer" else float(text)
        except ValueError:
            raise Unfit(f"{name} must be {'a whole' if kind == 'integer' else 'a'} number") from None
    if kind == "string":
        return _taken(text, schema, schemas, name)
    try:
        value = json.loads(text, parse_float=Decimal)
    except ValueError:
        if kind is None:
            return text
        raise Unfit(f"{name} must be JSON ({'an array' if kind == 'array' else 'an object'}), or @FILE") from None
    return _taken(value, schema, schemas, name)


def _taken(given: Any, schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str) -> Any:
    kind, value = schema.get("type"), given
    if "enum" in schema and value not in schema["enum"]:
        raise Unfit(f"{name} must be one of {', '.join(map(str, schema['enum']))}")
    if schema.get("format") == "decimal" and not isinstance(value, bool) and isinstance(value, (int, float, Decimal)):
        return value if isinstance(value, Decimal) else Decimal(repr(value))
    if kind is not None and (not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
        raise Unfit(f"{name} must be of type {kind}")
    if kind == "object":
        return _object(given, schema, schemas, name)
    if kind == "array" and "items" in schema:
        return [from_json(one, schema["items"], schemas, name=f"{name}[{at}]") for at, one in enumerate(given)]
    if kind == "string":
        return _string(given, schema.get("format"), name)
    return float(str(value)) if kind == "number" else value


def _object(value: Mapping[str, Any], schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str) -> Any:
    fields, further = schema.get("properties"), schema.get("additionalProperties", {})
    if missing := [one for one in schema.get("required", ()) if one not in value]:
        raise Unfit(f"{name}.{missing[0]} is missing")
    if fields is None:
        return {key: from_json(one, further, schemas, name=f"{name}.{key}") for key, one in value.items()}
    if unknown := [key for key in value if key not in fields]:
        raise Unfit(f"{name}.{unknown[0]} is not among its fields: {', '.join(fields)}")
    return {key: from_json(one, fields[key], schemas, name=f"{name}.{key}") for key, one in value.items()}


def _string(text: str, form: object, name: str) -> Any:
    try:
        if form == "date-time":
            moment = datetime.fromisoformat(text)
            # A time without a zone is told to the platform as UTC, which help says.
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if form == "date":
            return date.fromisoformat(text)
        if form == "decimal":
            number = Decimal(text)
            if not number.is_finite():
                raise InvalidOperation
            return number
    except (ValueError, InvalidOperation):
        what = {"date-time": "a time like 2026-01-31T08:00:00Z", "date": "a date like 2026-01-31"}
        raise Unfit(f"{name} must be {what.get(str(form), 'a decimal number')}") from None
    return text


def is_list(value: object) -> bool:
    """Whether a value is several values."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))
