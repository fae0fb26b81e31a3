"""
The year in review: twelve changes of the documents, each regenerated, reviewed, rated, released and consumed.

    python -m tests.year                  # all, then the report in bench/README.md
    python -m tests.year --months 2       # the first two; the report is printed only

It fails when a change is rated otherwise than its file says, when a team breaks unasked, or when a one-operation change
costs 60 seconds of CPU. The default sessions are not run in the clone: each commit gets the record that a green run
would have left.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.read.sources import Project
from generator.release import index
from generator.release.checkout import subjects
from generator.release.gates import record_green
from generator.release.ledger import read_ledger
from generator.release.prepare import entry, write
from tests.consume.releases import dependency_wheels
from tests.generator.release.toys import ssh_key
from tests.year import report
from tests.year.history import Change, apply, changes
from tests.year.pinning import CLIENTS, Office, offices
from tests.year.report import Month
from tests.year.scratch import YEAR, Scratch, cpu, scratch

BUDGET = 60.0
"""CPU seconds that a one-operation change may take to be regenerated, verified and released."""
SPEC = ("openapi", ":!openapi/releases", ":!openapi/clients.toml")
PYTHON = "generated/*/src/*.py"


def main() -> int:
    """Play the year; 1 when something was not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--months", type=int, default=12, help="stop after so many (default 12)")
    wanted = parser.parse_args().months
    with tempfile.TemporaryDirectory(prefix="year-") as name:
        place = Path(name)
        key, _ = ssh_key(place)
        clone = scratch(place, key)
        index.add(clone.index, dependency_wheels(place / "needs"))
        first_releases(clone)
        teams = offices(place / "teams", clone.index)
        for one in teams.values():
            one.get()
        months, faults = [], []
        for change in changes()[:wanted]:
            month, wrong = play(clone, change, teams)
            say(month.row(), *wrong)
            months.append(month)
            faults += wrong
    if faults or wanted < 12:
        say(report.text(months, machine()))
    else:
        report.write(report.text(months, machine()))
    say(*faults or ["Every change was rated and received as it has to be."])
    return 1 if faults else 0


def say(*lines: str) -> None:
    """Lines on standard output, at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def machine() -> str:
    """Where and when."""
    return f"Played {datetime.now(UTC):%Y-%m-%d} on CPython {platform.python_version()}, {platform.system()}."


def first_releases(clone: Scratch) -> None:
    """Everything as 1.0.0, the runtime as it is."""
    for subject in subjects(Project(clone.root)).values():
        version = subject.version if subject.key == "core" else "1.0.0"
        write(clone.root, subject, entry(subject, "none", version, "patch", (), date=f"{YEAR - 1}-12-15"))
    clone.python("generator", "build", "--no-schema-check")
    clone.commit("The first releases", f"{YEAR - 1}-12-15")
    publish(clone)


def publish(clone: Scratch, *clients: str) -> None:
    """Release what is committed; the default sessions count as run."""
    record_green(clone.root, clone.git("rev-parse", "HEAD").strip(), key=clone.key, now=time.time())
    clone.python("generator", "release", "publish", *clients)


def play(clone: Scratch, change: Change, teams: Mapping[str, Office]) -> tuple[Month, list[str]]:
    """One change on its whole way; what it came to, and what is wrong with that."""
    day = f"{YEAR}-{change.month:02}-15"
    start = cpu()
    apply(change.edits, clone.root)
    clone.python("generator", "build", "--no-schema-check")
    generated, spec = cpu(), clone.lines(*SPEC)
    lines, touched = clone.lines(PYTHON), clients_touched(clone)
    clone.commit(f"Documents: {change.name}", day)
    bumps, rated = {}, {}
    for client in touched:
        clone.python("generator", "release", "prepare", "--client", client, "--date", day)
        newest = read_ledger(clone.root, client)[0]
        bumps[client], rated[client] = newest, newest.verdict
    clone.commit(f"Release {', '.join(touched)}", day)
    publish(clone, *touched)
    released = cpu()
    faults = [] if rated == change.rated else [f"month {change.month}: rated {rated}, not {dict(change.rated)}"]
    broken, told = [], {}
    for name, one in teams.items():
        release = bumps.get(CLIENTS[name])
        if release is None:
            continue
        wrong = one.trial(clone.root)
        code, count = one.told(clone, release.base, release.version)
        if wrong:
            broken.append(name)
        if count != "0" and not count.startswith("0 "):
            told[name] = count
        if wrong and (code != 1 or release.verdict != "major"):
            faults.append(f"month {change.month}: {name} breaks on a {release.verdict}; warp-upgrade gives {code}")
        if release.verdict == "major" and one.way == "compatible":
            one.adapt(change.adapt.get(name, ()))
            one.series = int(release.version.split(".")[0])
    if broken != list(change.breaks):
        faults.append(f"month {change.month}: {broken} break, not {list(change.breaks)}")
    for one in teams.values():
        one.get()
    month = Month(
        change.month,
        change.name,
        [f"{client} {one.verdict} {one.version}" for client, one in bumps.items()],
        broken,
        told,
        spec,
        lines,
        generated - start,
        released - generated,
        cpu() - released,
    )
    if change.month == 1 and month.regenerate + month.release >= BUDGET:
        faults.append(f"month 1: one operation took {month.regenerate + month.release:.0f} s of CPU, not {BUDGET:.0f}")
    return month, faults


def clients_touched(clone: Scratch) -> list[str]:
    """Clients whose package differs from the last commit, but for its record of the inputs."""
    changed = clone.git("diff", "--name-only", "HEAD", "--", "generated").split()
    found = {name.split("/")[1] for name in changed if not name.endswith("provenance.toml")}
    return sorted(found - {"documents"})


if __name__ == "__main__":
    sys.exit(main())
