"""
gates: what stands between a commit and the index.

The rule: a gate says nothing or refuses, and every refusal ends with what to do. None of them can be told to look away.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from generator.release.checkout import Subject
from generator.release.ledger import Release, Severity
from generator.release.refusal import Refused
from generator.release.versions import is_version, next_version, promises

FRESH = 24 * 3600.0
"""How long a record of a green run counts, in seconds: machines and registries change under a commit that does not."""

STAMPS = "dist/green"


def declared(subject: Subject, ledger: tuple[Release, ...]) -> Release:
    """
    The entry of the ledger that this release is.

    Raises:
        Refused: The version has no entry, or is not one that may be released.
    """
    if not is_version(subject.version):
        raise Refused(f"{subject.distribution} {subject.version} is no release version. Use three numbers, 1.4.2.")
    if not ledger or ledger[0].version != subject.version:
        newest = f"its newest entry is {ledger[0].version}" if ledger else "it is empty"
        raise Refused(
            f"openapi/releases/{subject.key}.json does not begin with {subject.version} ({newest}). "
            f"Run `python -m generator release prepare --client {subject.key}`, review, commit."
        )
    return ledger[0]


def refuse_small_bump(subject: Subject, release: Release, severity: Severity) -> None:
    """
    Make sure that the number promises no more than the changes keep.

    Args:
        severity: What the detectors say now.

    Raises:
        Refused: The version is below what this severity asks for.
    """
    if release.base != "none" and not promises(release.base, release.version, severity):
        wanted = next_version(release.base, severity)
        raise Refused(
            f"{subject.distribution} {release.version} is too small a step from {release.base}: the verdict is "
            f"{severity}, which needs {wanted}. Run `python -m generator release prepare --client {subject.key} "
            f"--version {wanted}`, review, commit."
        )


def refuse_drift(check: Callable[[], int]) -> None:
    """
    Make sure that ``generated/`` is what the sources give.

    Args:
        check: ``python -m generator check``; gives back its exit code.

    Raises:
        Refused: It is not.
    """
    if check():
        raise Refused("generated/ is not what the documents give. Run `nox -s regenerate`, review, commit.")


def refuse_red_suite(root: Path, commit: str, *, now: float, suite: Callable[[], int]) -> str:
    """
    Make sure that the default sessions pass on this very commit: by a record of a green run, or by running them.

    Args:
        now: Seconds since 1970.
        suite: Runs the sessions; gives back the exit code.

    Returns:
        What vouches for the commit, in words.

    Raises:
        Refused: The run failed.
    """
    stamp = root / STAMPS / f"{commit}.json"
    finished = _finished(stamp, commit)
    if finished is not None and 0 <= now - finished < FRESH:
        return f"the default sessions passed on this commit {(now - finished) / 60:.0f} minutes ago"
    if suite():
        raise Refused(f"The default sessions fail on {commit[:12]}. Run `nox`, correct what it says, commit.")
    record_green(root, commit, now=now)
    return "the default sessions passed just now"


def record_green(root: Path, commit: str, *, now: float) -> None:
    """Write down that the default sessions passed on a commit."""
    stamp = root / STAMPS / f"{commit}.json"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"commit": commit, "finished": now}) + "\n", "utf-8")


def _finished(stamp: Path, commit: str) -> float | None:
    try:
        record = json.loads(stamp.read_text("utf-8"))
        return float(record["finished"]) if record["commit"] == commit else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
