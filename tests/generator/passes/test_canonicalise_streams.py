"""Live events and webhooks: payloads become types, though they are no operations of the client."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model import ir
from tests.generator.specimens import api_of, document, messages, operation, writing


def test_stream_events_and_webhooks_become_types() -> None:
    """
    Events and commands are listed apart.
    """
    pet = {"type": "object", "properties": {}}
    streams = {"/ws": {"x-audience": ["public"], "events": {"pet.born": pet}, "commands": {"subscribe": pet}}}
    body = {"$ref": "#/components/requestBodies/Hook"}
    headers = [{"$ref": "#/components/parameters/Signed"}, {"name": "X-Sent", "in": "header", "schema": {}}]
    tree = document(
        operation(),
        webhooks={"born": {"post": writing("receive", requestBody=body, parameters=headers)}},
        components={
            "requestBodies": {"Hook": {"content": {"application/json": {"schema": pet}}}},
            "parameters": {"Signed": {"name": "X-Signed", "in": "header", "schema": {"type": "string"}}},
        },
        **{"x-streams": streams},
    )

    api = api_of(tree)

    assert (ir.Event("/ws", "pet.born", "PetBorn"),) == api.events
    assert (ir.Event("/ws", "subscribe", "Subscribe"),) == api.commands
    assert (ir.Webhook("receive", "POST", "application/json", "Born", ("X-Signed", "X-Sent")),) == api.webhooks
    assert {"PetBorn", "Subscribe", "Born"} == {found.name for found in api.models}


def test_an_event_that_is_no_object_is_refused() -> None:
    """
    Its payload is decoded into a model.
    """
    streams = {"/ws": {"x-audience": ["public"], "events": {"tick": {"type": "integer"}}}}

    assert ["the payload of tick is not an object"] == messages(api_of, document(operation(), **{"x-streams": streams}))


@pytest.mark.parametrize("schema", [{"type": "integer"}, {"type": "array", "items": {"type": "string"}}, {}])
def test_a_webhook_that_carries_no_object_is_refused(schema: dict[str, Any]) -> None:
    """
    Its payload is decoded into a model.
    """
    content = {"content": {"application/json": {"schema": schema}}}
    tree = document(operation(), webhooks={"born": {"post": writing("receive", requestBody=content)}})

    assert ["the payload of born is not an object"] == messages(api_of, tree)


def test_a_webhook_without_a_body_carries_nothing() -> None:
    """
    There is no type to make of it.
    """
    tree = document(operation(), webhooks={"born": {"post": operation("receive", **{"x-safety": "unsafe"})}})

    assert () == api_of(tree).webhooks
