"""
Writes the new names into somebody's files.

The rule: only words that are known to name the thing are replaced, and every other byte of the file stays.
"""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import attrs
import libcst as cst

from warp_client_core.upgrade.ledger import Ledger, split
from warp_client_core.upgrade.sources import Sources
from warp_client_core.upgrade.touching import Touch


@attrs.frozen
class Fixes:
    """
    New texts of files, and what had to be left to a person.

    Attributes:
        texts: File -> its bytes before and after.
        done: The touches that the new texts settle.
    """

    texts: Mapping[Path, tuple[bytes, bytes]]
    done: frozenset[Touch]


def fixes(sources: Sources, touches: Iterable[Touch], ledgers: Sequence[Ledger]) -> Fixes:
    """The renames among the touches, applied to the texts."""
    sourced = {(one.package, change.subject) for one in ledgers for change in one.changes if change.replacement}
    texts: dict[Path, tuple[bytes, bytes]] = {}
    done: set[Touch] = set()
    by_file: dict[Path, list[Touch]] = {}
    for one in touches:
        by_file.setdefault(one.spot.path, []).append(one)
    for path, several in sorted(by_file.items()):
        module = sources.modules[path]
        taken = _bound(module)
        words: dict[cst.CSTNode, str] = {}
        for one in several:
            edits = _edits(one, sourced, taken)
            if edits and all(words.get(node, new) == new for node, new in edits.items()):
                words |= edits
                if one.change.replacement is not None:
                    done.add(one)
        if words:
            renaming = _Renaming(words)
            texts[path] = (sources.contents[path], module.visit(renaming).bytes)
    return Fixes(texts, frozenset(done))


def _edits(touch: Touch, sourced: Collection[tuple[str, str]], taken: Collection[str]) -> dict[cst.CSTNode, str]:
    """Word -> what to write for it; nothing when a person has to look."""
    use, new = touch.use, touch.now
    # A name that is both old and new (two swapped) would change again on the next run.
    if use is None or new is None or not use.fixable or (touch.package, new) in sourced:
        return {}
    old_owner, old = split(touch.subject)
    new_owner, word = split(new)
    if "." not in touch.subject and "(" not in touch.subject and ("." in new or word in taken):
        return {}
    edits: dict[cst.CSTNode, str] = {}
    is_method = "." in touch.subject and touch.subject[0].islower() and not touch.subject.endswith(")")
    if is_method and old_owner != new_owner:
        if use.owner is None or "." in new_owner:
            return {}
        edits[use.owner] = new_owner
    if word != old:
        edits[use.node] = word
    return edits


def _bound(module: cst.Module) -> set[str]:
    """Names that the file gives to something of its own."""
    visitor = _Binding()
    module.visit(visitor)
    return visitor.names


class _Binding(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.names.add(node.name.value)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self.names.add(node.name.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        if isinstance(node.target, cst.Name):
            self.names.add(node.target.value)

    def visit_ImportAlias(self, node: cst.ImportAlias) -> None:
        bound = node.asname.name if node.asname is not None else node.name
        if isinstance(bound, cst.Name):
            self.names.add(bound.value)


class _Renaming(cst.CSTTransformer):
    def __init__(self, words: Mapping[cst.CSTNode, str]) -> None:
        super().__init__()
        self._words = words

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = self._words.get(original_node)
        return updated_node if new is None else updated_node.with_changes(value=new)

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        new = self._words.get(original_node)
        if new is None:
            return updated_node
        quote = original_node.quote
        return updated_node.with_changes(value=f"{original_node.prefix}{quote}{new}{quote}")


def difference(fixed: Fixes) -> str:
    """What the new texts change, as a unified diff."""
    lines: list[str] = []
    for path, (before, after) in fixed.texts.items():
        old, new = (text.decode("utf-8", errors="replace").splitlines(keepends=True) for text in (before, after))
        for line in difflib.unified_diff(old, new, f"a/{path.as_posix()}", f"b/{path.as_posix()}"):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(lines)


def write(fixed: Fixes) -> None:
    """Put each file in place as a whole: whoever reads it meanwhile sees the old text or the new one."""
    for path, (_, after) in fixed.texts.items():
        target = path.resolve()
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(after)
            shutil.copymode(target, name)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
