"""Documents that are wrong, built leniently: what is wrong is listed, and the rest is there."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.adopt.adopt import adopt
from generator.passes.adopt.swagger import from_swagger
from generator.passes.audience import audience
from generator.passes.canonicalise import canonicalise
from generator.passes.validate import operations, validate
from generator.problems import BuildStopped
from tests.generator.passes.adopt.foreign import DONE, adopted, got, said

GOOD = {"name": "q", "in": "query", "schema": {"type": "string"}}
OLD: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Pets", "version": "1"},
    "host": "pets.test",
    "basePath": "/v2",
    "parameters": {"Pet": {"name": "pet", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Pet"}}},
    "responses": {"Gone": {"description": "Gone.", "schema": {"$ref": "#/definitions/Pet"}}},
    "securityDefinitions": {
        "who": {"type": "basic"},
        "app": {"type": "oauth2", "flow": "application", "tokenUrl": "https://a.test", "scopes": {}},
    },
    "definitions": {
        "Pet": {
            "type": "object",
            "discriminator": "kind",
            "properties": {"kind": {"type": "string"}, "nick": {"type": "string", "x-nullable": True}},
        }
    },
    "paths": {
        "/pets": {
            "parameters": [{"name": "ids", "in": "query", "type": "array", "items": {"type": "integer"}}],
            "get": {"produces": ["image/png"], "responses": {"200": {"description": "", "schema": {"type": "file"}}}},
            "post": {"parameters": [{"$ref": "#/parameters/Pet"}], "responses": {"200": {"$ref": "#/responses/Gone"}}},
            "put": {
                "parameters": [
                    {"name": "file", "in": "formData", "type": "file", "required": True},
                    {"name": "note", "in": "formData", "type": "string"},
                ],
                "responses": {"200": {"description": "Fine."}},
            },
        }
    },
}  # fmt: skip


def usable(found: Any) -> list[str]:
    """The operations that the later passes take."""
    part = audience(validate(found.document), "public", {"public"})
    canonicalise(part, lenient=True)
    return [f"{verb} {path}" for _, path, verb, _ in operations(part.tree)]


@pytest.mark.parametrize("kind", ["schemas", "responses", "parameters", "requestBodies"])
def test_references_in_a_circle_are_cut(kind: str) -> None:
    """
    Other components of the kind stay.
    """
    components = {kind: {"A": {"$ref": f"#/components/{kind}/B"}, "B": {"$ref": f"#/components/{kind}/A"}}}

    found = adopted(got(), components=components)

    assert ("fault", "these references lead in a circle") in said(found)
    assert ["get /a"] == usable(found)


@pytest.mark.parametrize("wrong", [5, {"in": "query"}, {"name": "a", "in": "body"}, {"$ref": 5}], ids=repr)
def test_parameters_that_are_none_go_alone(wrong: Any) -> None:
    """
    From operations, components and webhooks.
    """
    shared = {"A": wrong, "B": GOOD}
    links = [{"$ref": f"#/components/parameters/{name}"} for name in shared]
    hook = {"post": {"parameters": links, "requestBody": {"content": {}}, "responses": DONE}}

    found = adopted(got(parameters=[*links, wrong]), components={"parameters": shared}, webhooks={"w": hook})

    assert {"B": GOOD} == {
        name: {key: node[key] for key in GOOD} for name, node in found.document.tree["components"]["parameters"].items()
    }
    assert links[1:] == found.document.tree["paths"]["/a"]["get"]["parameters"]
    assert found.faults


@pytest.mark.parametrize("security", ["bearer", ["bearer"], [1]], ids=repr)
def test_security_that_is_none_is_listed(security: Any) -> None:
    """
    That of the document holds then.
    """
    found = adopted(got(security=security))

    assert [("fault", "security must be a list of mappings")] == said(found)
    assert ["get /a"] == usable(found)


def test_a_reference_where_none_can_stand_is_listed() -> None:
    """
    A reply in the words of Swagger 2 says nothing of its content.
    """
    reply = {"description": "Fine.", "schema": {"$ref": "#/definitions/Pet"}}

    found = adopted(got(responses={"200": reply}))

    assert [("fault", "schema has no meaning here, so what it refers to is not used")] == said(found)
    assert ["get /a"] == usable(found)


def test_a_document_of_swagger_2_is_built_leniently() -> None:
    """
    Every operation of it, and one fault.
    """
    found = adopt({"api.yaml": OLD}, "api.yaml", lenient=True)

    assert [("fault", "this is Swagger 2.0, read as if it were OpenAPI 3.0")] == said(found)
    assert ["get /pets", "post /pets", "put /pets"] == usable(found)


def test_swagger_2_says_the_same_in_the_words_of_3_0() -> None:
    """
    Servers, bodies, forms, files, styles, replies and schemes.
    """
    found = from_swagger(OLD)
    item = found["paths"]["/pets"]
    form = item["put"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    pet = {"$ref": "#/components/schemas/Pet"}

    assert [{"url": "https://pets.test/v2"}] == found["servers"]
    assert {"schema": pet} == item["post"]["requestBody"]["content"]["application/json"]
    assert item["post"]["requestBody"]["required"]
    assert (["file"], {"type": "string", "format": "binary"}) == (form["required"], form["properties"]["file"])
    assert ("form", False) == (item["get"]["parameters"][0]["style"], item["get"]["parameters"][0]["explode"])
    assert {"image/png": {"schema": {"type": "string", "format": "binary"}}} == item["get"]["responses"]["200"][
        "content"
    ]
    assert {"$ref": "#/components/responses/Gone"} == item["post"]["responses"]["200"]
    assert pet == found["components"]["responses"]["Gone"]["content"]["application/json"]["schema"]
    schemes = found["components"]["securitySchemes"]
    assert ("basic", ["clientCredentials"]) == (schemes["who"]["scheme"], list(schemes["app"]["flows"]))
    schema = found["components"]["schemas"]["Pet"]
    assert ({"propertyName": "kind"}, True) == (schema["discriminator"], schema["properties"]["nick"]["nullable"])


@pytest.mark.parametrize("part", ["paths", "definitions", "parameters", "responses", "securityDefinitions"])
@pytest.mark.parametrize(
    "wrong", [None, 5, ["a"], {"a": 5}, {"a": {"get": {"parameters": [5, {"in": "body"}]}}}], ids=repr
)
def test_swagger_2_that_is_wrong_too_is_listed(part: str, wrong: Any) -> None:
    """
    Nothing is raised but problems.
    """
    found = adopt({"api.yaml": {**OLD, part: wrong}}, "api.yaml", lenient=True)

    assert found.faults


def test_swagger_2_is_refused_unless_the_build_is_lenient() -> None:
    """
    The advice names both ways.
    """
    with pytest.raises(BuildStopped) as stopped:
        adopt({"api.yaml": OLD}, "api.yaml")

    (found,) = stopped.value.problems
    assert ("this is Swagger '2.0', not OpenAPI 3", True) == (found.message, "--lenient" in found.advice)
