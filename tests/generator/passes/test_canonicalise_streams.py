"""Live events and webhooks: payloads become types, though they are no operations of the client."""

from __future__ import annotations

from generator.model import ir
from tests.generator.specimens import api_of, document, messages, operation, writing


def test_stream_events_and_webhooks_become_types() -> None:
    """
    Commands too, though only events are listed.
    """
    pet = {"type": "object", "properties": {}}
    streams = {"/ws": {"x-audience": ["public"], "events": {"pet.born": pet}, "commands": {"subscribe": pet}}}
    body = {"$ref": "#/components/requestBodies/Hook"}
    tree = document(
        operation(),
        webhooks={"born": {"post": writing("receive", requestBody=body)}},
        components={"requestBodies": {"Hook": {"content": {"application/json": {"schema": pet}}}}},
        **{"x-streams": streams},
    )

    api = api_of(tree)

    assert (ir.Event("/ws", "pet.born", "PetBorn"),) == api.events
    assert {"PetBorn", "Subscribe", "Born"} == {found.name for found in api.models}


def test_an_event_that_is_no_object_is_refused() -> None:
    """
    Its payload is decoded into a model.
    """
    streams = {"/ws": {"x-audience": ["public"], "events": {"tick": {"type": "integer"}}}}

    assert ["the payload of tick is not an object"] == messages(api_of, document(operation(), **{"x-streams": streams}))
