"""
canonicalise: one client's document to a plain document that the parser takes whole, and a side table of the rest.

The plain document has one object per operation that holds its parameters, one reply type, and made-up names without
a meaning; the side table leads back. One rule: what is not understood stops the build here, with its place.
"""

from __future__ import annotations

from typing import Any

import attrs

from generator.model.document import Document, Tree, follow
from generator.model.ir import BodyKind, ReplyKind
from generator.model.side_table import BodyFacts, EventFacts, FieldFacts, OperationFacts, SideTable, WebhookFacts
from generator.passes.schemas import SchemaTranslator
from generator.passes.shape import VERBS
from generator.passes.validate import deref, operations
from generator.passes.words import DECIMAL, field_facts, pascal
from generator.problems import Problems, join

_BODY_KINDS: dict[str, BodyKind] = {
    "application/json": "json",
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "multipart",
}


@attrs.frozen
class Canonical:
    """The two halves of a document."""

    plain: Tree
    table: SideTable


def canonicalise(document: Document) -> Canonical:
    """
    Split one client's document.

    Raises:
        BuildStopped: With every construct that no rule covers.
    """
    problems = Problems()
    types = SchemaTranslator(document, problems)
    work = _Operations(document, types, problems)
    facts: dict[str, OperationFacts] = {}
    paths: Tree = {}
    for index, (pointer, path, verb, operation) in enumerate(operations(document.tree)):
        key = f"o{index}"
        facts[key], paths[f"/{key}"] = work.operation(key, pointer, path, verb, operation)
    events = _messages("events", document, types, problems)
    commands = _messages("commands", document, types, problems)
    webhooks = _webhooks(document, types, problems)
    types.read_objects()
    problems.stop()
    info = document.tree["info"]
    servers = document.tree.get("servers") or [{}]
    plain = {
        "openapi": "3.1.0",
        "info": {"title": "plain", "version": "1"},
        "paths": paths,
        "components": {"schemas": types.plain},
    }
    table = SideTable(
        title=str(info.get("title", "")),
        version=str(info.get("version", "")),
        description=str(info.get("description", "")).strip(),
        server=str(servers[0].get("url", "")),
        tags={tag["name"]: str(tag.get("description", "")).strip() for tag in document.tree.get("tags", [])},
        models=types.models,
        enums=types.enums,
        operations=facts,
        events=events,
        commands=commands,
        webhooks=webhooks,
        maps=frozenset(types.maps),
        decimal=DECIMAL,
    )
    return Canonical(plain, table)


