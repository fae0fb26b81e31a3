"""From JSON Schema to types: one rule a test, seen in the IR."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import ir
from tests.generator.specimens import api_of, document, messages, operation, sources, writing

TEXT, NUMBER, FLAG, NONE = ir.Scalar("str"), ir.Scalar("int"), ir.Scalar("bool"), ir.Scalar("none")


def type_of(schema: Any, **schemas: Any) -> ir.TypeRef | None:
    """The type of a reply of this schema."""
    return api_of(document(operation(reply=schema), schemas=schemas)).operations[0].reply.type


def model(name: str, **schemas: Any) -> ir.Model:
    """A model of a document that gives back ``#/components/schemas/A``."""
    api = api_of(document(operation(reply=ref("A")), schemas=schemas))
    return next(one for one in api.models if one.name == name)


def ref(name: str, **beside: Any) -> dict[str, Any]:
    """A reference to a schema."""
    return {"$ref": f"#/components/schemas/{name}", **beside}


def fields(name: str, **schemas: Any) -> dict[str, ir.TypeRef]:
    """Wire name -> type of a model's fields."""
    return {field.wire: field.type for field in model(name, **schemas).fields}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, TEXT),
        ({"type": "integer"}, NUMBER),
        ({"type": "number"}, ir.Scalar("float")),
        ({"type": "boolean"}, FLAG),
        ({"type": "string", "format": "date-time"}, ir.Scalar("datetime")),
        ({"type": "string", "format": "date"}, ir.Scalar("date")),
        ({"type": "number", "format": "decimal"}, ir.Scalar("decimal")),
        ({"type": "string", "pattern": "(a+)+$", "maxLength": 10**30}, TEXT),
        ({}, ir.Scalar("any")),
        (True, ir.Scalar("any")),
        ({"description": "Anything."}, ir.Scalar("any")),
        ({"type": ["string", "null"]}, ir.OneOf((TEXT, NONE))),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, ir.OneOf((TEXT, NONE))),
        ({"oneOf": [{"type": "null", "description": "No."}, {"type": "string"}]}, ir.OneOf((TEXT, NONE))),
        ({"type": ["number", "null"], "format": "decimal"}, ir.OneOf((ir.Scalar("decimal"), NONE))),
        ({"type": ["string", "integer"]}, ir.OneOf((TEXT, NUMBER))),
        ({"type": ["string", "integer", "null"]}, ir.OneOf((TEXT, NUMBER, NONE))),
        ({"anyOf": [{"type": ["string", "null"]}, {"type": "integer"}]}, ir.OneOf((TEXT, NUMBER, NONE))),
        ({"anyOf": [{"type": "string"}, {"type": "string"}]}, TEXT),
        ({"anyOf": [{"type": "string"}, {}]}, ir.Scalar("any")),
        ({"anyOf": [{"type": "string"}]}, TEXT),
        ({"type": "array", "items": {"type": "string"}}, ir.ListOf(TEXT)),
        ({"type": "array"}, ir.ListOf(ir.Scalar("any"))),
        ({"type": ["array", "null"], "items": {"type": "string"}}, ir.OneOf((ir.ListOf(TEXT), NONE))),
        ({"type": "array", "items": {"type": ["string", "null"]}}, ir.ListOf(ir.OneOf((TEXT, NONE)))),
        ({"type": "object"}, ir.MapOf(ir.Scalar("any"))),
        ({"type": "object", "additionalProperties": False}, ir.MapOf(ir.Scalar("any"))),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, ir.MapOf(NUMBER)),
        ({"additionalProperties": {"type": "array", "items": {"type": "string"}}}, ir.MapOf(ir.ListOf(TEXT))),
        ({"type": ["object", "null"], "additionalProperties": {"type": "integer"}}, ir.OneOf((ir.MapOf(NUMBER), NONE))),
        ({"const": "a"}, TEXT),
        ({"const": True}, FLAG),
        ({"type": "integer", "enum": [1, 2]}, NUMBER),
        ({"enum": [1, "a"]}, ir.Scalar("any")),
        ({"type": ["integer", "null"], "enum": [1, None]}, ir.OneOf((NUMBER, NONE))),
    ],
    ids=str,
)  # fmt: skip
def test_a_schema_has_a_type(schema: Any, expected: ir.TypeRef) -> None:
    """
    What OpenAPI can say about a value without a name.
    """
    assert expected == type_of(schema)


