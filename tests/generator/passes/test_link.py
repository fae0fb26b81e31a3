"""Overlays against the document: every fact is proved, and a lost one is named in words."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from generator.model.layout import Overlay
from generator.problems import Place
from tests.generator.specimens import document, layout_of, messages, operation, problems, writing

PATH = {"name": "pet_id", "in": "path", "required": True, "schema": {"type": "string"}}
QUERY = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
BODY = {"type": "object", "properties": {"file": {"type": "string"}}}
SOURCE = """
class Care:
    def feed(self): ...
    def _pet_id(self): ...

class AsyncCare(Care):
    pass
"""
EXTENDS = {"resource": "pets", "mixin": "Care", "async_mixin": "AsyncCare"}
REQUIRES = {
    "operation": "feed_pet",
    "method": "POST",
    "path": "/pets/{pet_id}/feed",
    "request": "application/json",
    "fields": ["file"],
    "parameters": ["pet_id", "limit"],
    "reply": "str",
}


def overlay(name: str = "care", source: str = SOURCE, **parts: Any) -> Overlay:
    """An overlay of one file with a pair of mixins."""
    empty: dict[str, Any] = {"requires": (), "extends": (), "supplies": (), "exports": ()}
    place = Place(f"overlays/{name}/overlay.toml")
    return Overlay(name=name, why="Why.", place=place, files=(("__init__.py", source),), **{**empty, **parts})


def tree(**changes: Any) -> Any:
    """A document with one operation that an overlay can stand on."""
    feed = writing("feed_pet", body=BODY, parameters=[PATH, QUERY], **changes)
    return document(operation(), paths={"/pets/{pet_id}/feed": {"post": feed}})


def test_facts_that_hold_are_silent() -> None:
    """
    The layout stays as it is.
    """
    assert layout_of(tree()) == layout_of(tree(), overlay(requires=(REQUIRES,)))


@pytest.mark.parametrize(
    ("key", "was", "message"),
    [
        ("method", "PUT", "requires feed_pet: the method is now POST (was PUT)"),
        ("path", "/feed", "requires feed_pet: the path is now /pets/{pet_id}/feed (was /feed)"),
        (
            "request",
            "multipart/form-data",
            "requires feed_pet: the request is now application/json (was multipart/form-data)",
        ),
        ("reply", "Page[Pet]", "requires feed_pet: the reply is now str (was Page[Pet])"),
        ("session", "closes", "requires feed_pet: the session is now None (was closes)"),
        ("fields", ["file", "name"], "requires feed_pet: 'name' is not among its fields any more"),
        ("parameters", ["limit", "page"], "requires feed_pet: 'page' is not among its parameters any more"),
        ("operation", "feed", "requires feed: there is no such operation"),
    ],
)
def test_a_lost_fact_is_named_in_words_at_its_line(key: str, was: Any, message: str) -> None:
    """
    What it is now, what it was, and where the manifest says so.
    """
    (problem,) = problems(layout_of, tree(), overlay(requires=({}, {**REQUIRES, key: was})[1:]))

    assert message == problem.message
    assert Place("overlays/care/overlay.toml", f"/requires/0/{key}") == problem.place
    assert "Adapt the overlay, then update the manifest." == problem.advice


def test_a_mixin_becomes_a_base_and_its_methods_are_left_out() -> None:
    """
    What it replaces is not generated; what it adds is noted for the records.
    """
    extends = {**EXTENDS, "replaces": ["feed"], "adds": ["_pet_id"]}
    source = SOURCE.replace("_pet_id", "groom")

    (pets,) = layout_of(tree(), overlay(source=source, extends=({**extends, "adds": ["groom"]},))).resources

    assert [("Care", "AsyncCare", (("groom", ""),))] == [(one.sync, one.asynchronous, one.adds) for one in pets.mixins]
    assert [("list", None), ("feed", "care")] == [(one.name, one.replaced_by) for one in pets.methods]


def test_a_mixin_may_make_a_resource_or_extend_the_client() -> None:
    """
    A resource of its own needs methods to offer.
    """
    own = {**EXTENDS, "resource": "zoo", "adds": ["feed"]}
    client = {"client": True, "mixin": "Care", "async_mixin": "AsyncCare"}

    layout = layout_of(tree(), overlay(extends=(own, client)))

    assert (["pets", "zoo"], ["Care"]) == ([one.name for one in layout.resources], [one.sync for one in layout.mixins])


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**EXTENDS, "mixin": "Nobody"}, "the overlay has no class Nobody"),
        ({**EXTENDS, "replaces": ["groom"]}, "Care has no method groom"),
        ({**EXTENDS, "resource": "dogs"}, "there is no resource dogs"),
        ({**EXTENDS, "adds": ["feed"]}, "pets.feed is generated already"),
        ({**EXTENDS, "resource": "../x", "adds": ["feed"]}, "'../x' is not a usable name"),
        (
            {"client": True, "mixin": "Care", "async_mixin": "AsyncCare", "adds": ["pets"]},
            "client.pets is a resource already",
        ),
        (
            {"client": True, "mixin": "Care", "async_mixin": "AsyncCare", "adds": ["send"]},
            "'send' is not a usable name",
        ),
    ],
)
def test_an_extension_that_does_not_fit_is_refused(entry: Any, message: str) -> None:
    """
    Against the overlay's own code, and against what is generated.
    """
    assert message in messages(layout_of, tree(), overlay(extends=(entry,)))


def test_replacing_a_method_that_is_not_generated_is_refused() -> None:
    """
    The platform may have dropped it.
    """
    source = SOURCE + "class Both(Care):\n    def groom(self): ...\n"
    entry = {"resource": "pets", "mixin": "Both", "async_mixin": "Both", "replaces": ["groom"]}

    assert ["pets.groom does not exist, nothing to replace"] == messages(
        layout_of, tree(), overlay(source=source, extends=(entry,))
    )


def test_two_overlays_cannot_claim_one_name() -> None:
    """
    The second one is told about the first.
    """
    entry = {**EXTENDS, "replaces": ["feed"]}

    found = messages(layout_of, tree(), overlay(extends=(entry,)), overlay("other", extends=(entry,)))

    assert ["pets.feed is claimed by care already"] == found


def test_two_overlays_cannot_export_one_name() -> None:
    """
    Exports must exist as well.
    """
    found = messages(layout_of, tree(), overlay(exports=("Care", "Lost")), overlay("other", exports=("Care",)))

    assert {"the overlay has no class Lost", "Care is exported by care already"} == set(found)


def test_a_path_parameter_can_be_supplied() -> None:
    """
    By a method of the overlay's mixin on that resource.
    """
    supplies = {"operation": "feed_pet", "parameter": "pet_id", "method": "_pet_id"}

    (pets,) = layout_of(tree(), overlay(extends=(EXTENDS,), supplies=(supplies,))).resources

    assert [(), (("pet_id", "_pet_id"),)] == [one.supplied for one in pets.methods]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"operation": "groom"}, "supplies groom: there is no such operation"),
        ({"parameter": "limit"}, "feed_pet has no path parameter limit any more"),
        ({"method": "_nobody"}, "no mixin of care on pets has a method _nobody"),
    ],
)
def test_a_supply_that_does_not_fit_is_refused(changes: Any, message: str) -> None:
    """
    Each part of it.
    """
    supplies = {"operation": "feed_pet", "parameter": "pet_id", "method": "_pet_id", **changes}

    assert [message] == messages(layout_of, tree(), overlay(extends=(EXTENDS,), supplies=(supplies,)))


UPLOAD = {"requestBody": {"content": {"multipart/form-data": {"schema": BODY}}}}


def test_an_upload_that_no_overlay_claims_is_a_problem() -> None:
    """
    Somebody has to say that plain encoding is enough.
    """
    reason = {"x-overlay": {"name": "none", "reason": "Small files."}}

    assert ["this upload has no overlay"] == messages(layout_of, tree(**UPLOAD))
    assert [] == messages(layout_of, tree(**UPLOAD, **reason))
    assert [] == messages(layout_of, tree(**UPLOAD), overlay(extends=({**EXTENDS, "replaces": ["feed"]},)))


def test_a_reason_for_no_overlay_goes_when_there_is_one() -> None:
    """
    The document would say what is not so.
    """
    reason = {"x-overlay": {"name": "none", "reason": "Small files."}}

    found = messages(layout_of, tree(**UPLOAD, **reason), overlay(extends=({**EXTENDS, "replaces": ["feed"]},)))

    assert ["the document says that no overlay handles this, but care does"] == found


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("import asyncio", False),
        ("import attrs", False),
        ("from warp_client_core import Call", False),
        ("from .other import x", False),
        ("from . import other", False),
        ("from ...calls import pets", False),
        ("from ...calls.pets import feed", False),
        ("import httpx", True),
        ("import warp_customer.models", True),
        ("from ...calls import dogs", True),
        ("from ...models import Nobody", True),
        ("from ...client import PetClient", True),
        ("from ... import models", True),
        ("from ...resources.pets import Pets", True),
        ("from ..other import x", True),
        ("from .. import other", True),
        ("from .... import x", True),
        ("if True:\n    import requests", True),
    ],
)
def test_an_overlay_imports_only_what_it_stands_on(line: str, refused: bool) -> None:
    """
    Core, attrs, the standard library, its own modules, and the calls and models that its manifest requires.
    """
    found = messages(layout_of, tree(), overlay(source=f"{line}\n{SOURCE}", requires=(REQUIRES,)))

    assert refused == bool(found)


def test_a_model_of_another_operation_is_not_an_overlays_to_use() -> None:
    """
    What required operations take or give may be imported, however deep it stands; the rest of the client may not.
    """
    schemas = {
        "Bowl": {"type": "object", "properties": {"of": {"$ref": "#/components/schemas/Food"}}},
        "Food": {"type": "object", "properties": {"name": {"type": "string"}}},
        "Vet": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    whole = document(
        operation("get_bowl", reply={"$ref": "#/components/schemas/Bowl"}),
        operation("get_vet", reply={"$ref": "#/components/schemas/Vet"}),
        schemas=schemas,
    )
    source = "from ...models import Bowl, Food, Vet\n" + SOURCE

    found = messages(layout_of, whole, overlay(source=source, requires=({"operation": "get_bowl"},)))

    assert ["imports ...models Vet, which the manifest does not require"] == found


def test_what_a_required_operation_takes_may_be_imported() -> None:
    """
    The models of its body and their parts.
    """
    food = {"type": "object", "properties": {"name": {"type": "string"}}}
    meal = {"type": "object", "properties": {"food": {"$ref": "#/components/schemas/Food"}}}
    whole = document(operation(), writing("feed_all", meal), schemas={"Food": food})
    source = "from ...models import Food\n" + SOURCE

    assert [] == messages(layout_of, whole, overlay(source=source, requires=({"operation": "feed_all"},)))


def told() -> Any:
    """A document whose platform tells of births."""
    litter = {"type": "object", "properties": {"name": {"type": "string"}}}
    birth = {"type": "object", "properties": {"litter": {"$ref": "#/components/schemas/Litter"}}}
    header = {"name": "X-Signed", "in": "header", "schema": {"type": "string"}}
    hook = writing("receive_birth", {"$ref": "#/components/schemas/Birth"}, parameters=[header])
    return document(operation(), schemas={"Birth": birth, "Litter": litter}, webhooks={"born": {"post": hook}})


RECEIVES = {
    "operation": "receive_birth",
    "method": "POST",
    "request": "application/json",
    "fields": ["litter"],
    "parameters": ["X-Signed"],
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"method": "PUT"}, "requires receive_birth: the method is now POST (was PUT)"),
        ({"request": "text/plain"}, "requires receive_birth: the request is now application/json (was text/plain)"),
        ({"path": "/born"}, "requires receive_birth: the path is now None (was /born)"),
        ({"reply": "Birth"}, "requires receive_birth: the reply is now None (was Birth)"),
        ({"session": "opens"}, "requires receive_birth: the session is now None (was opens)"),
        ({"fields": ["name"]}, "requires receive_birth: 'name' is not among its fields any more"),
        ({"parameters": ["X-Age"]}, "requires receive_birth: 'X-Age' is not among its parameters any more"),
        ({"operation": "receive_death"}, "requires receive_death: there is no such operation"),
    ],
)
def test_an_overlay_may_stand_on_what_the_platform_sends(changes: Any, message: str | None) -> None:
    """
    Its facts are proved like those of any operation.
    """
    found = messages(layout_of, told(), overlay(requires=({**RECEIVES, **changes},)))

    assert ([] if message is None else [message]) == found


@pytest.mark.parametrize(("requires", "found"), [((RECEIVES,), []), ((), ["Birth", "Litter"])])
def test_what_a_required_webhook_carries_may_be_imported(requires: Any, found: list[str]) -> None:
    """
    The type of its payload, and what that is made of.
    """
    source = "from ...models import Birth, Litter\n" + SOURCE

    said = messages(layout_of, told(), overlay(source=source, requires=requires))

    assert [f"imports ...models {name}, which the manifest does not require" for name in found] == said


def test_relative_imports_are_counted_from_the_file() -> None:
    """
    A module in a folder of the overlay has one more dot to go.
    """
    files = (("__init__.py", SOURCE), ("deep/a.py", "from ....calls import pets\nfrom ..b import x\n"))

    assert [] == messages(layout_of, tree(), attrs.evolve(overlay(requires=(REQUIRES,)), files=files))


@pytest.mark.parametrize("source", ["class Care(:\n", "\x00"])
def test_an_overlay_that_is_no_python_is_a_problem(source: str) -> None:
    """
    In its own file.
    """
    (problem,) = problems(layout_of, tree(), overlay(source=source))

    assert problem.message.startswith("not Python: ")
    assert "overlays/care/__init__.py" == problem.place.file


def test_classes_that_inherit_in_a_circle_do_not_matter() -> None:
    """
    Python itself refuses them.
    """
    source = "class Care(AsyncCare): ...\nclass AsyncCare(Care):\n    def feed(self): ...\n"

    assert [] == messages(layout_of, tree(), overlay(source=source, extends=({**EXTENDS, "replaces": ["feed"]},)))
