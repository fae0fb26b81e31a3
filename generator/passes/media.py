"""
canonicalise, media types: the forms of a request body and of a reply, and which of several is taken.

One rule: JSON goes before anything else. Another form of the same operation is a variant with a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from generator.model.document import Document, Tree, follow
from generator.model.ir import BodyKind, ReplyKind
from generator.model.side_table import BodyFacts, FieldFacts, ReplyFacts
from generator.passes.parameters import style_of
from generator.passes.schemas import SchemaTranslator
from generator.passes.words import pascal
from generator.problems import Problems, join, split

_BODIES: dict[str, BodyKind] = {"application/x-www-form-urlencoded": "form", "multipart/form-data": "multipart"}
_PREFERENCE: tuple[BodyKind, ...] = ("json", "form", "multipart", "text", "binary")
_LINES = ("ndjson", "jsonl", "json-seq", "stream+json", "json-lines")
_WORDED = ("xml", "yaml", "javascript", "x-www-form-urlencoded", "graphql", "csv", *_LINES)
_EVENT_KEYS = frozenset({"event", "data", "id", "retry"})


def bare(media: str) -> str:
    """A media type without parameters, in lower case."""
    return media.partition(";")[0].strip().lower()


def is_json(media: str) -> bool:
    """Whether a body of this media type is one JSON value."""
    kind = bare(media)
    return "json" in kind and not any(word in kind for word in _LINES)


def is_worded(media: str) -> bool:
    """Whether a body of this media type is text."""
    kind = bare(media)
    return kind.startswith("text/") or any(word in kind for word in _WORDED)


@attrs.frozen
class Form:
    """One form of an operation: its body, and the kind of reply that is asked for in place of the preferred one."""

    variant: str = ""
    body: BodyFacts | None = None
    stream: str = ""


class Media:
    """Rules for the bodies and replies of one document."""

    def __init__(self, document: Document, types: SchemaTranslator, problems: Problems) -> None:
        self._document = document
        self._types = types
        self._problems = problems

    def forms(self, node: Tree, pointer: str, shapes: Tree) -> Iterator[Form]:
        """The preferred form of an operation, and its variants."""
        bodies = self._bodies(node, pointer, shapes)
        first = bodies[0] if bodies else None
        yield Form("", first)
        for body in bodies[1:]:
            yield Form(body.kind, body)
        for stream in self._streams(node, pointer):
            yield Form(stream, first, stream)

    def _bodies(self, node: Tree, pointer: str, shapes: Tree) -> list[BodyFacts]:
        if "requestBody" not in node:
            return []
        body, at = follow(self._document.tree, node["requestBody"], join(pointer, "requestBody"))
        found: dict[BodyKind, BodyFacts] = {}
        for media, entry in sorted(body["content"].items(), key=lambda one: bare(one[0]) != "application/json"):
            kind = self._body_kind(media, entry)
            if kind not in found:
                where = join(at, "content", media)
                lead = pascal(kind) if found else ""
                label = self._label(at, f"{lead}Body", f"{pascal(node['operationId'])}{lead}Body")
                facts = self._one_body(kind, media, entry, where, (node, label), shapes)
                found[kind] = attrs.evolve(facts, required=body.get("required") is True)
        if not found:
            self._say(at, "the request body has no content", node)
        return sorted(found.values(), key=lambda one: _PREFERENCE.index(one.kind))

    def _body_kind(self, media: str, entry: Tree) -> BodyKind:
        if is_json(media):
            return "json"
        if "*" in media:
            return "json" if self._is_structured(entry.get("schema")) else "binary"
        return _BODIES.get(bare(media)) or ("text" if is_worded(media) else "binary")

    def _one_body(
        self, kind: BodyKind, media: str, entry: Tree, where: str, named: tuple[Tree, str], shapes: Tree
    ) -> BodyFacts:
        node, label = named
        whole = FieldFacts(f"b{kind}", "body", True, "The body.")
        sent = media
        if "*" in media:
            sent = "application/json" if kind == "json" else "application/octet-stream"
        if kind in ("text", "binary"):
            shapes[f"b{kind}"] = {"type": "string", "format": "binary"} if kind == "binary" else {"type": "string"}
            return BodyFacts(kind, sent, "", True, whole)
        schema, at = entry.get("schema", {}), join(where, "schema")
        domain = self._document.domain_within(node, "requestBody")
        plain = self._types.translate(schema, at, label, domain)
        model = self._types.model_key(schema, at, label, domain)
        encodings = entry.get("encoding") or {}
        found = [(wire, style_of(one, {})) for wire, one in encodings.items()] if isinstance(encodings, dict) else []
        styles = tuple((str(wire), style) for wire, style in found if style)
        if model is not None:
            return BodyFacts(kind, sent, model, True, None, styles)
        shapes[f"b{kind}"] = plain
        return BodyFacts(kind, sent, "", True, whole)

    def reply(self, node: Tree, pointer: str, shapes: Tree, stream: str = "") -> ReplyFacts:
        """What the operation gives back; with ``stream`` its form as a stream."""
        codes = node["responses"]
        good = [code for code in codes if code.startswith("2")] or [code for code in codes if code == "default"]
        if not good:
            return ReplyFacts("raw")
        found: list[tuple[str, ReplyFacts]] = []
        for code in good:
            reply, where = follow(self._document.tree, codes[code], join(pointer, "responses", code))
            own = f"{pascal(node['operationId'])}Reply{'' if code == good[0] else code.upper()}"
            label = self._label(where, "Reply", own)
            found.append(
                (code.upper() if code != "default" else code, self._one(node, reply, where, label, shapes, stream))
            )
        return self._joined([one for one in found if not stream or one[1].kind == stream] or found, shapes)

    def _joined(self, found: list[tuple[str, ReplyFacts]], shapes: Tree) -> ReplyFacts:
        full = [one for _, one in found if one.kind != "nothing"]
        if not full:
            return found[0][1]
        located = next((one for one in full if one.kind == "located"), None)
        if located is not None:
            return located
        whole = [one for one in full if one.kind not in ("events", "lines")] or full[:1]
        differ = {(one.kind, str(shapes.get(one.key)), one.accept) for one in whole}
        if len(differ) == 1:
            return attrs.evolve(whole[0], maybe=len(full) < len(found))
        return ReplyFacts("by_status", cases=tuple(one for one in found if one[1] in whole or one[1].kind == "nothing"))

    def _one(self, node: Tree, reply: Tree, where: str, label: str, shapes: Tree, stream: str) -> ReplyFacts:
        if "x-location" in reply:
            at = join(where, "x-location")
            return self._typed("located", reply["x-location"], at, label, node, shapes)
        content = reply.get("content") or {}
        ranked = sorted(content, key=_rank)
        media = next((one for one in ranked if _stream_kind(one) == stream), ranked[0] if ranked else None)
        if media is None:
            return ReplyFacts("nothing")
        entry, at = content[media], join(where, "content", media)
        kind = _stream_kind(media)
        if kind:
            return self._stream(kind, entry, at, label, node, shapes)
        if is_json(media):
            return attrs.evolve(self._json(node, entry, at, label, shapes), accept=_accept(media))
        if "*" in media:
            return self._wild(node, entry, at, label, shapes)
        if is_worded(media):
            return ReplyFacts("text", accept="" if media.startswith("text/") else bare(media))
        return ReplyFacts("binary")

    def _json(self, node: Tree, entry: Tree, at: str, label: str, shapes: Tree) -> ReplyFacts:
        schema, where = follow(self._document.tree, entry.get("schema", {}), join(at, "schema"))
        paging = node.get("x-paging")
        if paging == "has_more":
            properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
            return self._items("has_more", node, properties.get("items"), join(where, "properties", "items"), shapes)
        data = self._enveloped(schema)
        if data is None:
            if paging:
                self._say(where, f"x-paging {paging} needs a reply of data and meta", node)
            if isinstance(schema, dict) and schema.get("format") == "binary":
                return ReplyFacts("binary")
            return self._typed("bare", entry.get("schema", {}), join(at, "schema"), label, node, shapes)
        where = join(where, "properties", "data")
        if paging in ("page", "offset"):
            return self._items("page" if paging == "page" else "offset", node, data, where, shapes)
        return self._typed("enveloped", data, where, label, node, shapes)

    def _wild(self, node: Tree, entry: Tree, at: str, label: str, shapes: Tree) -> ReplyFacts:
        """A reply of any media type: what it is follows from its schema."""
        schema = follow(self._document.tree, entry.get("schema", {}), "")[0]
        kind = schema.get("type") if isinstance(schema, dict) else None
        if kind == "string":
            return ReplyFacts("binary" if schema.get("format") == "binary" else "text")
        if self._is_structured(schema):
            found = self._typed("bare", entry["schema"], join(at, "schema"), label, node, shapes)
            return attrs.evolve(found, accept="application/json, */*;q=0.5")
        return ReplyFacts("raw")

    def _stream(self, kind: ReplyKind, entry: Tree, at: str, label: str, node: Tree, shapes: Tree) -> ReplyFacts:
        word = "itemSchema" if "itemSchema" in entry else "schema"
        written, where = entry.get(word, {}), join(at, word)
        schema, there = follow(self._document.tree, written, where)
        if isinstance(schema, dict) and schema.get("type") == "array":
            written, where = schema.get("items", {}), join(there, "items")
            schema, there = follow(self._document.tree, written, where)
        if kind == "events":
            keys = schema.get("properties", {}) if isinstance(schema, dict) else {}
            if "data" in keys and keys.keys() <= _EVENT_KEYS:
                written, where = keys["data"], join(there, "properties", "data")
                schema, there = follow(self._document.tree, written, where)
            if schema in ({}, True) or (isinstance(schema, dict) and schema.get("type") == "string"):
                return ReplyFacts("events")
        return self._typed(kind, written, where, label, node, shapes)

    def _items(self, kind: ReplyKind, node: Tree, array: Any, at: str, shapes: Tree) -> ReplyFacts:
        """A page, by what it holds."""
        array, at = follow(self._document.tree, array, at)
        if not isinstance(array, dict) or array.get("type") != "array":
            self._say(at, f"x-paging {node['x-paging']} needs an array here", node)
            return ReplyFacts("raw")
        label = f"{pascal(node['operationId'])}Reply"
        return self._typed(kind, array.get("items", {}), join(at, "items"), label, node, shapes)

    def _typed(self, kind: ReplyKind, schema: Any, at: str, label: str, node: Tree, shapes: Tree) -> ReplyFacts:
        key = f"r{len(shapes)}"
        shapes[key] = self._types.translate(schema, at, label, self._document.domain_within(node, "responses"))
        return ReplyFacts(kind, key)

    def _enveloped(self, schema: Any) -> Any:
        """The schema of the data, when the reply is wrapped as the document's ``x-envelope`` says."""
        envelope = self._document.tree.get("x-envelope")
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        if not envelope or set(properties) != {envelope["data"], envelope["meta"]}:
            return None
        return properties[envelope["data"]]

    def _label(self, pointer: str, ending: str, own: str) -> str:
        """What inline types are called: after the component that many operations may share, else ``own``."""
        keys = split(pointer)
        name = pascal(keys[-1])
        if not self._document.foreign or keys[:1] != ["components"] or not name[:1].isalpha():
            return own
        return name if name.endswith((ending, "Response", "Request")) else f"{name}{ending}"

    def _streams(self, node: Tree, pointer: str) -> list[str]:
        """Kinds of stream that the operation offers beside another form of its reply."""
        found: list[str] = []
        for code, entry in node["responses"].items():
            content = follow(self._document.tree, entry, join(pointer, "responses", code))[0].get("content") or {}
            kinds = [_stream_kind(media) for media in content]
            if code.startswith("2") and "" in kinds:
                found += [kind for kind in kinds if kind and kind not in found]
        return found

    def _is_structured(self, schema: Any) -> bool:
        node = follow(self._document.tree, schema, "")[0] if isinstance(schema, dict) else schema
        if not isinstance(node, dict):
            return False
        kinds = {"object", "array", "integer", "number", "boolean"}
        named = node.get("type")
        words = {"properties", "allOf", "oneOf", "anyOf"}
        return bool(kinds & {*(named if isinstance(named, list) else [named])} or words & node.keys())

    def _say(self, pointer: str, message: str, node: Tree) -> None:
        place = self._document.place(pointer)
        self._problems.add(place, message, "Correct the document or add a rule.", subject=node["operationId"])


def _stream_kind(media: str) -> Any:
    kind = bare(media)
    if kind == "text/event-stream":
        return "events"
    return "lines" if any(word in kind for word in _LINES) else ""


def _rank(media: str) -> int:
    if is_json(media):
        return 0 if bare(media) == "application/json" else 1
    return 2 if _stream_kind(media) else 4 if "*" in media else 3


def _accept(media: str) -> str:
    kind = bare(media)
    return "" if kind == "application/json" or "*" in kind else kind
