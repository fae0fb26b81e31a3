"""
The teams of the year: how each pins, what its program says of a release, and what warp-upgrade tells it.

The rule: a team gets what its pin admits, from the index and nowhere else; its program must then type-check and run.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import attrs

from generator.release.verdict import check
from tests.consume.teams import Team, team
from tests.year.history import Edit
from tests.year.scratch import Scratch

PROGRAMS = Path(__file__).parent / "programs"
CLIENTS = {"dashboard": "customer", "shop": "customer", "back_office": "admin"}
_TOLD = re.compile(r"(\d+) of (\d+) changes?")


@attrs.define
class Office:
    """
    One team: its environment, its program, and the series that it has moved to.

    Attributes:
        way: ``exact`` (with hashes), ``compatible`` (``~=``, upgraded), ``range`` (both ends).
        known: What its program did wrong on the newest release already; a team that never moves never mends it.
    """

    name: str
    way: str
    members: Team
    series: int = 1
    known: frozenset[str] = frozenset()

    @property
    def distribution(self) -> str:
        """What it pins."""
        return f"warp-{CLIENTS[self.name]}-client"

    @property
    def program(self) -> Path:
        """Its source."""
        return self.members.folder / f"{self.name}.py"

    def adapt(self, edits: tuple[Edit, ...]) -> None:
        """Change the program."""
        for edit in edits:
            self.program.write_text(edit.applied(self.program.read_text("utf-8")), "utf-8")

    def get(self) -> list[str]:
        """Install what the pin admits, at each of its ends; the versions that came. The program works with each."""
        found = []
        for options in self._requests():
            done = self.members.install(*options)
            assert not done.returncode, done.stderr
            found.append(self.members.installed()[self.distribution])
            wrong = self.complaints(self.members)
            ran = self.members.run(self.program.read_text("utf-8"))
            assert not wrong, f"{self.name} gets {found[-1]} unasked and breaks: {wrong}"
            assert not ran.returncode, ran.stderr
        return found

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

    def complaints(self, members: Team) -> list[str]:
        """What ty says of the program in its environment."""
        packages = next((members.folder / "env/lib").glob("python*/site-packages"))
        return _errors(check([self.program], [packages]))

    def trial(self, root: Path) -> list[str]:
        """What ty says of the program on the clients of a checkout, whatever the pin, and did not say before."""
        found = _errors(check([self.program], [root / "generated" / CLIENTS[self.name] / "src", root / CORE]))
        before, self.known = self.known, frozenset(found)
        return sorted(self.known - before)

    def told(self, clone: Scratch, base: str, version: str) -> tuple[int, str]:
        """Exit code of warp-upgrade on the program, and how many of the changes it says touch it."""
        package = f"warp_{CLIENTS[self.name]}"
        folder = clone.index / "files" / self.distribution
        wheels = [folder / f"{package}_client-{one}-py3-none-any.whl" for one in (base, version)]
        call = "import sys; from warp_client_core.upgrade import main; print(main(sys.argv[1:]))"
        span = ["--from", f"{package}={base}", "--to", f"{package}={version}"]
        given = [part for wheel in wheels for part in ("--client", str(wheel))]
        said = clone.run([sys.executable, "-c", call, "check", *span, *given, str(self.program)])
        found = _TOLD.search(said)
        return int(said.split()[-1]), f"{found[1]} of {found[2]}" if found else "0"


CORE = "overlays/core/src"


def offices(place: Path, index: Path) -> Mapping[str, Office]:
    """The three teams, with empty environments."""
    ways = {"dashboard": "exact", "shop": "compatible", "back_office": "range"}
    found = {name: Office(name, way, team(place / name, (index / "simple").as_uri())) for name, way in ways.items()}
    for one in found.values():
        shutil.copyfile(PROGRAMS / one.program.name, one.program)
    return found


def _errors(report: str) -> list[str]:
    return [line.partition(" error[")[2] for line in report.splitlines() if " error[" in line]
