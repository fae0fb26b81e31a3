"""Documents that say too little, or too much, about cached queries."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.document import Document
from generator.passes.query_graph import check_queries, query_graph
from generator.problems import Place, Problems


def document(**changes: Any) -> Document:
    """One read, one mutation and one event, all as they should be; ``changes`` replace parts of them."""
    tree: dict[str, Any] = {
        "x-queries": True,
        "paths": {
            "/things/{id}": {
                "get": {
                    "operationId": "get_thing",
                    "x-safety": "read",
                    "x-query": ["things", "item", "{id}"],
                    "parameters": [{"name": "id", "in": "path"}],
                },
                "delete": {
                    "operationId": "delete_thing",
                    "x-safety": "idempotent",
                    "x-touches": [["things", "item", "{id}"]],
                    "parameters": [{"name": "id", "in": "path"}],
                },
            }
        },
        "x-streams": {
            "/ws": {
                "events": {"thing.changed": {"properties": {"id": {}, "timestamp": {}}}},
                "x-queries": {"thing.changed": {"touches": [["things", "item", "{id}"]]}},
            }
        },
    }
    operations = tree["paths"]["/things/{id}"]
    for name, change in changes.items():
        if name in operations:
            operations[name] = {key: one for key, one in {**operations[name], **change}.items() if one is not None}
        elif name == "stream":
            tree["x-streams"]["/ws"]["x-queries"] = change
        else:
            tree[name.replace("_", "-")] = change
    return Document(tree, {"": Place("warp.yaml")})


def faults(given: Document) -> str:
    problems = Problems()
    check_queries(given, problems)
    return " ".join(one.message for one in problems)


def test_the_document_itself_is_whole() -> None:
    graph = query_graph(document())

    assert "" == faults(document())
    assert graph is not None
    assert {"delete_thing": (("things", "item", "{id}"),)} == graph.writes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"delete": {"x-touches": None}}, "x-touches is missing"),
        ({"delete": {"x-touches": []}}, "does not say why"),
        ({"delete": {"x-touches": [["thing"]]}}, "no operation reads"),
        ({"delete": {"x-touches": [["things", "item", "{other}"]]}}, "no parameter or field"),
        ({"delete": {"x-touches": [["Things"]]}}, "a touched key is"),
        ({"delete": {"x-query": ["things"]}}, "x-query on an operation that is idempotent"),
        ({"get": {"x-query": None}}, "x-query is None"),
        ({"stream": {}}, "is in one of events"),
        ({"stream": None}, "x-queries is missing"),
        ({"stream": {"thing.changed": {"updates": ["other"]}}}, "no operation reads"),
        ({"stream": {"thing.changed": {"touches": []}}}, "does not say why"),
        ({"x_queries": None}, "it says what it means for queries"),
        ({"x_queries": "yes"}, "x-queries is 'yes'"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_missing_or_unknown_stops_the_build(changes: dict[str, Any], message: str) -> None:
    assert message in faults(document(**changes))


def test_a_reason_stands_for_touching_nothing() -> None:
    assert "" == faults(document(delete={"x-touches": [], "x-touches-why": "it deletes what nobody reads"}))
