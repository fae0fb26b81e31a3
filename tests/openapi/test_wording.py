"""The words of both documents: complete, uniform, and fit for those who read them."""

from __future__ import annotations

import re

import pytest

from tests.openapi.documents import (
    DOCUMENTS,
    bundled,
    deref,
    operations,
    own_properties,
    reached,
    replies,
    schemas,
    texts,
)

OPEN = "Values may be added; clients keep unknown ones."
NAMED = [(document, name) for document in DOCUMENTS for name in schemas(bundled(document))]
WITH_FIELDS = [(document, name) for document, name in NAMED if own_properties(schemas(bundled(document))[name])]
ENUMS = [(document, name) for document, name in NAMED if "enum" in schemas(bundled(document))[name]]
BRITISH = re.compile(
    r"\w*(?:(?:al|il|n|gn|or|ar)is(?:e|ed|ing|ation)\b|nalys(?:e|ing)|gnall|iall(?:ed|ing)|centre|e-mail)\w*",
    re.IGNORECASE,
)


def received(document: str) -> set[str]:
    """The schemas that a client may receive: in replies, and as events of a stream."""
    tree = bundled(document)
    found = [replies(tree, operation) for operation in operations(tree).values()]
    return reached(tree, [found, tree.get("x-streams", {})])


def kinds(schema: object) -> set[str]:
    """The JSON types that a property allows."""
    kind = schema.get("type", []) if isinstance(schema, dict) else []
    return set(kind) if isinstance(kind, list) else {kind}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_summaries_are_short_and_unique(document: str) -> None:
    """
    A summary is an imperative of at most 60 characters without a full stop, and no two operations share one.
    """
    summaries = [operation.tree["summary"] for operation in operations(bundled(document)).values()]

    assert len(summaries) == len(set(summaries))
    assert [] == [one for one in summaries if not re.fullmatch(r"[A-Z].{2,58}[^.\s]", one)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_descriptions_are_sentences(document: str) -> None:
    """
    Every description starts with a capital, a digit or code and ends with a full stop.
    """
    found = [
        (where, text)
        for where, text in texts(bundled(document))
        if where.endswith("/description") and not re.fullmatch(r"[A-Z0-9`].*\.", text.strip(), re.DOTALL)
    ]

    assert [] == found


@pytest.mark.parametrize("document", DOCUMENTS)
def test_spelling_is_american(document: str) -> None:
    """
    The platform is at home in North America, and so is its vocabulary.
    """
    assert [] == [(where, word) for where, text in texts(bundled(document)) for word in BRITISH.findall(text)]


@pytest.mark.parametrize(("document", "name"), WITH_FIELDS)
def test_every_property_is_described(document: str, name: str) -> None:
    """
    A property has a description of its own or that of the component it refers to.
    """
    tree = bundled(document)

    for field, node in own_properties(schemas(tree)[name]).items():
        assert (node.get("description") or deref(tree, node).get("description", "")).strip(), field


@pytest.mark.parametrize(("document", "name"), WITH_FIELDS)
def test_booleans_say_what_they_answer(document: str, name: str) -> None:
    """
    The description of a boolean starts with "Whether".
    """
    for field, node in own_properties(schemas(bundled(document))[name]).items():
        assert "boolean" not in kinds(node) or node["description"].startswith("Whether "), field


@pytest.mark.parametrize(("document", "name"), WITH_FIELDS)
def test_amounts_and_times_have_units(document: str, name: str) -> None:
    """
    A decimal names its places and what it counts in, a time its zone.
    """
    for field, node in own_properties(schemas(bundled(document))[name]).items():
        if node.get("format") == "decimal":
            assert f"{node['x-scale']} decimals" in node["description"], field
            assert re.search(r"currency|Quantity", node["description"]), field
        if node.get("format") == "date-time":
            assert "UTC" in node["description"], field


@pytest.mark.parametrize(("document", "name"), ENUMS)
def test_reply_enums_are_open(document: str, name: str) -> None:
    """
    An enumeration that a client may receive says once that it may grow; one that is only sent does not.
    """
    description = " ".join(schemas(bundled(document))[name]["description"].split())

    assert (name in received(document)) == description.endswith(OPEN)
    assert description.count("Values may be added") == description.endswith(OPEN)


def test_customers_read_nothing_about_the_other_side() -> None:
    """
    Neither customer operations nor what they reach mention the admin side; enum values may.
    """
    tree = bundled("warp.yaml")
    own = [one.tree for one in operations(tree).values() if "customer" in one.tree["x-audience"]]
    streams = [stream for stream in tree["x-streams"].values() if "customer" in stream["x-audience"]]
    tags = {name for one in own for name in one["tags"]}
    start = [own, streams, tree.get("webhooks", {}), [tag for tag in tree["tags"] if tag["name"] in tags]]
    parts = [start, {name: schemas(tree)[name] for name in reached(tree, start)}]
    parts += [[deref(tree, one) for operation in own for one in operation.get("parameters", [])]]
    parts += [[deref(tree, one) for operation in own for one in operation["responses"].values()]]

    assert [] == [(where, text) for where, text in texts(parts) if "admin" in text.lower()]
