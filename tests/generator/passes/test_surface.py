"""The public surface as data, for review and for the version bump."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.layout import Overlay
from generator.passes.surface import surface
from generator.problems import Place
from tests.generator.specimens import SETTINGS, document, operation, understood, writing

SOURCE = "class Care:\n    def feed(self): ...\n    def _a(self): ...\n    def _b(self): ...\nAsyncCare = Care\n"


def surface_of(tree: Any, *overlays: Overlay) -> dict[str, Any]:
    """The surface of a document's client."""
    client = understood(tree, *overlays)
    return surface(client.api, client.layout, SETTINGS, overlays)


def overlay(**parts: Any) -> Overlay:
    """An overlay with one mixin for both flavours."""
    empty: dict[str, Any] = {"requires": (), "extends": (), "supplies": (), "exports": ()}
    place = Place("overlays/care/overlay.toml")
    return Overlay(name="care", why="Why.", place=place, files=(("__init__.py", SOURCE),), **{**empty, **parts})


def test_a_method_is_its_request_and_its_signature() -> None:
    """
    Types as callers write them.
    """
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    query = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    tree = document(paths={"/pets/{id}": {"get": operation("get_pet", parameters=[path, query])}})

    assert {
        "pets.get": {
            "operation": "get_pet",
            "request": "GET /pets/{id}",
            "safety": "read",
            "positional": ["id: str"],
            "keywords": ["limit: int | None = None"],
            "returns": "str",
        }
    } == surface_of(tree)["methods"]


def test_models_and_enums_show_their_fields_and_values() -> None:
    """
    ``!`` marks what is always there; models that are only a body are not public.
    """
    pet = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "kind": {"enum": ["cat"]}}}
    tree = document(operation(reply={"$ref": "#/components/schemas/Pet"}), writing(), schemas={"Pet": pet})

    found = surface_of(tree)

    assert {"Pet": {"id": "str!", "kind": "PetKind"}} == found["models"]
    assert {"PetKind": ["cat"]} == found["enums"]


def test_everything_is_sorted_by_name() -> None:
    """
    A change shows as one line in review, wherever it stands in the document.
    """
    enums = {name: {"enum": ["x"]} for name in ("B", "A")}
    pet = {"type": "object", "properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in enums}}
    found = surface_of(document(operation("b", reply=pet), operation("a"), schemas=enums))

    assert ["pets.a", "pets.b"] == list(found["methods"])
    assert ["A", "B"] == list(found["enums"])


def test_internal_operations_are_listed_apart() -> None:
    """
    They are calls, not methods.
    """
    found = surface_of(document(operation(), operation("peek", **{"x-internal": True})))

    assert (["pets.list"], ["pets.peek"]) == (list(found["methods"]), list(found["internal_calls"]))


def test_what_overlays_add_and_replace_is_marked() -> None:
    """
    A reader sees whose method it is.
    """
    client = {"client": True, "mixin": "Care", "async_mixin": "Care", "adds": ["feed"]}
    resource = {"resource": "zoo", "mixin": "Care", "async_mixin": "Care", "adds": ["feed"]}

    found = surface_of(document(), overlay(extends=(client, resource), exports=("Care",)))

    assert {"overlay": "care"} == found["methods"]["feed"] == found["methods"]["zoo.feed"]
    assert {"Care": "care"} == found["exports"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_supplied_parameters_become_keywords_in_the_order_of_the_path(order: tuple[str, str]) -> None:
    """
    Whatever the order of the manifest, and never that of a set.
    """
    found = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in ("a", "b")]
    tree = document(paths={"/{a}/{b}": {"get": operation(parameters=found)}})
    supplies = tuple({"operation": "list_pets", "parameter": name, "method": f"_{name}"} for name in order)
    extends = {"resource": "pets", "mixin": "Care", "async_mixin": "Care"}

    method = surface_of(tree, overlay(extends=(extends,), supplies=supplies))["methods"]["pets.list"]

    assert ([], ["a: str | None = None", "b: str | None = None"]) == (method["positional"], method["keywords"])


def test_what_the_socket_carries_is_listed_by_name() -> None:
    """
    Both directions, each name with the type of its payload.
    """
    thing = {"type": "object", "properties": {}}
    stream = {"x-audience": ["public"], "events": {"pet.born": thing, "pet.ate": thing}, "commands": {"hear": thing}}

    found = surface_of(document(operation(), **{"x-streams": {"/ws": stream}}))

    assert [("pet.ate", "PetAte"), ("pet.born", "PetBorn")] == list(found["events"].items())
    assert {"hear": "Hear"} == found["commands"]
