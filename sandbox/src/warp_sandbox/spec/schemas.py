"""
Values against the schemas of a document (JSON Schema 2020-12, formats asserted).

One rule: a violation names the field and the rule, so that a client can show it next to its input.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import quote, urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from warp_sandbox.errors import Violation
from warp_sandbox.spec.pointers import Tree

_URI = "urn:sandbox:document"


class Schemas:
    """The schemas of one bundled document, compiled when they are first used."""

    def __init__(self, tree: Tree) -> None:
        self._registry = Registry().with_resource(_URI, DRAFT202012.create_resource(tree))
        self._formats = _formats()
        self._validators: dict[str, Draft202012Validator] = {}

    def violations(self, pointer: str, value: Any) -> list[Violation]:
        """Every rule of the schema at ``pointer`` that the value breaks; an empty list means that it is valid."""
        errors = self._validator(pointer).iter_errors(value)
        found = dict.fromkeys(violation for error in errors for violation in _violations(error))
        return sorted(found, key=lambda violation: violation.field)

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            schema = {"$ref": f"{_URI}#{quote(pointer)}"}
            self._validators[pointer] = Draft202012Validator(
                schema, registry=self._registry, format_checker=self._formats
            )
        return self._validators[pointer]


def _violations(error: ValidationError) -> Iterator[Violation]:
    path = [str(key) for key in error.absolute_path]
    if error.validator == "required":
        required, instance = cast("list[str]", error.validator_value), cast("dict[str, Any]", error.instance)
        missing = [name for name in required if name not in instance]
        yield from (Violation(".".join([*path, name]), "Is required.") for name in missing)
    else:
        yield Violation(".".join(path), error.message)


def _formats() -> FormatChecker:
    formats = FormatChecker(formats=["email"])
    formats.checks("date", raises=ValueError)(_is_date)
    formats.checks("date-time", raises=ValueError)(_is_date_time)
    formats.checks("uri", raises=ValueError)(_is_uri)
    return formats


def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return len(value) == 10 and value[4] == value[7] == "-" and bool(date.fromisoformat(value))


def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return "T" in value.upper() and datetime.fromisoformat(value.upper()).tzinfo is not None


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)
