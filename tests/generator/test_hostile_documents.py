"""Broken and hostile documents on disk: every fault is placed, the exit code is 1, and what was built before stays."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.generator.specimens import Checkout, Tree, checkout, document, json_reply, operation, writing


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that is built already; each test puts its own document in."""
    found = checkout(tmp_path_factory.mktemp("pets"))
    assert found.build().code == 0
    return found


def refused(pets: Checkout, content: Any, **files: Any) -> list[str]:
    """
    The problem lines of a build that must not succeed.

    Args:
        pets: The checkout.
        content: The root document.
        files: ``common=...`` is the file ``openapi/common.yaml``.
    """
    before = pets.generated()
    pets.write("openapi/pets.yaml", content)
    for name, other in files.items():
        pets.write(f"openapi/{name}.yaml", other)

    said = pets.build()

    lines = [line for line in said.err.splitlines()[:-2] if not line.startswith("    ")]
    assert (1, "") == (said.code, said.out)
    assert all(re.match(r"openapi/[\w./-]+:\d+:\d+ ", line) for line in lines), lines
    assert before == pets.generated()
    return lines


def ref(name: str, kind: str = "schemas") -> Tree:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def with_schema(schema: Any, **schemas: Any) -> Tree:
    """A document whose operation gives back this schema."""
    return document(operation(reply=schema), schemas=schemas)


