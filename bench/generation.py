"""
CPU and memory of making a client from any document, against stock openapi-python-client, and what the client costs.

Both are whole processes with warm bytecode, user plus system time of the process and its children; stock gets
``literal_enums``, without which it ends in a traceback on some documents. Documents come from `bench.documents`; a real
one is given by its path, as an argument or in ``WARP_BENCH_DOCUMENT``. What the package costs is counted by
`bench.generated`.

    python -m bench.generation [--rounds 3] [DOCUMENT ...]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from bench.documents import document
from bench.measure import warm_environment
from bench.regenerate import ROOT, usage
from bench.table import Row, main, progress, ratio_of

LADDER: Final = (30, 100, 300, 1_000)
COMPARED: Final = (300, 1_000)
PACKAGE: Final = "measured"
VARIABLE: Final = "WARP_BENCH_DOCUMENT"


@attrs.frozen
class Cost:
    """CPU seconds of each round, and the most memory of any, in GB."""

    seconds: list[float]
    peak: float


def run(documents: Sequence[str] = (), rounds: int = 3) -> list[Row]:
    """All figures about documents of others."""
    given = [Path(one).resolve() for one in documents or filter(None, [os.environ.get(VARIABLE)])]
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as name:
        scratch = Path(name)
        ladder = {operations: scratch / f"ladder{operations}.json" for operations in (1, *LADDER)}
        for operations, path in ladder.items():
            path.write_text(json.dumps(document(operations)), "utf-8")
        costs = {operations: _ours(path, scratch, rounds) for operations, path in ladder.items() if operations != 1}
        rows = _exponents(costs, _ours(ladder[1], scratch, rounds))
        for path in [*(ladder[operations] for operations in COMPARED), *given]:
            rows += _one(path, scratch, rounds)
    return rows


def _one(path: Path, scratch: Path, rounds: int) -> list[Row]:
    """A document against stock, and what its client costs who imports it."""
    ours, stock = _ours(path, scratch, rounds), _stock(path, scratch, rounds)
    ratio, spread = ratio_of(ours.seconds, stock.seconds)
    seconds = f"{statistics.median(ours.seconds):.2f} s / {statistics.median(stock.seconds):.2f} s, {spread}"
    label = path.stem
    return [
        Row(f"generating {label}, ours / stock", ratio, "<= 0.5", "CPU", seconds),
        Row(f"generating {label}, peak of memory, GB", ours.peak, "< 1", "RSS", f"stock {stock.peak:.2f} GB"),
        *_costs_of_use(label, scratch / f"{label}-ours"),
    ]


def _ours(path: Path, scratch: Path, rounds: int) -> Cost:
    """The project stays in the scratch folder, as ``<document>-ours``."""
    arguments: list[str | Path] = ["build", "--spec", path, "--package", PACKAGE, "-o", scratch / f"{path.stem}-ours"]
    return _counted([sys.executable, "-m", "generator", *arguments], ROOT, rounds)


def _stock(path: Path, scratch: Path, rounds: int) -> Cost:
    tool = Path(sysconfig.get_path("scripts")) / "openapi-python-client"
    settings = scratch / "stock.yaml"
    settings.write_text("literal_enums: true\n", "utf-8")
    arguments: list[str | Path] = ["generate", "--path", path, "--meta", "none", "--overwrite", "--config", settings]
    return _counted([tool, *arguments, "--output-path", scratch / f"{path.stem}-stock"], scratch, rounds)


def _counted(command: Sequence[str | Path], folder: Path, rounds: int) -> Cost:
    usage(command, folder)
    used = [usage(command, folder) for _ in range(rounds)]
    progress(f"{command[-1]}: {min(one.ru_utime + one.ru_stime for one in used):.2f} s")
    return Cost([one.ru_utime + one.ru_stime for one in used], max(one.ru_maxrss for one in used) / 1e6)


def _exponents(costs: dict[int, Cost], start: Cost) -> list[Row]:
    """The slope of log CPU over log operations: of all, and of the last step without what one resource costs."""
    least = {size: min(cost.seconds) for size, cost in costs.items()}
    whole = statistics.linear_regression([math.log(size) for size in least], [math.log(one) for one in least.values()])
    (small, less), (large, more) = ((size, least[size] - min(start.seconds)) for size in COMPARED)
    step = math.log(more / less) / math.log(large / small)
    told = ", ".join(f"{size:,}: {one:.2f} s" for size, one in least.items())
    taken = f"{less:.2f} s, {more:.2f} s"
    return [
        Row("generating, exponent from 30 to 1,000 operations", whole.slope, "<= 1.1", "CPU", told),
        Row("generating, exponent from 300 to 1,000, start taken off", step, "<= 1.1", "CPU", taken),
    ]


def _costs_of_use(label: str, project: Path) -> list[Row]:
    found = _probed(project)
    slowest = max(found["touch"], key=found["touch"].__getitem__)
    read = [(spent / models, resource, models) for resource, spent, models in found["reply"] if models]
    each, resource, models = max(read)
    touched = f"{slowest}; median {statistics.median(found['touch'].values()):.0f} of {len(found['touch'])}"
    first = f"{resource}, {models} classes; median {statistics.median(one for one, _, _ in read):.2f} of {len(read)}"
    return [
        Row(f"client of {label}: import over its dependencies, ms", found["import"], "<= 15", "CPU"),
        Row(f"client of {label}: slowest resource touched, ms", found["touch"][slowest], "<= 50", "CPU", touched),
        Row(f"client of {label}: first reply, ms a model class, slowest", each, "<= 2", "CPU", first),
    ]


def _probed(project: Path) -> dict[str, Any]:
    """The second of two runs; the first leaves bytecode behind."""
    path = os.pathsep.join(map(str, (project / "src", ROOT, ROOT / "overlays/core/src")))
    for _ in range(2):
        told = subprocess.run(
            [sys.executable, "-m", "bench.generated", PACKAGE],
            stdout=subprocess.PIPE,
            check=True,
            env={**warm_environment(), "PYTHONPATH": path},
        ).stdout
    found: dict[str, Any] = json.loads(told)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", help="OpenAPI documents, measured after the synthetic ones")
    parser.add_argument("--rounds", type=int, default=3, help="counted rounds after one warm-up (default 3)")
    asked = parser.parse_args()
    raise SystemExit(main(lambda: run(asked.documents, asked.rounds)))
