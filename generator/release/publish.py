"""
publish: from a commit to the index, past every gate.

The rule: whatever can be refused is refused before anything is published, and each step after that may be done twice.
So a release that was cut short is taken up by running it again on the same commit. The last step is the git tag.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from generator.model.software import Software
from generator.passes.provenance import FILE as PROVENANCE
from generator.release import gates
from generator.release.checkout import CORE_KEY, Subject, commit_time, git, head, leave_tag, refuse_dirty
from generator.release.destination import Destination
from generator.release.ledger import Change, Release, Severity, read_ledger
from generator.release.notes import release_notes
from generator.release.refusal import Refused
from generator.release.soundness import provenance_of, refuse_unacceptable, refuse_unsound
from generator.release.sums import SIGNATURE, SUMS, sign, sums
from generator.release.wheels import build_wheel

NOTES = "NOTES.md"


@attrs.frozen
class Workshop:
    """
    What a release is made with.

    Attributes:
        records: Folder that keeps, per version, the wheel, its record, the notes and the signed sums.
        key: Private key that signs, or the public half of one that an agent holds.
        rated: The verdict on a subject since a version, and the changes behind it.
        drift, suite: Run the check of ``generated/`` and the default sessions; give back exit codes.
        say: Told what happens.
        now: Seconds since 1970.
    """

    root: Path
    software: Software
    destination: Destination
    records: Path
    key: Path
    rated: Callable[[Subject, str], tuple[Severity, tuple[Change, ...]]]
    drift: Callable[[], int]
    suite: Callable[[], int]
    say: Callable[[str], None]
    now: float


@attrs.frozen
class Candidate:
    """One wheel on its way: ``state`` is ``fresh``, ``begun``, ``finished`` or ``taken`` (by other bytes)."""

    subject: Subject
    wheel: Path
    epoch: int
    state: str


def publish(shop: Workshop, subjects: Sequence[Subject], names: Sequence[str]) -> list[str]:
    """
    Release the named subjects, or all whose version is new; gives back what was published.

    Args:
        subjects: Everything that could be released.

    Raises:
        Refused: Nothing was published, or, when the destination fails half way, not everything.
    """
    refuse_dirty(shop.root)
    commit = head(shop.root)
    with tempfile.TemporaryDirectory(prefix="release-") as place:
        built = {one.key: _candidate(shop, one, Path(place)) for one in subjects}
        chosen = _chosen(shop, built, names)
        _refuse_stale_core(built, chosen)
        releases = {one.subject.key: _admitted(shop, one.subject) for one in chosen}
        gates.refuse_drift(shop.drift)
        for one in chosen:
            refuse_unsound(one.wheel, one.subject, epoch=one.epoch, software=shop.software)
        refuse_unacceptable([one.wheel for one in chosen])
        for one in chosen:
            shop.say(f"{one.wheel.name}: built twice with the same bytes, accepted by twine and check-wheel-contents")
        shop.say(gates.refuse_red_suite(shop.root, commit, key=shop.key, now=shop.now, suite=shop.suite))
        refuse_dirty(shop.root)
        if head(shop.root) != commit:
            raise Refused("Another commit was checked out meanwhile. Release again.")
        for one in chosen:
            _keep_record(shop, one, releases[one.subject.key])
        shop.destination.take([one.wheel for one in chosen])
    for one in chosen:
        leave_tag(shop.root, one.subject.tag)
        shop.say(f"{one.subject.distribution} {one.subject.version}: published, tagged {one.subject.tag}")
    return [f"{one.subject.distribution} {one.subject.version}" for one in chosen]


def _candidate(shop: Workshop, subject: Subject, place: Path) -> Candidate:
    epoch = commit_time(shop.root, subject.sources)
    wheel = build_wheel(subject.project, place, epoch=epoch, software=shop.software)
    there = shop.destination.digest_of(wheel.name)
    if there is None:
        state = "fresh"
    elif there != sums({"": wheel.read_bytes()}).split()[0]:
        state = "taken"
    else:
        state = "finished" if git(shop.root, "tag", "--list", subject.tag) else "begun"
    return Candidate(subject, wheel, epoch, state)


def _chosen(shop: Workshop, built: dict[str, Candidate], names: Sequence[str]) -> list[Candidate]:
    unknown = sorted(set(names) - built.keys())
    if unknown:
        raise Refused(f"There is no {', '.join(unknown)} to release. Name some of {', '.join(built)}.")
    for name in names:
        one = built[name]
        if one.state in ("taken", "finished"):
            how = "with other bytes" if one.state == "taken" else "as it would be built now"
            raise Refused(
                f"{one.subject.distribution} {one.subject.version} exists in the index, {how}. A published version "
                f"never changes: run `python -m generator release prepare --client {name}`, review, commit."
            )
    for one in built.values():
        if one.state == "taken" and not names:
            shop.say(f"{one.subject.distribution} {one.subject.version}: in the index, and changed since; left alone")
    chosen = [one for name, one in built.items() if one.state in ("fresh", "begun") and (name in names or not names)]
    if not chosen:
        raise Refused("Every version exists in the index. Run `python -m generator release prepare --client NAME`.")
    return chosen


def _refuse_stale_core(built: dict[str, Candidate], chosen: list[Candidate]) -> None:
    """Clients ask for the runtime that they were generated beside, so that one must be out there."""
    core = built[CORE_KEY]
    if core in chosen or core.state in ("begun", "finished"):
        return
    if core.state == "taken":
        advice = "it was changed since it was released: prepare its next version"
    else:
        advice = "it is not in the index: release it too"
    raise Refused(f"Clients need {core.subject.distribution} as it is here, {core.subject.version}, and {advice}.")


def _admitted(shop: Workshop, subject: Subject) -> Release:
    release = gates.declared(subject, read_ledger(shop.root, subject.key))
    if release.base != "none":
        severity, changes = shop.rated(subject, release.base)
        gates.refuse_small_bump(subject, release, severity)
        gates.refuse_untold(subject, release, changes)
    return release


def _keep_record(shop: Workshop, one: Candidate, release: Release) -> None:
    """The folder of this version: the wheel, what it was made from, what changed, and the signature over all that."""
    subject = one.subject
    files = {
        one.wheel.name: one.wheel.read_bytes(),
        PROVENANCE: provenance_of(one.wheel, subject.package),
        NOTES: release_notes(subject.distribution, release).encode(),
    }
    folder = shop.records / subject.distribution / subject.version
    text = sums(files)
    if (folder / SIGNATURE).is_file() and (folder / SUMS).read_text("utf-8") == text:
        return
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, content in {**files, SUMS: text.encode()}.items():
        (fresh / name).write_bytes(content)
    sign(fresh, shop.key)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(fresh, folder)
