"""
From raw results to what people read: the table of ``bench/README.md``, ``docs/numbers.md`` and its plots.

The rule: the same results give the same bytes, and nothing is measured here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

import attrs

from bench.raw import Result
from bench.table import Row, write

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
_WIDTH, _BAR, _LEFT, _RIGHT, _LETTERS = 800, 30, 380, 60, 52
_HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ' role="img">\n'
    "<title>{title}: how many times better than the other side</title>\n<style>{style}</style>"
)
_STYLE: Final = (
    "text{fill:#1f2328;font:13px system-ui,sans-serif}.n{text-anchor:end}.m{fill:#59636e}.bar{fill:#0969da}"
    ".miss{fill:#bc4c00}line{stroke:#59636e}.limit{stroke:#8250df;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.m{fill:#9198a1}.bar{fill:#4493f8}.miss{fill:#db6d28}"
    "line{stroke:#9198a1}.limit{stroke:#ab7df8}}"
)


@attrs.frozen
class Plot:
    """
    A picture of ratios.

    Attributes:
        name: File without ``.svg``.
        title: What is compared, as a heading.
        says: One sentence below it.
        modules: Whose rows are in it.
        words: A row is in it when its name has one of these; empty for every row.
    """

    name: str
    title: str
    says: str
    modules: tuple[str, ...]
    words: tuple[str, ...] = (" / ",)


_START: Final = "What it costs before the first reply is there, and to ask `warp` for help."
_SENT: Final = ("throughput", "bytes a CPU")

PLOTS: Final = (
    Plot("import", "Import", _START, ("imports", "command_line")),
    Plot("request", "Request", "A small GET, a page, a thousand calls at once.", ("requests", "pages", "concurrency")),
    Plot("decode", "Decode", "JSON to typed values and back.", ("decode",)),
    Plot("upload", "Upload", "A large file against the bare HTTP library.", ("uploads",), _SENT),
    Plot("events", "Events", "A socket read and typed.", ("streams",)),
    Plot("generation", "Generation", "Clients from their documents.", ("regenerate", "generation")),
)

INTRODUCTION: Final = """\
# Numbers

What the clients cost beside what you would use instead: ratios of two things measured in the same run. A bar to the
right of the dashed line says how many times better ours is, to the left how many times worse; the scale is one of
doublings. A purple line is the bar that was set beforehand, and an orange bar misses it. The tables have the ratios as
measured.

"""
REPEAT: Final = """
## Measure again

<!-- not run: it measures for minutes; tests/bench runs what it is made of -->
```sh
python3 tools/session.py bench
python3 tools/session.py bench -- --report
```

The first measures everything, keeps the raw results in `bench/results/`, and writes this page, its plots and the table
of [bench/README.md](../bench/README.md), which says how it is counted and why a bar is missed. The second only writes.
"""


def report(results: Sequence[Result], docs: Path = DOCS, readme: Path | None = None) -> None:
    """Write the table, the page and the plots."""
    rows = [row for result in results for row in result.rows]
    line = summary(results)
    write(rows, line, *([readme] if readme else []))
    pictures = docs / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    shown = [(plot, list(_chosen(plot, results))) for plot in PLOTS]
    for plot, found in shown:
        if found:
            (pictures / f"numbers-{plot.name}.svg").write_text(svg(plot.title, found), "utf-8")
    pages = "".join(_section(plot, found) for plot, found in shown if found)
    (docs / "numbers.md").write_text(f"{INTRODUCTION}{line}\n{pages}{REPEAT}", "utf-8")


def summary(results: Sequence[Result]) -> str:
    """When, where and against what all of it was measured."""
    days = sorted({one.measured for one in results})
    machines = "; ".join(sorted({one.machine for one in results}))
    versions: dict[str, set[str]] = {}
    for one in results:
        for name, version in one.versions.items():
            versions.setdefault(name, set()).add(version)
    peers = ", ".join(f"{name} {' and '.join(sorted(found))}" for name, found in versions.items())
    return f"Measured {' to '.join(dict.fromkeys((days[0], days[-1])))} on {machines}. {peers}."


def _chosen(plot: Plot, results: Sequence[Result]) -> Iterator[Row]:
    for result in results:
        if result.module in plot.modules:
            yield from (row for row in result.rows if any(word in row.name for word in plot.words))


def better(row: Row, figure: float) -> float:
    """How many times better than the other side a figure of a row is; where nobody set a bar, less is better."""
    return figure if row.bar.startswith(">") else 1 / figure


def svg(title: str, rows: Sequence[Row]) -> str:
    """A bar for each row, from the line at 1 to how many times better it is, on a scale of doublings."""
    limits = [better(row, float(row.bar.split()[1])) if row.bar else 1.0 for row in rows]
    figures = [better(row, row.ratio) for row in rows]
    logs = [math.log2(one) for one in (*limits, *figures, 0.8, 2)]
    scale = (_WIDTH - _LEFT - _RIGHT) / (max(logs) - min(logs))
    height = _BAR * len(rows) + 34
    parts = [_HEAD.format(width=_WIDTH, height=height, title=escape(title), style=_STYLE)]

    def across(figure: float) -> float:
        return _LEFT + (math.log2(figure) - min(logs)) * scale

    for at, (row, figure, limit) in enumerate(zip(rows, figures, limits, strict=True)):
        y, left, right = 8 + _BAR * at, min(across(figure), across(1)), max(across(figure), across(1))
        kind = "bar" if row.is_met else "miss"
        name = row.name if len(row.name) <= _LETTERS else f"{row.name[: _LETTERS - 1]}…"
        parts += [
            f'<text class="n" x="{_LEFT - 12}" y="{y + 15}">{escape(name)}</text>',
            f'<rect class="{kind}" x="{left:.1f}" y="{y + 2}" width="{right - left:.1f}" height="17" rx="2"/>',
            f'<text x="{right + 6:.1f}" y="{y + 15}">{figure:.2f}</text>',
        ]
        if row.bar:
            x = f"{across(limit):.1f}"
            parts.append(f'<line class="limit" x1="{x}" y1="{y - 1}" x2="{x}" y2="{y + 22}"/>')
    x = f"{across(1):.1f}"
    parts.append(f'<line x1="{x}" y1="2" x2="{x}" y2="{height - 22}" stroke-dasharray="3 3"/>')
    parts.append(f'<text class="m" x="{x}" y="{height - 7}" text-anchor="middle">1: the same</text>')
    return "\n".join([*parts, "</svg>\n"])


def _section(plot: Plot, rows: Sequence[Row]) -> str:
    lines = ["", f"## {plot.title}", "", plot.says, "", f"![{plot.title}](pictures/numbers-{plot.name}.svg)", ""]
    lines += ["| what | ratio | bar | counted | the figures behind it |", "|---|---|---|---|---|"]
    lines += [f"| {r.name} | {r.ratio:.2f} | {r.bar or 'none'} | {r.unit} | {r.detail} |" for r in rows]
    return "\n".join([*lines, ""])
