"""
The teams of the year: how each pins, what its program says of a release, and what warp-upgrade tells it.

The rule: a team gets what its pin admits, from the index and nowhere else; its program must then type-check and run.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from generator.release.ledger import version_key
from generator.release.verdict import check
from tests.consume.teams import Team, team
from tests.year.history import Edit
from tests.year.scratch import Scratch

PROGRAMS = Path(__file__).parent / "programs"
CORE = "overlays/core/src"
PINS = {"dashboard": ("customer", "exact"), "shop": ("customer", "compatible"), "back_office": ("admin", "range")}
"""Team -> the client that it uses, and how it pins: see `Office`."""


@attrs.define
class Office:
    """
    One team: its environment, its program, and the series that it has moved to.

    Attributes:
        way: ``exact`` (with hashes), ``compatible`` (``~=``, upgraded), ``range`` (both ends).
        runs_on: The versions that it installed last.
        known: What its program did wrong on the newest release already; a team that never moves never mends it.
    """

    name: str
    client: str
    way: str
    members: Team
    series: int = 1
    runs_on: str = "1.0.0"
    known: frozenset[str] = frozenset()

    @property
    def distribution(self) -> str:
        """What it pins."""
        return f"warp-{self.client}-client"

    @property
    def program(self) -> Path:
        """Its source."""
        return self.members.folder / f"{self.name}.py"

    def move(self, version: str, edits: Sequence[Edit]) -> None:
        """Go to the series of a release, and change the program as it asks for."""
        self.series = int(version.split(".")[0])
        for edit in edits:
            self.program.write_text(edit.applied(self.program.read_text("utf-8")), "utf-8")

    def get(self, released: Sequence[str]) -> str:
        """Install what the pin admits of the released versions, at each of its ends; the program works with each."""
        found = []
        for options in self._requests():
            done = self.members.install(*options)
            assert not done.returncode, done.stderr
            found.append(self.members.installed()[self.distribution])
            wrong = self._complaints(self.members)
            ran = self.members.run(self.program.read_text("utf-8"))
            assert not wrong, f"{self.name} gets {found[-1]} unasked and breaks: {wrong}"
            assert not ran.returncode, ran.stderr
        assert admitted(self.way, self.series, released) == found, f"{self.name}: {found} of {released}"
        self.runs_on = " to ".join(dict.fromkeys(found))
        return self.runs_on

    def _requests(self) -> list[list[str]]:
        if self.way == "exact":
            pins = self.members.folder / "needs.txt"
            if not pins.is_file():
                self.members.lock(f"{self.distribution}==1.0.0")
            return [["--require-hashes", "--refresh", "-r", str(pins)]]
        fresh = ["--upgrade", "--refresh"]
        if self.way == "compatible":
            return [[*fresh, f"{self.distribution}~={self.series}.0"]]
        wanted = f"{self.distribution}>=1,<2"
        return [[*fresh, "--resolution", "lowest-direct", wanted], [*fresh, "--resolution", "highest", wanted]]

    def _complaints(self, members: Team) -> list[str]:
        packages = next((members.folder / "env/lib").glob("python*/site-packages"))
        return errors(check([self.program], [packages]))

    def trial(self, root: Path) -> list[str]:
        """What ty says of the program on the clients of a checkout, whatever the pin, and did not say before."""
        found = errors(check([self.program], [root / "generated" / self.client / "src", root / CORE]))
        before, self.known = self.known, frozenset(found)
        return sorted(self.known - before)

    def told(self, clone: Scratch, base: str, version: str) -> tuple[bool, str]:
        """Whether warp-upgrade warns of something breaking, and ``2 of 4``: the changes that it says touch the team."""
        package = f"warp_{self.client}"
        folder = clone.index / "files" / self.distribution
        wheels = [folder / f"{package}_client-{one}-py3-none-any.whl" for one in (base, version)]
        call = "import sys; from warp_client_core.upgrade import main; main(sys.argv[1:])"
        span = ["--from", f"{package}={base}", "--to", f"{package}={version}"]
        given = [part for wheel in wheels for part in ("--client", str(wheel))]
        command = [sys.executable, "-c", call, "check", "--json", *span, *given, str(self.program)]
        said = json.loads(clone.run(command))
        return bool(said["breaking_places"]), f"{said['touching']} of {said['changes']}"


def offices(place: Path, index: Path) -> Mapping[str, Office]:
    """The three teams, on the first releases."""
    found = {}
    for name, (client, way) in PINS.items():
        one = found[name] = Office(name, client, way, team(place / name, (index / "simple").as_uri()))
        shutil.copyfile(PROGRAMS / one.program.name, one.program)
        one.get(["1.0.0"])
    return found


def admitted(way: str, series: int, released: Sequence[str]) -> list[str]:
    """The versions at the ends of a pin: one for a pin that has no ends."""
    if way == "exact":
        return ["1.0.0"]
    mine = [one for one in sorted(released, key=version_key) if version_key(one)[0] == series]
    return mine[-1:] if way == "compatible" else [mine[0], mine[-1]]


def errors(report: str) -> list[str]:
    """The errors in what ty says, without their places."""
    return [line.partition(" error[")[2] for line in report.splitlines() if " error[" in line]
