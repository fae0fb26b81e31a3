"""Which replies of a resource name their types later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.passes.late import MADE_AT_ONCE, late_replies
from tests.generator.specimens import api_of, built, document, operation, ran

SMALL = {"type": "object", "properties": {"name": {"type": "string"}}}


def large(types: int) -> Any:
    """An object that holds so many others."""
    return {"type": "object", "properties": {f"part{number}": SMALL for number in range(types)}}


def late_of(*replies: Any) -> set[str]:
    """The operations, called ``list_0`` ..., whose replies name their types later; each is of a domain of its own."""
    calls = [
        operation(f"list_{number}", reply={"$ref": f"#/components/schemas/R{number}"}) for number in range(len(replies))
    ]
    schemas = {f"R{number}": {**reply, "x-domain": f"d{number}"} for number, reply in enumerate(replies)}
    api = api_of(document(*calls, schemas=schemas))
    return set(late_replies(api, api.operations))


def test_replies_that_are_quickly_made_are_named_at_once() -> None:
    assert set() == late_of(SMALL, large(MADE_AT_ONCE - 2))


def test_of_too_many_types_the_largest_replies_wait() -> None:
    assert {"list_1"} == late_of(SMALL, large(MADE_AT_ONCE - 1), SMALL)


def test_a_call_does_not_load_the_module_of_a_reply_that_waits(tmp_path: Path) -> None:
    """
    The reply is read all the same.
    """
    call = operation("list_pets", reply={"$ref": "#/components/schemas/Zoo"})
    tree = built(document(call, schemas={"Zoo": {**large(MADE_AT_ONCE), "x-domain": "zoos"}}))

    code = """
import json, sys
from pets import calls
reply = calls.pets.list().operation.reply
before = "pets.models.zoos" in sys.modules
print(json.dumps([before, reply.decode(b'{"part1": {"name": "Leo"}}', {})[0].part1.name]))
"""
    assert [False, "Leo"] == ran(tree, tmp_path, code)