NO_UNION = "there is no rule for anyOf over objects or arrays, nor over several kinds of text"
NO_ENUM = "enum must be a list of different texts or numbers"
TYPED = {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}}
BOTH = {"type": ["object", "string"], "properties": {}}


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (False, "False is not a schema"),
        ({"type": "string", "nullable": True}, "there is no rule for nullable"),
        ({"not": {}}, "there is no rule for not"),
        ({"type": "object", "discriminator": {}}, "there is no rule for discriminator"),
        ({"type": "null"}, "there is no rule for type 'null'"),
        ({"type": ["null"]}, "there is no rule for type 'null'"),
        ({"type": "number[]"}, "there is no rule for type 'number[]'"),
        ({"items": {}}, "items need the type array"),
        ({"type": "string", "properties": {}}, "there is no rule for properties in type 'string'"),
        (BOTH, "there is no rule for properties in type ['object', 'string']"),
        ({"anyOf": [{"required": ["a"]}], "properties": {}}, "there is no rule for anyOf beside properties"),
        ({"enum": ["a"], "oneOf": [{}]}, "there is no rule for enum beside oneOf"),
        ({"enum": []}, NO_ENUM),
        ({"enum": ["a", "a"]}, NO_ENUM),
        ({"enum": [None]}, NO_ENUM),
        ({"enum": [["a"], ["b"]]}, NO_ENUM),
        ({"const": None}, NO_ENUM),
        ({"anyOf": [{"type": "null"}]}, NO_UNION),
        ({"oneOf": [{"type": "array"}, {"type": "string"}]}, NO_UNION.replace("anyOf", "oneOf")),
        ({"anyOf": [{"type": "string"}, {"type": "string", "format": "date"}]}, NO_UNION),
        (TYPED, "there is no rule for typed keys beside properties"),
        ({"properties": {}, "required": ["a"]}, "'a' is required but not a property of ListPetsReply"),
        ({"properties": {}, "patternProperties": {"[a-z]+": {}}}, "there is no rule for the pattern '[a-z]+'"),
        ({"allOf": [{"type": "string"}]}, "a part of allOf must be an object that does not contain itself"),
    ],
    ids=lambda one: str(one)[:50],
)  # fmt: skip
def test_what_has_no_rule_stops_the_build(schema: Any, message: str) -> None:
    """
    Never a guess.
    """
    assert [message] == messages(type_of, schema)


def test_a_union_over_objects_stops_the_build() -> None:
    """
    Nullable ones as well: a decoder could not tell them apart.
    """
    schemas = {name: {"type": ["object", "null"], "properties": {}} for name in ("A", "B")}

    (message,) = messages(type_of, {"oneOf": [ref("A"), ref("B")]}, **schemas)

    assert message.startswith("there is no rule for oneOf over objects")


def test_an_object_becomes_a_model_of_its_file() -> None:
    """
    Named by its component, its fields in the order of the document.
    """
    properties = {"b": {"type": "string", "description": "Bee."}, "a": {"type": "integer"}}
    pet = {"description": "An animal.", "type": "object", "required": ["b"], "properties": properties}
    tree = sources(document(operation(reply={"$ref": "animals.yaml#/Pet"})), animals={"Pet": pet})

    (found,) = api_of(tree).models

    assert ("Pet", "animals", "An animal.") == (found.name, found.domain, found.description)
    assert [("b", True, "Bee."), ("a", False, "")] == [
        (one.wire, one.required, one.description) for one in found.fields
    ]


def test_inline_objects_and_enums_are_named_after_what_holds_them() -> None:
    """
    Component, then property; operation, then part; an item of a list is an ``Item``.
    """
    inline = {"type": "object", "properties": {"sort": {"enum": ["x"]}}}
    schemas = {"A": {"type": "object", "properties": {"home-town": inline, "toys": {"type": "array", "items": inline}}}}
    tree = document(
        operation(reply=ref("A")),
        writing(body=inline, reply=inline, parameters=[{"name": "order", "in": "query", "schema": {"enum": ["y"]}}]),
        schemas=schemas,
    )

    api = api_of(tree)

    names = {one.name for one in (*api.models, *api.enums)}
    assert {
        "A", "AHomeTown", "AHomeTownSort", "AToysItem", "AToysItemSort", "CreatePetBody", "CreatePetBodySort",
        "CreatePetReply", "CreatePetReplySort", "CreatePetOrder",
    } == names  # fmt: skip


