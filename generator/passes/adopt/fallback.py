"""
fallback: what `canonicalise` has no rule for becomes a raw value, so that the operation around it stays.

The pass is tried, what it refuses is replaced where it stands, and it is tried again. One rule: nothing here knows
which constructs those are, so a rule added there needs nothing taken away here.
"""

from __future__ import annotations

from typing import Any

import attrs

from generator.model.document import Document, Tree
from generator.passes.adopt.grammar import GRAMMAR, ONE
from generator.passes.canonicalise import Canonical, canonicalise
from generator.problems import BuildStopped, Place, Problem, join, split

_MOST_ROUNDS = 12


@attrs.frozen
class _Watched(Document):
    """A document that remembers which pointer it was asked about for each place."""

    asked: dict[Place, set[str]] = attrs.field(factory=dict)

    def place(self, pointer: str) -> Place:
        """Where the node at ``pointer`` was written."""
        found = super().place(pointer)
        self.asked.setdefault(found, set()).add(pointer)
        return found


def canonical_or_raw(document: Document) -> tuple[Canonical, tuple[Problem, ...]]:
    """
    The two halves of a document, and a note for everything that became a raw value on the way.

    Raises:
        BuildStopped: Something cannot be replaced.
    """
    notes: list[Problem] = []
    for _ in range(_MOST_ROUNDS):
        watched = _Watched(document.tree, document.origins, {}, document.domains, foreign=True)
        try:
            canonical = canonicalise(watched, lenient=True)
            return canonical, (*notes, *canonical.warnings)
        except BuildStopped as stopped:
            refused = stopped
        changed = 0
        for problem in refused.problems:
            pointers = sorted(watched.asked.get(problem.place, ()))
            changed += sum(_replaced(document.tree, pointer) for pointer in pointers)
            notes.append(attrs.evolve(problem, advice="It is offered as a raw value."))
        if not changed:
            raise refused
    raise refused


def _replaced(tree: Tree, pointer: str) -> bool:
    """Whether something at the pointer or around it was made simpler; later changes of the same part count too."""
    steps = _steps(tree, pointer)
    for kind, holder, key in reversed(steps):
        if kind == "schemas":
            words = holder[key].get("description") if isinstance(holder[key], dict) else None
            simple = {"description": words} if isinstance(words, str) else {}
            if holder[key] != simple:
                holder[key] = simple
                return True
        if kind == "parameters":
            return _simpler_parameter(holder, key)
        if kind == "requestBodies" and "content" in holder[key]:
            del holder[key]
            return True
        if kind == "operation":
            return _simpler_operation(holder[key], pointer)
    return False


def _steps(tree: Tree, pointer: str) -> list[tuple[str, Any, Any]]:
    """Every part of a known kind on the way to the pointer: its kind, what holds it, and its key there."""
    found: list[tuple[str, Any, Any]] = []
    node: Any = tree
    kind, form = "root", ONE
    for text in split(pointer):
        key: Any = int(text) if isinstance(node, list) and text.isdigit() else text
        if form == ONE:
            step = GRAMMAR[kind].get(text)
            if step is None:
                break
            form, kind = step
        else:
            form = ONE
        if not (key in node if isinstance(node, dict) else isinstance(node, list) and key < len(node)):
            break
        if form == ONE:
            found.append((kind, node, key))
        node = node[key]
    return found


def _simpler_parameter(holder: Any, key: Any) -> bool:
    node = holder[key]
    if node.get("in") == "cookie":
        del holder[key]
        return True
    plain = {one: node[one] for one in ("name", "in", "required", "description") if one in node}
    plain["schema"] = {"type": "string"}
    if node == plain:
        return False
    node.clear()
    node.update(plain)
    return True


def _simpler_operation(operation: Tree, pointer: str) -> bool:
    if pointer.endswith(join("", "requestBody")) and "requestBody" in operation:
        del operation["requestBody"]
        return True
    replies = operation["responses"]
    if len(replies) > 1:
        for code in list(replies)[1:]:
            del replies[code]
        return True
    return False
