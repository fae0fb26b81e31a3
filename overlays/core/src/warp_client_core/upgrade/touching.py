"""
Which changes touch which places.

The rule: changes are followed in their order, so that code is held against the name that its thing has by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs
import libcst as cst

from warp_client_core.upgrade.ledger import Change, Ledger, course, split
from warp_client_core.upgrade.places import Places, Spot
from warp_client_core.upgrade.scopes import Findings, Use
from warp_client_core.upgrade.sources import Sources, Text
from warp_client_core.upgrade.versions import order


@attrs.frozen
class Touch:
    """
    One change of one client at one place.

    Attributes:
        subject: What the code names there, as it names it.
        use: The words to write anew; None when there is nothing to write.
        now: The name at the end of the span, when it is another one.
    """

    package: str
    change: Change
    spot: Spot
    subject: str
    use: Use | None = None
    now: str | None = None


@attrs.frozen
class Doubtful:
    """A place where it cannot be told."""

    spot: Spot
    why: str


@attrs.frozen
class Finding:
    """The answer: what touches the code, and what could not be told."""

    touches: tuple[Touch, ...]
    doubts: tuple[Doubtful, ...]


def touching(sources: Sources, ledgers: Sequence[Ledger]) -> Finding:
    """Hold what the files use against the changes."""
    touches: list[Touch] = []
    doubts: list[Doubtful] = []
    for path, found in sources.found.items():
        hits = [hit for ledger in ledgers for hit in _hits(found, ledger)]
        if hits or found.doubts:
            places = Places(path, sources.modules[path], sources.contents[path], found.within)
            touches += [attrs.evolve(hit, spot=places.of(node)) for hit, node in hits]
            doubts += [Doubtful(places.of(one.node), one.why) for one in found.doubts.values()]
    doubts += [one for text in sources.passed for one in _look_alikes(text, ledgers)]
    by_place = sorted(touches, key=lambda one: (str(one.spot.path), one.spot.line, one.spot.column, one.subject))
    return Finding(tuple(by_place), tuple(sorted(doubts, key=lambda one: (str(one.spot.path), one.spot.line))))


_NOWHERE = Spot(Path(), 0, 0)


def _hits(found: Findings, ledger: Ledger) -> Iterable[tuple[Touch, cst.CSTNode]]:
    yield from _whole(found, ledger)
    demands = [one for one in ledger.changes if one.is_new_demand]
    for use in (one for one in found.uses.values() if one.package == ledger.package):
        touched, name = course(use.subject, ledger.changes)
        for change in touched:
            given = change.is_new_demand and use.subject.endswith(")")
            if not given and not (use.is_alias and change.replacement):
                now = name if name != use.subject else None
                yield Touch(use.package, change, _NOWHERE, use.subject, use, now), use.node
    for one in (one for one in found.askings.values() if one.package == ledger.package and one.given is not None):
        for change in demands:
            earlier = [other for other in ledger.changes if order(other.version) < order(change.version)]
            owner, inner = split(change.subject)
            if owner == course(one.subject, earlier)[1] and inner not in (one.given or ()):
                yield Touch(one.package, change, _NOWHERE, one.subject), one.node


def _whole(found: Findings, ledger: Ledger) -> Iterable[tuple[Touch, cst.CSTNode]]:
    """A change of the client as a whole touches each file once, where it first names the client."""
    first = next((one for one in found.uses.values() if one.package == ledger.package), None)
    for change in ledger.changes:
        if change.subject == "*" and first is not None:
            yield Touch(ledger.package, change, _NOWHERE, "*"), first.node


def _look_alikes(text: Text, ledgers: Sequence[Ledger]) -> Iterable[Doubtful]:
    """Lines that read like a changed call, in files that name no client: an argument without a type, perhaps."""
    subjects = {_method(change.subject) for ledger in ledgers for change in ledger.changes} - {""}
    if not subjects or text.path.suffix == ".ipynb":
        return
    pattern = re.compile(rb"\.(" + b"|".join(re.escape(one.encode()) for one in sorted(subjects)) + rb")\b")
    for match in pattern.finditer(text.content):
        line = text.content.count(b"\n", 0, match.start()) + 1
        column = match.start() - text.content.rfind(b"\n", 0, match.start())
        name = match.group(1).decode()
        why = f"{name}: this file names no client, but the line reads like a call of one"
        yield Doubtful(Spot(text.path, line, column), why)


def _method(subject: str) -> str:
    """The method that a subject is or belongs to; nothing for models, enums and exported names."""
    name = subject.partition("(")[0]
    return name if "." in name and name[0].islower() else ""
