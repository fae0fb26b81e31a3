"""changelog: verdicts as Markdown; every line says what changed, which detector saw it, and what the caller must do."""

from __future__ import annotations

from collections.abc import Iterable

from generator.release.ledger import Change, Severity

HEADINGS: dict[Severity, str] = {
    "major": "Breaking",
    "minor": "New or different",
    "patch": "Harmless",
}
SEEN = {
    "wire": "the documents differ",
    "surface": "the Python names differ",
    "consumer": "code for the old release no longer type-checks",
    "core": "the names of the runtime differ",
}


def changelog(title: str, base: str, bump: Severity, changes: Iterable[Change]) -> str:
    """
    The text of one release's changelog.

    Args:
        title: What was released.
        base: The release that it is compared with; ``none`` when there is none.
    """
    found = tuple(changes)
    since = "The first release" if base == "none" else f"Since {base}: {bump}"
    lines = [f"# {title}", "", f"{since}.", ""]
    for severity, heading in HEADINGS.items():
        chosen = [one for one in found if one.severity == severity]
        if chosen:
            lines += [f"## {heading}", "", *(_line(one) for one in chosen), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(change: Change) -> str:
    """What changed; what to do; who saw it."""
    return (
        f"- `{change.subject}`: {_text(change.what)} **{_text(change.do)}** "
        f"({change.detector}, `{change.rule}`: {SEEN[change.detector]})"
    )


def _text(text: str) -> str:
    """Words of a document for one line of Markdown."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    for char in "\\`*_<>[]|":
        clean = clean.replace(char, f"\\{char}")
    return clean
