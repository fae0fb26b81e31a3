"""
All measurements, and the results table of ``bench/README.md``.

    python -m bench                     # every module, then the table
    python -m bench requests pages      # some of them; the table is left alone
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

from bench.table import Row, progress, show, write

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
)
PEERS: Final = ("httpx", "msgspec", "attrs", "telnyx", "pydantic", "openapi-python-client", "httpx-aiohttp", "aiohttp")


def machine() -> str:
    """One line about where and when the figures were measured, and against what."""
    where = f"CPython {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    return f"Measured {datetime.now(UTC):%Y-%m-%d} on {where}. {peers}."


def main() -> int:
    """Measure, print, write down; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", choices=[[], *MODULES], metavar="module", help=", ".join(MODULES))
    chosen = parser.parse_args().modules or MODULES
    missed, rows = 0, list[Row]()
    for name in chosen:
        progress(f"-- bench.{name}")
        found: list[Row] = importlib.import_module(f"bench.{name}").run()
        missed |= show(found)
        rows += found
    if tuple(chosen) == MODULES:
        write(rows, machine())
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
