"""Documents that keep no house rule, and what adopt makes of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.adopt.adopt import adopt
from generator.passes.validate import operations, validate
from generator.problems import BuildStopped
from tests.generator.passes.adopt.foreign import DONE, foreign


def named(paths: Any) -> list[tuple[str, str]]:
    """Tag and operationId of every operation."""
    tree = validate(adopt(foreign(paths), "api.yaml").document).tree
    return [(operation["tags"][0], operation["operationId"]) for _, _, _, operation in operations(tree)]


@pytest.mark.parametrize(
    ("operation", "name"),
    [
        ({}, ("trunks", "get_trunk")),
        ({"operationId": "getSIPTrunk", "tags": ["SIP Trunks", "Other"]}, ("sip_trunks", "get_sip_trunk")),
        ({"operationId": "trunks/get-one"}, ("trunks", "trunks_get_one")),
        ({"operationId": "10dlc", "tags": ["10DLC"]}, ("tag_10dlc", "op_10dlc")),
        ({"tags": ["Börse"]}, ("borse", "get_trunk")),
    ],
)
def test_names_come_from_the_document_or_from_the_path(operation: Any, name: tuple[str, str]) -> None:
    """
    Snake_case, one tag.
    """
    assert [name] == named({"/v2/trunks/{id}": {"get": {"responses": DONE, **operation}}})


def test_operations_of_one_name_are_told_apart() -> None:
    """
    The first one keeps it.
    """
    paths = {path: {"get": {"operationId": "list", "tags": ["t"], "responses": DONE}} for path in ("/a", "/b")}
    assert [("t", "list"), ("t", "list_2")] == named(paths)


@pytest.mark.parametrize(
    ("verb", "parameters", "safety"),
    [
        ("get", [], "read"),
        ("put", [], "idempotent"),
        ("post", [], "unsafe"),
        ("post", [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}], "keyed"),
    ],
)
def test_the_verb_and_a_key_header_say_how_safe_it_is(verb: str, parameters: Any, safety: str) -> None:
    """
    A POST with a key header is keyed.
    """
    sources = foreign({"/a": {verb: {"parameters": parameters, "responses": DONE}}})
    operation = adopt(sources, "api.yaml").document.tree["paths"]["/a"][verb]
    assert safety == operation["x-safety"]


@pytest.mark.parametrize(
    ("reference", "component"),
    [
        ("#/paths/~1a/get/responses/200/content/application~1json/schema", "Json"),
        ("#/components/schemas/Whole/properties/part", "Part"),
        ("#/components/schemas/Whole/$defs/inner", "Inner"),
        ("parts.yaml#/Far", "Far"),
    ],
)
def test_references_into_anything_make_components(reference: str, component: str) -> None:
    """
    In the same file or in another one.
    """
    thing = {"type": "object", "properties": {"id": {"type": "string"}}}
    reply = {"200": {"description": "It.", "content": {"application/json": {"schema": thing}}}}
    used = {"200": {"description": "It.", "content": {"application/json": {"schema": {"$ref": reference}}}}}
    whole = {"type": "object", "properties": {"part": thing}, "$defs": {"inner": thing}}
    paths = {"/a": {"get": {"responses": reply}}, "/b": {"get": {"responses": used}}}
    sources = {**foreign(paths, components={"schemas": {"Whole": whole}}), "parts.yaml": {"Far": thing}}
    tree = validate(adopt(sources, "api.yaml").document).tree
    schema = tree["paths"]["/b"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert thing == tree["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    assert component.lower() in schema["$ref"].lower()


def test_components_that_differ_in_case_alone_get_two_names() -> None:
    """
    The one that is a class name already keeps it.
    """
    schemas = {"error": {"type": "object"}, "Error": {"type": "object"}, "a-b": {"type": "string"}}
    found = adopt(foreign({}, components={"schemas": schemas}), "api.yaml").document.tree["components"]["schemas"]
    assert {"Error", "Error2", "AB"} == set(found)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"swagger": "2.0"}, "this is Swagger '2.0', not OpenAPI 3"),
        ({"openapi": "4.0.0", "paths": {}}, "openapi is '4.0.0'"),
        (
            foreign({"/a": {"get": {"responses": {"200": {}}}}})["api.yaml"],
            "the 200 reply has no description",
        ),
        (
            foreign({"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/Gone"}}}}})["api.yaml"],
            "the reference '#/components/responses/Gone' leads nowhere",
        ),
    ],
)
def test_what_a_document_gets_wrong_stops_the_build(document: Any, message: str) -> None:
    """
    With its place.
    """
    with pytest.raises(BuildStopped) as stopped:
        adopt({"api.yaml": document}, "api.yaml")
    assert [("api.yaml", message)] == [(one.place.file, one.message) for one in stopped.value.problems]


def test_a_lenient_build_goes_on_and_keeps_the_list() -> None:
    """
    The operation with the dangling reply stays.
    """
    reply = {"200": {"$ref": "#/components/responses/Gone"}}
    adopted = adopt(foreign({"/a": {"get": {"responses": reply}}}), "api.yaml", lenient=True)
    assert ["the reference '#/components/responses/Gone' leads nowhere"] == [one.message for one in adopted.faults]
    assert 1 == len(list(operations(validate(adopted.document).tree)))
