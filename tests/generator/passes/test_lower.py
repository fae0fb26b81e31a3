"""Through the parser and back: nothing is lost, and whatever the parser says is a problem."""

from __future__ import annotations

import attrs
import openapi_python_client.parser.openapi as parser
import pytest
from openapi_python_client.parser import properties as kinds
from openapi_python_client.parser.bodies import Body
from openapi_python_client.parser.responses import Response, Responses

from generator.model import ir
from generator.passes.canonicalise import Canonical, canonicalise
from generator.passes.lower import READS, lower
from tests.generator.specimens import document, messages, operation, problems, whole, writing
from tests.generator.test_fuzz import HEALTHY


def canonical() -> Canonical:
    """Both halves of a document with an operation, a model and an enum."""
    pet = {"type": "object", "properties": {"kind": {"enum": ["cat"]}}}
    return canonicalise(whole(document(operation(reply={"$ref": "#/components/schemas/Pet"}), schemas={"Pet": pet})))


@pytest.mark.parametrize("name", READS)
def test_the_pinned_parser_has_every_attribute_that_is_read(name: str) -> None:
    """
    Its inside is not a published interface: a new release has to pass here first.
    """
    home = parser if hasattr(parser, name) else kinds

    fields = {one for kind in getattr(home, name).__mro__ for one in vars(kind).get("__annotations__", {})}

    assert set(READS[name]) <= fields


def test_the_parser_still_has_what_is_called_and_replaced() -> None:
    """
    ``from_dict`` takes the document and its configuration; ``deepcopy`` is what makes it slow.
    """
    assert {"prop"} <= {field.name for field in attrs.fields(Response)}
    assert {"patterns"} <= {field.name for field in attrs.fields(Responses)}
    assert attrs.has(Body)
    assert callable(parser.GeneratorData.from_dict)
    assert callable(parser.deepcopy)


def test_the_parser_is_left_as_it_was_found() -> None:
    """
    The shallow copy is lent for one parse.
    """
    before = parser.deepcopy

    lower(canonical())

    assert before is parser.deepcopy


def test_operations_in_are_operations_out() -> None:
    """
    Every operation, every model, every enum, in document order.
    """
    found = canonicalise(whole(HEALTHY))

    api = lower(found)

    assert ["list_pets", "create_pet", "get_pet", "delete_pet"] == [one.id for one in api.operations]
    assert {one.name for one in found.table.models.values()} == {one.name for one in api.models}
    assert {one.name for one in found.table.enums.values()} == {one.name for one in api.enums}


def test_names_are_still_those_of_the_document() -> None:
    """
    `name` comes later.
    """
    tree = document(writing(body={"type": "object", "properties": {"fooBar": {"type": "string"}}}))

    body = lower(canonicalise(whole(tree))).operations[0].body

    assert body is not None
    assert [("fooBar", "fooBar")] == [(field.name, field.wire) for field in body.fields]


def test_what_the_parser_refuses_is_a_problem() -> None:
    """
    With its words, and where to mend it.
    """
    broken = attrs.evolve(canonical(), plain={"openapi": "3.1.0"})

    (problem,) = problems(lower, broken)

    assert problem.message.startswith("the parser refused the document")
    assert "Add a rule to canonicalise." == problem.advice


@pytest.mark.parametrize(
    ("key", "schema"),
    [
        ("E1", {"type": "string", "enum": [1.5]}),
        ("M0", {"type": "object", "properties": {"p0": {"$ref": "#/nowhere"}}}),
    ],
)
def test_what_the_parser_warns_of_is_a_problem(key: str, schema: object) -> None:
    """
    It would drop a type and go on with exit code 0.
    """
    found = canonical()
    found.plain["components"]["schemas"][key] = schema

    said = messages(lower, found)

    assert said
    assert all(message.startswith("the parser says") for message in said)


def test_what_does_not_come_out_of_the_parser_is_a_problem() -> None:
    """
    Even when the parser says nothing at all.
    """
    found = canonical()
    del found.plain["paths"]["/o0"]

    assert ["the operation did not survive parsing"] == messages(lower, found)


def test_a_type_that_does_not_come_out_is_a_problem() -> None:
    """
    Its name and place are those of the document.
    """
    found = canonical()
    found.table.models["M9"] = attrs.evolve(found.table.models["M0"], name="Lost")

    assert ["the type Lost did not survive parsing"] == messages(lower, found)


def test_decimals_and_maps_come_back() -> None:
    """
    They went through the parser as marker objects.
    """
    properties = {
        "cost": {"type": "number", "format": "decimal"},
        "by_day": {"type": "object", "additionalProperties": {"type": ["number", "null"], "format": "decimal"}},
        "free": {"type": "object"},
    }
    tree = document(operation(reply={"type": "object", "properties": properties}))

    (model,) = lower(canonicalise(whole(tree))).models

    decimal, none = ir.Scalar("decimal"), ir.Scalar("none")
    assert [decimal, ir.MapOf(ir.OneOf((decimal, none))), ir.MapOf(ir.Scalar("any"))] == [
        one.type for one in model.fields
    ]
