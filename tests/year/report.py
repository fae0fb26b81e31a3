"""The year as a table in ``bench/README.md``, between its own marks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

README = Path(__file__).resolve().parents[2] / "bench/README.md"
BUDGET = 60.0
"""CPU seconds within which a change of one client is regenerated, verified and released."""
BEGIN, END = "<!-- year: begin -->", "<!-- year: end -->"


@attrs.frozen
class Month:
    """
    What one change came to.

    Attributes:
        bumps: ``customer minor 1.1.0``, one for each client that was released.
        broken: Teams whose program does not fit the release; their pins kept all of them from it.
        told: Team -> how many changes warp-upgrade says touch it.
        moved: Team -> the versions that it runs on now, if its pin brought others.
        spec, generated: Lines added and deleted in the documents, and in the Python of the clients.
        regenerate, release, consume: CPU seconds.
    """

    number: int
    name: str
    bumps: Sequence[str]
    broken: Sequence[str]
    told: Mapping[str, str]
    moved: Mapping[str, str]
    spec: int
    generated: int
    regenerate: float
    release: float
    consume: float

    @property
    def cost(self) -> float:
        """CPU seconds from the changed document to the published wheels."""
        return self.regenerate + self.release

    def row(self) -> str:
        """One line of the table."""
        ratio = f"{self.generated} / {self.spec} = {self.generated / self.spec:.1f}"
        spent = f"{self.regenerate:.0f} + {self.release:.0f}, {self.consume:.0f}"
        cells = [
            f"{self.number} {self.name}",
            ", ".join(self.bumps),
            ", ".join(self.broken) or "none",
            _pairs(self.told),
            _pairs(self.moved),
            ratio,
            spent,
        ]
        return f"| {' | '.join(cells)} |"


def text(months: Sequence[Month], machine: str) -> str:
    """The whole report."""
    spec, generated = sum(one.spec for one in months), sum(one.generated for one in months)
    cost = [one.cost for one in months if len(one.bumps) == 1]
    span = f"{min(cost):.0f} to {max(cost):.0f} s of CPU"
    head = "| change | bump | would break | warp-upgrade: touched by | pins bring | generated / spec lines | CPU s |"
    return "\n".join(
        [
            machine,
            "",
            head,
            "|---|---|---|---|---|---|---|",
            *(one.row() for one in months),
            "",
            f"{len(months)} changes, {sum(len(one.bumps) for one in months)} releases; {generated} generated lines of "
            f"Python for {spec} lines of documents, {generated / spec:.1f} each. A change of one client is "
            f"regenerated, rated and released for {span} (bar: less than {BUDGET:.0f}), "
            "without the default sessions.",
        ]
    )


def node_tool(package: Path, name: str) -> str:
    """The version of a Node tool that a ``package.json`` pins."""
    return str(json.loads(package.read_text("utf-8"))["devDependencies"][name])


def _pairs(found: Mapping[str, str]) -> str:
    return ", ".join(f"{team} {one}" for team, one in found.items()) or "nobody"


def write(found: str, readme: Path = README) -> None:
    """Put the report between its marks, in place of the last one."""
    before = readme.read_text("utf-8")
    head, rest = before.split(BEGIN)
    _, tail = rest.split(END)
    readme.write_text(f"{head}{BEGIN}\n{found}\n{END}{tail}", "utf-8")
