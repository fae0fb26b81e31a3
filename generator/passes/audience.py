"""audience: one client's part of a document: its operations, its streams, and only the components that they reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import attrs

from generator.model.document import Document, Tree
from generator.passes.shape import is_verb
from generator.passes.validate import operations
from generator.problems import Problems, join, split


def audience(document: Document, wanted: str, known: Collection[str]) -> Document:
    """
    The document as one audience sees it.

    Args:
        document: The validated document.
        wanted: The audience of the client that is being built.
        known: The audiences of all clients built from this document.

    Raises:
        BuildStopped: Something is for an audience that has no client, or the client would have no operation.
    """
    problems = Problems()
    for pointer, owner in _audible(document.tree):
        for name in owner["x-audience"]:
            if name not in known:
                place = document.place(join(pointer, "x-audience"))
                message = f"no client is built for the audience {name!r}"
                advice = f"Use one of {', '.join(sorted(known))}, or add a client to clients.toml."
                problems.add(place, message, advice, subject=owner.get("operationId", ""))
    if document.foreign and not any(True for _ in _audible(document.tree)):
        problems.add(document.place(""), "there is neither an operation nor a webhook", "Add `paths:`.")
    elif not document.foreign and not any(wanted in one["x-audience"] for _, _, _, one in operations(document.tree)):
        advice = "Correct x-audience, or delete the client from clients.toml."
        problems.add(document.place("/paths"), f"no operation is for the audience {wanted!r}", advice)
    problems.stop()
    tree = {key: value for key, value in document.tree.items() if key != "components"}
    tree["paths"] = {path: kept for path, item in tree["paths"].items() if (kept := _keep(item, wanted))}
    tree["webhooks"] = {name: kept for name, item in tree.get("webhooks", {}).items() if (kept := _keep(item, wanted))}
    streams = tree.get("x-streams", {})
    tree["x-streams"] = {path: stream for path, stream in streams.items() if wanted in stream["x-audience"]}
    tree["components"] = _reached(document.tree.get("components", {}), tree)
    used = {one["tags"][0] for _, _, _, one in operations(tree)}
    tree["tags"] = [tag for tag in tree.get("tags", []) if tag.get("name") in used]
    return attrs.evolve(document, tree=tree)


def _audible(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Everything that names its audience: operations, webhooks and streams, with their pointers."""
    for pointer, _, _, operation in operations(tree):
        yield pointer, operation
    for name, item in tree.get("webhooks", {}).items():
        for verb in filter(is_verb, item):
            yield join("/webhooks", name, verb), item[verb]
    for path, stream in tree.get("x-streams", {}).items():
        yield join("/x-streams", path), stream


def _keep(item: Tree, wanted: str) -> Tree:
    kept = {key: value for key, value in item.items() if not is_verb(key) or wanted in value.get("x-audience", [])}
    return kept if any(map(is_verb, kept)) else {}


def _reached(components: Tree, roots: Any) -> Tree:
    reached: set[tuple[str, str]] = set()
    waiting = _component_names(roots)
    while waiting:
        kind, name = waiting.pop()
        if (kind, name) not in reached and name in components.get(kind, {}):
            reached.add((kind, name))
            waiting.extend(_component_names(components[kind][name]))
    result: Tree = {}
    for kind, entries in components.items():
        kept = {name: entry for name, entry in entries.items() if (kind, name) in reached or kind == "securitySchemes"}
        if kept:
            result[kind] = dict(sorted(kept.items()))
    return result


def _component_names(node: Any) -> list[tuple[str, str]]:
    found = []
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            for target in (current.get("$ref"), *_mapped(current.get("discriminator"))):
                keys = split(target.removeprefix("#")) if isinstance(target, str) else []
                if len(keys) >= 3 and keys[0] == "components":
                    found.append((keys[1], keys[2]))
            stack.extend(current.values())
        elif isinstance(current, list):
            stack.extend(current)
    return found


def _mapped(discriminator: Any) -> list[Any]:
    """What a discriminator leads to, which may be no option that is written down."""
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    return list(mapping.values()) if isinstance(mapping, dict) else []
