"""
What it costs to ask the command line for help, against importing the HTTP library that a call would need.

    python -m bench.command_line
"""

from __future__ import annotations

import argparse
import statistics
from typing import Final

from bench.measure import process_seconds
from bench.table import Row, main

YARDSTICK: Final = "import httpx"
HELP: Final = """
import io, sys
from warp_client_core.cli import main
sys.stdout = io.StringIO()
try:
    main(["--help"])
except SystemExit as end:
    sys.exit(end.code)
"""
ROUNDS: Final = 15


def run() -> list[Row]:
    """CPU of ``warp --help`` as a ratio."""
    rounds = [[process_seconds(code) for code in (YARDSTICK, HELP)] for _ in range(ROUNDS + 1)][1:]
    yardstick, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(mine / theirs for theirs, mine in rounds)
    detail = f"{ours * 1e3:,.0f} ms / {yardstick * 1e3:,.0f} ms"
    return [Row("warp --help / python -c 'import httpx'", ratio, "<= 1.5", "CPU", detail)]


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
