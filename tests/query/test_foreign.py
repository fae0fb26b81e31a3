"""Clients of other people's documents have no queries, and say so; what a change makes obsolete is never guessed."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from generator.cli import main
from warp_client_core.query import QueryClient

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: '1'}
x-queries: true
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      x-query: [pets, list]
      responses: {'200': {description: Fine., content: {application/json: {schema: {type: integer}}}}}
"""


def test_a_client_of_another_document_has_no_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Even of one that says words of ours, since these are held to rules that it does not keep.
    """
    (tmp_path / "pets.yaml").write_text(DOCUMENT, "utf-8")
    made = ["--spec", str(tmp_path / "pets.yaml"), "--package", "queried_pets", "-o", str(tmp_path / "made")]
    assert 0 == main(["--project", str(ROOT), "build", "--no-schema-check", *made])
    monkeypatch.syspath_prepend(str(tmp_path / "made" / "src"))
    package = importlib.import_module("queried_pets")

    with (
        package.QueriedPetsClient(base_url="https://api.example.com") as client,
        pytest.raises(TypeError, match=r"QueriedPetsClient has no queries: .* built with --spec"),
    ):
        QueryClient(client)
    assert "queried_pets.queries" not in sys.modules
    assert not (tmp_path / "made" / "src" / "queried_pets" / "queries.py").exists()
