"""notes: what a release says to those who use it, from its entry in the ledger."""

from __future__ import annotations

from generator.release.ledger import Change, Release, Severity

_HEADINGS: dict[Severity, str] = {"major": "Breaking", "minor": "New", "patch": "Other"}


def release_notes(distribution: str, release: Release) -> str:
    """The notes as Markdown: what changed, worst first, and what the caller must do about it."""
    since = "The first release." if release.base == "none" else f"Since {release.base}: {release.verdict}."
    lines = [f"# {distribution} {release.version}", "", f"{release.date}. {since}", ""]
    for severity, heading in _HEADINGS.items():
        found = [change for change in release.changes if change.severity == severity]
        if found:
            lines += [f"## {heading}", "", *map(_line, found), ""]
    if release.base != "none" and not release.changes:
        lines += ["Nothing that callers can see has changed.", ""]
    return "\n".join(lines)


def _line(change: Change) -> str:
    renamed = f" Now: `{change.replacement}`." if change.replacement else ""
    return f"- `{change.subject}`: {change.what}{renamed} **{change.do}** ({change.detector}: {change.rule})"
