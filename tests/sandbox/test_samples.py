"""Values that a document shows."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.document import Api
from warp_sandbox.spec.samples import sample


def of(schema, **others):
    return sample(Api({"schema": schema, **others}), "/schema")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "string", "examples": ["a", "b"]}, "a"),
        ({"type": "string", "example": None, "default": "x"}, None),
        ({"enum": ["one", "two"], "default": "two"}, "two"),
        ({"enum": ["one", "two"]}, "one"),
        ({"const": 3}, 3),
        ({"anyOf": [{"type": "integer", "minimum": 7}, {"type": "null"}]}, 7),
        ({"type": "array", "items": {"examples": [1]}}, [1]),
        ({"type": "array"}, []),
        ({"properties": {"a": {"type": "boolean"}, "b": {"type": ["string", "null"]}}}, {"a": True, "b": "text"}),
        ({"type": "number"}, 1.5),
        ({}, "text"),
    ],
)
def test_written_examples_come_before_made_up_values(schema, value):
    """
    What the document shows is used as it is; only gaps are filled.
    """
    assert value == of(schema)


def test_example_of_the_reference_wins_over_its_target():
    """
    An example beside a reference is the more specific one.
    """
    assert "near" == of({"$ref": "#/other", "examples": ["near"]}, other={"examples": ["far"]})


def test_schema_that_contains_itself_ends():
    """
    Recursion stops in an empty object.
    """
    assert "child" in of({"properties": {"child": {"$ref": "#/schema"}}})


def test_samples_are_copies():
    """
    Who changes a sample does not change the document.
    """
    api = Api({"schema": {"examples": [{"a": 1}]}})

    sample(api, "/schema")["a"] = 2

    assert {"a": 1} == sample(api, "/schema")
