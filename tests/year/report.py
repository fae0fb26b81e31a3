"""The year as a table in ``bench/README.md``, between its own marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

README = Path(__file__).resolve().parents[2] / "bench/README.md"
BEGIN, END = "<!-- year: begin -->", "<!-- year: end -->"


@attrs.frozen
class Month:
    """
    What one change came to.

    Attributes:
        bumps: ``customer minor 1.1.0``, one for each client that was released.
        broken: Teams whose program does not fit the release; their pins kept all of them from it.
        told: Team -> how many changes warp-upgrade says touch it.
        spec, generated: Lines added and deleted in the documents, and in the Python of the clients.
        regenerate, release, consume: CPU seconds.
    """

    number: int
    name: str
    bumps: Sequence[str]
    broken: Sequence[str]
    told: dict[str, str]
    spec: int
    generated: int
    regenerate: float
    release: float
    consume: float

    def row(self) -> str:
        """One line of the table."""
        told = ", ".join(f"{team} {count}" for team, count in self.told.items()) or "nobody"
        ratio = f"{self.generated} / {self.spec} = {self.generated / self.spec:.1f}"
        spent = f"{self.regenerate:.0f} + {self.release:.0f}, {self.consume:.0f}"
        cells = [
            f"{self.number} {self.name}",
            ", ".join(self.bumps),
            ", ".join(self.broken) or "none",
            told,
            ratio,
            spent,
        ]
        return f"| {' | '.join(cells)} |"


def text(months: Sequence[Month], machine: str) -> str:
    """The whole report."""
    spec, generated = sum(one.spec for one in months), sum(one.generated for one in months)
    cost = [one.regenerate + one.release for one in months]
    head = "| change | bump | would break | warp-upgrade: touched by | generated / spec lines | CPU s |"
    return "\n".join(
        [
            machine,
            "",
            head,
            "|---|---|---|---|---|---|",
            *(one.row() for one in months),
            "",
            f"{len(months)} changes, {sum(len(one.bumps) for one in months)} releases; {generated} generated lines of "
            f"Python for {spec} lines of documents, {generated / spec:.1f} each; regenerating, verdict and release "
            f"{min(cost):.0f} to {max(cost):.0f} s of CPU, without the default sessions.",
        ]
    )


def write(found: str, readme: Path = README) -> None:
    """Put the report between its marks, in place of the last one."""
    before = readme.read_text("utf-8")
    head, rest = before.split(BEGIN)
    _, tail = rest.split(END)
    readme.write_text(f"{head}{BEGIN}\n{found}\n{END}{tail}", "utf-8")
