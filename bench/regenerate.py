"""
CPU of regenerating all three clients, against stock openapi-python-client on the same three documents.

Both are whole processes, user plus system time of the process and its children, taken in turns. The documents are
handed to stock as bundled JSON, which it reads faster than YAML. Schema validation (openapi-spec-validator, Redocly) is
in neither figure. Exit code 1 when a ratio misses its bar.

    python -m bench.regenerate [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measure import warm_environment
from bench.table import Row, main, ratio_of

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = ("customer", "admin", "netsuite")
BARS = {"first / stock": "<= 0.75", "unchanged / first": "<= 0.25"}


def cpu(command: Sequence[str | Path], folder: Path) -> float:
    """CPU seconds of a finished command, children included."""
    used = usage(command, folder)
    return used.ru_utime + used.ru_stime


def usage(command: Sequence[str | Path], folder: Path) -> resource.struct_rusage:
    """
    What a finished command used, children included; SystemExit with its errors when it failed.

    The first of its kind compiles what it imports, and what it leaves is there for the others.
    """
    environment = {**warm_environment(), "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"}
    process = subprocess.Popen(
        [str(part) for part in command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{errors.decode()}")
    return used


def one_round(documents: Path, scratch: Path) -> tuple[float, float, float]:
    """CPU seconds of a first build, of the same again, and of stock."""
    ours: list[str | Path] = [sys.executable, "-m", "generator", "build", "--no-schema-check", "-o", scratch / "ours"]
    first = cpu([*ours, "--force"], ROOT)
    again = cpu(ours, ROOT)
    stock = 0.0
    tool = Path(sysconfig.get_path("scripts")) / "openapi-python-client"
    for client in CLIENTS:
        output = scratch / f"stock-{client}"
        arguments: list[str | Path] = [
            "generate",
            "--path",
            documents / f"{client}.json",
            "--meta",
            "none",
            "--overwrite",
        ]
        stock += cpu([tool, *arguments, "--output-path", output], scratch)
    return first, again, stock


def run(rounds: int = 3) -> list[Row]:
    """All figures about regeneration."""
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as name:
        scratch = Path(name)
        documents = scratch / "documents"
        cpu([sys.executable, "-m", "generator", "bundle", "-o", documents], ROOT)
        one_round(documents, scratch)
        firsts, agains, stocks = zip(*(one_round(documents, scratch) for _ in range(rounds)), strict=True)
    measured = {"first / stock": (firsts, stocks), "unchanged / first": (agains, firsts)}
    rows = []
    for label, (ours, yardstick) in measured.items():
        ratio, spread = ratio_of(ours, yardstick)
        seconds = f"{statistics.median(ours):.2f} s / {statistics.median(yardstick):.2f} s, {spread}"
        rows.append(Row(f"generating all clients, {label}", ratio, BARS[label], "CPU", seconds))
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds after one warm-up (default 5)")
    given = parser.parse_args()
    raise SystemExit(main(lambda: run(given.rounds)))
