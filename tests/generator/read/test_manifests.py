"""clients.toml and overlay.toml: what becomes a path, a name or code is allow-listed."""

from __future__ import annotations

from typing import Any

import pytest

from generator.problems import Problems
from generator.read.manifests import client_settings, overlay

CLIENT = {
    "distribution": "pets-client",
    "package": "pets",
    "client": "PetClient",
    "summary": "Client for pets",
    "version": "1.0.0",
    "document": "pets.yaml",
    "audience": "public",
}


def clients(tables: Any) -> list[str]:
    """The messages about a ``clients.toml``."""
    problems = Problems()
    client_settings(tables, problems)
    return [problem.message for problem in problems]


def test_a_client_is_read_with_everything() -> None:
    """
    Lists become tuples.
    """
    table = {
        **CLIENT,
        "overlays": ["care"],
        "hides": ["public"],
        "environment": {"base_url": "PETS_URL"},
        "ws_url": "wss://x",
    }

    (found,) = client_settings({"clients": {"pets": table}}, Problems())

    assert (("care",), ("public",), "pets") == (found.overlays, found.hides, found.key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("package", "../evil"),
        ("package", "Pets"),
        ("package", "class"),
        ("package", "pets; import os"),
        ("client", "petClient"),
        ("client", "None"),
        ("client", "A:\n    pass"),
        ("distribution", "a b"),
        ("distribution", "-a"),
        ("version", "1.0 + evil"),
        ("version", "latest"),
        ("document", "../pets.yaml"),
        ("document", "/etc/passwd"),
        ("document", "a/../b.yaml"),
        ("document", "pets.txt"),
        ("document", ""),
        ("audience", "Public"),
        ("summary", ""),
        ("summary", "a\nb"),
        ("ws_url", "http://x"),
        ("ws_url", 'wss://x" evil'),
        ("overlays", ["../care"]),
        ("overlays", "care"),
        ("hides", ["a b"]),
        ("extras", ["a]\nb"]),
        ("environment", {"base_url": "a b"}),
        ("trial", {"install": "box", "serve": "box", "settings": "A=1"}),
        ("trial", {"install": "box", "serve": "box", "settings": "A=1", "call": "pets.list()\n```"}),
        ("environment", {"base_url": 7}),
        ("environment", ["A"]),
        ("package", 7),
        ("nobody", "x"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(key: str, value: Any) -> None:
    """
    Every client's table is trusted no further than a document.
    """
    assert clients({"clients": {"pets": {**CLIENT, key: value}}})


@pytest.mark.parametrize("other", ["upstream/pets.yaml", "pets.json", "upstream/Pets.yml"])
def test_two_documents_that_would_become_one_file_are_refused(other: str) -> None:
    """
    The second would overwrite the first in ``generated/documents``, which releases are compared by.
    """
    cats = {**CLIENT, "distribution": "cats-client", "package": "cats", "document": other}

    found = clients({"clients": {"pets": CLIENT, "cats": cats}})

    assert [
        f"pets.yaml and {other} would both become generated/documents/pets.json",
        f"{other} and pets.yaml would both become generated/documents/pets.json",
    ] == found


@pytest.mark.parametrize("key", ["core", "documents"])
def test_a_client_that_would_take_the_place_of_something_else_is_refused(key: str) -> None:
    """
    Of the runtime's ledger, or of the bundled documents.
    """
    assert [f"{key!r} is the name of"] == [
        one[: len(f"{key!r} is the name of")] for one in clients({"clients": {key: CLIENT}})
    ]


@pytest.mark.parametrize("key", CLIENT)
def test_every_needed_key_is_asked_for(key: str) -> None:
    """
    None has a default that could be right.
    """
    table = {name: value for name, value in CLIENT.items() if name != key}

    assert [f"{key} is missing"] == clients({"clients": {"pets": table}})


@pytest.mark.parametrize("tables", [{}, {"clients": {}}, {"clients": []}, {"clients": {"pets": CLIENT}, "more": 1}])
def test_the_file_holds_clients_and_nothing_else(tables: Any) -> None:
    """
    One at least.
    """
    assert ["there must be one table per client and nothing else"] == clients(tables)


@pytest.mark.parametrize(("key", "table"), [("../pets", CLIENT), ("Pets", CLIENT), ("", CLIENT), ("pets", [CLIENT])])
def test_a_key_is_the_name_of_a_folder(key: str, table: Any) -> None:
    """
    And its value a table.
    """
    assert [f"{key!r} is not a client"] == clients({"clients": {key: table}})


def test_two_clients_cannot_share_a_package() -> None:
    """
    Nor a distribution.
    """
    found = clients({"clients": {"a": CLIENT, "b": {**CLIENT, "distribution": "other"}}})

    assert ["two clients have the package pets"] * 2 == found


def test_only_an_audience_of_another_client_can_be_hidden() -> None:
    """
    A typing error would hide nothing.
    """
    assert ["no client has the audience staf"] == clients({"clients": {"pets": {**CLIENT, "hides": ["staf"]}}})


def manifest(**table: Any) -> list[str]:
    """The messages about an ``overlay.toml``."""
    problems = Problems()
    overlay("care", {"name": "care", "why": "Because.", **table}, (), problems)
    return [problem.message for problem in problems]


GOOD = {"mixin": "A", "async_mixin": "B"}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"name": "other"}, "the overlay is called 'other'"),
        ({"why": 7}, "why must be a text"),
        ({"require": []}, "'require' means nothing here"),
        ({"requires": "a"}, "requires must be tables"),
        ({"requires": 7}, "requires must be tables"),
        ({"requires": ["a"]}, "requires must be tables"),
        ({"requires": [{}]}, "requires needs `operation` or `event`"),
        ({"requires": [{"operation": "a", "event": "b"}]}, "requires needs `operation` or `event`"),
        ({"requires": [{"operation": 7}]}, "operation must be a text"),
        ({"requires": [{"operation": "a", "fields": "b"}]}, "fields must be a texts"),
        ({"requires": [{"operation": "a", "feilds": []}]}, "'feilds' means nothing here"),
        ({"extends": [{"resource": "a"}]}, "mixin is missing"),
        ({"extends": [GOOD]}, "extends needs `resource` or `client = true`"),
        ({"extends": [{**GOOD, "resource": "a", "client": True}]}, "extends needs `resource` or `client = true`"),
        ({"extends": [{**GOOD, "client": False}]}, "extends needs `resource` or `client = true`"),
        ({"extends": [{**GOOD, "resource": "a", "adds": "b"}]}, "adds must be a texts"),
        ({"supplies": [{"operation": "a", "parameter": "b"}]}, "method is missing"),
    ],
)
def test_a_manifest_that_is_not_well_formed_is_refused(table: dict[str, Any], message: str) -> None:
    """
    What it means is for `link` to prove; here only its shape.
    """
    assert message in manifest(**table)


def test_a_well_formed_manifest_passes() -> None:
    """
    Every part is optional.
    """
    assert [] == manifest()
    assert [] == manifest(requires=[{"operation": "a"}], extends=[{**GOOD, "client": True}])
