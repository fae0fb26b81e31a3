"""The rules for one schema node."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.words import (
    field_facts,
    is_null,
    or_null,
    pascal,
    plain_scalar,
    text_of,
    type_of,
    without_null,
)


@pytest.mark.parametrize(
    ("schema", "rest", "nullable"),
    [
        ({"type": "string"}, {"type": "string"}, False),
        ({"type": ["string", "null"]}, {"type": "string"}, True),
        ({"type": ["string", "integer", "null"]}, {"type": ["string", "integer"]}, True),
        ({"type": ["string"]}, {"type": "string"}, False),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"type": "string", "enum": ["a"]}, True),
        ({"enum": ["a", None]}, {"enum": ["a"]}, True),
        ({"type": "string", "enum": ["a", None]}, {"type": "string", "enum": ["a"]}, False),
        ({}, {}, False),
    ],
)
def test_null_is_taken_out_of_types_and_enums(schema: Any, rest: Any, nullable: bool) -> None:
    """
    A null that the type forbids is no value.
    """
    assert (rest, nullable) == without_null(schema)


def test_or_null_does_not_nest_unions() -> None:
    """
    What may be anything may be null already.
    """
    null = {"type": "null"}

    assert {"anyOf": [{"type": "string"}, null]} == or_null({"type": "string"})
    assert {"anyOf": [{"type": "string"}, {"type": "integer"}, null]} == or_null(
        {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    )
    assert {} == or_null({})


@pytest.mark.parametrize(
    ("schema", "answer"), [({"type": "null"}, True), ({"type": ["null"]}, True), ({}, False), (True, False)]
)
def test_is_null(schema: Any, answer: bool) -> None:
    """
    Null and nothing else.
    """
    assert answer is is_null(schema)


@pytest.mark.parametrize(
    ("kind", "schema", "plain"),
    [
        ("string", {}, {"type": "string"}),
        ("string", {"format": "date-time"}, {"type": "string", "format": "date-time"}),
        ("string", {"format": "date"}, {"type": "string", "format": "date"}),
        ("string", {"format": "binary"}, {"type": "string", "format": "binary"}),
        ("string", {"contentMediaType": "text/csv"}, {"type": "string", "format": "binary"}),
        ("string", {"format": "uuid"}, {"type": "string", "format": "uuid"}),
        ("string", {"format": "byte"}, {"$ref": "#/components/schemas/Base64"}),
        ("integer", {"format": "time"}, {"type": "integer"}),
        ("number", {}, {"type": "number"}),
        ("number", {"format": "decimal"}, {"$ref": "#/components/schemas/Decimal"}),
        ("integer", {"format": "int64"}, {"type": "integer"}),
        ("boolean", {}, {"type": "boolean"}),
    ],
)
def test_scalars_keep_the_formats_that_change_their_type(kind: str, schema: Any, plain: Any) -> None:
    """
    Money is decimal, times are times, files are bytes; any other format is left to the platform.
    """
    assert plain == plain_scalar(kind, schema)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(True, "boolean"), (1, "integer"), (1.5, "number"), ("a", "string"), (None, ""), ([], ""), ({}, "")],
)
def test_type_of(value: Any, kind: str) -> None:
    """
    A flag is no number.
    """
    assert kind == type_of(value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list_pets", "ListPets"),
        ("X-Key", "XKey"),
        ("refName", "RefName"),
        ("a/../b", "AB"),
        ("\u00e9\ufb01", ""),
        ("1st", "1st"),
    ],
)
def test_pascal_keeps_ascii_words(name: str, words: str) -> None:
    """
    What is no letter of a class name parts words.
    """
    assert words == pascal(name)


def test_text_of() -> None:
    """
    Only mappings have words.
    """
    assert ("A.", "") == (text_of({"description": " A.\n"}), text_of(True))


def test_field_facts_keep_what_the_parser_drops() -> None:
    """
    Secrets by mark or by format, links, decimal places, and whether the words are borrowed.
    """
    marked = field_facts("p0", "a", {"x-sensitive": True, "x-link": "self"}, required=True, description="")
    password = field_facts("p1", "b", {"format": "password"}, required=False, description="")
    money = field_facts("p2", "c", {"$ref": "#/x", "x-scale": 2}, required=False, description="Words.")

    assert (True, "self", True) == (marked.secret, marked.link, marked.required)
    assert (True, False) == (password.secret, password.borrowed)
    assert (2, True, False) == (money.scale, money.borrowed, money.secret)
