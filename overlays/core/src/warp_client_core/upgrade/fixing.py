"""
Writes the new names into somebody's files.

The rule: only words that are known to name the thing are replaced, and every other byte of the file stays.
"""

from __future__ import annotations

import difflib
import os
import re
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
    taken = {path: _bound(sources.modules[path]) for path in by_file}
    stuck = {path: _stuck(several, taken[path]) for path, several in by_file.items()}
    handed = set().union(*(found.handed for found in sources.found.values()))
    everywhere = handed & set().union(*stuck.values())
    for path, several in sorted(by_file.items()):
        module = sources.modules[path]
        words: dict[cst.CSTNode, str] = {}
        for one in several:
            left = (one.package, one.subject) in stuck[path] | everywhere
            edits = {} if left else _edits(one, sourced, words)
            if edits and all(_fits(node, words.get(node, new), new) for node, new in edits.items()):
                words |= edits
                if one.change.replacement is not None:
                    done.add(one)
        if words:
            renaming = _Renaming(words)
            texts[path] = (sources.contents[path], module.visit(renaming).bytes)
    return Fixes(texts, frozenset(done))


def _stuck(touches: Iterable[Touch], taken: Collection[str]) -> set[tuple[str, str]]:
    """Names of a client that the file cannot write anew in every place: the new one is taken, or has to stay."""
    found = set()
    for one in touches:
        use = one.use
        if use is not None and "." not in one.subject and "(" not in one.subject:
            spelled = isinstance(use.node, cst.Name) and use.node.value == one.subject
            if one.now in taken or (spelled and not use.fixable and not use.is_alias):
                found.add((one.package, one.subject))
    return found


def _fits(node: cst.CSTNode, before: str, now: str) -> bool:
    """Whether a word may become another; a text may hold several names and is written anew for each."""
    return before == now or isinstance(node, cst.SimpleString)


def _edits(
    touch: Touch, sourced: Collection[tuple[str, str]], words: Mapping[cst.CSTNode, str]
) -> dict[cst.CSTNode, str]:
    """Word -> what to write for it; nothing when a person has to look."""
    use, new = touch.use, touch.now
    # A name that is both old and new (two swapped) would change again on the next run.
    if use is None or new is None or not use.fixable or (touch.package, new) in sourced:
        return {}
    old_owner, old = split(touch.subject)
    new_owner, word = split(new)
    if "." not in touch.subject and "(" not in touch.subject and "." in new:
        return {}
    edits: dict[cst.CSTNode, str] = {}
    is_method = "." in touch.subject and touch.subject[0].islower() and not touch.subject.endswith(")")
    if is_method and old_owner != new_owner:
        if use.owner is None or "." in new_owner:
            return {}
        edits[use.owner] = new_owner
    if word != old and isinstance(use.node, cst.SimpleString):
        text = words.get(use.node, use.node.raw_value)
        written = re.sub(rf"\b{re.escape(old)}\b", word, text)
        return {use.node: written} if written != text else {}
    if word != old:
        edits[use.node] = word
    return edits


def _bound(module: cst.Module) -> set[str]:
    """Names that the file uses by themselves, for whatever it is."""
    visitor = _Binding()
    module.visit(visitor)
    return visitor.names


class _Binding(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_Name(self, node: cst.Name) -> None:
        self.names.add(node.value)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False


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