TEXTS = {
    "cut in a flow": ("openapi: {a: [1, 2", "openapi/pets.yaml:2:1"),
    "cut in a quote": ('openapi: "3.1', "openapi/pets.yaml:1:"),
    "tab": ("a:\n\t- b", "openapi/pets.yaml:2:1"),
    "key twice": ("openapi: 3.1.0\ninfo: {}\nopenapi: 3.1.0\n", "openapi/pets.yaml:3:1"),
    "key twice, deep": ("paths:\n  /a: {get: {}}\n  /a: {}\n", "openapi/pets.yaml:3:3"),
    "two documents": ("a: 1\n---\nb: 2\n", "openapi/pets.yaml:2:1"),
    "python tag": ("a: !!python/object/apply:os.system [false]\n", "openapi/pets.yaml:1:4"),
    "own tag": ("a: !evil b\n", "openapi/pets.yaml:1:4"),
    "alias that nobody defines": ("a: *b\n", "openapi/pets.yaml:1:4"),
    "cyclic mapping": ("a: &a {b: *a}\n", "openapi/pets.yaml:1:8"),
    "cyclic list": ("a: &a [*a]\n", "openapi/pets.yaml:1:4"),
    "deep flow": ("a: " + "[" * 100_000, "openapi/pets.yaml:1:104"),
    "deep block": ("- " * 50_000 + "a\n", "openapi/pets.yaml:1:203"),
    "somewhat deep": ("a: " + "[" * 150 + "]" * 150, "openapi/pets.yaml:1:104"),
    "not UTF-8 in YAML": ("\x00", "openapi/pets.yaml:1:1"),
    "endless number": ("a: 1e999\n", "openapi/pets.yaml:1:1"),
    "empty": ("", "openapi/pets.yaml:1:1"),
    "a list": ("- a\n", "openapi/pets.yaml:1:1"),
    "a text": ("just words\n", "openapi/pets.yaml:1:1"),
    "a reference": ("$ref: other.yaml\n", "openapi/pets.yaml:1:1"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_is_no_document_is_refused_where_it_breaks(pets: Checkout, kind: str) -> None:
    """
    Line and column, also where a reader would have crashed.
    """
    text, where = TEXTS[kind]

    (line,) = refused(pets, text)

    assert line.startswith(where)


def test_an_alias_bomb_is_refused(pets: Checkout) -> None:
    """
    Ten aliases of ten aliases and so on: a short text, a thousand million nodes.
    """
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    (line,) = refused(pets, "\n".join(lines))

    assert "more than 3000000 nodes once aliases are expanded" in line


REFERENCES = [
    "http://example.com/a.yaml#/A",
    "https://169.254.169.254/latest#/A",
    "file:///etc/passwd",
    "file:///etc/passwd#/A",
    "/etc/passwd#/A",
    "//example.com/a.yaml#/A",
    "../../../../etc/passwd#/A",
    "../LICENSE#/A",
    "data:application/json,{}#/A",
    "common.yaml#/Nobody",
    "nowhere.yaml#/A",
    "#/components/schemas/Nobody",
    "#/components/schemas/A/0/1/2",
    "#/paths/~1p0/get/tags/99999999999999999999",
    "#",
    "",
    "common.yaml",
    "x" * 5000 + ".yaml#/A",
    "a\x00b.yaml#/A",
    ".#/A",
]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one[:40])
def test_a_reference_that_leaves_or_leads_nowhere_is_refused(pets: Checkout, reference: str) -> None:
    """
    No address is opened, no file outside the folder of the documents.
    """
    (line,) = refused(pets, with_schema({"$ref": reference}), common={"A": {"type": "string"}})

    assert "reference" in line


@pytest.mark.parametrize("place", ["path item", "parameter", "response", "body", "example"])
def test_no_kind_of_reference_opens_an_address(pets: Checkout, place: str) -> None:
    """
    The rule holds for all of them, not for schemas alone.
    """
    evil = {"$ref": "http://127.0.0.1:9/a.yaml#/A"}
    tree = {
        "path item": document(paths={"/p0": evil}),
        "parameter": document(operation(parameters=[evil])),
        "response": document(operation(responses={"200": evil})),
        "body": document(writing(requestBody=evil)),
        "example": document(
            operation(responses={"200": {"description": "", "content": {"a/b": {"examples": {"x": evil}}}}})
        ),
    }[place]

    (line,) = refused(pets, tree)

    assert "leaves the document's files" in line


CIRCLES: dict[str, tuple[Any, dict[str, Any]]] = {
    "schema of itself": (with_schema(ref("A"), A=ref("A")), {}),
    "two schemas": (
        with_schema(ref("A"), A=ref("B"), B=ref("A")),
        {},
    ),
    "union with itself": (
        with_schema(ref("A"), A={"anyOf": [ref("A"), {"type": "null"}]}),
        {},
    ),
    "allOf itself": (
        with_schema(ref("A"), A={"allOf": [ref("A")]}),
        {},
    ),
    "allOf in a ring": (
        with_schema(
            ref("A"),
            A={"allOf": [ref("B")]},
            B={"allOf": [ref("A")]},
        ),
        {},
    ),
    "path items": (document(paths={"/p0": {"$ref": "common.yaml#/A"}}), {"common": {"A": {"$ref": "common.yaml#/A"}}}),
    "components of two files": (
        with_schema({"type": "string"}, A={"$ref": "one.yaml#/A"}),
        {"one": {"A": {"$ref": "two.yaml#/A"}}, "two": {"A": {"$ref": "one.yaml#/A"}}},
    ),
    "parameters": (
        document(
            operation(parameters=[ref("A", "parameters")]),
            components={"parameters": {"A": ref("B", "parameters"), "B": ref("A", "parameters")}},
        ),
        {},
    ),
    "responses": (
        document(
            operation(responses={"200": ref("A", "responses")}),
            components={"responses": {"A": ref("A", "responses")}},
        ),
        {},
    ),
    "bodies": (
        document(
            writing(requestBody=ref("A", "requestBodies")),
            components={"requestBodies": {"A": ref("A", "requestBodies")}},
        ),
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CIRCLES)
def test_references_in_a_circle_are_refused(pets: Checkout, kind: str) -> None:
    """
    Objects may contain themselves; anything else would never end.
    """
    tree, files = CIRCLES[kind]

    assert refused(pets, tree, **files)


def test_a_chain_of_a_thousand_types_is_no_circle(pets: Checkout) -> None:
    """
    Depth of the type graph costs no stack.
    """
    schemas = {f"A{n}": {"type": "object", "properties": {"next": ref(f"A{n + 1}")}} for n in range(1000)}
    pets.write("openapi/pets.yaml", with_schema(ref("A0"), **schemas, A1000={"type": "string"}))

    said = pets.build("-o", str(pets.root / "other"))

    assert (0, "") == (said.code, said.err)


def test_a_long_chain_of_aliases_is_refused(pets: Checkout) -> None:
    """
    Names for names for names: nobody means that.
    """
    schemas: Tree = {f"A{n}": ref(f"A{n + 1}") for n in range(600)}

    assert refused(pets, with_schema(ref("A0"), **schemas, A600={"type": "string"}))


def test_json_documents_are_placed_as_well(pets: Checkout) -> None:
    """
    A reference may lead to a JSON file.
    """
    pets.write("openapi/more.json", '{"A": {"type": "string"},\n "A": {"type": "object"}}')

    (line,) = refused(pets, with_schema({"$ref": "more.json#/A"}))

    assert line.startswith("openapi/more.json:2:1 the key 'A' stands twice in one object")


@pytest.mark.parametrize("text", ["{", '{"a": NaN}', '{"a": "\\ud800"}', "[" * 100_000, '{"a": 1e999}', "\ufeff{}", ""])
def test_json_that_is_none_is_refused(pets: Checkout, text: str) -> None:
    """
    The extensions that Python's reader allows included.
    """
    pets.write("openapi/more.json", text)

    (line,) = refused(pets, with_schema({"$ref": "more.json#/A"}))

    assert line.startswith("openapi/more.json:1:")


def test_the_generator_reads_what_yaml_wrote(pets: Checkout, tmp_path: Path) -> None:
    """
    Anchors shared by several operations are copies of one text, not one node.
    """
    reply = json_reply({"type": "string"})
    shared = document(operation(responses={"200": reply}), operation("count_pets", responses={"200": reply}))
    text = yaml.safe_dump(shared, sort_keys=False)
    pets.write("openapi/pets.yaml", text)
    pets.write(
        "openapi/corrections/001.yaml",
        {
            "overlay": "1.1.0",
            "info": {"title": "One of two", "version": "1"},
            "actions": [
                {
                    "target": "$.paths['/p0'].get.responses['200'].content['application/json'].schema",
                    "update": {"type": "integer"},
                }
            ],
        },
    )

    said = pets.run("surface", "pets")
    (pets.root / "openapi" / "corrections" / "001.yaml").unlink()

    methods = json.loads(said.out)["methods"]
    assert "&id001" in text
    assert {"pets.list": "int", "pets.count": "str"} == {name: entry["returns"] for name, entry in methods.items()}
