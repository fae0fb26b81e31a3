"""
What NetSuite serves beyond the document of the clients, in the same words: operations of OpenAPI.

One rule: nothing of the document is taken away or made stricter. A document extended by this module refuses nothing
that it did not refuse before, save methods and parameters that it did not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warp_sandbox.spec.pointers import Tree

RECORDS = "/record/v1/"
COLLECTION = "application/vnd.oracle.resource+json; type=collection"
SUITEQL = "/query/v1/suiteql"
REVOKE = "/auth/oauth2/v1/revoke"
LIMITS = "/system/v1/governanceLimits"
TASK = "/async/v1/job/{job_id}/task/{task_id}"
MOST_IN_A_BATCH = 100

_OBJECT: Tree = {"type": "object"}
_ID: Tree = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
_REPLACE: Tree = {"name": "replace", "in": "query", "schema": {"type": "string", "minLength": 1}}
_IDS: Tree = {"name": "ids", "in": "query", "schema": {"type": "string", "minLength": 1}}


def extended(document: Tree) -> Tree:
    """The document with what a client of NetSuite may find beside it; the given one stays as it is."""
    paths = {path: dict(entry) for path, entry in _with_kinds(document["paths"]).items()}
    for path, entry in paths.items():
        if path.startswith(RECORDS):
            kind = path.removeprefix(RECORDS).partition("/")[0]
            more = _single(kind) if path.endswith("}") else _many(kind)
            for method, operation in more.items():
                entry[method] = _merged(entry[method], operation) if method in entry else operation
    return {**document, "paths": {**paths, **_fixed()}}


def _with_kinds(shown: Tree) -> Tree:
    """The paths with those of items for resale and purchase, which are as those of items for sale."""
    more: Tree = {}
    for path, entry in shown.items():
        for kind in ("Resale", "Purchase") if "SaleItem" in path else ():
            operations = {
                method: {**one, "operationId": f"{one['operationId']}_{kind.lower()}"} for method, one in entry.items()
            }
            more[path.replace("SaleItem", f"{kind}Item")] = operations
    return {**shown, **more}


def _single(kind: str) -> Tree:
    change = {"parameters": [_ID, _REPLACE], "requestBody": _body("application/json", _OBJECT)}
    return {
        "get": _operation(f"read_{kind}", {"200": _OBJECT, "202": None}, parameters=[_ID]),
        "put": _operation(f"upsert_{kind}", {"204": None, "202": None}, **change),
        "patch": _operation(f"change_{kind}", {"204": None, "202": None}, **change),
        "delete": _operation(f"delete_{kind}", {"204": None, "202": None}, parameters=[_ID]),
    }


def _many(kind: str) -> Tree:
    batch = _body(COLLECTION, _object(items=_array(_OBJECT, MOST_IN_A_BATCH)))
    expand = {"name": "expandRecords", "in": "query", "schema": {"type": "boolean", "default": False}}
    create = {"content": {**_body("application/json", _OBJECT)["content"], **batch["content"]}, "required": True}
    return {
        "get": _operation(f"list_{kind}", {"200": _OBJECT, "202": None}, parameters=[_IDS, expand]),
        "post": _operation(f"create_{kind}", {"204": None, "202": None}, requestBody=create),
        "put": _operation(f"upsert_many_{kind}", {"202": None}, requestBody=batch),
        "patch": _operation(f"change_many_{kind}", {"202": None}, requestBody=batch),
        "delete": _operation(f"delete_many_{kind}", {"202": None}, parameters=[{**_IDS, "required": True}]),
    }


def _fixed() -> Tree:
    text = {"type": "string", "minLength": 1}
    query = _object(q=text, params={"type": "array"}, required=["q"])
    revoked = _object(token=text, token_type_hint=text, client_id=text, required=["token"])
    page = list(_page())
    job = [{**_ID, "name": name} for name in ("job_id", "task_id")]
    form = "application/x-www-form-urlencoded"
    return {
        SUITEQL: {
            "post": _operation(
                "run_suiteql", {"200": _OBJECT}, parameters=page, requestBody=_body("application/json", query)
            )
        },
        REVOKE: {"post": _operation("revoke_netsuite_token", {"200": None}, requestBody=_body(form, revoked))},
        LIMITS: {"get": _operation("get_governance_limits", {"200": _OBJECT})},
        TASK: {"get": _operation("get_async_task", {"200": _OBJECT}, parameters=job)},
    }


def _page() -> Iterator[Tree]:
    yield {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 1000},
    }
    yield {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}}


def _operation(name: str, replies: dict[str, Tree | None], **more: Any) -> Tree:
    responses = {status: _response(schema) for status, schema in [*replies.items(), ("400", _OBJECT)]}
    return {"operationId": f"netsuite_{name}", "responses": responses, **more}


def _response(schema: Tree | None) -> Tree:
    return {"description": "", **({"content": {"application/json": {"schema": schema}}} if schema else {})}


def _body(media: str, schema: Tree) -> Tree:
    return {"required": True, "content": {media: {"schema": schema}}}


def _object(*, required: list[str] | None = None, **properties: Tree) -> Tree:
    names = list(properties) if required is None else required
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def _array(items: Tree, most: int) -> Tree:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": most}


def _merged(shown: Tree, more: Tree) -> Tree:
    """The operation of the document with the replies, media types and query parameters that it leaves out."""
    merged = {**shown, "responses": {**shown["responses"], **_missing(more["responses"], shown["responses"])}}
    known = shown.get("parameters", [])
    added = [one for one in more.get("parameters", []) if one["in"] == "query"]
    if added:
        merged["parameters"] = [*known, *added]
    if "requestBody" in more:
        content = shown["requestBody"]["content"]
        merged["requestBody"] = {
            **shown["requestBody"],
            "content": {**content, **_missing(more["requestBody"]["content"], content)},
        }
    return merged


def _missing(more: Tree, known: Tree) -> Tree:
    return {name: value for name, value in more.items() if name not in known}
