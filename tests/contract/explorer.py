"""
Schemathesis, which explores the sandbox by the document alone: examples, boundary values, random sequences.

One rule: a complaint is either mended or explained, one by one, and an explanation that is no longer needed is a fault.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

SEED = 20260115
EXAMPLES = 10
ROOT = Path(__file__).resolve().parents[2]

Complaint = tuple[str, str]
"""The operation, such as ``GET /trunks/{trunk_id}``, and the code of the complaint, such as ST205."""


def complaints(document: Path, address: str, headers: dict[str, str], report: Path) -> tuple[set[Complaint], str]:
    """
    Explore every operation of a document; gives back what was found wrong and the explorer's own words.

    Raises:
        RuntimeError: It did not finish, or not everything was explored.
    """
    command = [str(Path(sys.executable).with_name("st")), "run", str(document), "--url", address]
    command += [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    command += ["--phases", "examples,coverage,fuzzing,stateful", "--max-examples", str(EXAMPLES)]
    command += ["--generation-deterministic", "--seed", str(SEED), "--continue-on-failure", "--no-color"]
    command += ["--report", "json", "--report-json-path", str(report)]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "tests.contract.hooks", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=report.parent, timeout=900, check=False, env=environment
    )
    if not report.exists():
        raise RuntimeError(f"the explorer did not finish: {done.stdout[-3000:]}{done.stderr[-1000:]}")
    seen = json.loads(report.read_text("utf-8"))
    if not is_whole(seen):
        raise RuntimeError(f"not everything was explored: {done.stdout[-10_000:]}")
    return found(seen), done.stdout


def is_whole(report: dict[str, Any]) -> bool:
    """Whether no operation was left out and no error stopped the run."""
    operations = report["operations"]
    return report["complete"] and not report["errors"] and operations["tested"] == operations["total"]


def found(report: dict[str, Any]) -> set[Complaint]:
    """Every complaint of a report."""
    return {(operation, one["code"]) for one in report["failures"] for operation in one["operations"]}


def explained(audience: str) -> dict[Complaint, str]:
    """The complaints that are accepted, with their reasons."""
    table = tomllib.loads(Path(__file__).with_name("explained.toml").read_text("utf-8"))
    return {(one["operation"], one["code"]): one["reason"] for one in table.get(audience, [])}
