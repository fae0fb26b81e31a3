"""What an operation asks for counts, not where it is written."""

from __future__ import annotations

from typing import Any

import pytest

from generator.release.security import spelled_out
from generator.release.verdict import ROOT
from generator.release.wire import reports

BEARER, EITHER = [{"bearer": []}], [{"bearer": []}, {"key": []}]


def document(own: Any, everywhere: Any = EITHER) -> dict[str, Any]:
    """One operation with a requirement of its own, or None, and that of all."""
    operation: dict[str, Any] = {"operationId": "list_pets", "responses": {"200": {"description": "Fine."}}}
    schemes = {"bearer": {"type": "http", "scheme": "bearer"}, "key": {"type": "apiKey", "in": "header", "name": "K"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1.0.0"},
        **({"security": everywhere} if everywhere is not None else {}),
        "paths": {"/pets": {"get": operation | ({"security": own} if own is not None else {})}},
        "components": {"securitySchemes": schemes},
    }


MOVES = {
    "repeats the root's": (document(None), document(EITHER), "none"),
    "stops repeating it": (document(EITHER), document(None), "none"),
    "takes fewer than the root": (document(None), document(BEARER), "major"),
    "goes back to a narrower root": (document(EITHER, BEARER), document(None, BEARER), "major"),
    "goes back to a wider root": (document(BEARER), document(None), "minor"),
    "is open no more": (document([]), document(None), "major"),
    "gets its own where the root has none": (document(None, None), document(BEARER, None), "major"),
}


@pytest.fixture(scope="module")
def bumps() -> dict[str, str]:
    """Redocly's rating of each move, all by one process; it has none for what did not change."""
    found = reports([(old, new) for old, new, _ in MOVES.values()], ROOT / "tools", ROOT / "redocly.yaml")
    return {name: report.get("bump", "none") for name, report in zip(MOVES, found, strict=True)}


@pytest.mark.parametrize("move", MOVES)
def test_a_requirement_is_rated_by_what_holds_for_the_operation(move: str, bumps: dict[str, str]) -> None:
    """
    Its own, or without one the root's.
    """
    assert MOVES[move][2] == bumps[move]


def test_an_operation_that_inherits_on_both_sides_is_left_alone() -> None:
    """
    Otherwise a change at the root would be told once for each operation.
    """
    old, new = document(None), document(None, BEARER)

    assert (old, new) == spelled_out(old, new)
