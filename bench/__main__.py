"""
All measurements, and what is made of them: the table of ``bench/README.md``, ``docs/numbers.md`` and its plots.

    python -m bench                     # every module
    python -m bench requests pages      # some of them; the results of the others stay as they are
    python -m bench --report            # measure nothing
"""

from __future__ import annotations

import argparse
import importlib
from typing import Final

from bench import raw
from bench.report import report
from bench.table import Row, progress, show

MODULES: Final = (
    "requests",
    "pages",
    "decode",
    "imports",
    "command_line",
    "concurrency",
    "uploads",
    "streams",
    "regenerate",
    "sandbox",
    "queries",
    "decks",
    "generation",
    "unions",
)


def main() -> int:
    """Measure, print, write down; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", choices=[[], *MODULES], metavar="module", help=", ".join(MODULES))
    parser.add_argument("--report", action="store_true", help="measure nothing, write table, page and plots anew")
    given = parser.parse_args()
    missed = 0
    for name in () if given.report else given.modules or MODULES:
        progress(f"-- bench.{name}")
        found: list[Row] = importlib.import_module(f"bench.{name}").run()
        missed |= show(found)
        raw.keep(raw.here(name, found))
    report(raw.read(MODULES))
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
