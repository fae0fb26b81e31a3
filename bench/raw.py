"""
Results as they were measured: ``bench/results/MODULE.json``, one file a module, committed.

The rule: a file says all that a reader needs to judge its figures: when, on what, against which versions. Tables and
plots are made from these files and from nothing else.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import attrs

from bench.table import Row

FOLDER: Final = Path(__file__).with_name("results")
PEERS: Final = ("httpx", "msgspec", "attrs", "telnyx", "pydantic", "openapi-python-client", "aiohttp", "websockets")


@attrs.frozen
class Result:
    """
    What a module of ``bench`` found.

    Attributes:
        module: Its name.
        measured: Day in UTC.
        machine: Python, system, cores.
        versions: Distribution -> version of what was measured against.
        rows: The figures.
    """

    module: str
    measured: str
    machine: str
    versions: dict[str, str]
    rows: tuple[Row, ...]


def here(module: str, rows: Iterable[Row]) -> Result:
    """A result of this moment and this machine."""
    where = f"CPython {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"
    return Result(module, f"{datetime.now(UTC):%Y-%m-%d}", where, dict(_versions()), tuple(rows))


def keep(result: Result, folder: Path = FOLDER) -> None:
    """Write a result in place of the former one of its module."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(attrs.asdict(result), indent=1, ensure_ascii=False)
    (folder / f"{result.module}.json").write_text(text + "\n", "utf-8")


def read(modules: Sequence[str], folder: Path = FOLDER) -> list[Result]:
    """The results that are there, in the order of the modules."""
    files = [folder / f"{module}.json" for module in modules]
    return [_result(file) for file in files if file.is_file()]


def _result(file: Path) -> Result:
    found = json.loads(file.read_text("utf-8"))
    return Result(**{**found, "rows": tuple(Row(**row) for row in found["rows"])})


def _versions() -> Iterable[tuple[str, str]]:
    for name in PEERS:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue
