"""
The year in review: twelve changes of the documents, each regenerated, reviewed, rated, released and consumed.

    python -m tests.year                  # all, then the report in bench/README.md
    python -m tests.year --months 2       # the first two; the report is printed only

It fails when a change is rated otherwise than its file says, when a team breaks unasked, or when a change of one client
costs 60 seconds of CPU. The default sessions are not run in the clone: each commit gets the record that a green run
would have left.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from generator.release import index
from tests.consume.releases import dependency_wheels
from tests.generator.release.toys import ssh_key
from tests.year import report
from tests.year.history import changes
from tests.year.pinning import offices
from tests.year.scratch import ROOT, scratch
from tests.year.stages import first_releases, play

TOOLS = ("griffelib", "ty", "hatchling", "uv")


def main() -> int:
    """Play the year; 1 when something was not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--months", type=int, default=12, help="stop after so many (default 12)")
    wanted = parser.parse_args().months
    where = machine()
    months, faults = [], []
    with tempfile.TemporaryDirectory(prefix="year-") as name:
        place = Path(name)
        key, _ = ssh_key(place)
        clone = scratch(place, key)
        index.add(clone.index, dependency_wheels(place / "needs"))
        first_releases(clone)
        teams = offices(place / "teams", clone.index)
        for change in changes()[:wanted]:
            month, wrong = play(clone, change, teams)
            say(month.row(), *wrong)
            months.append(month)
            faults += wrong
    text = report.text(months, where)
    if faults or wanted < 12:
        say(text)
    else:
        report.write(text)
    say(*faults or ["Every change was rated and received as it has to be."])
    return 1 if faults else 0


def say(*lines: str) -> None:
    """Lines on standard output, at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def machine() -> str:
    """When, where, and with which versions of the tools that rate, build and install."""
    tools = {"Redocly CLI": report.node_tool(ROOT / "tools/package.json", "@redocly/cli")}
    tools |= {name: version(name) for name in TOOLS}
    return (
        f"Played {datetime.now(UTC):%Y-%m-%d} on CPython {platform.python_version()}, {platform.system()}, with "
        f"{', '.join(f'{name} {one}' for name, one in tools.items())}."
    )


if __name__ == "__main__":
    sys.exit(main())
