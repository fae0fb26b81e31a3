"""
What names mean while a file is read, and what was found in it.

The rule: names at a place are those assigned above it; code in an inner scope runs at some other time, so it sees all
that a name is ever assigned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import libcst as cst

from warp_client_core.upgrade.kinds import NOTHING, Kinds, Known, union


@attrs.frozen(eq=False)
class Use:
    """
    One place where code names something of a client.

    Attributes:
        package, subject: What is named.
        node: The word or literal that names it.
        owner: The word before it that names the resource, where there is one.
        fixable: Whether a new name may be written in place of ``node``.
        is_alias: It is called otherwise here, by ``import ... as``; a rename needs nothing done.
    """

    package: str
    subject: str
    node: cst.CSTNode
    owner: cst.Name | None = None
    fixable: bool = True
    is_alias: bool = False


@attrs.frozen(eq=False)
class Asking:
    """A call of a method or a model, with the keywords it gives; None when it may give any."""

    package: str
    subject: str
    node: cst.CSTNode
    given: frozenset[str] | None


@attrs.frozen(eq=False)
class Doubt:
    """Something that may be a use and cannot be told."""

    node: cst.CSTNode
    why: str


@attrs.define
class Findings:
    """
    What one reading of a file found. A node may be looked at several times and counts once.

    Attributes:
        statement: The top-level statement that is being read, by its place in the file.
        within: Node -> the statement that it stands in.
        handed: Classes that the file has from another one of theirs.
    """

    statement: int = 0
    within: dict[int, int] = attrs.field(factory=dict)
    uses: dict[tuple[int, str, str], Use] = attrs.field(factory=dict)
    askings: dict[tuple[int, str], Asking] = attrs.field(factory=dict)
    doubts: dict[tuple[int, str], Doubt] = attrs.field(factory=dict)
    handed: set[tuple[str, str]] = attrs.field(factory=set)

    def use(self, known: Known, subject: str, node: cst.CSTNode, **more: Any) -> None:
        """Note a use."""
        self.within[id(node)] = self.statement
        self.uses[id(node), known.package, subject] = Use(known.package, subject, node, **more)

    def owner(self, node: cst.Attribute, of: Known) -> cst.Name | None:
        """The word before an attribute when it is the resource's own name, not that of something that holds it."""
        word = node.value.attr if isinstance(node.value, cst.Attribute) else None
        return word if word is not None and (id(word), of.package, of.name) in self.uses else None

    def hand(self, kinds: Kinds, node: cst.Name, *, fixable: bool = True) -> None:
        """Note the name of a class that one file of theirs has from another."""
        for one in kinds:
            if one.kind == "class" and one.name == node.value:
                self.use(one, one.name, node, fixable=fixable)
                self.handed.add((one.package, one.name))

    def leave(self, node: cst.CSTNode) -> None:
        """The word may name several things: what to write for it is for a person to say."""
        for key in [one for one in self.uses if one[0] == id(node)]:
            self.uses[key] = attrs.evolve(self.uses[key], fixable=False)

    def ask(self, known: Known, node: cst.CSTNode, given: frozenset[str] | None) -> None:
        """Note a call with its keywords."""
        self.within[id(node)] = self.statement
        self.askings[id(node), known.name] = Asking(known.package, known.name, node, given)

    def doubt(self, node: cst.CSTNode, why: str) -> None:
        """Note what cannot be told."""
        self.within[id(node)] = self.statement
        self.doubts[id(node), why] = Doubt(node, why)


@attrs.define
class Scope:
    """
    The names of a module, a class or a function.

    Attributes:
        now: What they are at the place that is being read.
        ever: All that they are somewhere, kept from one reading to the next.
        shared: Names that belong to the module (``global``) or an outer function (``nonlocal``).
    """

    outer: Scope | None = None
    is_class: bool = False
    now: dict[str, Kinds] = attrs.field(factory=dict)
    ever: dict[str, Kinds] = attrs.field(factory=dict)
    shared: set[str] = attrs.field(factory=set)

    def get(self, name: str) -> Kinds:
        """What the name is here."""
        if name in self.now and name not in self.shared:
            return self.now[name]
        scope = self.outer
        while scope is not None:
            if name in scope.ever and not scope.is_class:
                return scope.ever[name]
            scope = scope.outer
        return NOTHING

    def put(self, name: str, kinds: Kinds, *, always: bool) -> None:
        """Assign; with ``always`` the old meaning ends here, else it may go on (in a branch, in a loop)."""
        if name in self.shared and self.outer is not None:
            holder = next((one for one in self._outers() if name in one.ever), self.outer)
            holder.put(name, kinds, always=False)
            return
        self.now[name] = kinds if always else union(self.now.get(name, NOTHING), kinds)
        self.ever[name] = union(self.ever.get(name, NOTHING), kinds)

    def _outers(self) -> Iterator[Scope]:
        scope = self.outer
        while scope is not None:
            yield scope
            scope = scope.outer


@attrs.define
class OwnClass:
    """
    A class of theirs.

    Attributes:
        bases: What it inherits from, classes of a client among them.
        members: What its attributes are; methods are functions.
    """

    bases: Kinds = NOTHING
    members: dict[str, Kinds] = attrs.field(factory=dict)

    def put(self, name: str, kinds: Kinds) -> None:
        """An attribute may be all that it is ever assigned."""
        self.members[name] = union(self.members.get(name, NOTHING), kinds)


Classes = dict[str, OwnClass]
"""Their classes by key: the file, and the path of names within it."""


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The parts of a node that mean something, spaces and punctuation left out."""
    for name in _fields(type(node)):
        value = getattr(node, name)
        if isinstance(value, cst.CSTNode):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from (one for one in value if isinstance(one, cst.CSTNode))


_FIELDS: dict[type, tuple[str, ...]] = {}
_NOISE = (
    "whitespace",
    "lpar",
    "rpar",
    "comma",
    "semicolon",
    "equal",
    "header",
    "footer",
    "lines",
    "dot",
    "colon",
    "bracket",
)


def _fields(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    found = _FIELDS.get(kind)
    if found is None:
        names = [name for name in kind.__dataclass_fields__ if not any(one in name for one in _NOISE)]
        found = _FIELDS[kind] = tuple(names)
    return found


def dotted(node: cst.CSTNode | None) -> str:
    """``a.b.c`` for a chain of names, else nothing."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        value = dotted(node.value)
        return f"{value}.{node.attr.value}" if value else ""
    return ""


def text_of(node: cst.CSTNode) -> str | None:
    """The text of a string literal."""
    value = node.evaluated_value if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)) else None
    return value if isinstance(value, str) else None
