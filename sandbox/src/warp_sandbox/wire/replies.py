"""
Replies made from the document's examples, for operations that keep nothing.

One rule: the reply is about what the request named. Where the example shows the example id of a path parameter, the
reply shows the id of the request.
"""

from __future__ import annotations

from typing import Any

from warp_sandbox.spec.document import Api, Operation
from warp_sandbox.spec.pointers import join
from warp_sandbox.spec.samples import sample
from warp_sandbox.wire.exchange import Call, Reply, stamp
from warp_sandbox.wire.paging import page_of


class ExampleReplies:
    """Answers every operation of a document whose replies are ``{data, meta}``."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def __call__(self, call: Call) -> Reply:
        """The first documented success of the operation, with the data of its examples."""
        form = call.operation.success
        if not form.bodies:
            return Reply(form.status)
        pointer = self._api.follow(join(next(iter(form.bodies.values())), "schema"))[1]
        data = join(pointer, "properties", "data")
        value = _echo(sample(self._api, data), _renamed(call))
        if call.operation.paging:
            value, pagination = page_of(value, call)
            return enveloped(call, value, pagination=pagination)
        return enveloped(call, self._named(value, data, call.path))

    def _named(self, value: Any, pointer: str, path: dict[str, str]) -> Any:
        """The value with every field that is called like a path parameter set to its value."""
        if isinstance(value, list):
            items = join(self._api.follow(pointer)[1], "items")
            return [self._named(one, items, path) for one in value]
        known = self._api.node(pointer).get("properties", {})
        same = {name: text for name, text in path.items() if name in known}
        return {**value, **same} if isinstance(value, dict) else value


def enveloped(call: Call, data: Any, *, pagination: dict[str, int] | None = None) -> Reply:
    """The first documented success around ``data``, with its ``meta``."""
    meta: dict[str, Any] = {"timestamp": stamp(call.now), "request_id": call.request_id}
    if pagination is not None:
        meta["pagination"] = pagination
    return Reply(call.operation.success.status, {"data": data, "meta": meta})


def _renamed(call: Call) -> dict[str, str]:
    return {example: call.path[name] for name, example in _examples(call.operation).items()}


def _examples(operation: Operation) -> dict[str, str]:
    path = [one for one in operation.parameters if one.place == "path"]
    return {one.name: one.example for one in path if isinstance(one.example, str)}


def _echo(value: Any, renamed: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _echo(child, renamed) for key, child in value.items()}
    if isinstance(value, list):
        return [_echo(child, renamed) for child in value]
    return renamed.get(value, value) if isinstance(value, str) else value
