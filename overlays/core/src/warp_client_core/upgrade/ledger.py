"""
The changes between two releases, read from ``changes.json`` in the wheel of a client.

The rule: a ledger that does not reach over the whole span is refused. A change that nobody listed could be the one that
breaks.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable
from typing import Any, Final

import attrs

from warp_client_core.upgrade.failing import UpgradeError
from warp_client_core.upgrade.versions import order

SEVERITIES: Final = ("major", "minor", "patch")
"""From what breaks callers to what they do not notice; a severity that is not among them counts as the first."""

_DEMANDS: Final = re.compile(r"(?:[a-z]+-)*required-(?:[a-z]+-)*added|(?:[a-z]+-)+became-required")
"""Rules by which something must be given; what a reply is required to have less or more of is none."""


@attrs.frozen
class Change:
    """
    One thing that a release did.

    Attributes:
        version: The release.
        subject: The public name: ``trunks.list``, ``trunks.list(status)``, ``Trunk.status``, ``TrunkStatus.ACTIVE``.
        rule, detector: What kind of change, and who saw it.
        what, do: One sentence each: what changed, what the caller must do.
        replacement: The new name, when it is a rename.
        was: What stood there; the value of a member, as Python writes it.
        is_new_demand: Something must be given now that could be left out before.
    """

    version: str
    severity: str
    subject: str
    rule: str = ""
    detector: str = ""
    what: str = ""
    do: str = ""
    replacement: str | None = None
    was: str | None = None
    is_new_demand: bool = False

    @property
    def is_breaking(self) -> bool:
        """Whether code that stands on the subject may fail."""
        return self.severity not in SEVERITIES[1:]


@attrs.frozen
class Ledger:
    """The changes of one client within a span, oldest first."""

    package: str
    start: str
    end: str
    changes: tuple[Change, ...]


def read_ledger(package: str, text: str, start: str, end: str | None) -> Ledger:
    """
    The changes after ``start``, up to and with ``end`` (by default the newest release that the ledger knows).

    Raises:
        UpgradeError: The text is no ledger, or does not reach over the span.
    """
    releases = sorted(_releases(package, text), key=lambda one: order(one["version"]))
    if not releases:
        raise UpgradeError(f"{package}: changes.json lists no release. Give the wheel of a later one with --client.")
    newest, oldest = releases[-1]["version"], _begin(releases[0])
    until = end or str(newest)
    if order(start) > order(until):
        raise UpgradeError(f"{package}: {start} is later than {until}. Give the older version as --from.")
    if order(until) > order(newest):
        advice = f"Give the wheel of {until} with --client."
        raise UpgradeError(f"{package}: changes.json ends at {newest} and cannot tell of {until}. {advice}")
    if order(start) < order(oldest):
        advice = f"Check from {oldest} on, and read the release notes before it."
        raise UpgradeError(f"{package}: changes.json begins after {oldest} and cannot tell of {start}. {advice}")
    within = [one for one in releases if order(start) < order(one["version"]) <= order(until)]
    return Ledger(package, start, until, tuple(change for one in within for change in _changes(one)))


def _begin(release: dict[str, Any]) -> str:
    """The version before the first release of a ledger; the very first release has none."""
    base = release.get("base")
    return base if isinstance(base, str) and base != "none" else str(release["version"])


def _releases(package: str, text: str) -> list[dict[str, Any]]:
    try:
        tree = json.loads(text)
    except ValueError as error:
        raise UpgradeError(f"{package}: changes.json is no JSON ({error}). Install the client anew.") from None
    shaped = isinstance(tree, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("version"), str)
        and isinstance(one.get("changes"), list)
        and all(isinstance(change, dict) and isinstance(change.get("subject"), str) for change in one["changes"])
        for one in tree
    )
    if not shaped:
        raise UpgradeError(f"{package}: changes.json is not a list of releases with changes. Install the client anew.")
    return list(tree)


def _changes(release: dict[str, Any]) -> Iterable[Change]:
    for one in release["changes"]:
        text = {key: str(one.get(key) or "") for key in ("rule", "detector", "what", "do")}
        severity = str(one.get("severity", SEVERITIES[0]))
        yield Change(
            version=release["version"],
            severity=severity,
            subject=one["subject"],
            replacement=str(one["replacement"]) if one.get("replacement") else None,
            was=str(one["was"]) if one.get("was") else None,
            is_new_demand=severity not in SEVERITIES[1:] and _DEMANDS.fullmatch(text["rule"]) is not None,
            **text,
        )


def course(name: str, changes: Iterable[Change]) -> tuple[list[Change], str]:
    """
    The changes that touch what is called ``name`` at first, and what it is called after all of them.

    The changes of one release stand side by side: they name things as they were before it, the owner's new name
    allowed. So ``trunks.list(status)`` is followed when one release renames both the method and the parameter.
    """
    touched: list[Change] = []
    for _, release in itertools.groupby(changes, key=lambda one: one.version):
        several = sorted(release, key=lambda one: -len(one.subject))
        owners = [one for one in several if name.startswith((f"{one.subject}.", f"{one.subject}("))]
        own = [one for one in several if one.subject in (name, _after(owners, name))]
        touched += own
        for change in own:
            name = renamed(change.subject, change)
        name = _after(owners, name)
    return touched, name


def _after(changes: Iterable[Change], name: str) -> str:
    for change in changes:
        name = renamed(name, change)
    return name


def renamed(name: str, change: Change) -> str:
    """
    What ``name`` is called after the change: the subject itself, or something below it.

    ``trunks.list(status)`` follows a rename of ``trunks.list``, ``Trunk.status`` one of ``Trunk``.
    """
    subject, new = change.subject, change.replacement
    if new is None:
        return name
    if name == subject:
        return _whole(subject, new)
    below = name.startswith((f"{subject}.", f"{subject}("))
    return _whole(subject, new) + name[len(subject) :] if below else name


def _whole(subject: str, new: str) -> str:
    """A replacement may be written in full, or as the last part alone."""
    if subject.endswith(")"):
        inner = new.rpartition("(")[2].removesuffix(")") if "(" in new else new.rpartition(".")[2]
        owner = new.rpartition("(")[0] if "(" in new else subject.rpartition("(")[0]
        return f"{owner}({inner})"
    return f"{subject.rpartition('.')[0]}.{new}" if "." in subject and "." not in new else new


def split(subject: str) -> tuple[str, str]:
    """``trunks.list(status)`` and ``Trunk.status`` -> the owner and the last part."""
    if subject.endswith(")"):
        owner, _, inner = subject.removesuffix(")").rpartition("(")
        return owner, inner
    owner, _, inner = subject.rpartition(".")
    return owner, inner
