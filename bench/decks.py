"""
What checking a rate deck costs, against the loop that a user would write without it.

The loop reads the deck with ``csv.reader``, makes a ``Decimal`` of each price and keeps the keys in a set; it finds
prices that are no numbers and nothing else. CPU seconds, the two in turns and in one process; each round stands for
itself, because the machine is shared.

    python -m bench.decks
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from bench.table import Row, main, ratio_of
from warp_admin import validate_deck

ROWS: Final = 200_000
ROUNDS: Final = 9
LAYOUTS: Final = {
    "wide": "prefix,description,country_code,interstate,intrastate,local,effective_date,initial_increment\n",
    "long": "prefix,zone,rate,effective_date\n",
}
"""The columns; the deck that is measured has no others."""
_ZONES: Final = ("INTERSTATE", "INTRASTATE", "LOCAL")


def run() -> list[Row]:
    """CPU of both layouts, and the memory that a row takes."""
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as folder:
        return [row for layout in LAYOUTS for row in _measured(layout, Path(folder, f"{layout}.csv"))]


def _measured(layout: str, file: Path) -> Iterator[Row]:
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(LAYOUTS[layout])
        opened.writelines(_rows(layout))

    def loop() -> object:
        return _loop(file, is_wide=layout == "wide")

    def check() -> object:
        report = validate_deck(file)
        if (report.ok, report.rows, report.warning_count) != (True, ROWS, 0):
            raise SystemExit(f"the deck is not what it should be: {report!r}")
        return report

    pairs = [(_seconds(check), _seconds(loop)) for _ in range(ROUNDS + 1)][1:]
    ratio, spread = ratio_of([one for one, _ in pairs], [other for _, other in pairs])
    micro = min(one for one, _ in pairs) / ROWS * 1e6
    detail = f"{spread}; {micro:.2f} us a row at best"
    yield Row(f"validate_deck, {layout} layout / bare csv, Decimal and set", ratio, "<= 1.5", "CPU", detail)
    ours, theirs = _peak(check) / ROWS, _peak(loop) / ROWS
    name = f"memory of validate_deck at its peak, {layout} layout / the same loop"
    yield Row(name, ours / theirs, "<= 1", "bytes", f"{ours:.0f} / {theirs:.0f} bytes a row")


def _rows(layout: str) -> Iterator[str]:
    dice = random.Random(1)  # a deck that is the same from run to run

    def price() -> str:
        return f"{dice.randrange(100_000) / 1e7:.7f}"

    for number in range(ROWS):
        if layout == "wide":
            prefix = f"1{200 + number // 800 % 800}{200 + number % 800}"
            yield f'{prefix},"Denver, CO",US,{price()},{price()},{price()},2026-02-01,6\n'
        else:
            yield f"{1200000 + number // 3},{_ZONES[number % 3]},{price()},2026-02-01\n"


def _loop(file: Path, *, is_wide: bool) -> set[tuple[str, ...]]:
    seen = set[tuple[str, ...]]()
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened)
        next(rows)
        if is_wide:
            for row in rows:
                Decimal(row[3]), Decimal(row[4]), Decimal(row[5])
                seen.add((row[0], row[6]))
        else:
            for row in rows:
                Decimal(row[2])
                seen.add((row[0], row[1], row[3]))
    return seen


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
