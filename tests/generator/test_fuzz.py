"""Documents mutated at random: the generator makes a client of them or says what is wrong, it never falls over."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from tests.generator.specimens import Tree, built, document, json_reply, operation, problems, writing

PET = {
    "type": "object",
    "description": "An animal.",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "x-sensitive": True},
        "kind": {"type": "string", "enum": ["cat", "dog"]},
        "price": {"type": ["number", "null"], "format": "decimal", "x-scale": 2},
        "born": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
        "friends": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
        "scores": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
}
CAT = {
    "allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object", "properties": {"lives": {"type": "integer"}}}],
    "patternProperties": {"^x_": {}},
}
PAGE = {
    "type": "object",
    "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}, "meta": {}},
}
BROKEN = {"description": "Not fine.", "content": {"application/json": {"schema": {"type": "object"}}}}
HEALTHY: Tree = document(
    operation(
        reply=PAGE,
        security=[],
        **{"x-paging": "page"},
        parameters=[
            {"name": "limit", "in": "query", "schema": {"type": "integer"}},
            {"$ref": "#/components/parameters/Kind"},
            {"name": "X-Version", "in": "header", "schema": {"type": "string"}, "x-fixed": "7"},
        ],
    ),
    writing(body={"$ref": "#/components/schemas/Cat"}, **{"x-safety": "keyed", "x-idempotency-header": "X-Key"}),
    paths={
        "/pets/{id}": {
            "get": operation(
                "get_pet",
                parameters=[{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                responses={
                    "200": {"$ref": "#/components/responses/Pet"},
                    "404": BROKEN,
                },
            ),
            "delete": operation(
                "delete_pet",
                parameters=[{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                responses={"204": {"description": "Gone."}},
                **{"x-safety": "idempotent"},
            ),
        }
    },
    tags=[{"name": "pets", "description": "Animals."}],
    servers=[{"url": "https://pets.example.com"}],
    webhooks={"born": {"post": writing("receive_birth", body={"$ref": "#/components/schemas/Pet"})}},
    **{
        "x-envelope": {"data": "data", "meta": "meta"},
        "x-streams": {"/ws": {"x-audience": ["public"], "events": {"pet.born": {"$ref": "#/components/schemas/Pet"}}}},
    },
)
HEALTHY["components"] = {
    "schemas": {"Pet": PET, "Cat": CAT},
    "parameters": {"Kind": {"name": "kind", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}}},
    "responses": {"Pet": json_reply({"$ref": "#/components/schemas/Pet"})},
}
TEXTS = some.sampled_from(
    [
        "", "x", "self", "class", "Page", "../../x", "a.b", "é", "\x00", "\u2028", '"""', "{{ 7*7 }}", "/p0", "object",
        "array", "string", "null", "#/components/schemas/Pet", "#/components/schemas/Cat", "#/paths/~1p0", "#", "2XX",
        "$ref", "allOf", "properties", "items", "schema", "x-fixed", "parameters", "http://example.com/a.yaml", "|`<",
    ]
)  # fmt: skip
VALUES = some.recursive(
    some.none() | some.booleans() | some.integers(-3, 10**30) | some.floats(allow_nan=False) | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a tree, in order."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], (dict, list)):
            yield from places(node[key])


def mutate(tree: Tree, data: some.DataObject) -> None:
    """Delete one node, replace it, copy another one over it, or add a key beside it."""
    every = list(places(tree))
    container, key = every[data.draw(some.integers(0, len(every) - 1))]
    match data.draw(some.sampled_from(["delete", "replace", "copy", "add"])):
        case "delete":
            del container[key]
        case "replace":
            container[key] = data.draw(VALUES)
        case "copy":
            other, at = every[data.draw(some.integers(0, len(every) - 1))]
            container[key] = copy.deepcopy(other[at])
        case "add" if isinstance(container, dict):
            container[data.draw(TEXTS)] = data.draw(VALUES)


def holds_up(tree: Any) -> None:
    """The generator makes modules that parse, or stops with problems that say where; it never changes its input."""
    before = copy.deepcopy(tree)
    found: list[str] = []

    stopped = problems(lambda: found.extend(text for path, text in built(tree).items() if path.endswith(".py")))

    assert bool(found) != bool(stopped)
    assert all(problem.message and problem.advice and problem.place.file for problem in stopped)
    assert all(ast.parse(text) for text in found)
    assert before == tree


def test_the_document_that_is_mutated_is_healthy() -> None:
    """
    Else every mutation would only find the same fault.
    """
    tree = built(HEALTHY)

    assert "src/pets/models/pets.py" in tree


@settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.data())
def test_a_mutated_document_never_brings_the_generator_down(data: some.DataObject) -> None:
    """
    One to four nodes are deleted, replaced, copied over each other or added.
    """
    tree = copy.deepcopy(HEALTHY)
    for _ in range(data.draw(some.integers(1, 4))):
        mutate(tree, data)

    holds_up(tree)


@settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(VALUES)
@example({"openapi": "3.1.0", "info": {}, "paths": {}})
@example({"$ref": "#"})
@example({"openapi": "3.1.0", "info": {}, "paths": {}, "components": []})
def test_any_tree_at_all_is_taken_or_refused(tree: Any) -> None:
    """
    A document need not even be a mapping.
    """
    holds_up({"pets.yaml": tree})
