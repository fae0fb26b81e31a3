"""What stands where: the first thing that is asked of a document."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.shape import check_shape
from generator.problems import Place, Problem, Problems
from tests.generator.specimens import Tree, document, json_reply, operation, whole, writing


def shape(tree: Tree) -> list[Problem]:
    """The problems of a document's shape."""
    problems = Problems()
    check_shape(whole(tree), problems)
    return sorted(problems)


def test_a_healthy_document_has_no_problem() -> None:
    """
    Nothing is asked that OpenAPI leaves open.
    """
    assert [] == shape(document(operation(), writing(), schemas={"A": True, "B": {"type": ["string", "null"]}}))


@pytest.mark.parametrize("version", [None, 3.1, "3.0.3", "2.0", "3.2.0", ""])
def test_only_openapi_3_1_is_read(version: Any) -> None:
    """
    Older and newer documents say other things with the same words.
    """
    (problem,) = shape(document(openapi=version))

    assert f"openapi is {version!r}" == problem.message


@pytest.mark.parametrize(
    ("tree", "pointer", "message"),
    [
        (document(info=[]), "/info", "info must be a mapping"),
        ({"openapi": "3.1.0", "info": {}}, "", "paths is missing"),
        (document(servers={"url": "x"}), "/servers", "servers must be a list of mappings"),
        (document(servers=[{"name": "x"}]), "/servers/0", "url is missing"),
        (document(tags=[{"description": "x"}]), "/tags/0", "name is missing"),
        (document(operation(deprecated="yes")), "/paths/~1p0/get/deprecated", "deprecated must be true or false"),
        (document(operation(parameters={})), "/paths/~1p0/get/parameters", "parameters must be a list"),
        (document(operation(parameters=[{"name": "a"}])), "/paths/~1p0/get/parameters/0", "in is missing"),
        (
            document(operation(responses={"200": {"content": []}})),
            "/paths/~1p0/get/responses/200/content",
            "content must be a mapping",
        ),
        (document(writing(requestBody={})), "/paths/~1p0/post/requestBody", "content is missing"),
        (
            document(operation(reply={"required": "a"})),
            "/paths/~1p0/get/responses/200/content/application~1json/schema/required",
            "required must be a list of texts",
        ),
        (
            document(operation(parameters=[{"name": "q", "in": "query", "schema": {}, "x-needed-with": ["period"]}])),
            "/paths/~1p0/get/parameters/0/x-needed-with",
            "x-needed-with must be a mapping of texts",
        ),
        (
            document(schemas={"A": {"x-scale": "2"}}),
            "/components/schemas/A/x-scale",
            "x-scale must be a whole number from 0 to 30",
        ),
        (
            document(schemas={"A": {"x-also": {"a": 1}}}),
            "/components/schemas/A/x-also",
            "x-also must be a list of texts, or a mapping of texts",
        ),
        (
            document(schemas={"A": {"items": {"type": []}}}),
            "/components/schemas/A/items/type",
            "type must be a type or a list of types",
        ),
        (
            document(schemas={"A": {"anyOf": []}}),
            "/components/schemas/A/anyOf",
            "anyOf must be a list with at least one entry",
        ),
        (
            document(schemas={"A": {"properties": {"b": 7}}}),
            "/components/schemas/A/properties/b",
            "this must be a mapping, not 7",
        ),
        (document(components={"parameters": {"A": {}}}), "/components/parameters/A", "name is missing"),
        (document(**{"x-envelope": {"data": "d"}}), "/x-envelope", "meta is missing"),
        (document(**{"x-streams": {"/ws": {"events": {}}}}), "/x-streams/~1ws", "x-audience is missing"),
        (document(webhooks={"a": {"post": []}}), "/webhooks/a/post", "post must be a mapping"),
    ],
)
def test_a_wrong_shape_is_named_where_it_stands(tree: Tree, pointer: str, message: str) -> None:
    """
    With the words of OpenAPI.
    """
    assert (Place("pets.yaml", pointer), message) in [(problem.place, problem.message) for problem in shape(tree)]


def test_a_problem_inside_an_operation_names_it() -> None:
    """
    Readers look for operations, not for paths.
    """
    (problem,) = shape(document(operation(description=7)))

    assert "list_pets" == problem.subject


@pytest.mark.parametrize(
    "reference", ["#/components/schemas/A", "#/components/responses/Nobody", "a.yaml#/A", "#/info", 7]
)
def test_a_reference_leads_to_a_component_of_its_kind(reference: Any) -> None:
    """
    A correction may have written it after bundling.
    """
    tree = document(operation(responses={"200": {"$ref": reference}}), schemas={"A": {"type": "string"}})

    (problem,) = shape(tree)

    assert f"the reference {reference!r} does not lead to one of the responses" == problem.message


def test_references_may_be_chained() -> None:
    """
    A component may be another name for a component.
    """
    responses = {"A": {"$ref": "#/components/responses/B"}, "B": json_reply({})}
    tree = document(
        operation(responses={"200": {"$ref": "#/components/responses/A"}}), components={"responses": responses}
    )

    assert [] == shape(tree)
