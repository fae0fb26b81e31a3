"""Types of the IR as Python: annotations for replies and for input, and the expressions that replies decode to."""

from __future__ import annotations

import attrs

from generator.model import ir

_SCALARS: dict[ir.ScalarKind, str] = {
    "str": "str",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "datetime": "Timestamp",
    "date": "dt.date",
    "decimal": "Decimal",
    "bytes": "bytes",
    "any": "Any",
    "uuid": "UUID",
    "time": "dt.time",
    "base64": "bytes",
    "none": "None",
}


@attrs.frozen
class Spelling:
    """
    How a module spells types.

    Attributes:
        lists: ``list``, or ``List`` where a method of that name shadows it.
        models: What stands before the name of a model or enum.
    """

    lists: str = "list"
    models: str = ""


PLAIN = Spelling()
PREFIXED = Spelling(lists="List", models="models.")


def annotation(ref: ir.TypeRef, spelling: Spelling = PLAIN) -> str:
    """The type of a value that the client gives back."""
    return _union(_given_back(ref, spelling))


def input_annotation(ref: ir.TypeRef, enums: frozenset[str], spelling: Spelling = PLAIN) -> str:
    """The type of a value that the caller gives: models may be mappings, enums plain text, arrays any sequence."""
    return _union(_taken(ref, enums, spelling))


def _given_back(ref: ir.TypeRef, spelling: Spelling) -> list[str]:
    match ref:
        case ir.Scalar(kind):
            return [_SCALARS[kind]]
        case ir.Named(name):
            return [spelling.models + name]
        case ir.ListOf(item):
            return [f"{spelling.lists}[{annotation(item, spelling)}]"]
        case ir.MapOf(value):
            return [f"dict[str, {annotation(value, spelling)}]"]
        case ir.OneOf(options):
            return [one for option in options for one in _given_back(option, spelling)]


def _taken(ref: ir.TypeRef, enums: frozenset[str], spelling: Spelling) -> list[str]:
    match ref:
        case ir.Scalar("decimal"):
            return ["Decimal", "int"]
        case ir.Scalar("datetime"):
            return ["dt.datetime"]
        case ir.Scalar("bytes"):
            return ["FileSource", "str"]
        case ir.Scalar(kind):
            return [_SCALARS[kind]]
        case ir.Named(name):
            full = spelling.models + name
            return [full, "str" if name in enums else f"{full}Dict"]
        case ir.ListOf(item):
            return [f"Sequence[{input_annotation(item, enums, spelling)}]"]
        case ir.MapOf(value):
            return [f"Mapping[str, {input_annotation(value, enums, spelling)}]"]
        case ir.OneOf(options):
            return [one for option in options for one in _taken(option, enums, spelling)]


def reply_annotation(reply: ir.Reply, spelling: Spelling = PLAIN, *, page: str = "Page") -> str:
    """The type that a call gives back; ``page`` is the class of a page."""
    if reply.maybe:
        return _union([reply_annotation(attrs.evolve(reply, maybe=False), spelling, page=page), "None"])
    if reply.kind == "by_status":
        return _union([reply_annotation(one, spelling) for _, one in reply.cases])
    if reply.kind in ("events", "lines"):
        return f"{spelling.lists}[{item_annotation(reply, spelling)}]"
    if reply.kind == "raw":
        return "Any"
    if reply.kind == "nothing":
        return "None"
    if reply.kind in ("text", "binary"):
        return "str" if reply.kind == "text" else "bytes"
    assert reply.type is not None
    inner = annotation(reply.type, spelling)
    return f"{page}[{inner}]" if reply.kind in ("page", "offset", "has_more") else inner


def item_annotation(reply: ir.Reply, spelling: Spelling = PLAIN) -> str:
    """The type of what a stream yields."""
    inner = annotation(reply.type, spelling) if reply.type is not None else "str"
    return f"ServerEvent[{inner}]" if reply.kind == "events" else inner


def describe(reply: ir.Reply) -> str:
    """A reply in the words of a manifest: ``Trunk``, ``Page[Trunk]``, ``list[ApiKey]``, ``None``."""
    return reply_annotation(reply)


def _union(options: list[str]) -> str:
    """The options joined: each once, None last; one that may be anything swallows the others."""
    if len(options) == 1 and " | " not in options[0]:
        return options[0]
    if "Any" in options:
        return "Any"
    options = [part for one in options for part in _apart(one)]
    unique = dict.fromkeys(one for one in options if one != "None")
    return " | ".join([*unique, *(["None"] if "None" in options else [])])


def _apart(text: str) -> list[str]:
    """The options of a union that is written already; bars inside brackets are left alone."""
    parts, depth = [""], 0
    for word in text.split(" | "):
        parts[-1] = f"{parts[-1]} | {word}" if depth and parts[-1] else word
        depth += word.count("[") - word.count("]")
        if not depth:
            parts.append("")
    return [part for part in parts if part]
