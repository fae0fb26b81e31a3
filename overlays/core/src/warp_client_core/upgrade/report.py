"""
The answer as text and as JSON.

The rule: the first line answers the question, and what could not be told is counted on a line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs

from warp_client_core.upgrade.fixing import Fixes, difference
from warp_client_core.upgrade.ledger import SEVERITIES, Change, Ledger
from warp_client_core.upgrade.places import Spot
from warp_client_core.upgrade.sources import Sources
from warp_client_core.upgrade.touching import Finding, Touch


@attrs.frozen
class Report:
    """
    All that there is to say.

    Attributes:
        settled: Touches that were fixed.
        fixed: The new texts, when they were asked for.
    """

    sources: Sources
    ledgers: tuple[Ledger, ...]
    finding: Finding
    settled: frozenset[Touch] = frozenset()
    fixed: Fixes | None = None

    @property
    def total(self) -> int:
        """How many changes there are within the spans."""
        return sum(len(one.changes) for one in self.ledgers)

    @property
    def touched(self) -> list[tuple[str, Change, list[Touch]]]:
        """The changes that touch the code, the breaking ones first, each with its places."""
        found: dict[tuple[str, Change], list[Touch]] = {}
        for one in self.finding.touches:
            found.setdefault((one.package, one.change), []).append(one)
        ordered = sorted(found.items(), key=lambda one: (_rank(one[0][1]), one[0][0], one[0][1].subject))
        return [(package, change, places) for (package, change), places in ordered]

    @property
    def breaking(self) -> list[Touch]:
        """Places that a breaking change touches and nobody has fixed."""
        return [one for one in self.finding.touches if one.change.is_breaking and one not in self.settled]


def _rank(change: Change) -> int:
    return SEVERITIES.index(change.severity) if change.severity in SEVERITIES else 0


def as_text(report: Report) -> str:
    """The answer for people."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    count = len(report.touched)
    verb = "touches" if count == 1 else "touch"
    total = "1 change" if report.total == 1 else f"{report.total} changes"
    yield f"{count} of {total} {verb} you."
    for ledger in report.ledgers:
        yield f"  {ledger.package} {ledger.start} -> {ledger.end}: {len(ledger.changes)}"
    for _, change, places in report.touched:
        yield ""
        yield f"{change.severity}: {change.subject} ({change.version}) {change.what}".rstrip()
        if change.do:
            yield f"  do: {change.do}"
        for one in places:
            yield f"  {_spot(one.spot)} {one.subject}{_remark(one, report)}"
    if report.sources.broken:
        yield ""
        yield f"{_files(len(report.sources.broken))} could not be read and stayed as they are:"
        yield from (f"  {path}: {why}" for path, why in sorted(report.sources.broken.items()))
    if report.finding.doubts:
        count = len(report.finding.doubts)
        yield ""
        yield f"{count} place{'' if count == 1 else 's'} could not be told:"
        yield from (f"  {_spot(one.spot)} {one.why}" for one in report.finding.doubts)
    yield ""
    yield f"{_files(report.sources.seen)} looked at, {len(report.sources.found)} read."


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _spot(spot: Spot) -> str:
    return f"{spot.path}:{spot.line}:{spot.column}:"


def _remark(touch: Touch, report: Report) -> str:
    if touch in report.settled:
        return f" -> {touch.now} (fixed)"
    if touch.now is None:
        return ""
    by_hand = report.fixed is not None and touch not in report.fixed.done
    return f" -> {touch.now}{' (by hand)' if by_hand else ''}"


def as_json(report: Report) -> str:
    """The same for programs."""
    tree: dict[str, Any] = {
        "changes": report.total,
        "touching": len(report.touched),
        "breaking_places": len(report.breaking),
        "clients": [
            {"package": one.package, "from": one.start, "to": one.end, "changes": len(one.changes)}
            for one in report.ledgers
        ],
        "touched": [_record(package, change, places, report) for package, change, places in report.touched],
        "unresolved": [{**_place(one.spot), "why": one.why} for one in report.finding.doubts],
        "unreadable": [{"file": path.as_posix(), "why": why} for path, why in sorted(report.sources.broken.items())],
        "files": {"seen": report.sources.seen, "read": len(report.sources.found)},
    }
    if report.fixed is not None:
        tree["diff"] = difference(report.fixed)
    return json.dumps(tree, indent=1, ensure_ascii=False)


def _record(package: str, change: Change, places: list[Touch], report: Report) -> dict[str, Any]:
    hidden = attrs.filters.exclude("is_new_demand")
    return {
        "package": package,
        **attrs.asdict(change, filter=hidden),
        "places": [
            {**_place(one.spot), "subject": one.subject, "now": one.now, "fixed": one in report.settled}
            for one in places
        ],
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"file": spot.path.as_posix(), "line": spot.line, "column": spot.column}