def test_two_types_of_one_name_are_refused() -> None:
    """
    An inline one may not take the name of a component.
    """
    schemas = {"A": {"type": "object", "properties": {"b": {"enum": ["x"]}}}, "AB": {"enum": ["y"]}}

    found = messages(api_of, document(operation(reply=ref("A")), operation("b", reply=ref("AB")), schemas=schemas))

    assert ["a second type is called AB"] == found


def test_an_enum_is_shared_by_all_who_refer_to_it() -> None:
    """
    Nullable in one place, not in another.
    """
    properties = {
        "a": ref("Kind"),
        "b": {"anyOf": [ref("Kind"), {"type": "null"}]},
        "c": {"type": "array", "items": ref("Kind")},
    }
    kind = ir.Named("Kind")

    found = fields("A", A={"type": "object", "properties": properties}, Kind={"type": "string", "enum": ["x"]})

    assert {"a": kind, "b": ir.OneOf((kind, NONE)), "c": ir.ListOf(kind)} == found


@pytest.mark.parametrize(
    "schema",
    [{"type": ["string", "null"], "enum": ["x", None]}, {"type": ["object", "null"], "properties": {"x": {}}}],
    ids=["enum", "object"],
)
def test_a_nullable_component_is_nullable_wherever_it_is_used(schema: Any) -> None:
    """
    The first time and the second time.
    """
    found = fields("A", A={"type": "object", "properties": {"a": ref("B"), "b": ref("B")}}, B=schema)

    assert {"a": ir.OneOf((ir.Named("B"), NONE)), "b": ir.OneOf((ir.Named("B"), NONE))} == found


def test_objects_may_contain_themselves() -> None:
    """
    Directly, in lists, in maps, and through one another.
    """
    by = {"additionalProperties": ref("B")}
    schemas = {
        "A": {"type": "object", "properties": {"a": ref("A"), "b": ref("B")}},
        "B": {"type": "object", "properties": {"all": {"type": "array", "items": ref("A")}, "by": by}},
    }

    assert {"a": ir.Named("A"), "b": ir.Named("B")} == fields("A", **schemas)
    assert {"all": ir.ListOf(ir.Named("A")), "by": ir.MapOf(ir.Named("B"))} == fields("B", **schemas)


def test_all_of_is_flattened_later_parts_win() -> None:
    """
    Properties, required names and custom prefixes of every part; the object's own come last.
    """
    found = model(
        "A",
        A={
            "allOf": [ref("B"), {"properties": {"x": {"type": "integer"}}, "required": ["y"]}],
            "properties": {"z": {"type": "boolean"}},
        },
        B={
            "type": "object",
            "required": ["x"],
            "properties": {"x": {"type": "string"}, "y": {"type": "string"}},
            "patternProperties": {"^cust_": {}},
        },
    )

    assert [("x", NUMBER, True), ("y", TEXT, True), ("z", FLAG, False)] == [
        (one.wire, one.type, one.required) for one in found.fields
    ]
    assert ("cust_",) == found.custom


@pytest.mark.parametrize("first", ["Cat", "Dog", "Pet"])
def test_an_inherited_inline_type_is_named_after_who_defines_it(first: str) -> None:
    """
    Else its name would depend on which operation comes first.
    """
    schemas = {
        "Pet": {"type": "object", "properties": {"size": {"enum": ["s", "l"]}}},
        "Cat": {"allOf": [ref("Pet")]},
        "Dog": {"allOf": [ref("Pet")]},
    }
    names = sorted(schemas, key=lambda name: name != first)

    api = api_of(document(*(operation(f"get_{name.lower()}", reply=ref(name)) for name in names), schemas=schemas))

    assert ["PetSize"] == [one.name for one in api.enums]


def test_marks_reach_the_fields() -> None:
    """
    Secrets, links, decimal places; words of the type where a reference has none of its own.
    """
    properties = {
        "key": {"type": "string", "x-sensitive": True},
        "next": {"type": "string", "x-link": "next"},
        "cost": {"type": "number", "format": "decimal", "x-scale": 4},
        "kind": ref("Kind"),
        "mine": ref("Kind", description="My kind."),
    }
    kind = {"enum": ["x"], "description": "A kind. And more."}

    key, link, cost, other, mine = model("A", A={"type": "object", "properties": properties}, Kind=kind).fields

    assert (True, "next", 4) == (key.secret, link.link, cost.scale)
    assert [("A kind", True), ("My kind.", True)] == [(one.description, one.borrowed) for one in (other, mine)]
