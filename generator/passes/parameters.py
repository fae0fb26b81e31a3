"""
canonicalise, parameters: where each one goes, and how it is written there when that is not the plain way.

One rule: a value that the plain way writes right gets no style, so a document without styles gives code without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from generator.model.document import Document, Tree, follow
from generator.model.ir import Style
from generator.model.side_table import FieldFacts
from generator.passes.schemas import SchemaTranslator
from generator.passes.words import DECIMAL, field_facts, pascal
from generator.problems import Problems, join

_USUAL = {"query": ("form", True), "path": ("simple", False), "header": ("simple", False), "cookie": ("form", True)}
_STYLES = {
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "path": ("simple", "label", "matrix"),
    "header": ("simple",),
    "cookie": ("form",),
}
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_PLACES = ("path", "query", "header", "cookie")


def read_parameters(
    document: Document, types: SchemaTranslator, problems: Problems, node: Tree, pointer: str
) -> tuple[dict[str, list[FieldFacts]], Tree]:
    """The parameters of one operation by place, and their plain schemas by key."""
    fields: dict[str, list[FieldFacts]] = {place: [] for place in _PLACES}
    shapes: Tree = {}
    for index, entry in enumerate(node.get("parameters", [])):
        parameter, where = follow(document.tree, entry, join(pointer, "parameters", index))
        if _is_hidden(parameter, node):
            continue
        schema, at, content = _schema_of(parameter, where)
        key = f"q{index}"
        label = f"{pascal(node['operationId'])}{pascal(parameter['name'])}"
        shape = types.translate(schema, at, label, document.domain_within(node, "parameters"))
        shapes[key] = shape = {"type": "string"} if shape.get("format") == "binary" else shape
        words = str(parameter.get("description", "")).strip()
        place = parameter["in"]
        required = parameter.get("required") is True or place == "path"
        facts = field_facts(key, parameter["name"], schema, required=required, description=words)
        style = Style(content=content) if content else _style(parameter, shape)
        if style and style.form and style.form not in _STYLES[place]:
            message = f"there is no style {style.form!r} for the {place} parameter {parameter['name']}"
            problems.warn(document.place(where), message, "It is sent in the usual way.", subject=node["operationId"])
            style = attrs.evolve(style, form=_USUAL[place][0])
        fields[place].append(attrs.evolve(facts, style=style))
    return fields, shapes


def fixed_headers(document: Document, node: Tree) -> list[tuple[str, str]]:
    """Header parameters that the client always sends with the value of ``x-fixed``."""
    parameters = [follow(document.tree, entry, "")[0] for entry in node.get("parameters", [])]
    return [(one["name"], str(one["x-fixed"])) for one in parameters if one["in"] == "header" and "x-fixed" in one]


def needs(document: Document, node: Tree, problems: Problems, pointer: str) -> Iterator[tuple[str, str, str]]:
    """Query parameters that ``x-needed-with`` asks for beside a value of another one: name, other name, its value."""
    followed = [follow(document.tree, entry, "") for entry in node.get("parameters", [])]
    queried = {one["name"]: one for one, _ in followed if one["in"] == "query"}
    for name, parameter in queried.items():
        for other, value in parameter.get("x-needed-with", {}).items():
            if other not in queried:
                message = f"{name} is needed with {other}, which is no query parameter of it"
                problems.add(document.place(pointer), message, "Name a query parameter of the same operation.")
            yield name, other, value


def style_of(entry: Any, shape: Tree) -> Style | None:
    """How a field of a form is written as its Encoding Object says; None when that says nothing."""
    if not isinstance(entry, dict):
        return None
    if {"style", "explode", "allowReserved"} & entry.keys():
        form = entry.get("style") if entry.get("style") in _STYLES["query"] else "form"
        return Style(str(form), entry.get("explode", form == "form") is True, entry.get("allowReserved") is True)
    media = entry.get("contentType")
    return Style(content=media) if isinstance(media, str) else None


def is_plain(shape: Tree, place: str, *, lists: bool) -> bool:
    """Whether a value of this plain schema is written right without a style."""
    if "anyOf" in shape:
        return all(is_plain(option, place, lists=lists) for option in shape["anyOf"])
    kind, key = shape.get("type"), shape.get("$ref", "").rpartition("/")[2]
    if kind == "array":
        return lists and is_plain(shape["items"], place, lists=False)
    if key:
        return key.startswith("E") or (key == DECIMAL and place != "header")
    if place == "header":
        return kind in ("string", "integer", "number", "null") and "format" not in shape
    return kind in ("string", "integer", "number", "null") or (kind == "boolean" and place != "path")


def _style(parameter: Tree, shape: Tree) -> Style | None:
    place = parameter["in"]
    usual, exploded = _USUAL[place]
    form = parameter.get("style", usual)
    explode = parameter.get("explode", form == "form") is True
    reserved = parameter.get("allowReserved") is True and place == "query"
    if place == "cookie" or (form, reserved) != (usual, False):
        return Style(form, explode, reserved)
    if is_plain(shape, place, lists=place == "query" and explode == exploded):
        return None
    return Style(form, explode)


def _schema_of(parameter: Tree, where: str) -> tuple[Any, str, str]:
    """The schema of a parameter, where it stands, and the media type of its value."""
    for media, entry in (parameter.get("content") or {}).items():
        schema = entry.get("schema", {}) if isinstance(entry, dict) else {}
        return schema, join(where, "content", media, "schema"), media if "json" in media else ""
    return parameter.get("schema", {}), join(where, "schema"), ""


def _is_hidden(parameter: Tree, node: Tree) -> bool:
    """Whether callers do not give this parameter: the client fixes it, makes it, or leaves it to an overlay."""
    if parameter["in"] != "header":
        return False
    if parameter["name"].lower() in _IGNORED_HEADERS:
        return True
    if parameter.get("required") is True and "x-fixed" not in parameter:
        return False
    return (
        "x-fixed" in parameter
        or parameter.get("x-internal") is True
        or parameter["name"] == node.get("x-idempotency-header")
    )
