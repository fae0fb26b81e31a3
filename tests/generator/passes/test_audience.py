"""One client's part of a document."""

from __future__ import annotations

from typing import Any

from generator.model.document import Document
from generator.passes.audience import audience
from tests.generator.specimens import document, messages, operation, whole, writing

KNOWN = ("public", "staff")


def staff(name: str = "hire", **changes: Any) -> dict[str, Any]:
    """An operation of the other audience, with a tag of its own."""
    return operation(name, tags=["staff"], **{"x-audience": ["staff"], **changes})


def part(tree: Any, wanted: str = "public") -> Document:
    """What one audience sees."""
    return audience(whole(tree), wanted, KNOWN)


def test_only_the_operations_of_the_audience_stay() -> None:
    """
    A path without any is gone.
    """
    both = operation("list_toys", **{"x-audience": ["public", "staff"]})

    tree = document(operation(), staff(), both)

    assert ["/p0", "/p2"] == list(part(tree).tree["paths"])
    assert ["/p1", "/p2"] == list(part(tree, "staff").tree["paths"])


def test_a_path_item_keeps_the_verbs_of_the_audience() -> None:
    """
    Two audiences may share a path.
    """
    tree = document(paths={"/p": {"get": operation(), "post": writing(**{"x-audience": ["staff"]})}})

    assert ["get"] == list(part(tree).tree["paths"]["/p"])


def test_only_components_within_reach_stay() -> None:
    """
    Reach goes through components of any kind, in circles too.
    """
    ref = "#/components/schemas/"
    schemas = {
        "A": {"properties": {"b": {"$ref": f"{ref}B"}}},
        "B": {"properties": {"a": {"$ref": f"{ref}A"}}},
        "Salary": {"type": "number"},
    }
    responses = {"Fine": {"content": {"application/json": {"schema": {"$ref": f"{ref}A"}}}}, "Paid": {}}
    tree = document(
        operation(responses={"200": {"$ref": "#/components/responses/Fine"}}),
        components={"schemas": schemas, "responses": responses, "securitySchemes": {"key": {}}},
    )

    components = part(tree).tree["components"]

    assert {"schemas": ["A", "B"], "responses": ["Fine"], "securitySchemes": ["key"]} == {
        kind: list(group) for kind, group in components.items()
    }


def test_streams_webhooks_and_tags_are_pruned_as_well() -> None:
    """
    Nothing of the other audience is even mentioned.
    """
    hook = {"born": {"post": writing("a")}, "hired": {"post": writing("b", **{"x-audience": ["staff"]})}}
    streams = {"/ws": {"x-audience": ["public"]}, "/staff/ws": {"x-audience": ["staff"]}}
    tags = [{"name": "pets"}, {"name": "staff"}]
    tree = document(operation(), staff(), webhooks=hook, tags=tags, **{"x-streams": streams})

    seen = part(tree).tree

    assert (["born"], ["/ws"], [{"name": "pets"}]) == (list(seen["webhooks"]), list(seen["x-streams"]), seen["tags"])


def test_an_audience_without_a_client_is_a_problem() -> None:
    """
    For operations, webhooks and streams: else they would vanish silently.
    """
    lost = {"x-audience": ["nobody"]}
    tree = document(
        operation(),
        operation("lost", **lost),
        webhooks={"born": {"post": writing("a", **lost)}},
        **{"x-streams": {"/ws": lost}},
    )

    assert ["no client is built for the audience 'nobody'"] * 3 == messages(part, tree)


def test_a_client_without_an_operation_is_a_problem() -> None:
    """
    A typing error in clients.toml, most likely.
    """
    assert ["no operation is for the audience 'staff'"] == messages(part, document(), "staff")


def test_the_document_is_not_changed() -> None:
    """
    The other clients are built from it too.
    """
    tree = document(operation(), staff(), schemas={"Salary": {}})

    part(tree)

    assert document(operation(), staff(), schemas={"Salary": {}}) == tree
