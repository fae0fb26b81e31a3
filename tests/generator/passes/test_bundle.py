"""Many files to one document: components by context, places remembered, nothing shared, nothing guessed."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from generator.passes.bundle import bundle, references
from generator.problems import BuildStopped, Place
from tests.generator.specimens import document, json_reply, messages, operation, sources, writing

REF = {"$ref": "common.yaml#/A"}


@pytest.mark.parametrize(
    ("kind", "tree"),
    [
        ("schemas", document(operation(reply=REF))),
        ("schemas", document(operation(reply={"type": "array", "items": REF}))),
        ("parameters", document(operation(parameters=[REF]))),
        ("responses", document(operation(responses={"200": REF}))),
        ("responses", document(operation(responses={"default": REF}))),
        ("requestBodies", document(writing(requestBody=REF))),
        ("headers", document(operation(responses={"200": {"headers": {"X-A": REF}}}))),
        ("examples", document(operation(responses={"200": {"content": {"a/b": {"examples": {"a": REF}}}}}))),
        ("schemas", document(operation(responses={"200": {"x-location": REF}}))),
        ("schemas", document(**{"x-streams": {"/ws": {"events": {"default": REF}}}})),
    ],
)
def test_the_place_of_a_reference_tells_the_kind_of_component(kind: str, tree: Any) -> None:
    """
    The file says only ``A``; what it is follows from where it is used.
    """
    result = bundle(sources(tree, common={"A": {"description": "A."}}), "pets.yaml")

    assert {kind: {"A": {"description": "A."}}} == result.tree["components"]


def test_path_items_are_copied_in_and_keep_their_place() -> None:
    """
    An operation is found again where it was written.
    """
    tree = document(paths={"/pets": {"$ref": "common.yaml#/~1pets"}})

    result = bundle(sources(tree, common={"/pets": {"get": operation()}}), "pets.yaml")

    assert operation() == result.tree["paths"]["/pets"]["get"]
    assert Place("common.yaml", "/~1pets/get/summary") == result.place("/paths/~1pets/get/summary")


def test_places_of_components_lead_to_their_files() -> None:
    """
    Relative references of another file are resolved against that file.
    """
    tree = document(operation(reply={"$ref": "a/one.yaml#/A"}))
    files = {"a/one.yaml": {"A": {"properties": {"b": {"$ref": "../two.yaml#/B"}}}}, "two.yaml": {"B": {}}}

    result = bundle({"pets.yaml": tree, **files}, "pets.yaml")

    assert {"$ref": "#/components/schemas/B"} == result.tree["components"]["schemas"]["A"]["properties"]["b"]
    assert Place("two.yaml", "/B") == result.place("/components/schemas/B")


@pytest.mark.parametrize("name", ["default", "enum", "const", "example", "examples", "$ref", "items", "schema"])
def test_a_property_may_be_called_like_a_word_of_openapi(name: str) -> None:
    """
    Below ``properties`` keys are names, and what they name is a schema.
    """
    pet = {"type": "object", "properties": {name: REF}}

    result = bundle(sources(document(operation(reply=pet)), common={"A": {"type": "string"}}), "pets.yaml")

    schema = result.tree["paths"]["/p0"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert {"$ref": "#/components/schemas/A"} == schema["properties"][name]


@pytest.mark.parametrize("word", ["example", "default", "const", "enum", "examples"])
def test_a_reference_inside_data_is_data(word: str) -> None:
    """
    Nothing of an example is followed.
    """
    schema = {"type": "object", word: [{"$ref": "http://example.com/a.yaml"}]}

    result = bundle(sources(document(schemas={"A": schema})), "pets.yaml")

    assert schema == result.tree["components"]["schemas"]["A"]


def test_two_files_may_not_define_one_name() -> None:
    """
    Both files are named.
    """
    tree = document(operation(reply={"$ref": "one.yaml#/A"}), operation("b", reply={"$ref": "two.yaml#/A"}))

    found = messages(bundle, sources(tree, one={"A": {"type": "string"}}, two={"A": {"type": "string"}}), "pets.yaml")

    assert ["two different schemas are called A: in one.yaml and in two.yaml"] == found


def test_one_name_for_two_kinds_is_no_clash() -> None:
    """
    A response and a schema may both be called ``Pet``.
    """
    tree = document(operation(responses={"200": {"$ref": "replies.yaml#/Pet"}}))
    files = {"replies": {"Pet": json_reply({"$ref": "common.yaml#/Pet"})}, "common": {"Pet": {"type": "string"}}}

    result = bundle(sources(tree, **files), "pets.yaml")

    assert {"responses", "schemas"} == set(result.tree["components"])


def test_a_component_of_the_root_may_lead_to_another_file() -> None:
    """
    It is copied in under its own name.
    """
    result = bundle(
        sources(document(schemas={"A": {"$ref": "common.yaml#/B"}}), common={"B": {"type": "string"}}), "pets.yaml"
    )

    assert {"type": "string"} == result.tree["components"]["schemas"]["A"]


def test_words_beside_a_path_item_reference_are_refused() -> None:
    """
    They would be lost.
    """
    tree = document(paths={"/p": {"$ref": "common.yaml#/P", "parameters": []}})

    assert ["beside $ref nothing else counts"] == messages(bundle, sources(tree, common={"P": {}}), "pets.yaml")


def test_words_beside_a_schema_reference_are_kept() -> None:
    """
    A description of the use, a mark for secrets.
    """
    tree = document(operation(reply={"properties": {"a": {"$ref": "common.yaml#/A", "x-sensitive": True}}}))

    result = bundle(sources(tree, common={"A": {}}), "pets.yaml")

    schema = result.tree["paths"]["/p0"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert {"$ref": "#/components/schemas/A", "x-sensitive": True} == schema["properties"]["a"]


def test_the_files_are_not_changed_and_not_shared() -> None:
    """
    A change of the bundle reaches neither a file nor another use of the same node.
    """
    shared = {"type": "string", "enum": ["a"], "x-more": {"$ref": "common.yaml#/A", "list": [1]}}
    given = sources(document(operation(reply=shared), operation("b", reply=shared)), common={"A": {}})
    before = copy.deepcopy(given)

    result = bundle(given, "pets.yaml")
    first, second = (
        result.tree["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        for path in ("/p0", "/p1")
    )
    first["enum"].append("b")
    first["x-more"]["list"].append(2)

    assert before == given
    assert (["a"], [1]) == (second["enum"], second["x-more"]["list"])


def test_references_lists_other_files_once_in_order_of_use() -> None:
    """
    What `read` has to open next.
    """
    tree = {"a": {"$ref": "one.yaml#/A"}, "b": [{"$ref": "one.yaml#/B"}, {"$ref": "#/c"}], "c": {"$ref": "two.yaml"}}

    assert {"one.yaml", "two.yaml"} == set(references(tree))
    assert 2 == len(references(tree))


def test_a_path_that_nothing_lists_stops_the_build() -> None:
    """
    A file of path items is used whole: an operation that the root forgot would vanish without a word.
    """
    tree = document(paths={"/pets": {"$ref": "common.yaml#/~1pets"}})
    files = sources(tree, common={"/pets": {"get": operation()}, "/forgotten": {"get": operation()}})

    with pytest.raises(BuildStopped) as stopped:
        bundle(files, "pets.yaml")

    (problem,) = stopped.value.problems
    assert "nothing refers to the path /forgotten" == problem.message
    assert Place("common.yaml", "/~1forgotten") == problem.place


def test_a_file_that_is_not_there_is_named() -> None:
    """
    A wrong file name is told from a reference that leaves the folder.
    """
    tree = document(operation(reply={"$ref": "commons.yaml#/A"}))

    with pytest.raises(BuildStopped) as stopped:
        bundle(sources(tree), "pets.yaml")

    assert ["the reference 'commons.yaml#/A': there is no file commons.yaml"] == [
        problem.message for problem in stopped.value.problems
    ]
