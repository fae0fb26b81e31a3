"""From JSON Schema to types: one rule a test, seen in the IR."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from generator.model import ir
from generator.passes.canonicalise import canonicalise
from generator.passes.lower import lower
from tests.generator.specimens import api_of, document, messages, operation, sources, whole, writing

TEXT, NUMBER, FLAG, NONE = ir.Scalar("str"), ir.Scalar("int"), ir.Scalar("bool"), ir.Scalar("none")


def type_of(schema: Any, **schemas: Any) -> ir.TypeRef | None:
    """The type of a reply of this schema."""
    return api_of(document(operation(reply=schema), schemas=schemas)).operations[0].reply.type


def foreign_api(schema: Any) -> ir.Api:
    """The IR of a document that nobody here wrote, and that gives back this schema."""
    found = attrs.evolve(whole(document(operation(reply=schema))), foreign=True)
    return lower(canonicalise(found))


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
        ({"enum": [1, "a"]}, ir.OneOf((NUMBER, TEXT))),
        ({"enum": [1, 2.5]}, ir.Scalar("float")),
        ({"enum": [None]}, NONE),
        ({"const": None}, NONE),
        ({"type": "null"}, NONE),
        ({"anyOf": [{"type": "null"}]}, NONE),
        ({"type": "string", "nullable": True}, ir.OneOf((TEXT, NONE))),
        ({"items": {"type": "string"}}, ir.ListOf(TEXT)),
        ({"prefixItems": [{"type": "string"}]}, ir.ListOf(TEXT)),
        ({"type": "string", "format": "uuid"}, ir.Scalar("uuid")),
        ({"type": "string", "format": "time"}, ir.Scalar("time")),
        ({"type": "string", "format": "byte"}, ir.Scalar("base64")),
        ({"type": "string", "format": "duration"}, TEXT),
        ({"allOf": [{"type": "string"}, {"maxLength": 3}]}, TEXT),
        ({"oneOf": [{"items": {"type": "string"}}, {"type": "string"}]}, ir.OneOf((ir.ListOf(TEXT), TEXT))),
        ({"type": ["integer", "null"], "enum": [1, None]}, ir.OneOf((NUMBER, NONE))),
    ],
    ids=str,
)  # fmt: skip
def test_a_schema_has_a_type(schema: Any, expected: ir.TypeRef) -> None:
    """
    What OpenAPI can say about a value without a name.
    """
    assert expected == type_of(schema)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        (False, "nothing fits this"),
        ({"not": {}}, "there is no rule for not"),
        ({"type": "number[]"}, "there is no rule for type 'number[]'"),
        ({"enum": []}, "an enum needs values"),
        ({"enum": ["a", "a"]}, "a value stands twice in this enum"),
        ({"enum": [["a"], ["b"]]}, "the values of an enum are texts, numbers and flags"),
        ({"properties": {}, "required": ["a"]}, "'a' is required but not a property of ListPetsReply"),
        ({"type": "integer", "default": "a"}, "the default 'a' is not of this type"),
        ({"allOf": [{"type": "string"}, {"properties": {}}]}, "allOf joins an object with a value that is none"),
    ],
    ids=lambda one: str(one)[:50],
)
def test_what_has_no_rule_stops_the_build(schema: Any, message: str) -> None:
    """
    Never a guess in a document of ours; elsewhere it is free JSON and a warning.
    """
    assert [message] == messages(type_of, schema)


OBJECT = {"type": "object", "properties": {"x": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("schema", "options"),
    [
        ({"oneOf": [{"type": "array"}, {"type": "string"}]}, (ir.ListOf(ir.Scalar("any")), TEXT)),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]}, (ir.Scalar("date"), TEXT)),
        ({"type": ["object", "string"], "properties": {}}, (ir.Named("ListPetsReply2"), TEXT)),
    ],
    ids=str,
)
def test_a_union_that_a_decoder_cannot_tell_apart_is_an_alias(schema: Any, options: Any) -> None:
    """
    With a name of its own.
    """
    api = foreign_api(schema)

    (alias,) = api.aliases
    assert ir.Named(alias.name) == api.operations[0].reply.type
    assert len(options) == len(alias.options)


@pytest.mark.parametrize(
    ("keeps", "schemas"),
    [
        (True, [OBJECT, {"type": "object", "properties": {"y": {}}}]),
        (True, [OBJECT, {"type": "object", "additionalProperties": {"type": "string"}}]),
        (True, [{"type": "array", "items": OBJECT}, {"type": "array"}]),
        (False, [OBJECT, {"type": "string"}]),
        (False, [{"type": "string", "format": "date"}, {"type": "string"}]),
    ],
    ids=str,
)
def test_a_union_keeps_what_it_cannot_tell_apart(keeps: bool, schemas: Any) -> None:
    """
    Two objects, or two lists; never an object and a text.
    """
    (alias,) = foreign_api({"anyOf": schemas}).aliases

    assert keeps is alias.keeps_unknown


def test_the_mapping_of_a_discriminator_goes_before_names_and_constants() -> None:
    """
    What it leaves out is named by the only value of the field, else by the name of the schema.
    """
    both = {"oneOf": [ref("Cat"), ref("Dog"), ref("Cow")], "discriminator": {"propertyName": "kind"}}
    both["discriminator"]["mapping"] = {"feline": "#/components/schemas/Cat"}
    animal = {"type": "object", "properties": {"kind": {"type": "string"}}}
    cow = {"type": "object", "properties": {"kind": {"enum": ["cow", "bull"]}}}
    schemas = {"A": {"type": "object", "properties": {"pet": both}}, "Cat": animal, "Dog": animal, "Cow": cow}

    (alias,) = api_of(document(operation(reply=ref("A")), schemas=schemas)).aliases

    assert ("kind", {"feline": 0, "Dog": 1, "cow": 2, "bull": 2}) == (alias.tag, dict(alias.tags))
    assert ("APet", True) == (alias.name, alias.keeps_unknown)


def test_a_field_with_other_constants_in_each_option_is_a_discriminator() -> None:
    """
    Found out, not declared.
    """
    schemas = {
        name: {"type": "object", "properties": {"id": {"type": "string"}, "kind": {"const": name.lower()}}}
        for name in "BC"
    }

    (alias,) = api_of(document(operation(reply={"oneOf": [ref("B"), ref("C")]}), schemas=schemas)).aliases

    assert ("kind", {"b": 0, "c": 1}) == (alias.tag, dict(alias.tags))


@pytest.mark.parametrize(
    "loop",
    [
        {"allOf": [{"$ref": "#/components/schemas/B"}]},
        {"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
    ],
    ids=["allOf", "union"],
)
def test_a_type_that_is_only_itself_is_refused(loop: Any) -> None:
    """
    There is nothing to read.
    """
    schemas = {"A": {"type": "object", "properties": {"b": ref("B")}}, "B": loop}

    assert 1 == len(messages(api_of, document(operation(reply=ref("A")), schemas=schemas)))


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


@pytest.mark.parametrize("also", [{"closed": "over"}, {"ended": "ended"}])
def test_another_text_of_an_enum_stands_for_one_of_its_values(also: dict[str, str]) -> None:
    """
    It maps what is no value to what is one.
    """
    found = messages(api_of, document(operation(reply=ref("A")), schemas={"A": {"enum": ["ended"], "x-also": also}}))

    assert [True] == ["x-also reads" in one for one in found]