class _Operations:
    """Rules for operations."""

    def __init__(self, document: Document, types: SchemaTranslator, problems: Problems) -> None:
        self._document = document
        self._types = types
        self._problems = problems

    def operation(self, key: str, pointer: str, path: str, verb: str, node: Tree) -> tuple[OperationFacts, Tree]:
        """The facts of one operation and its plain path item."""
        name = node["operationId"]
        holder = f"Q{key[1:]}"
        fields, shapes = self._parameters(node, pointer)
        self._types.plain[holder] = {"type": "object", "properties": shapes}
        kind, shape = self._reply(node, pointer)
        body = self._body(node, pointer)
        security = node.get("security", self._document.tree.get("security")) or []
        facts = OperationFacts(
            id=name,
            tag=node["tags"][0],
            method=verb.upper(),
            path=path,
            summary=node["summary"].strip(),
            description=str(node.get("description", "")).strip(),
            safety=node["x-safety"],
            place=self._document.place(pointer),
            parameters=holder,
            path_fields=tuple(sorted(fields["path"], key=lambda field: path.index("{" + field.wire + "}"))),
            query=tuple(fields["query"]),
            headers=tuple(fields["header"]),
            fixed_headers=tuple(self._fixed_headers(node)),
            reply=kind,
            body=body,
            session=node.get("x-session"),
            authenticated=bool(security) and {} not in security,
            internal=node.get("x-internal") is True,
            deprecated=node.get("deprecated") is True,
            key_header=node.get("x-idempotency-header"),
            unclaimed=_unclaimed(node),
        )
        reply = {"description": "reply", "content": {"application/json": {"schema": shape}}}
        holder_ref = {"$ref": f"#/components/schemas/{holder}"}
        post = {
            "operationId": key,
            "tags": ["all"],
            "requestBody": {"content": {"application/json": {"schema": holder_ref}}},
            "responses": {"200": reply},
        }
        return facts, {"post": post}

    def _parameters(self, node: Tree, pointer: str) -> tuple[dict[str, list[FieldFacts]], Tree]:
        fields: dict[str, list[FieldFacts]] = {"path": [], "query": [], "header": []}
        shapes: Tree = {}
        for index, entry in enumerate(node.get("parameters", [])):
            parameter, where = follow(self._document.tree, entry, join(pointer, "parameters", index))
            if parameter["in"] not in fields or not isinstance(parameter.get("schema"), dict):
                self._say(where, f"there is no rule for the {parameter['in']} parameter {parameter['name']}", node)
                continue
            if _is_hidden(parameter, node):
                continue
            schema = parameter["schema"]
            if {"style", "explode", "allowReserved", "allowEmptyValue"} & set(parameter):
                self._say(where, f"there is no rule for the style of {parameter['name']}", node)
            key = f"q{index}"
            label = f"{pascal(node['operationId'])}{pascal(parameter['name'])}"
            shapes[key] = self._types.translate(schema, join(where, "schema"), label, node["tags"][0])
            if not _has_plain_spelling(shapes[key], lists=parameter["in"] == "query"):
                self._say(where, f"the {parameter['in']} parameter {parameter['name']} has no plain spelling", node)
            words = str(parameter.get("description", "")).strip()
            required = parameter.get("required") is True or parameter["in"] == "path"
            fields[parameter["in"]].append(
                field_facts(key, parameter["name"], schema, required=required, description=words)
            )
        return fields, shapes

    def _fixed_headers(self, node: Tree) -> list[tuple[str, str]]:
        """Header parameters that the client always sends with the value of ``x-fixed``."""
        parameters = [deref(self._document.tree, entry) for entry in node.get("parameters", [])]
        return [(one["name"], str(one["x-fixed"])) for one in parameters if one["in"] == "header" and "x-fixed" in one]

    def _body(self, node: Tree, pointer: str) -> BodyFacts | None:
        if "requestBody" not in node:
            return None
        body, at = follow(self._document.tree, node["requestBody"], join(pointer, "requestBody"))
        label = f"{pascal(node['operationId'])}Body"
        for media, entry in body["content"].items():
            kind = _BODY_KINDS.get(media.partition(";")[0], "json" if "+json" in media else None)
            if kind is None:
                continue
            where = join(at, "content", media, "schema")
            model = self._types.model_key(entry.get("schema", {}), where, label, node["tags"][0])
            if model is not None:
                return BodyFacts(kind, media, model, body.get("required") is True)
        self._say(join(pointer, "requestBody"), "no request body of this operation is an object in a known form", node)
        return None

    def _reply(self, node: Tree, pointer: str) -> tuple[ReplyKind, Tree]:
        found: list[tuple[ReplyKind, Tree]] = []
        for code, entry in node["responses"].items():
            if code.startswith("2"):
                reply, where = follow(self._document.tree, entry, join(pointer, "responses", code))
                found.append(self._one_reply(node, reply, where))
        kinds = {kind for kind, _ in found}
        shapes = [shape for kind, shape in found if kind != "nothing"]
        if any(shape != shapes[0] for shape in shapes[1:]) or len(kinds - {"nothing", "located"}) > 1:
            self._say(join(pointer, "responses"), "the 2xx replies of this operation differ in type", node)
        if "located" in kinds:
            return "located", shapes[0]
        typed = [(kind, shape) for kind, shape in found if kind != "nothing"]
        if typed and "nothing" in kinds:
            where = join(pointer, "responses")
            self._say(where, "there is no rule for a reply that is empty with one 2xx code and not with another", node)
        return (typed or found)[0]

    def _one_reply(self, node: Tree, reply: Tree, where: str) -> tuple[ReplyKind, Tree]:
        label = f"{pascal(node['operationId'])}Reply"
        if "x-location" in reply:
            at = join(where, "x-location")
            return "located", self._types.translate(reply["x-location"], at, label, node["tags"][0])
        content = reply.get("content") or {}
        if not content:
            return "nothing", {}
        media, entry = next(iter(content.items()))
        if "json" not in media:
            return ("text" if media.startswith("text/") else "binary"), {}
        schema, at = follow(self._document.tree, entry.get("schema", {}), join(where, "content", media, "schema"))
        paging = node.get("x-paging")
        if paging == "has_more":
            return "has_more", self._collection_items(node, schema, at)
        data = self._enveloped(schema)
        if data is None:
            if paging:
                self._say(at, f"x-paging {paging} needs a reply of data and meta", node)
            return "bare", self._types.translate(entry.get("schema", {}), at, label, node["tags"][0])
        at = join(at, "properties", "data")
        if paging in ("page", "offset"):
            return ("page" if paging == "page" else "offset"), self._items(node, data, at)
        return "enveloped", self._types.translate(data, at, label, node["tags"][0])

    def _enveloped(self, schema: Any) -> Any:
        """The schema of the data, when the reply is wrapped as the document's ``x-envelope`` says."""
        envelope = self._document.tree.get("x-envelope")
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        if not envelope or set(properties) != {envelope["data"], envelope["meta"]}:
            return None
        return properties[envelope["data"]]

    def _collection_items(self, node: Tree, schema: Any, at: str) -> Tree:
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        return self._items(node, properties.get("items"), join(at, "properties", "items"))

    def _items(self, node: Tree, array: Any, at: str) -> Tree:
        """The plain schema of what a page holds."""
        array, at = follow(self._document.tree, array, at)
        if not isinstance(array, dict) or array.get("type") != "array":
            self._say(at, f"x-paging {node['x-paging']} needs an array here", node)
            return {}
        label = f"{pascal(node['operationId'])}Reply"
        return self._types.translate(array.get("items", {}), join(at, "items"), label, node["tags"][0])

    def _say(self, pointer: str, message: str, node: Tree) -> None:
        place = self._document.place(pointer)
        self._problems.add(place, message, "Correct the document or add a rule.", subject=node["operationId"])


