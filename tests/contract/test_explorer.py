"""The sandbox, explored by the document alone, for each audience with its own credentials."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.contract.explorer import complaints, explained
from warp_sandbox import Sandbox
from warp_sandbox.server import running

KEYS = {"customer": "sandbox-customer-key", "admin": "sandbox-admin-key"}


def part(document: dict[str, Any], audience: str, *operations: str) -> dict[str, Any]:
    """The document with the operations of one audience only, or with the named ones of it."""

    def belongs(entry: Any) -> bool:
        return audience in entry["x-audience"] and (not operations or entry["operationId"] in operations)

    paths = {
        path: {method: entry for method, entry in item.items() if method == "parameters" or belongs(entry)}
        for path, item in document["paths"].items()
    }
    return {**document, "paths": {path: item for path, item in paths.items() if item.keys() - {"parameters"}}}


def written(document: dict[str, Any], folder: Path) -> Path:
    """The document as a file of its own."""
    file = folder / "document.json"
    file.write_text(json.dumps(document), "utf-8")
    return file


@pytest.mark.parametrize("audience", KEYS)
def test_platform_keeps_to_its_document(audience: str, documents: dict[str, Any], tmp_path: Path) -> None:
    """
    Every operation was explored, and no complaint is left without a reason.
    """
    document = written(part(documents[audience], audience), tmp_path)
    headers = {"X-API-Key": KEYS[audience]}

    with running(Sandbox()) as address:
        seen, words = complaints(document, f"{address}/v1", headers, tmp_path / "report.json")

    assert set(explained(audience)) == seen, words[-20_000:]


async def careless(scope: Scope, receive: Receive, send: Send) -> None:
    """A platform that says yes to everything."""
    await JSONResponse({"data": 1})(scope, receive, send)


def test_explorer_complains_of_a_careless_platform(documents: dict[str, Any], tmp_path: Path) -> None:
    """
    Replies that break the document do not pass.
    """
    document = written(part(documents["customer"], "customer", "get_account", "create_trunk"), tmp_path)

    with running(careless) as address:
        seen, _ = complaints(document, f"{address}/v1", {}, tmp_path / "report.json")

    assert {"GET /account", "POST /customers/{customer_id}/trunks"} <= {operation for operation, _ in seen}
