"""
differ: two snapshots of public names, and what differs between them.

One rule: a difference is reported once, at the name that users write; what stands inside a name that is gone, or that
is new, is not listed again.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from generator.release.ledger import Change, Detector, Severity
from generator.release.objects import Object, Parameter, Snapshot, short

NOTHING = "Nothing."
KINDS = {"key": "field", "mapping": "model", "class": "class", "name": "name"}


def differences(base: Snapshot, head: Snapshot, detector: Detector = "surface") -> tuple[Change, ...]:
    """
    What changed, sorted by subject.

    The async flavour is mentioned only where it differs from the sync one. A type that became another one is minor
    here: whether old code still fits is for `generator.release.consumer` to say.
    """
    found: dict[tuple[str, str], Change] = {}
    for key in sorted(base.keys() | head.keys()):
        for change in _compared(base.get(key), head.get(key), detector):
            found.setdefault((change.subject, change.rule), change)
    return tuple(_outermost(found))


def _outermost(found: dict[tuple[str, str], Change]) -> Iterator[Change]:
    """Without the members of what came or went as a whole, and without calls whose method says the same."""
    whole = {(one.subject, one.rule.rpartition("-")[2]) for one in found.values()}
    for (subject, rule), change in sorted(found.items()):
        ending = rule.rpartition("-")[2]
        owner = subject.partition("(")[0] if "(" in subject else subject.rpartition(".")[0]
        mapped = owner.removesuffix("Dict")
        if ending in ("added", "removed") and (owner, ending) in whole:
            continue
        if subject.startswith("calls.") and (subject.removeprefix("calls."), ending) in whole:
            continue
        if mapped != owner and (f"{mapped}.{subject.rpartition('.')[2]}", ending) in whole:
            continue
        if subject.endswith("Dict") and (subject.removesuffix("Dict"), ending) in whole:
            continue
        yield change


def _compared(old: Object | None, new: Object | None, detector: Detector) -> Iterator[Change]:
    if old is None and new is not None:
        yield _added(new, detector)
    elif new is None and old is not None:
        yield _removed(old, detector)
    elif old is not None and new is not None:
        make = _Maker(detector)
        if old.kind != new.kind or old.awaited != new.awaited:
            what = f"{old.subject} is a {_kind(new)} now, no longer a {_kind(old)}."
            yield make("major", "kind-changed", old.subject, what, "Use it as what it is now.", old.kind, new.kind)
        if old.type != new.type:
            yield _retyped(old, new, make)
        if old.default != new.default:
            yield _revalued(old, new, make)
        yield from _parameters(old, new, make)


@attrs.frozen
class _Maker:
    """Changes of one detector."""

    detector: Detector

    def __call__(
        self, severity: Severity, rule: str, subject: str, what: str, do: str, was: str | None, now: str | None
    ) -> Change:
        return Change(severity, self.detector, rule, subject, what, do, was, now)


def _kind(one: Object) -> str:
    return KINDS.get(one.kind, one.kind)


def _added(one: Object, detector: Detector) -> Change:
    rule, what = f"{_kind(one)}-added", f"{one.subject} is new."
    if one.kind == "key" and "Required" in one.type:
        do = f"Give {one.subject.rpartition('.')[2]!r} wherever such a mapping is written."
        return Change("major", detector, "required-field-added", one.subject, what, do, None, short(one.type))
    return Change("minor", detector, rule, one.subject, what, NOTHING, None, short(one.type) or None)


def _removed(one: Object, detector: Detector) -> Change:
    do = f"Stop using {one.subject}."
    what = f"{one.subject} is gone."
    was = one.default if one.kind == "member" else short(one.type) or None
    return Change("major", detector, f"{_kind(one)}-removed", one.subject, what, do, was)


def _retyped(old: Object, new: Object, make: _Maker) -> Change:
    was, now = short(old.type), short(new.type)
    gives = "gives back" if old.kind in ("method", "function") else "is"
    rule = "reply-changed" if gives == "gives back" else f"{_kind(old)}-type-changed"
    what = f"{old.subject} {gives} {now or 'something else'}, no longer {was or 'what it was'}."
    return make("minor", rule, old.subject, what, "Check code that relies on the old type.", was, now)


def _revalued(old: Object, new: Object, make: _Maker) -> Change:
    if old.kind == "member":
        what = f"{old.subject} stands for {new.default}, no longer for {old.default}."
        return make(
            "major", "member-value-changed", old.subject, what, "Check stored values.", old.default, new.default
        )
    if new.default is None:
        what = f"{old.subject} has no default any more."
        severity: Severity = "major" if new.kind == "key" else "minor"
        return make(severity, "default-removed", old.subject, what, "Give it when you build one.", old.default, None)
    what = f"{old.subject} is {new.default} when it is left out, no longer {old.default or 'an error'}."
    do = "Check code that relies on the old default." if old.default is not None else "Expect it to be absent."
    return make("minor", "default-changed", old.subject, what, do, old.default, new.default)


def _parameters(old: Object, new: Object, make: _Maker) -> Iterator[Change]:
    before, after = ({one.name: one for one in side.parameters} for side in (old, new))
    loose, looser = ([one.name for one in side.values() if one.kind == "rest"] for side in (before, after))
    nameless = {*loose, *looser} if loose and looser else set()  # nobody writes the name of `**fields`
    for name in sorted(before.keys() - after.keys() - nameless):
        what, do = f"{old.subject} takes no {name} any more.", f"Drop {name}."
        if looser:
            what = f"{old.subject} has no {name} of its own any more, it goes among {', '.join(looser)}."
            do = f"See what becomes of {name} there."
        yield make("major", "parameter-removed", f"{old.subject}({name})", what, do, short(before[name].type), None)
    for name in sorted(after.keys() - before.keys() - nameless):
        yield _new_parameter(old.subject, after[name], make)
    for name in sorted(before.keys() & after.keys()):
        yield from _parameter(f"{old.subject}({name})", before[name], after[name], make)
    order, reordered = (
        [one.name for one in side.parameters if one.kind == "positional" and one.name in before and one.name in after]
        for side in (old, new)
    )
    if order != reordered:
        was, now = ", ".join(order), ", ".join(reordered)
        what = f"{old.subject} takes {now} in this order, no longer {was}."
        yield make("major", "positions-changed", old.subject, what, "Reorder the arguments.", was, now)


def _new_parameter(subject: str, new: Parameter, make: _Maker) -> Change:
    where, kind = f"{subject}({new.name})", short(new.type)
    if new.default is None and new.kind != "rest":
        what = f"{subject} needs {new.name} now."
        return make("major", "required-parameter-added", where, what, f"Give {new.name} in every call.", None, kind)
    return make("minor", "parameter-added", where, f"{subject} takes {new.name} as well.", NOTHING, None, kind)


def _parameter(subject: str, old: Parameter, new: Parameter, make: _Maker) -> Iterator[Change]:
    if old.kind != new.kind:
        severity: Severity = "minor" if old.kind == "keyword" and new.kind == "positional" else "major"
        what = f"{subject} is a {new.kind} parameter now, no longer a {old.kind} one."
        yield make(severity, "parameter-kind-changed", subject, what, f"Give it by {new.kind}.", old.kind, new.kind)
    if old.type != new.type:
        was, now = short(old.type), short(new.type)
        what = f"{subject} is {now}, no longer {was}."
        yield make("minor", "parameter-type-changed", subject, what, "Check what you pass.", was, now)
    if old.default is not None and new.default is None:
        what = f"{subject} has to be given now."
        yield make("major", "parameter-became-required", subject, what, "Give it in every call.", old.default, None)
    elif old.default != new.default:
        what = f"{subject} is {new.default} when it is left out, no longer {old.default or 'an error'}."
        yield make(
            "minor", "default-changed", subject, what, "Check calls that leave it out.", old.default, new.default
        )
