"""
What a measurement is, how it is judged and where it is written down.

Every bench module has ``run() -> list[Row]``. The rule: a row holds a ratio of two things measured in the same run
and the bar that was set for it beforehand; this module never measures.
"""

from __future__ import annotations

import operator
import re
import statistics
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import attrs

README: Final = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"

_BAR: Final = re.compile(r"(<=|>=|<|>) (\d+(?:\.\d+)?)")
_COMPARE: Final = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


@attrs.frozen
class Row:
    """
    One figure and its bar.

    Attributes:
        name: What is compared with what, such as ``sync GET, own pool / bare httpx``.
        ratio: The figure; a ratio, or a plain number where the bar is one (modules, megabytes).
        bar: What the figure has to be: ``<=``, ``>=``, ``<`` or ``>``, a space and a number. Empty for a figure
            that is only shown.
        unit: What was counted: ``instructions``, ``CPU``, ``wall``, ``modules``, ``bytes``.
        detail: The two numbers behind the ratio, or its spread.
    """

    name: str
    ratio: float
    bar: str
    unit: str
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps its bar. ValueError when the bar cannot be read."""
        if not self.bar:
            return True
        found = _BAR.fullmatch(self.bar)
        if found is None:
            raise ValueError(f"{self.name}: the bar {self.bar!r} is not an operator, a space and a number")
        sign, number = found.groups()
        return bool(_COMPARE[sign](self.ratio, float(number)))


def ratio_of(measured: Sequence[float], yardstick: Sequence[float]) -> tuple[float, str]:
    """
    Median of the ratios round by round, and their spread as text.

    Args:
        measured: One figure per round.
        yardstick: The figure of the yardstick in the same rounds.
    """
    ratios = [one / other for one, other in zip(measured, yardstick, strict=True)]
    return statistics.median(ratios), f"{min(ratios):.2f}..{max(ratios):.2f} over {len(ratios)} rounds"


def show(rows: Iterable[Row]) -> int:
    """Print the rows; gives back 1 when a bar is missed, else 0."""
    missed = 0
    for row in rows:
        verdict = "" if not row.bar else "ok    " if row.is_met else "MISSED"
        print(f"{verdict:6} {row.name:62} {row.ratio:8.2f} {row.bar:9} {row.unit:12} {row.detail}", flush=True)
        missed |= not row.is_met
    return missed


def main(run: Callable[[], list[Row]]) -> int:
    """Run one module and print what it found; the exit code of ``python -m bench.NAME``."""
    return show(run())


def write(rows: Iterable[Row], machine: str, readme: Path = README) -> None:
    """
    Put the results between the marks of the README, in place of the former ones.

    Args:
        rows: All results.
        machine: One line about where and when they were measured.
        readme: The file to change.
    """
    text = readme.read_text("utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    lines = [machine, "", "| figure | measured | bar | counted | detail |", "|---|---|---|---|---|"]
    lines += [f"| {row.name} | {_marked(row)} | {row.bar or 'none'} | {row.unit} | {row.detail} |" for row in rows]
    table = "\n".join(lines)
    readme.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", "utf-8")


def _marked(row: Row) -> str:
    figure = f"{row.ratio:.2f}"
    return figure if row.is_met else f"**{figure} missed**"


def progress(text: str) -> None:
    """A line about what is going on, away from the results."""
    print(text, file=sys.stderr, flush=True)