def _messages(
    direction: str, document: Document, types: SchemaTranslator, problems: Problems
) -> tuple[EventFacts, ...]:
    """The events or the commands of every stream."""
    found = []
    for stream, entry in document.tree.get("x-streams", {}).items():
        for name, schema in entry.get(direction, {}).items():
            where = join("/x-streams", stream, direction, name)
            key = types.model_key(schema, where, pascal(name), "streams")
            if key is None:
                problems.add(document.place(where), f"the payload of {name} is not an object", "Refer to a schema.")
            else:
                found.append(EventFacts(stream, name, key))
    return tuple(found)


def _webhooks(document: Document, types: SchemaTranslator, problems: Problems) -> tuple[WebhookFacts, ...]:
    found = []
    for name, item in document.tree.get("webhooks", {}).items():
        for verb in [verb for verb in VERBS if "requestBody" in item.get(verb, {})]:
            at = join("/webhooks", name, verb, "requestBody")
            body, at = follow(document.tree, item[verb]["requestBody"], at)
            for media, entry in body["content"].items():
                where = join(at, "content", media, "schema")
                key = types.model_key(entry.get("schema", {}), where, pascal(name), "webhooks")
                if key is None:
                    problems.add(document.place(where), f"the payload of {name} is not an object", "Refer to a schema.")
                else:
                    names = tuple(deref(document.tree, one)["name"] for one in item[verb].get("parameters", []))
                    found.append(WebhookFacts(item[verb]["operationId"], verb.upper(), media, key, names))
    return tuple(found)


def _has_plain_spelling(shape: Tree, *, lists: bool) -> bool:
    """Whether a value of this plain schema can be written into a path, a query or a header."""
    if "anyOf" in shape:
        return all(_has_plain_spelling(option, lists=lists) for option in shape["anyOf"])
    if shape.get("type") == "array":
        return lists and _has_plain_spelling(shape["items"], lists=False)
    key = shape.get("$ref", "").rpartition("/")[2]
    return shape.get("format") != "binary" and (not key or key == DECIMAL or key.startswith("E"))


def _is_hidden(parameter: Tree, node: Tree) -> bool:
    """Whether callers do not give this parameter: the client fixes it, makes it, or leaves it to an overlay."""
    if parameter["in"] != "header" or (parameter.get("required") is True and "x-fixed" not in parameter):
        return False
    return (
        "x-fixed" in parameter
        or parameter.get("x-internal") is True
        or parameter["name"] == node.get("x-idempotency-header")
    )


def _unclaimed(node: Tree) -> str | None:
    overlay = node.get("x-overlay")
    if isinstance(overlay, dict) and overlay.get("name") == "none":
        return str(overlay.get("reason", "")).strip() or None
    return None
