"""merge: what several detectors say of one name, told once, by the one that says most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from generator.release.ledger import Change, Detector, Severity

_ORDER: dict[Severity, int] = {"major": 0, "minor": 1, "patch": 2}
TWINS: dict[str, frozenset[str]] = {
    "operation-removed": frozenset({"method-removed"}),
    "operation-id-changed": frozenset({"method-removed", "method-added"}),
    "method-added": frozenset({"method-added"}),
    "parameter-removed": frozenset({"parameter-removed"}),
    "parameter-added": frozenset({"parameter-added", "required-parameter-added"}),
    "parameter-became-required": frozenset({"parameter-became-required", "required-parameter-added"}),
    "required-properties-added": frozenset({"parameter-became-required", "required-parameter-added"}),
    "required-properties-removed": frozenset({"field-type-changed", "default-changed"}),
    "property-removed": frozenset({"field-removed", "parameter-removed"}),
    "schema-added": frozenset({"field-added", "class-added", "enum-added", "parameter-added"}),
    "schema-type-changed": frozenset({"field-type-changed", "parameter-type-changed"}),
    "enum-values-removed": frozenset({"member-removed"}),
    "enum-values-added": frozenset({"member-added"}),
}
"""Rule on the wire -> rules of the surface that say the same of the same name."""
DEMANDS = frozenset({"required-parameter-added", "parameter-became-required"})
"""Rules of the surface by which a call must give more than before."""


def merged(found: Mapping[Detector, Sequence[Change]], renames: Mapping[str, Mapping[str, str]]) -> tuple[Change, ...]:
    """
    One list, the gravest first.

    A surface change that an old consumer trips over becomes major and the consumer's; a wire change that the surface
    tells in Python's words is left out unless it weighs more.
    """
    own: dict[tuple[str, str], Change] = {}
    for name in ("surface", "core"):
        for change in found.get(name, ()):
            own[(change.subject, change.rule)] = _renamed(change, renames)
    for change in found.get("consumer", ()):
        if _demanded(change, own.values()):
            continue
        same = [key for key, one in own.items() if key[0] == change.subject and not one.rule.endswith("-added")]
        if not same and not _explained(change, own.values()):
            own[(change.subject, change.rule)] = change
        if not any(own[key].severity == "major" for key in same):
            for key in same:
                own[key] = attrs.evolve(own[key], severity="major", detector="consumer", do=change.do)
    for change in found.get("wire", ()):
        if not any(
            one.rule in TWINS.get(change.rule, ())
            and _same(one.subject, change.subject)
            and _ORDER[one.severity] <= _ORDER[change.severity]
            for one in own.values()
        ):
            own.setdefault((change.subject, change.rule), change)
    return tuple(sorted(own.values(), key=lambda one: (_ORDER[one.severity], one.subject, one.rule)))


def _same(subject: str, other: str) -> bool:
    """Equal, or one inside the other: the wire names a type where the surface names its member."""
    return subject == other or subject.startswith((f"{other}.", f"{other}("))


def _demanded(change: Change, others: Iterable[Change]) -> bool:
    """Whether a complaint about a method only says that a parameter is missing that is known to be required now."""
    owner = change.subject.removeprefix("calls.")
    return any(
        one.rule in DEMANDS
        and one.subject.startswith(f"{owner}(")
        and re.search(rf"required parameters? .*\b{one.subject[len(owner) + 1 : -1]}\b", change.what)
        for one in others
    )


def _explained(change: Change, others: Iterable[Change]) -> bool:
    """Whether a complaint only echoes a type or an owner that is gone or changed anyway."""
    gone = [one for one in others if one.severity == "major"]
    return any(
        _same(change.subject.removeprefix("calls."), one.subject.removeprefix("calls."))
        or (one.rule.endswith("-removed") and f" {one.subject.rpartition('.')[2]}" in change.what)
        for one in gone
    )


def _renamed(change: Change, renames: Mapping[str, Mapping[str, str]]) -> Change:
    entry = renames.get(change.subject)
    if entry is None:
        return change
    return attrs.evolve(change, replacement=entry["to"], do=f"Use {entry['to']}.")
