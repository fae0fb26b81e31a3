"""
swagger: a document of Swagger 2.0 in the words of OpenAPI 3.0, for a lenient build.

Nothing is judged here; what is wrong in it is found where every document is looked at. One rule: a part that is not of
the kind it should be is passed on as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model.document import Tree
from generator.passes.shape import is_verb

_JSON = "application/json"
_FORM, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_MOVED = {"#/definitions/": "#/components/schemas/", "#/responses/": "#/components/responses/"}
_OF_SCHEMA = ("type", "format", "items", "enum", "default", "minimum", "maximum", "minLength", "maxLength", "pattern")
_STYLES: dict[str, Tree] = {
    "csv": {"style": "form", "explode": False},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "tsv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
    "multi": {"style": "form", "explode": True},
}
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}


def from_swagger(tree: Tree) -> Tree:
    """The same API as a document of OpenAPI 3.0.3."""
    shared = _mapping(tree.get("parameters"))
    paths = {path: _item(item, tree, shared) for path, item in _mapping(tree.get("paths")).items()}
    plain = {name: _parameter(one) for name, one in shared.items() if _place(one) not in ("body", "formData")}
    replies = _mapping(tree.get("responses"))
    produced = _texts(tree.get("produces")) or [_JSON]
    components = {
        "schemas": tree.get("definitions", {}),
        "parameters": plain,
        "responses": {name: _reply(one, produced) for name, one in replies.items()},
        "securitySchemes": {name: _scheme(one) for name, one in _mapping(tree.get("securityDefinitions")).items()},
    }
    kept = {key: tree[key] for key in ("info", "tags", "security") if key in tree}
    found: Tree = _moved({**kept, "paths": paths, "components": components})
    return {"openapi": "3.0.3", **found, **_servers(tree)}


def _servers(tree: Tree) -> Tree:
    base = str(tree.get("basePath", ""))
    if isinstance(tree.get("host"), str):
        return {
            "servers": [{"url": f"{one}://{tree['host']}{base}"} for one in _texts(tree.get("schemes")) or ["https"]]
        }
    return {"servers": [{"url": base}]} if base else {}


def _item(item: Any, tree: Tree, shared: Tree) -> Any:
    if not isinstance(item, dict):
        return item
    above = item.get("parameters") if isinstance(item.get("parameters"), list) else []
    found: Tree = {key: value for key, value in item.items() if key != "parameters"}
    for verb in [key for key in item if is_verb(key) and isinstance(item[key], dict)]:
        found[verb] = _operation(item[verb], above or [], tree, shared)
    return found


def _operation(node: Tree, above: list[Any], tree: Tree, shared: Tree) -> Tree:
    own = node["parameters"] if isinstance(node.get("parameters"), list) else []
    taken = {(_place(one), one.get("name")) for one in _followed(own, shared)}
    inherited = [one for one in _followed(above, shared) if (_place(one), one.get("name")) not in taken]
    given = [*_followed(own, shared), *inherited]
    consumed = _texts(node.get("consumes", tree.get("consumes"))) or [_JSON]
    produced = _texts(node.get("produces", tree.get("produces"))) or [_JSON]
    dropped = ("parameters", "consumes", "produces", "schemes", "responses")
    found: Tree = {key: value for key, value in node.items() if key not in dropped}
    found["parameters"] = [_parameter(one) for one in given if _place(one) not in ("body", "formData")]
    body = [one for one in given if _place(one) == "body"]
    fields = [one for one in given if _place(one) == "formData"]
    if body:
        content = {media: {"schema": body[0].get("schema", {})} for media in consumed}
        found["requestBody"] = {"required": body[0].get("required") is True, "content": content}
    elif fields:
        found["requestBody"] = _form(fields, consumed)
    found["responses"] = {code: _reply(one, produced) for code, one in _mapping(node.get("responses")).items()}
    return found


def _form(fields: list[Tree], consumed: list[str]) -> Tree:
    has_file = any(one.get("type") == "file" for one in fields)
    media = _MULTIPART if has_file or (_MULTIPART in consumed and _FORM not in consumed) else _FORM
    names = [one["name"] for one in fields if one.get("required") is True and isinstance(one.get("name"), str)]
    schema: Tree = {"type": "object", "properties": {str(one.get("name")): _schema(one) for one in fields}}
    if names:
        schema["required"] = names
    return {"required": bool(names), "content": {media: {"schema": schema}}}


def _parameter(node: Any) -> Any:
    if not isinstance(node, dict) or "$ref" in node:
        return node
    found = {key: node[key] for key in ("name", "in", "description", "required", "deprecated") if key in node}
    found["schema"] = _schema(node)
    if node.get("type") == "array":
        style = _STYLES.get(str(node.get("collectionFormat", "csv")), {})
        found |= style if node.get("in") == "query" else {}
    return found


def _schema(node: Tree) -> Tree:
    found = {key: node[key] for key in _OF_SCHEMA if key in node}
    return {"type": "string", "format": "binary"} if found.get("type") == "file" else found


def _reply(node: Any, produced: list[str]) -> Any:
    if not isinstance(node, dict) or "$ref" in node:
        return node
    found = {key: value for key, value in node.items() if key not in ("schema", "headers", "examples")}
    schema = node.get("schema")
    if isinstance(schema, dict):
        is_file = schema.get("type") == "file"
        media = [one for one in produced if one != _JSON] or ["application/octet-stream"] if is_file else produced
        found["content"] = {one: {"schema": _schema(schema) if is_file else schema} for one in media}
    return found


def _scheme(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node.get("type") == "basic":
        return {"type": "http", "scheme": "basic"}
    if node.get("type") == "oauth2":
        flow = str(node.get("flow"))
        addresses = {key: node[key] for key in ("authorizationUrl", "tokenUrl", "scopes") if key in node}
        return {"type": "oauth2", "flows": {_FLOWS.get(flow, flow): addresses}}
    return node


def _moved(node: Any) -> Any:
    """The same with references to where components are now, and with the words of 3.0."""
    if isinstance(node, list):
        return [_moved(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {key: _moved(value) for key, value in node.items()}
    reference = node.get("$ref")
    for old, new in _MOVED.items():
        if isinstance(reference, str) and reference.startswith(old):
            found["$ref"] = new + reference.removeprefix(old)
    if isinstance(node.get("discriminator"), str):
        found["discriminator"] = {"propertyName": node["discriminator"]}
    if node.get("x-nullable") is True:
        found["nullable"] = True
    return found


def _followed(given: Iterable[Any], shared: Tree) -> list[Tree]:
    """Parameters in the place of references to those of the document; what is none is left for others to see."""
    found = []
    for one in given:
        reference = one.get("$ref") if isinstance(one, dict) else None
        name = reference.removeprefix("#/parameters/") if isinstance(reference, str) else ""
        found.append(shared[name] if isinstance(shared.get(name), dict) else one)
    return [one for one in found if isinstance(one, dict)]


def _place(node: Any) -> Any:
    return node.get("in") if isinstance(node, dict) else None


def _mapping(node: Any) -> Tree:
    return node if isinstance(node, dict) else {}


def _texts(node: Any) -> list[str]:
    return [one for one in node if isinstance(one, str)] if isinstance(node, list) else []
