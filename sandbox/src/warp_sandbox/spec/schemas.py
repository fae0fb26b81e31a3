"""
Values against the schemas of a document (JSON Schema 2020-12, formats asserted).

One rule: a violation names the field and the rule, so that a client can show it next to its input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import jsonschema_rs
from jsonschema_rs import Draft202012Validator, Registry, ValidationError, ValidationErrorKind

from warp_sandbox.errors import Violation
from warp_sandbox.spec.pointers import Tree

_URI = "urn:sandbox:document"
_OPEN = ("duration", "hostname", "ipv4", "ipv6", "iri", "json-pointer", "regex", "time", "uri-reference", "uuid")
"""Formats that the validator knows and the platform does not insist on."""


class Schemas:
    """The schemas of one bundled document, compiled when they are first used."""

    def __init__(self, tree: Tree) -> None:
        self._registry = Registry([(_URI, tree)], draft=jsonschema_rs.Draft202012)
        self._validators: dict[str, Draft202012Validator] = {}

    def violations(self, pointer: str, value: Any) -> list[Violation]:
        """Every rule of the schema at ``pointer`` that the value breaks; an empty list means that it is valid."""
        validator = self._validators.get(pointer) or self._compiled(pointer)
        if validator.is_valid(value):
            return []
        found = dict.fromkeys(one for error in validator.iter_errors(value) for one in _violations(error))
        return sorted(found, key=lambda violation: violation.field)

    def _compiled(self, pointer: str) -> Draft202012Validator:
        schema = {"$ref": f"{_URI}#{quote(pointer)}"}
        self._validators[pointer] = Draft202012Validator(
            schema, formats=_FORMATS, validate_formats=True, registry=self._registry
        )
        return self._validators[pointer]


def _violations(error: ValidationError) -> Iterator[Violation]:
    path = [str(key) for key in error.instance_path]
    if isinstance(error.kind, ValidationErrorKind.Required):
        yield Violation(".".join([*path, error.kind.property]), "Is required.")
    else:
        yield Violation(".".join(path), error.message)


def _is_email(value: str) -> bool:
    return "@" in value


def _is_date(value: str) -> bool:
    try:
        return len(value) == 10 and value[4] == value[7] == "-" and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_date_time(value: str) -> bool:
    try:
        return "T" in value.upper() and datetime.fromisoformat(value.upper()).tzinfo is not None
    except ValueError:
        return False


def _is_uri(value: str) -> bool:
    return bool(urlsplit(value).scheme)


def _is_open(value: str) -> bool:
    return True


_FORMATS: dict[str, Callable[..., bool]] = {
    **dict.fromkeys(_OPEN, _is_open),
    "date": _is_date,
    "date-time": _is_date_time,
    "email": _is_email,
    "uri": _is_uri,
}
