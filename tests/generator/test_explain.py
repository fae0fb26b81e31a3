"""explain: one operation's way through the passes."""

from __future__ import annotations

from pathlib import Path

from tests.generator.specimens import checkout, document, operation


def test_every_pass_says_what_it_made_of_the_operation(tmp_path: Path) -> None:
    """
    Where it was written, what corrected it, what it is called, where it is generated.
    """
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    pets = checkout(tmp_path, document(paths={"/pets/{id}": {"get": operation("get_pet", parameters=[path])}}))
    pets.write(
        "openapi/corrections/001-summary.yaml",
        {
            "overlay": "1.1.0",
            "info": {"title": "Why", "version": "1"},
            "actions": [{"target": "$.paths[*].get.summary", "update": "Show a pet"}],
        },
    )

    said = pets.run("explain", "get_pet")

    assert 0 == said.code
    assert [
        "read         openapi/pets.yaml:7:5",
        "bundle       pets.yaml#/paths/~1pets~1{id}/get  (GET /pets/{id})",
        "correct      corrections/001-summary.yaml",
        "validate     keeps the house rules",
        "audience     public; safety read",
        "",
        "client       pets (pets-client)",
        "lower        body none, reply bare",
        "name         pets.get",
        "             id: str",
        "             -> str",
        "link         no overlay",
        "plan         generated/pets/src/pets/calls/pets.py",
        "             generated/pets/src/pets/resources/pets.py",
    ] == said.out.splitlines()


def test_an_internal_operation_has_no_method(tmp_path: Path) -> None:
    """
    It says so.
    """
    said = checkout(tmp_path, document(operation(**{"x-internal": True}))).run("explain", "list_pets")

    assert "name         pets.list (internal: a call only)" in said.out
    assert "resources" not in said.out
    assert "no correction touches it" in said.out
