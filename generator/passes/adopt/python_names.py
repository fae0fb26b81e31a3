"""
python names: the rules of `name` for a document that nobody here can change.

Names that would collide are told apart, and names that cannot be used get a trailing word; what `name` would report is
settled here. One rule: the first to come keeps the plain name, in the order of the document.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import chain, count

import attrs

from generator.model import ir
from generator.model.layout import Layout, Method, Resource
from generator.passes.adopt.spelling import unique
from generator.passes.name import (
    CLASSES,
    FIELDS,
    METHODS,
    PARAMETERS,
    RESOURCES,
    field_name,
    is_name,
    member_name,
    singular,
)

_SYMBOLS = {
    "<": "lt",
    ">": "gt",
    "=": "eq",
    "+": "plus",
    "-": "minus",
    "!": "not",
    "@": "at",
    "$": "dollar",
    "*": "any",
}
_MODULES = frozenset({"dt", "models", "typing"})
_LONGEST = 72


def name_apart(api: ir.Api, client: str) -> tuple[ir.Api, Layout]:
    """
    The IR with Python names, and the tree of resources and methods.

    Args:
        api: The IR of one client.
        client: Name of the client class, which no resource may take.
    """
    api = attrs.evolve(
        api,
        operations=tuple(_operation(operation) for operation in api.operations),
        models=tuple(attrs.evolve(model, fields=_apart(model.fields, FIELDS, set())) for model in api.models),
        enums=tuple(_enum(enum) for enum in api.enums),
    )
    groups: dict[str, list[ir.Operation]] = {}
    for operation in api.operations:
        groups.setdefault(operation.tag, []).append(operation)
    names: set[str] = set()
    taken = {one.lower() for one in (*CLASSES, client, f"Async{client}")}
    resources = []
    for tag, operations in groups.items():
        resource = unique(tag if is_name(tag, RESOURCES | _MODULES) else f"{tag}_", names, "_")
        names.add(resource)
        resources.append(Resource(resource, _class_name(resource, taken), tuple(_methods(tag, operations))))
    tags = tuple((one.name, dict(api.tags).get(tag, "")) for one, tag in zip(resources, groups, strict=True))
    return attrs.evolve(api, tags=tags), Layout(tuple(sorted(resources, key=lambda one: one.name)))


def _class_name(resource: str, taken: set[str]) -> str:
    plain = "".join(word[:1].upper() + word[1:] for word in resource.split("_"))
    candidates = (f"{plain}Resource{number}" for number in count(2))
    found = next(
        one
        for one in chain((plain, f"{plain}Resource"), candidates)
        if not {one.lower(), f"async{one.lower()}"} & taken
    )
    taken |= {found.lower(), f"async{found.lower()}"}
    return found


def _methods(tag: str, operations: list[ir.Operation]) -> list[Method]:
    """Short names for those that have one to themselves, the operationId for others; the shortest id goes first."""
    short = {index: _short(operation, tag) for index, operation in enumerate(operations)}
    found: dict[int, str] = {}
    order = sorted(short, key=lambda index: (len(operations[index].id), index))
    for index in order:
        operation = operations[index]
        candidates = [short[index], _with_variant(operation.id, operation)]
        usable = [one if is_name(one, METHODS) else f"{one}_" for one in candidates]
        taken = set(found.values())
        found[index] = next((one for one in usable if one not in taken), None) or unique(usable[-1], taken, "_")
    return [Method(found[index], operation) for index, operation in enumerate(operations)]


def _short(operation: ir.Operation, tag: str) -> str:
    """The operationId without the words of its tag."""
    dropped = {singular(word) for word in tag.split("_")}
    words = [word for word in operation.id.split("_") if singular(word) not in dropped]
    while words and words[0][0].isdigit():
        words.pop(0)
    return _with_variant("_".join(words) or operation.id, operation)


def _with_variant(name: str, operation: ir.Operation) -> str:
    variant = getattr(operation, "variant", None)
    return f"{name}_{variant}" if variant else name


def _operation(operation: ir.Operation) -> ir.Operation:
    taken: set[str] = set()
    reserved = PARAMETERS | _MODULES
    body = operation.body
    named = attrs.evolve(
        operation,
        path_fields=_apart(operation.path_fields, reserved, taken),
        query=_apart(operation.query, reserved, taken),
        headers=_apart(operation.headers, reserved, taken),
        cookies=_apart(operation.cookies, reserved, taken),
    )
    if body is None:
        return named
    return attrs.evolve(named, body=attrs.evolve(body, fields=_apart(body.fields, reserved, taken)))


def _enum(enum: ir.Enum) -> ir.Enum:
    taken: set[str] = set()
    members = []
    for _, value in enum.members:
        name = _first_free([_cut(member_name(str(value))), _cut(member_name(spelled(str(value))))], taken)
        taken.add(name)
        members.append((name, value))
    return attrs.evolve(enum, members=tuple(members))


def _apart(fields: Iterable[ir.Field], reserved: frozenset[str], taken: set[str]) -> tuple[ir.Field, ...]:
    """The fields with names of their own; exact snake_case names go first, so that nobody takes them away."""
    chosen: dict[int, str] = {}
    listed = list(fields)
    for index in sorted(range(len(listed)), key=lambda one: field_name(listed[one].wire) != listed[one].wire):
        wire = listed[index].wire
        chosen[index] = _first_free(
            [_cut(field_name(wire, reserved)), _cut(field_name(spelled(wire), reserved))], taken
        )
        taken.add(chosen[index])
    return tuple(
        field if field.name == chosen[index] else attrs.evolve(field, name=chosen[index])
        for index, field in enumerate(listed)
    )


def _first_free(candidates: list[str], taken: set[str]) -> str:
    return next((one for one in candidates if one not in taken), None) or unique(candidates[0], taken, "_")


def _cut(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST - 9].rstrip('_')}_{mark.upper() if name.isupper() else mark}"


def spelled(wire: str) -> str:
    """A wire name with its symbols as words: ``StartTime<`` -> ``StartTime lt``."""
    return re.sub(r"[<>=+\-!@$*]", lambda match: f" {_SYMBOLS[match[0]]} ", wire)
