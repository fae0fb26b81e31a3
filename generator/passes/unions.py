"""
Unions: how a reply tells the options apart.

By the discriminator and its mapping, else by a field that only ever has other texts in each option. One rule: what the
document says goes before what is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from generator.model.document import Tree
from generator.passes.combining import Combiner, Part, is_bare
from generator.passes.words import reference
from generator.problems import split


@attrs.frozen
class Option:
    """An option of a union: its plain schema, and the schema that it was written as, where known."""

    plain: Tree
    node: Any = None
    pointer: str = ""


def read_tags(
    schema: Tree, options: list[Option], combiner: Combiner, refer: Callable[[str, str], Tree]
) -> tuple[str, tuple[tuple[str, int], ...], list[Option]]:
    """
    The field that names the option, position of the option by its value, and all options.

    Args:
        schema: The union.
        options: Its options.
        combiner: Looks into objects.
        refer: Gives the plain schema at the end of a reference that stands at a pointer.
    """
    named = schema.get("discriminator")
    tag = named.get("propertyName") if isinstance(named, dict) else None
    if not isinstance(tag, str) or not tag:
        return (*_found_out(options, combiner), options)
    mapping = named.get("mapping") if isinstance(named, dict) else None
    tags: dict[str, int] = {}
    for value, target in mapping.items() if isinstance(mapping, dict) else ():
        plain = refer(target, "") if isinstance(target, str) and target.startswith("#/components/schemas/") else {}
        known = [index for index, one in enumerate(options) if one.plain == plain]
        if not known and plain:
            known, options = [len(options)], [*options, Option(plain, {"$ref": target})]
        tags |= {str(value): index for index in known[:1]}
    implicit = named.get("implicit", {}) if isinstance(named, dict) else {}
    for index, one in enumerate(options):
        if index not in tags.values():
            values = _values(one, tag, combiner) or _implied(one, implicit)
            tags = {**dict.fromkeys(values, index), **tags}
    return tag, tuple(tags.items()), options


def _implied(option: Option, implicit: Tree) -> list[str]:
    """The name of the option's own schema, as the document has it."""
    if not is_bare(option.node):
        return []
    target = option.node["$ref"]
    return [name for name, one in implicit.items() if one == target] or [split(target)[-1]]


def keeps_unknown(options: list[Tree]) -> bool:
    """Whether values may come that fit none of these plain schemas, though they are of the right sort."""
    sorts = [_sort_of(one) for one in options]
    return any(sorts.count(one) > 1 for one in sorts if one != "string" or {"type": "string"} not in options)


def _found_out(options: list[Option], combiner: Combiner) -> tuple[str, tuple[tuple[str, int], ...]]:
    objects = [(index, one) for index, one in enumerate(options) if (reference(one.plain) or "").startswith("M")]
    if len(objects) < 2 or any(one.node is None for _, one in objects):
        return "", ()
    first = combiner.fields([_part(objects[0][1])])
    for wire in first.properties:
        values = [(index, _values(one, wire, combiner)) for index, one in objects]
        texts = [value for _, found in values for value in found]
        if all(found for _, found in values) and len(set(texts)) == len(texts):
            return wire, tuple((value, index) for index, found in values for value in found)
    return "", ()


def _values(option: Option, wire: str, combiner: Combiner) -> list[str]:
    if option.node is None or combiner.sort(option.node) != "object":
        return []
    return combiner.values([_part(option)], wire)


def _part(option: Option) -> Part:
    return Part(option.node, option.pointer, "", "")


def _sort_of(plain: Tree) -> str:
    letter = (reference(plain) or " ")[0]
    known = {"M": "object", "F": "object", "U": "object", "E": "string", "T": "string", "B": "string", "D": "number"}
    kind = known.get(letter, str(plain.get("type")))
    return "number" if kind == "integer" else kind
