"""
canonicalise: one client's document to a plain document that the parser takes whole, and a side table of the rest.

The plain document has one object per operation that holds its parameters, one reply type, and made-up names without
a meaning; the side table leads back. One rule: what is not understood stops the build here, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from generator.model.document import Document, Tree, follow
from generator.model.side_table import PAYLOADS, EventFacts, OperationFacts, SideTable, WebhookFacts
from generator.passes.access import read_access
from generator.passes.media import Media, is_json
from generator.passes.parameters import fixed_headers, needs, read_parameters
from generator.passes.rings import without_rings
from generator.passes.schemas import SchemaTranslator
from generator.passes.shape import VERBS, method_of
from generator.passes.validate import deref, operations
from generator.passes.words import SCALARS, pascal
from generator.problems import Problem, Problems, join


@attrs.frozen
class Canonical:
    """The two halves of a document, and what fell back to a weaker form on the way."""

    plain: Tree
    table: SideTable
    warnings: tuple[Problem, ...] = ()


def canonicalise(document: Document, *, lenient: bool = False) -> Canonical:
    """
    Split one client's document.

    Args:
        document: It keeps the house rules.
        lenient: A construct that no rule covers becomes free JSON and a warning; else it is a fault.

    Raises:
        BuildStopped: With every construct that no rule covers.
    """
    problems = Problems(lenient=lenient or document.foreign)
    types = SchemaTranslator(document, problems)
    work = _Operations(document, types, problems)
    facts: dict[str, OperationFacts] = {}
    paths: Tree = {}
    for index, (pointer, path, verb, operation) in enumerate(operations(document.tree)):
        key = f"o{index}"
        paths[f"/{key}"] = _plain_operation(key)
        for one in work.operation(key, pointer, path, verb, operation):
            facts[key + one.variant] = one
    events = _messages("events", document, types, problems)
    commands = _messages("commands", document, types, problems)
    webhooks = _webhooks(document, types, problems)
    types.read_objects()
    without_rings(types.aliases, types.plain)
    problems.stop()
    info, access = document.tree["info"], read_access(document)
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
        scalars=SCALARS,
        aliases=types.aliases,
        servers=access.servers,
        schemes=access.schemes,
        security=access.security if access.is_foreign else (),
        is_foreign=access.is_foreign,
    )
    return Canonical(plain, table, tuple(problems.warnings))


class _Operations:
    """Rules for operations."""

    def __init__(self, document: Document, types: SchemaTranslator, problems: Problems) -> None:
        self._document = document
        self._types = types
        self._problems = problems
        self._media = Media(document, types, problems)
        self._access = read_access(document)

    def operation(self, key: str, pointer: str, path: str, verb: str, node: Tree) -> Iterator[OperationFacts]:
        """The facts of one operation in each of its forms; the parser's own object holds the types of all."""
        holder = f"Q{key[1:]}"
        fields, shapes = read_parameters(self._document, self._types, self._problems, node, pointer)
        for form in list(self._media.forms(node, pointer, shapes)):
            yield OperationFacts(
                id=node["operationId"],
                tag=node["tags"][0],
                method=method_of(verb),
                path=path,
                summary=node["summary"].strip(),
                description=str(node.get("description", "")).strip(),
                safety=node["x-safety"],
                place=self._document.place(pointer),
                parameters=holder,
                path_fields=tuple(sorted(fields["path"], key=lambda field: path.index("{" + field.wire + "}"))),
                query=tuple(fields["query"]),
                headers=tuple(fields["header"]),
                cookies=tuple(fields["cookie"]),
                fixed_headers=tuple(fixed_headers(self._document, node)),
                needs=tuple(needs(self._document, node, self._problems, pointer)),
                reply=self._media.reply(node, pointer, shapes, form.stream),
                body=form.body,
                session=node.get("x-session"),
                authenticated=self._access.is_authenticated(node),
                internal=node.get("x-internal") is True,
                deprecated=node.get("deprecated") is True,
                key_header=node.get("x-idempotency-header"),
                unclaimed=_unclaimed(node),
                variant=form.variant,
                security=self._access.security_of(node),
                server=self._access.server_of(node),
                document_id=_document_id(node),
            )
        self._types.plain[holder] = {"type": "object", "properties": shapes}


def _plain_operation(key: str) -> Tree:
    """The operation that makes the parser read the types of ours."""
    holder = {"$ref": f"#/components/schemas/Q{key[1:]}"}
    return {
        "post": {
            "operationId": key,
            "tags": ["all"],
            "requestBody": {"content": {"application/json": {"schema": holder}}},
            "responses": {"200": {"description": "reply"}},
        }
    }


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
    found: list[WebhookFacts] = []
    for name, item in document.tree.get("webhooks", {}).items():
        for verb in [verb for verb in VERBS if "requestBody" in item.get(verb, {})]:
            at = join("/webhooks", name, verb, "requestBody")
            body, at = follow(document.tree, item[verb]["requestBody"], at)
            names = tuple(deref(document.tree, one)["name"] for one in item[verb].get("parameters", []))
            for media, entry in body["content"].items():
                where = join(at, "content", media, "schema")
                schema, form = entry.get("schema", {}), (item[verb]["operationId"], verb.upper(), media)
                if document.foreign:
                    if not is_json(media):
                        message = f"the payload {media} of {name} has no type"
                        problems.warn(document.place(where), message, "Read its body as it is.", subject=form[0])
                        continue
                    key = f"w{len(found)}"
                    shapes = types.plain.setdefault(PAYLOADS, {"type": "object", "properties": {}})["properties"]
                    shapes[key] = types.translate(schema, where, pascal(form[0]), "webhooks")
                    found.append(WebhookFacts(*form, "", names, key, str(item[verb].get("summary", ""))))
                    break
                model = types.model_key(schema, where, pascal(name), "webhooks")
                if model is None:
                    problems.add(document.place(where), f"the payload of {name} is not an object", "Refer to a schema.")
                else:
                    found.append(WebhookFacts(*form, model, names))
    return tuple(found)


def _document_id(node: Tree) -> str:
    found = str(node.get("x-operation-id", ""))
    return found if found != node["operationId"] else ""


def _unclaimed(node: Tree) -> str | None:
    overlay = node.get("x-overlay")
    if isinstance(overlay, dict) and overlay.get("name") == "none":
        return str(overlay.get("reason", "")).strip() or None
    return None
