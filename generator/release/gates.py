"""
gates: what stands between a commit and the index.

The rule: a gate says nothing or refuses, and every refusal ends with what to do. None of them can be told to look away.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.release.checkout import Subject, git
from generator.release.ledger import Change, Release, Severity
from generator.release.refusal import Refused
from generator.release.sums import SUMS, sign, signed_by, sums
from generator.release.versions import is_version, next_version, promises

FRESH = 24 * 3600.0
"""How long a record of a green run counts, in seconds: machines and registries change under a commit that does not."""

STAMPS, STAMP = "dist/green", "green.json"


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
    before = ledger[1].version if len(ledger) > 1 else None
    if before is not None and ledger[0].base != before:
        raise Refused(
            f"openapi/releases/{subject.key}.json compares {subject.version} with {ledger[0].base}, but {before} came "
            f"before it. Run `python -m generator release prepare --client {subject.key}`, review, commit."
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


def refuse_untold(subject: Subject, release: Release, changes: Iterable[Change]) -> None:
    """
    Make sure that the ledger tells every change: it ships in the wheel, and teams hold their code against it.

    The words are for people to choose, and so is what else stands there.

    Args:
        changes: What the detectors see now.

    Raises:
        Refused: Something changed after the release was prepared, or an entry was taken out or played down.
    """
    told = {(one.subject, one.rule, one.severity) for one in release.changes}
    missing = [f"{one.rule} {one.subject}" for one in changes if (one.subject, one.rule, one.severity) not in told]
    if missing:
        raise Refused(
            f"openapi/releases/{subject.key}.json does not tell all that {subject.distribution} {release.version} "
            f"changes: {', '.join(missing[:5])}{', ...' if missing[5:] else ''}. Run `python -m generator release "
            f"prepare --client {subject.key} --version {release.version}`, review, commit."
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


def refuse_red_suite(root: Path, commit: str, *, key: Path, now: float, suite: Callable[[], int]) -> str:
    """
    Make sure that the default sessions pass on this very commit: by a record of a green run, or by running them.

    A record counts when the key of this release signed it, here, for this commit and its files, at most a day ago.

    Args:
        key: Signs the record, and must have signed the one that is there.
        now: Seconds since 1970.
        suite: Runs the sessions; gives back the exit code.

    Returns:
        What vouches for the commit, in words.

    Raises:
        Refused: The run failed, or the key cannot be used.
    """
    folder = root / STAMPS / commit
    finished = _finished(folder, _ground(root, commit)) if signed_by(folder, key) else None
    if finished is not None and 0 <= now - finished < FRESH:
        return f"the default sessions passed on this commit {(now - finished) / 60:.0f} minutes ago"
    if suite():
        raise Refused(f"The default sessions fail on {commit[:12]}. Run `nox`, correct what it says, commit.")
    record_green(root, commit, key=key, now=now)
    return "the default sessions passed just now"


def record_green(root: Path, commit: str, *, key: Path, now: float) -> None:
    """Write down, signed, that the default sessions passed on a commit."""
    folder = root / STAMPS / commit
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps({**_ground(root, commit), "finished": now}).encode()
    (folder / STAMP).write_bytes(content)
    (folder / SUMS).write_text(sums({STAMP: content}), "utf-8")
    sign(folder, key)


def _ground(root: Path, commit: str) -> dict[str, str]:
    """What a run stands on: the commit, its files (with them every pinned tool), and what runs them."""
    under = f"{sys.version}\n{platform.platform()}\n"
    tools = hashlib.sha256(under.encode()).hexdigest()
    return {"commit": commit, "tree": git(root, "rev-parse", f"{commit}^{{tree}}"), "tools": tools}


def _finished(folder: Path, ground: dict[str, str]) -> float | None:
    try:
        record = json.loads((folder / STAMP).read_text("utf-8"))
        same = {name: record[name] for name in ground} == ground
        return float(record["finished"]) if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
