"""Anything in the place of anything: the generator goes on or says what must stand there, all faults at once."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.generator.specimens import built, document, json_reply, messages, operation, problems, writing

ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
MALFORMED = [None, 7, "text", [], {}, [None], {"$ref": 7}]
RICH = document(
    operation(parameters=[{**ID, "in": "query"}], responses={"200": json_reply({"type": "object", "properties": {}})}),
    writing(),
    tags=[{"name": "pets"}],
    servers=[{"url": "https://example.com"}],
    webhooks={"born": {"post": writing("receive_birth")}},
    schemas={"A": {"allOf": [{"type": "object", "properties": {"a": {"enum": ["a"]}}}], "required": ["a"]}},
    **{"x-streams": {"/ws": {"x-audience": ["public"], "events": {}}}, "x-envelope": {"data": "a", "meta": "b"}},
)


def nodes(node: Any, pointer: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every node of a tree."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [pointer, *(way for key, child in children for way in nodes(child, (*pointer, key)))]


@pytest.mark.parametrize("way", nodes(RICH)[1:], ids=lambda way: "/".join(map(str, way)))
def test_every_node_may_be_anything(way: tuple[Any, ...]) -> None:
    """
    Whatever stands there, the run ends with a client or with problems that say where.
    """
    for value in MALFORMED:
        tree = copy.deepcopy(RICH)
        node: Any = tree
        for key in way[:-1]:
            node = node[key]
        node[way[-1]] = value

        found = problems(built, tree)

        assert all(problem.place.file == "pets.yaml" and problem.advice for problem in found)


@pytest.mark.parametrize("way", [way for way in nodes(RICH) if way], ids=lambda way: "/".join(map(str, way)))
def test_every_node_may_be_missing(way: tuple[Any, ...]) -> None:
    """
    What is needed is asked for.
    """
    tree = copy.deepcopy(RICH)
    node: Any = tree
    for key in way[:-1]:
        node = node[key]
    del node[way[-1]]

    found = problems(built, tree)

    assert all(problem.place.file == "pets.yaml" and problem.advice for problem in found)


def test_all_problems_are_shown_at_once() -> None:
    """
    One run, everything that the pass can see.
    """
    tree = document(
        operation(tags=["a", "b"]),
        operation("list_pets", summary=" ", **{"x-audience": []}),
        operation("get_pet", parameters=[ID], **{"x-safety": "unsafe"}),
        operation("get_dog", responses={"404": {"description": "Not JSON."}}),
    )

    found = {f"{problem.subject}: {problem.message}" for problem in problems(built, tree)}

    assert {
        "list_pets: an operation has exactly one tag",
        "list_pets: there is no summary",
        "list_pets: this operationId stands twice",
        "list_pets: x-audience names nobody",
        "get_pet: the path names [], the parameters ['id']",
        "get_dog: no reply says what success looks like",
        "get_dog: the 404 reply has no JSON schema",
    } == found


NULLS = ["parameters", "responses", "tags", "security", "requestBody", "description", "deprecated", "x-overlay"]


@pytest.mark.parametrize("key", NULLS)
def test_a_key_without_a_value_is_not_the_same_as_no_key(key: str) -> None:
    """
    YAML gives null for `parameters:` with nothing behind it; that is a mistake of the writer.
    """
    tree = document(operation())
    tree["paths"]["/p0"]["get"][key] = None

    assert messages(built, tree)
