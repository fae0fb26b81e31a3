"""
What the passes of adopt share: the private tree that they rewrite, and the two lists of what they found.

One rule: a *fault* is something that the document gets wrong, a *note* something that the generator cannot express. A
fault stops the build unless it is lenient; neither ever removes a method in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from generator.model.document import Document, Tree
from generator.passes.shape import is_verb
from generator.problems import Place, Problems, join

MEND = "Mend the document, or build with --lenient."


@attrs.define
class Work:
    """
    One document on its way through adopt.

    Attributes:
        tree: A copy that nobody else holds; passes change it in place.
        origins: JSON pointer in ``tree`` -> where that part was written.
        faults, notes: See above.
        version: Major and minor version of OpenAPI that the document says it keeps.
        references: Every mapping of the tree that refers to a schema, so that names can change without a walk.
        mappings: Every mapping of a discriminator, for the same reason.
    """

    tree: Tree
    origins: dict[str, Place]
    version: tuple[int, int] = (3, 1)
    faults: Problems = attrs.field(factory=Problems)
    notes: Problems = attrs.field(factory=Problems)
    references: list[Tree] = attrs.field(factory=list)
    mappings: list[Tree] = attrs.field(factory=list)

    def place(self, pointer: str) -> Place:
        """Where the node at ``pointer`` was written."""
        return Document(self.tree, self.origins).place(pointer)

    def fault(self, pointer: str, message: str, advice: str = MEND, subject: str = "") -> None:
        """Note that the document is wrong."""
        self.faults.add(self.place(pointer), message, advice, subject=subject)

    def note(self, pointer: str, message: str, subject: str = "") -> None:
        """Note that something is passed on raw."""
        self.notes.add(self.place(pointer), message, "It is offered as a raw value.", subject=subject)

    def components(self, kind: str) -> Tree:
        """The components of one kind."""
        found: Tree = self.tree["components"].get(kind, {})
        return found

    def operations(self) -> Iterator[tuple[str, str, str, Tree]]:
        """Every operation as (pointer, path, verb, operation), in document order."""
        for path, item in self.tree["paths"].items():
            for verb, operation in item.items():
                if is_verb(verb):
                    yield join("/paths", path, verb), path, verb, operation

    def everything(self) -> Iterator[tuple[str, Tree]]:
        """Every operation and every webhook, with its pointer."""
        for pointer, _, _, operation in self.operations():
            yield pointer, operation
        for name, item in self.tree.get("webhooks", {}).items():
            for verb in filter(is_verb, item):
                yield join("/webhooks", name, verb), item[verb]

    def target(self, node: Any, kind: str) -> Any:
        """The node itself, or the component of this kind that it refers to."""
        reference = node.get("$ref")
        return self.components(kind)[reference.rpartition("/")[2]] if isinstance(reference, str) else node
