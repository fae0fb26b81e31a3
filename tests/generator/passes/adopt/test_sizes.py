"""Documents that are too large in one place or as a whole, and those that only say so."""

from __future__ import annotations

from typing import Any

import pytest

from generator.passes.adopt import sizes
from generator.passes.adopt.adopt import adopt
from generator.problems import BuildStopped
from tests.generator.passes.adopt.foreign import DONE, adopted, foreign, got, said

TEXT = {"type": "string"}
MEMBERS: dict[str, Any] = {
    "properties": {"type": "object", "properties": {f"p{n}": TEXT for n in range(2_001)}},
    "oneOf": {"oneOf": [{"type": "object", "properties": {f"p{n}": TEXT}} for n in range(501)]},
    "anyOf": {"anyOf": [{"type": "object", "properties": {f"p{n}": TEXT}} for n in range(501)]},
    "enum": {"type": "string", "enum": [f"v{n}" for n in range(10_001)]},
}


@pytest.mark.parametrize("word", MEMBERS)
def test_a_schema_of_too_many_members_is_any_value(word: str) -> None:
    """
    It keeps what it says of itself, and is listed.
    """
    found = adopted(got(), components={"schemas": {"A": {**MEMBERS[word], "description": "Large."}}})

    assert {"description": "Large."} == found.document.tree["components"]["schemas"]["A"]
    count, most = f"{sizes.MOST_OF_ONE[word] + 1:,}", f"{sizes.MOST_OF_ONE[word]:,}"
    assert [("note", f"{word} has {count} members, more than {most}")] == said(found)


def test_an_operation_of_too_many_parameters_loses_the_last() -> None:
    """
    None of the path, wherever it stands.
    """
    given = [{"name": f"q{n}", "in": "query", "schema": TEXT} for n in range(1_000)]
    last = {"name": "id", "in": "path", "required": True, "schema": TEXT}

    found = adopted({"/a/{id}": {"get": {"tags": ["t"], "parameters": [*given, last], "responses": DONE}}})

    kept = found.document.tree["paths"]["/a/{id}"]["get"]["parameters"]
    assert (1_000, "id") == (len(kept), kept[0]["name"])
    assert ["1,001 parameters; those after the first 1,000 are left out"] == [one.message for one in found.notes]


@pytest.mark.parametrize(
    ("expected", "pointer", "limit"),
    [
        ("3 operations, more than 2", "/paths", "MOST_OPERATIONS"),
        ("3 schemas, more than 2", "/components/schemas", "MOST_SCHEMAS"),
    ],
)
def test_a_document_that_is_too_large_as_a_whole_is_refused(
    monkeypatch: pytest.MonkeyPatch, expected: str, pointer: str, limit: str
) -> None:
    """
    With the part of which there is too much, also when the build is lenient.
    """
    monkeypatch.setattr(sizes, limit, 2)
    paths = {f"/a{n}": {"get": {"tags": ["t"], "responses": DONE}} for n in range(3)}
    sources = foreign(paths, components={"schemas": {f"A{n}": TEXT for n in range(3)}})

    with pytest.raises(BuildStopped) as stopped:
        adopt(sources, "api.yaml", lenient=True)

    assert [(expected, pointer)] == [(one.message, one.place.pointer) for one in stopped.value.problems]


@pytest.mark.parametrize("word", ["allOf", "oneOf", "$ref"])
def test_a_chain_is_cut_where_it_is_too_long(word: str) -> None:
    """
    Once in thirty links, so that each piece can be followed.
    """
    links = [{"$ref": f"#/components/schemas/A{n + 1}"} for n in range(75)]
    schemas = {f"A{n}": one if word == "$ref" else {word: [one]} for n, one in enumerate(links)}

    found = adopted(got(), components={"schemas": {**schemas, "A75": TEXT}})

    assert ["/components/schemas/A14", "/components/schemas/A45"] == sorted(one.place.pointer for one in found.notes)
    assert {} == found.document.tree["components"]["schemas"]["A45"]


def test_a_chain_as_long_as_is_allowed_is_kept() -> None:
    """
    Its last link too.
    """
    schemas = {f"A{n}": {"allOf": [{"$ref": f"#/components/schemas/A{n + 1}"}]} for n in range(29)}

    assert [] == said(adopted(got(), components={"schemas": {**schemas, "A29": TEXT}}))
