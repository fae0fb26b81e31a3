"""
families: a schema with a discriminator that others build on by ``allOf`` is the union of itself and of those.

What refers to it means any of its kind; what builds on it means its fields only, which get a schema of their own. One
rule: names on the wire are those of the document, its mapping first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.problems import join

_SCHEMAS = "#/components/schemas/"
_UNION = ("oneOf", "anyOf")


def families(work: Work) -> None:
    """Make a union of each such schema."""
    schemas = work.components("schemas")
    heads = [name for name, node in schemas.items() if _is_head(node)]
    if not heads:
        return
    parents = {name: list(_parents(node)) for name, node in schemas.items()}
    fields: dict[str, str] = {}
    for name in heads:
        if any(name in found for found in parents.values()):
            fields[name] = _free(f"{name}Fields", schemas)
            schemas[fields[name]] = {}
    renamed = {_SCHEMAS + name: _SCHEMAS + own for name, own in fields.items()}
    # Whatever builds on it, a part of another schema too, takes its fields; a bare wrapper means the whole family.
    for node in _nodes(list(schemas.values()), work):
        parts = node.get("allOf") or []
        wraps = len(parts) == 1 and "properties" not in node and not any(node is one for one in schemas.values())
        for part in [] if wraps else parts:
            if isinstance(part, dict) and part.get("$ref") in renamed:
                part["$ref"] = renamed[part["$ref"]]
    for name, own in fields.items():
        node = schemas[name]
        schemas[own] = {key: value for key, value in node.items() if key != "discriminator"}
        work.origins[join("/components/schemas", own)] = work.place(join("/components/schemas", name))
        schemas[name] = _family(name, own, node, _descendants(name, parents), work)


def _is_head(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("discriminator"), dict) and not any(w in node for w in _UNION)


def _parents(node: Any) -> Iterator[str]:
    for part in node.get("allOf") or () if isinstance(node, dict) else ():
        reference = part.get("$ref") if isinstance(part, dict) else None
        if isinstance(reference, str) and reference.startswith(_SCHEMAS):
            yield reference.removeprefix(_SCHEMAS)


def _descendants(name: str, parents: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    waiting = [name]
    while waiting:
        parent = waiting.pop(0)
        for child, above in parents.items():
            if parent in above and child not in (name, *found):
                found.append(child)
                waiting.append(child)
    return found


def _family(name: str, own: str, node: Tree, children: list[str], work: Work) -> Tree:
    """The union that stands for the head of a family."""
    options: list[Tree] = [{"$ref": _SCHEMAS + child} for child in (*children, own)]
    work.references.extend(options)
    discriminator = node["discriminator"]
    mapping = discriminator.setdefault("mapping", {})
    if not any(mapping is one for one in work.mappings):
        work.mappings.append(mapping)
    for value, target in mapping.items():
        mapping[value] = _SCHEMAS + own if target == _SCHEMAS + name else target
    discriminator["implicit"] = {**{child: _SCHEMAS + child for child in children}, name: _SCHEMAS + own}
    work.mappings.append(discriminator["implicit"])
    words: Tree = {key: node[key] for key in ("description", "title") if key in node}
    return {**words, "oneOf": options, "discriminator": discriminator}


def _nodes(schemas: list[Any], work: Work) -> Iterator[Tree]:
    """Every schema that combines others, anywhere in the document."""
    stack: list[Any] = [*schemas, work.tree.get("paths"), work.tree.get("webhooks")]
    stack += [work.components(kind) for kind in ("parameters", "responses", "requestBodies", "headers")]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("allOf"), list):
                yield node
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _free(name: str, taken: Tree) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}{number}", number + 1
    return free
