"""Parameters whose names mean something to generated code, to Python, or to each other."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import parse_qsl


def test_every_name_of_the_document_is_reached(wire: Any, case: Any) -> None:
    """
    Each parameter has a keyword of its own and arrives under its own name.
    """
    declared = inspect.signature(case.package.calls.things.create).parameters
    wire.call("things.create", **{name: name for name in declared})

    query = dict(parse_qsl(wire.target.partition("?")[2]))
    names = {"params", "headers", "body", "options", "query", "self", "StartTime", "StartTime<", "StartTime>"}
    assert names | {"2fa.code", "id"} == set(query)
    assert {"id", "client"} == set(wire.sent)
    assert len(set(query.values()) | set(wire.sent.values())) == len(declared)
