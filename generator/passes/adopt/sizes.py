"""
sizes: what is so large that no type checker, formatter or reader would take the code for it.

A part becomes a raw value and is listed; a whole document is refused. One rule: the limits lie far above what is
published, and below what takes two gigabytes or many minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.passes.shape import is_verb
from generator.problems import BuildStopped, Place, Problem, join

MOST_OF_ONE = {"properties": 2_000, "oneOf": 500, "anyOf": 500, "allOf": 500, "enum": 10_000}
"""Members of one schema."""
MOST_PARAMETERS = 1_000
"""Of one operation."""
MOST_OPERATIONS = 10_000
MOST_SCHEMAS = 20_000
"""Of one document."""
MOST_CHAINED = 30
"""References from schema to schema for one value, by allOf, oneOf, anyOf or alone."""
_SCHEMAS = "#/components/schemas/"
_KEPT = ("description", "title", "readOnly", "writeOnly", "deprecated")


def whole_size(work: Work) -> None:
    """
    Refuse a document that is too large as a whole.

    Raises:
        BuildStopped: With what there is too much of, and where.
    """
    items = [item for item in work.tree["paths"].values() if isinstance(item, dict)]
    counts = (
        ("/paths", "operations", sum(is_verb(verb) for item in items for verb in item), MOST_OPERATIONS),
        ("/components/schemas", "schemas", len(work.components("schemas")), MOST_SCHEMAS),
    )
    found = [
        Problem(
            Place(work.place("").file, pointer),
            f"{count:,} {what}, more than {most:,}",
            "Split the document into one for each client.",
        )
        for pointer, what, count, most in counts
        if count > most
    ]
    if found:
        raise BuildStopped(found)


def chain_lengths(work: Work) -> None:
    """Cut chains of schemas that describe one value, where they become too long to follow."""
    schemas = work.components("schemas")
    below = {name: list(_links(node)) for name, node in schemas.items()}
    lengths: dict[str, int] = {}
    entered: set[str] = set()
    for root in schemas:
        stack = [root]
        while stack:
            name = stack[-1]
            waiting = [one for one in below.get(name, ()) if one not in entered] if name not in entered else []
            entered.add(name)
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            if name in lengths:
                continue
            lengths[name] = 1 + max((lengths.get(one, 0) for one in below.get(name, ())), default=0)
            if lengths[name] > MOST_CHAINED:
                message = f"a chain of more than {MOST_CHAINED} references starts here"
                work.note(join("/components/schemas", name), message)
                schemas[name], lengths[name] = _without_shape(schemas[name]), 0


def _links(node: Any) -> Iterator[str]:
    """The schemas that describe the same value as this one."""
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            reference = one.get("$ref")
            if isinstance(reference, str) and reference.startswith(_SCHEMAS):
                yield reference.removeprefix(_SCHEMAS)
            stack += [part for word in ("allOf", "oneOf", "anyOf") for part in one.get(word) or () if part is not one]


def _without_shape(node: Tree) -> Tree:
    return {key: node[key] for key in _KEPT if key in node}


def parameter_counts(work: Work) -> None:
    """Leave the parameters out that are too many for one call."""
    for pointer, _, _, operation in work.operations():
        given = operation.get("parameters", [])
        if len(given) > MOST_PARAMETERS:
            subject = operation["x-operation-id"]
            needed = [one for one in given if work.target(one, "parameters").get("in") == "path"]
            others = [one for one in given if work.target(one, "parameters").get("in") != "path"]
            operation["parameters"] = [*needed, *others][:MOST_PARAMETERS]
            message = f"{len(given):,} parameters; those after the first {MOST_PARAMETERS:,} are left out"
            work.note(join(pointer, "parameters"), message, subject)


def too_large(node: Tree, pointer: str, work: Work) -> bool:
    """Whether a schema has too many members; then it says nothing any more of its shape, and is listed."""
    for word, most in MOST_OF_ONE.items():
        members = node.get(word)
        if isinstance(members, (dict, list)) and len(members) > most:
            work.note(join(pointer, word), f"{word} has {len(members):,} members, more than {most:,}")
            kept = _without_shape(node)
            node.clear()
            node.update(kept)
            return True
    return False
