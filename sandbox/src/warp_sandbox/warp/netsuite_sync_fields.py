"""
Which field of a record goes to which field of NetSuite.

One rule: the mappings are replaced as a whole, and within a kind no field of NetSuite is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

_KINDS = ("customer", "invoice", "payment", "item")
_NEW: Record = {"direction": "warp_to_netsuite", "required": False, "transform": None}


class FieldMappings:
    """The mappings of one sandbox."""

    def __init__(self, world: World) -> None:
        shown = world.example("NetSuiteMappings") if world.knows("NetSuiteMappings") else {}
        self._mappings = _whole(shown)

    def handlers(self) -> Mapping[str, Handler]:
        """The operations on mappings, by operationId."""
        return {"get_netsuite_mappings": self._get, "update_netsuite_mappings": self._put}

    def missing(self, kind: str, record: Record) -> list[str]:
        """The required fields that a record has no value for; a dot leads into a field."""
        sent = (one for one in self._mappings[kind] if one["required"] and one["direction"] != "netsuite_to_warp")
        return [one["warp_field"] for one in sent if _value(record, one["warp_field"]) in (None, "")]

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._mappings)

    def _put(self, call: Call) -> Reply:
        mappings = _whole(call.body)
        found = list(_repeated(mappings))
        if found:
            raise Refusal(422, "Some fields are not valid.", violations=found)
        self._mappings = mappings
        return enveloped(call, mappings)


def _whole(given: Record) -> Record:
    lists = {kind: [{**_NEW, **one} for one in given.get(kind, ())] for kind in _KINDS}
    return {**lists, "sku_map": given.get("sku_map", {})}


def _repeated(mappings: Record) -> Iterator[Violation]:
    for kind in _KINDS:
        targets = [one["netsuite_field"] for one in mappings[kind] if one["direction"] != "netsuite_to_warp"]
        for index, one in enumerate(mappings[kind]):
            if targets.count(one["netsuite_field"]) > 1:
                yield Violation(f"{kind}.{index}.netsuite_field", "Is written by more than one mapping.")


def _value(record: Record, path: str) -> object:
    value: object = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
