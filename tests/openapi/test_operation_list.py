"""The operations of both documents are those of ``tests/data/operations.csv``, down to each parameter and field."""

from __future__ import annotations

import re
from collections import defaultdict

import attrs
import pytest

from tests.openapi.documents import (
    Operation,
    Tree,
    bundled,
    deref,
    operations,
    own_properties,
    own_required,
    parameters,
    replies,
    rows,
    schemas,
    target,
)

AUDIENCES = {"warp.yaml": ("customer", "admin"), "netsuite.yaml": ("netsuite",)}
SAFETY = {"GET": "read", "PUT": "idempotent", "DELETE": "idempotent", "POST": "unsafe", "PATCH": "unsafe"}
WITHOUT_OPERATION = {"LOCAL", "OVERLAY"}


@attrs.frozen
class Listed:
    """A row of the list. ``!`` after a name in it means required; a body says its media type unless it is JSON."""

    document: str
    id: str
    verb: str
    path: str
    query: dict[str, tuple[bool, str]]
    body: str
    media_type: str
    fields: dict[str, bool]
    reply: str
    paginated: bool
    audiences: frozenset[str]


def listed() -> list[Listed]:
    """The rows that have an operation of their own, one for each, with all audiences."""
    audiences = defaultdict(set)
    for row in rows("operations.csv"):
        audiences[row["operation_id"]].add(row["audience"])
    found = {}
    for row in rows("operations.csv"):
        if row["method"] not in WITHOUT_OPERATION:
            head, _, fields = row["body"].partition(": ")
            body, _, media_type = head.partition(" as ")
            query = [entry.split(":") for entry in row["query"].split()]
            found[row["operation_id"]] = Listed(
                document="netsuite.yaml" if row["audience"] == "netsuite" else "warp.yaml",
                id=row["operation_id"],
                verb=row["method"],
                path=row["path"],
                query={name.rstrip("!"): (name.endswith("!"), kind) for name, kind in query},
                body=body,
                media_type=media_type or "application/json",
                fields={name.rstrip("!"): name.endswith("!") for name in fields.split()},
                reply=row["reply"],
                paginated=row["paginated"] == "yes",
                audiences=frozenset(audiences[row["operation_id"]]),
            )
    return list(found.values())


LISTED = listed()
each_row = pytest.mark.parametrize("row", LISTED, ids=lambda row: row.id)


def documented(row: Listed) -> tuple[Tree, Operation]:
    """The document of a row and its operation there."""
    tree = bundled(row.document)
    return tree, operations(tree)[row.id]


def kind_of(tree: Tree, schema: Tree) -> str:
    """The type of a query parameter in the words of the list."""
    plain = deref(tree, schema)
    return "enum" if "enum" in plain else str(plain.get("format", plain["type"]))


def reply_of(tree: Tree, operation: Operation) -> str:
    """What a client makes of the first success reply: the payload in the envelope, the body, or the location."""
    reply = next(reply for status, reply in replies(tree, operation).items() if status[0] == "2")
    if "x-location" in reply:
        return target(reply["x-location"])
    if "content" not in reply:
        return ""
    schema = reply["content"]["application/json"]["schema"]
    payload = schema.get("properties", {}).get("data", schema)
    return f"{target(payload['items'])}[]" if payload.get("type") == "array" else target(payload)


def test_the_list_is_whole() -> None:
    """
    Calls are listed once for each audience, and only overlays and local helpers have no operation.
    """
    calls = [(row["audience"], row["call"]) for row in rows("operations.csv")]
    bare = {row["call"] for row in rows("operations.csv") if not row["operation_id"]}

    assert 146 <= len(calls) == len(set(calls))
    assert bare == {row["call"] for row in rows("operations.csv") if row["method"] in WITHOUT_OPERATION}


@pytest.mark.parametrize("document", sorted(AUDIENCES))
def test_no_operation_is_unlisted(document: str) -> None:
    """
    What is documented is listed, except the internal operations that only overlays call.
    """
    known = {row.id for row in LISTED if row.document == document}
    found = operations(bundled(document))
    internal = {name for name, operation in found.items() if operation.tree.get("x-internal")}

    assert known == set(found) - (internal - known)
    assert not internal or document == "netsuite.yaml"


@each_row
def test_verb_path_and_audience(row: Listed) -> None:
    """
    The operation is where the list says and for those whom the list says.
    """
    _, operation = documented(row)

    assert (row.verb.lower(), row.path) == (operation.verb, operation.path)
    assert row.audiences == set(operation.tree["x-audience"])


@each_row
def test_safety(row: Listed) -> None:
    """
    The verb decides how safe an operation is to repeat, unless an idempotency key does.
    """
    _, operation = documented(row)

    expected = "keyed" if "x-idempotency-header" in operation.tree else SAFETY[row.verb]

    assert expected == operation.tree["x-safety"]


@each_row
def test_query_parameters(row: Listed) -> None:
    """
    Names, required or not, and types; the values of a listed string may be an enumeration.
    """
    tree, operation = documented(row)
    found = {one["name"]: one for one in parameters(tree, operation) if one["in"] == "query"}

    assert set(row.query) == set(found)
    for name, (required, kind) in row.query.items():
        assert required == found[name].get("required", False), name
        assert kind_of(tree, found[name]["schema"]) in {kind, "enum" if kind == "string" else kind}, name


@each_row
def test_path_parameters(row: Listed) -> None:
    """
    Every name in the path is declared, in the order of the path, and required.
    """
    tree, operation = documented(row)
    found = [one for one in parameters(tree, operation) if one["in"] == "path"]

    assert re.findall(r"{(\w+)}", row.path) == [one["name"] for one in found]
    assert all(one["required"] for one in found)


@each_row
def test_body(row: Listed) -> None:
    """
    Type, media type, fields and which of them are required.
    """
    tree, operation = documented(row)
    body = deref(tree, operation.tree.get("requestBody"))
    if not row.body:
        assert body is None
        return
    schema = schemas(tree)[row.body]
    required = own_required(schema)
    found = {name: name in required for name in own_properties(schema)}

    assert body["required"] is True
    assert row.body == target(body["content"][row.media_type]["schema"])
    assert row.fields == found


@each_row
def test_reply(row: Listed) -> None:
    """
    What the operation gives back, by type name.
    """
    assert row.reply == reply_of(*documented(row))


@each_row
def test_platform_replies_are_enveloped(row: Listed) -> None:
    """
    Every body of the platform wraps its payload as ``data`` beside ``meta``; NetSuite's stand bare.
    """
    tree, operation = documented(row)

    for status, reply in replies(tree, operation).items():
        if status[0] == "2" and "content" in reply and row.document == "warp.yaml":
            schema = reply["content"]["application/json"]["schema"]
            assert ["data"] == schema["required"]
            assert {"data", "meta"} == set(schema["properties"])
            assert "ResponseMeta" == target(schema["properties"]["meta"])


@each_row
def test_paging(row: Listed) -> None:
    """
    A list that is paged says how, and takes what that way needs.
    """
    _, operation = documented(row)
    needs = {"page": {"page", "limit"}, "offset": {"offset", "limit"}, "has_more": {"offset", "limit"}}

    style = operation.tree.get("x-paging")

    assert row.paginated == (style is not None)
    assert style is None or needs[style] <= set(row.query)
    assert (row.document == "netsuite.yaml") == (style == "has_more") or style is None
