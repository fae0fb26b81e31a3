"""
One change on its whole way: regenerated, rated and released in the clone, and received by the teams.

The rule: a stage runs what a maintainer would run, and says what came of it; whether that is as it has to be is judged
afterwards, by functions that run nothing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

from generator.model.document import Document
from generator.passes.audience import audience
from generator.problems import Place
from generator.read.sources import Project
from generator.release.checkout import subjects
from generator.release.gates import record_green
from generator.release.ledger import Release, read_ledger
from generator.release.prepare import entry, write
from generator.release.verdict import on_the_wire
from tests.year.history import Change, apply
from tests.year.pinning import Office
from tests.year.report import BUDGET, Month
from tests.year.scratch import YEAR, Scratch, cpu

SPEC = ("openapi", ":!openapi/releases", ":!openapi/clients.toml")
PYTHON = "generated/*/src/*.py"


@attrs.frozen
class Reception:
    """
    What a release is to one team.

    Attributes:
        wrong: What ty says of the team's program on it, whatever the pin, and did not say before.
        warned: Whether warp-upgrade tells the team of something breaking.
        told: ``2 of 4``: changes that touch the program, by warp-upgrade; ``0 of 4`` for none.
    """

    team: str
    release: Release
    wrong: Sequence[str]
    warned: bool
    told: str


def first_releases(clone: Scratch) -> None:
    """Everything as 1.0.0, the runtime as it is."""
    day = f"{YEAR - 1}-12-15"
    for subject in subjects(Project(clone.root)).values():
        version = subject.version if subject.key == "core" else "1.0.0"
        write(clone.root, subject, entry(subject, "none", version, "patch", (), date=day))
    clone.python("generator", "build", "--no-schema-check")
    clone.commit("The first releases", day)
    publish(clone)


def publish(clone: Scratch, *clients: str) -> None:
    """Release what is committed; the default sessions count as run."""
    record_green(clone.root, clone.git("rev-parse", "HEAD").strip(), key=clone.key, now=time.time())
    clone.python("generator", "release", "publish", *clients)


def play(clone: Scratch, change: Change, teams: Mapping[str, Office]) -> tuple[Month, list[str]]:
    """One change on its whole way; what it came to, and what is wrong with that."""
    start = cpu()
    apply(change.edits, clone.root)
    clone.python("generator", "build", "--no-schema-check")
    generated, spec = cpu(), clone.lines(*SPEC)
    lines, clients = clone.lines(PYTHON), touched(clone)
    releases = released(clone, change, clients)
    published = cpu()
    receptions, moved = received(clone, change, releases, teams)
    month = Month(
        number=change.month,
        name=change.name,
        bumps=[f"{client} {one.verdict} {one.version}" for client, one in releases.items()],
        broken=[one.team for one in receptions if one.wrong],
        told={one.team: one.told for one in receptions if not one.told.startswith("0 ")},
        moved=moved,
        spec=spec,
        generated=lines,
        regenerate=generated - start,
        release=published - generated,
        consume=cpu() - published,
    )
    return month, faults(change, releases, receptions, month)


def touched(clone: Scratch) -> list[str]:
    """Clients whose package differs from the last commit, but for its record of the inputs, or whose document does."""
    changed = clone.git("diff", "--name-only", "HEAD", "--", "generated").split()
    packages = {name.split("/")[1] for name in changed if not name.endswith("provenance.toml")}
    clients = Project(clone.root).clients()
    found = []
    for one in clients:
        file = f"generated/documents/{Path(one.document).stem}.json"
        texts = clone.git("show", f"HEAD:{file}"), (clone.root / file).read_text("utf-8")
        known = {other.audience for other in clients if other.document == one.document}
        before, after = (
            audience(Document(json.loads(text), {"": Place(file)}), one.audience, known).tree for text in texts
        )
        if one.key in packages or on_the_wire(before) != on_the_wire(after):
            found.append(one.key)
    return sorted(found)


def released(clone: Scratch, change: Change, clients: Sequence[str]) -> dict[str, Release]:
    """Rate the clients that a change touches, commit their next versions and publish them."""
    day = f"{YEAR}-{change.month:02}-15"
    clone.commit(f"Documents: {change.name}", day)
    for client in clients:
        clone.python("generator", "release", "prepare", "--client", client, "--date", day)
    clone.commit(f"Release {', '.join(clients)}", day)
    publish(clone, *clients)
    return {client: read_ledger(clone.root, client)[0] for client in clients}


def received(
    clone: Scratch, change: Change, releases: Mapping[str, Release], teams: Mapping[str, Office]
) -> tuple[list[Reception], dict[str, str]]:
    """What the releases are to each team, and team -> what it runs on now, if that is another version."""

    def asked(team: Office) -> Reception | None:
        release = releases.get(team.client)
        if release is None:
            return None
        wrong = team.trial(clone.root)
        warned, told = team.told(clone, release.base, release.version)
        if release.verdict == "major" and team.way == "compatible":
            team.move(release.version, change.adapt.get(team.name, ()))
        return Reception(team.name, release, wrong, warned, told)

    def moved(team: Office) -> str:
        versions = [one.version for one in read_ledger(clone.root, team.client)]
        return team.get(versions)

    with ThreadPoolExecutor(len(teams)) as at_once:
        receptions = [one for one in at_once.map(asked, teams.values()) if one]
        before = {name: one.runs_on for name, one in teams.items()}
        after = dict(zip(teams, at_once.map(moved, teams.values()), strict=True))
    return receptions, {name: one for name, one in after.items() if one != before[name]}


def faults(change: Change, releases: Mapping[str, Release], receptions: Sequence[Reception], month: Month) -> list[str]:
    """What is not as the change's file, the pins and the budget want it."""
    rated = {client: one.verdict for client, one in releases.items()}
    found = [] if rated == change.rated else [f"rated {rated}, not {dict(change.rated)}"]
    found += [
        f"{one.team} breaks on a {one.release.verdict} release, warp-upgrade {'warns' if one.warned else 'is silent'}"
        for one in receptions
        if one.wrong and not (one.warned and one.release.verdict == "major")
    ]
    if list(month.broken) != list(change.breaks):
        found.append(f"{month.broken} break, not {list(change.breaks)}")
    if len(releases) == 1 and month.cost >= BUDGET:
        found.append(f"one client took {month.cost:.0f} s of CPU, not less than {BUDGET:.0f}")
    return [f"month {change.month}: {one}" for one in found]
