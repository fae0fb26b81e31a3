"""Values against schemas: what counts as a violation and which field it names."""

from __future__ import annotations

import pytest

from warp_sandbox.errors import Violation
from warp_sandbox.spec.schemas import Schemas


def fields(schema, value):
    return [one.field for one in Schemas({"schema": schema}).violations("/schema", value)]


def test_each_missing_field_is_named():
    """
    A required field is reported under its own name.
    """
    schema = {"properties": {"a": {"required": ["b", "c"]}}}

    violations = Schemas({"schema": schema}).violations("/schema", {"a": {}})

    assert [Violation("a.b", "Is required."), Violation("a.c", "Is required.")] == violations


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", "2026-02-28", "2026-02-30"),
        ("date", "2026-02-28", "20260228"),
        ("date", "2026-02-28", "2026-W01-1"),
        ("date-time", "2026-01-15T12:00:00.5Z", "2026-01-15T12:00:00"),
        ("date-time", "2026-01-15t12:00:00+01:00", "2026-01-15 12:00:00Z"),
        ("email", "noc@example.com", "noc"),
        ("uri", "https://example.com/a", "/a"),
    ],
)
def test_formats_are_asserted(name, good, bad):
    """
    A format is a rule, not a comment; values that are no text are left to ``type``.
    """
    schema = {"format": name}

    assert [] == fields(schema, good) == fields(schema, None)
    assert [""] == fields(schema, bad)


def test_references_are_followed():
    """
    Schemas refer to each other inside the document, special characters included.
    """
    tree = {"a{b}": {"$ref": "#/c~1d"}, "c/d": {"type": "string"}}

    assert [""] == [one.field for one in Schemas(tree).violations("/a{b}", 5)]
