"""Overlays that stand on events of a socket: what they require is proved like the facts of an operation."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.layout import Overlay
from generator.problems import Place
from tests.generator.specimens import document, layout_of, messages, operation, problems

REQUIRES = {"event": "pet.born", "payload": "PetBorn", "fields": ["weight"]}


def overlay(source: str = "", **requires: Any) -> Overlay:
    """An overlay that requires the event, but for what a test says."""
    place = Place("overlays/care/overlay.toml")
    files = (("__init__.py", source),)
    entry = {**REQUIRES, **requires}
    return Overlay("care", "Why.", place, requires=(entry,), extends=(), supplies=(), exports=(), files=files)


def tree(*, streams: bool = True) -> Any:
    """A document with one event of its own type and one that nobody requires."""
    born = {"type": "object", "properties": {"weight": {"type": "integer"}}}
    entry = {"x-audience": ["public"], "events": {"pet.born": born, "pet.fed": {"type": "object", "properties": {}}}}
    return document(operation(), **{"x-streams": {"/ws": entry} if streams else {}})


def test_facts_about_an_event_that_hold_are_silent() -> None:
    """
    The layout stays as it is.
    """
    assert layout_of(tree()) == layout_of(tree(), overlay())


@pytest.mark.parametrize(
    ("key", "was", "message"),
    [
        ("event", "pet.died", "requires pet.died: there is no such event"),
        ("payload", "Birth", "requires pet.born: the payload is now PetBorn (was Birth)"),
        ("fields", ["weight", "name"], "requires pet.born: 'name' is not among its fields any more"),
        ("method", "GET", "requires pet.born: the method is now None (was GET)"),
    ],
)
def test_a_lost_fact_about_an_event_is_named_at_its_line(key: str, was: Any, message: str) -> None:
    """
    What it is now, what it was, and where the manifest says so.
    """
    (problem,) = problems(layout_of, tree(), overlay(**{key: was}))

    assert message == problem.message
    assert f"/requires/0/{key}" == problem.place.pointer


def test_an_operation_has_no_payload() -> None:
    """
    The key means something with an event only.
    """
    wanted = Overlay(
        "care",
        "Why.",
        Place("overlays/care/overlay.toml"),
        requires=({"operation": "list_pets", "payload": "Pet"},),
        extends=(),
        supplies=(),
        exports=(),
        files=(),
    )

    assert ["requires list_pets: the payload is now None (was Pet)"] == messages(layout_of, tree(), wanted)


def test_the_type_of_a_required_event_may_be_imported() -> None:
    """
    And that of no other.
    """
    found = messages(layout_of, tree(), overlay("from ...models import PetBorn, PetFed\n"))

    assert ["imports ...models PetFed, which the manifest does not require"] == found


def test_the_channel_may_be_imported_where_there_is_one() -> None:
    """
    A client without events has no such module.
    """
    source = "from ...channels import CHANNEL\n"
    without = Overlay(
        "care", "Why.", Place("overlays/care/overlay.toml"), (), (), (), exports=(), files=(("__init__.py", source),)
    )

    assert layout_of(tree()) == layout_of(tree(), overlay(source))
    assert ["imports ...channels, but the client has no event stream"] == messages(
        layout_of, tree(streams=False), without
    )
