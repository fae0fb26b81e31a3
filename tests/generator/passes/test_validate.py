"""The house rules, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.validate import deref, operations, validate
from generator.problems import Problem
from tests.generator.specimens import Tree, document, json_reply, operation, problems, whole, writing

ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def broken(tree: Tree) -> list[str]:
    """``subject: message`` of every broken rule."""

    def said(problem: Problem) -> str:
        return f"{problem.subject}: {problem.message}" if problem.subject else problem.message

    return [said(problem) for problem in problems(validate, whole(tree))]


def test_a_healthy_document_is_given_back_as_it_is() -> None:
    """
    The pass only proves.
    """
    given = whole(document(operation(), writing()))

    assert given is validate(given)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operationId": None}, "operationId is None"),
        ({"operationId": "listPets"}, "operationId is 'listPets'"),
        ({"tags": None}, "list_pets: an operation has exactly one tag"),
        ({"tags": []}, "list_pets: an operation has exactly one tag"),
        ({"tags": ["a", "b"]}, "list_pets: an operation has exactly one tag"),
        ({"tags": [7]}, "list_pets: an operation has exactly one tag"),
        ({"tags": ["Pets"]}, "list_pets: the tag 'Pets' cannot name a resource"),
        ({"summary": None}, "list_pets: there is no summary"),
        ({"summary": "  "}, "list_pets: there is no summary"),
        ({"summary": 7}, "list_pets: there is no summary"),
        ({"x-safety": "idempotent"}, "list_pets: x-safety is 'idempotent' on POST"),
        ({"x-audience": None}, "list_pets: x-audience names nobody"),
        ({"x-audience": []}, "list_pets: x-audience names nobody"),
        ({"x-audience": "public"}, "list_pets: x-audience names nobody"),
        ({"x-idempotency-header": "X-Key"}, "list_pets: keyed and x-idempotency-header belong together"),
        ({"x-session": "begins"}, "list_pets: x-session is 'begins'"),
        ({"x-paging": "cursor"}, "list_pets: x-paging is 'cursor'"),
        ({"callbacks": {}}, "list_pets: there is no rule for callbacks"),
        ({"servers": []}, "list_pets: only an internal operation may have its own servers"),
        ({"responses": {}}, "list_pets: no reply says what success looks like"),
        ({"responses": {"200": {}, "404": {}}}, "list_pets: the 404 reply has no JSON schema"),
        ({"responses": {"200": {}, "5XX": {}}}, "list_pets: the 5XX reply has no JSON schema"),
        ({"responses": {"200": {}, "ok": {}}}, "list_pets: 'ok' is not a status"),
        ({"parameters": [ID]}, "list_pets: the path names [], the parameters ['id']"),
        ({"parameters": [{**ID, "in": "query"}] * 2}, "list_pets: the parameter 'id' stands twice in query"),
        ({"parameters": [{**ID, "in": "header", "name": "a b"}]}, "list_pets: 'a b' is not the name of a header"),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named(changes: dict[str, Any], message: str) -> None:
    """
    One rule, one message.
    """
    assert [message] == broken(document(operation(**changes)))


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("get", {"read"}),
        ("head", {"read"}),
        ("put", {"idempotent", "keyed"}),
        ("delete", {"idempotent", "keyed"}),
        ("post", {"unsafe", "keyed"}),
        ("patch", {"unsafe", "keyed"}),
    ],
)
def test_the_safety_class_fits_the_verb(verb: str, allowed: set[str]) -> None:
    """
    RFC 9110 says which methods may be repeated.
    """
    for safety in ("read", "idempotent", "keyed", "unsafe"):
        header = {"x-idempotency-header": "X-Key"} if safety == "keyed" else {}
        tree = document(paths={"/p": {verb: operation(**{"x-safety": safety}, **header)}})

        assert (safety in allowed) == (broken(tree) == [])


def test_a_keyed_operation_names_its_header() -> None:
    """
    Else nobody could send the key.
    """
    assert ["create_pet: keyed and x-idempotency-header belong together"] == broken(
        document(writing(**{"x-safety": "keyed"}))
    )


def test_an_operation_id_stands_once() -> None:
    """
    The second one is reported, the first one named.
    """
    (problem,) = problems(validate, whole(document(operation(), operation())))

    assert ("/paths/~1p1/get/operationId", "list_pets") == (problem.place.pointer, problem.subject)
    assert "The first one is in pets.yaml; rename one." == problem.advice


@pytest.mark.parametrize("path", ["/pets/{id}", "/pets/{id}/{id}", "/pets/{}", "/{a}{b}"])
def test_each_path_parameter_is_declared_once(path: str) -> None:
    """
    No more, no fewer.
    """
    tree = document(paths={path: {"get": operation(parameters=[{**ID, "name": "other"}])}})

    assert 1 == len(broken(tree))


@pytest.mark.parametrize("key", ["parameters", "servers", "GET", "query", "$ref", "operationId"])
def test_a_path_item_holds_operations_and_nothing_that_would_be_lost(key: str) -> None:
    """
    Parameters of a whole path item are written in each operation.
    """
    tree = document(paths={"/p": {"get": operation(), key: []}})

    assert [f"there is no rule for {key} in a path item"] == broken(tree)


def test_a_webhook_names_its_audience() -> None:
    """
    Its payload becomes a type of somebody's client.
    """
    tree = document(webhooks={"born": {"post": writing("receive_birth", **{"x-audience": None})}})

    assert ["receive_birth: x-audience names nobody"] == broken(tree)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (None, "operationId is None"),
        ("receiveBirth", "operationId is 'receiveBirth'"),
        ("list_pets", "list_pets: this operationId stands twice"),
    ],
)
def test_a_webhook_has_a_name_of_its_own(name: str | None, message: str) -> None:
    """
    Overlays require it by that name, so it cannot be that of an operation either.
    """
    tree = document(operation(), webhooks={"born": {"post": writing("receive_birth", operationId=name)}})

    assert [message] == broken(tree)


def test_a_tag_is_described_once() -> None:
    """
    Of two descriptions one would be lost.
    """
    assert ["the tag 'pets' stands twice"] == broken(document(tags=[{"name": "pets"}, {"name": "pets"}]))


def test_rules_see_through_references() -> None:
    """
    A component's parameter or reply is judged where it is used.
    """
    tree = document(
        operation(
            parameters=[{"$ref": "#/components/parameters/Id"}],
            responses={"200": {}, "404": {"$ref": "#/components/responses/Gone"}},
        ),
        components={"parameters": {"Id": ID}, "responses": {"Gone": {"description": "Not JSON."}}},
    )

    assert [
        "list_pets: the 404 reply has no JSON schema",
        "list_pets: the path names [], the parameters ['id']",
    ] == sorted(broken(tree))


def test_operations_come_in_document_order_with_their_pointers() -> None:
    """
    Every later pass walks them alike.
    """
    found = [(pointer, path, verb) for pointer, path, verb, _ in operations(document(operation(), writing()))]

    assert [("/paths/~1p0/get", "/p0", "get"), ("/paths/~1p1/post", "/p1", "post")] == found


def test_deref_gives_the_component() -> None:
    """
    Or the node itself.
    """
    tree = document(components={"responses": {"A": {"$ref": "#/components/responses/B"}, "B": json_reply({})}})

    assert json_reply({}) == deref(tree, {"$ref": "#/components/responses/A"})
    assert 7 == deref(tree, 7)
