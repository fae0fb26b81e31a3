"""
What a call costs the client: instructions where valgrind is installed, else CPU seconds.

Instructions are the difference between N and 2N calls of two forks of one process, so start-up, imports, connecting
and the server are not in them; they repeat to 0.1 % on a busy machine. CPU seconds are taken in turns, a short burst
of each arm at a time. The rule: arms are never in one process, since garbage collection makes one pay for another.

    python -m bench.measure ours async_ours       # thousand instructions per call of some arms
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import attrs

from bench.server import serving
from bench.table import progress

_COUNTED: Final = re.compile(r"I\s+refs:\s+([\d,]+)")


def clean_environment() -> dict[str, str]:
    """The environment of arms: no proxies, and hashes that do not change from run to run."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return {**kept, "PYTHONHASHSEED": "0"}


def warm_environment() -> dict[str, str]:
    """
    The environment of processes whose imports are counted: as `clean_environment`, and bytecode is kept.

    It is kept in a folder of its own, because an installed package has bytecode and a source tree may not.
    """
    kept = {name: value for name, value in clean_environment().items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _bytecode().name}


@functools.cache
def _bytecode() -> tempfile.TemporaryDirectory[str]:
    # An object that removes its folder when the program ends.
    return tempfile.TemporaryDirectory(prefix="warp-bench-bytecode-")


@attrs.frozen
class Costs:
    """
    What one call costs.

    Attributes:
        unit: ``instructions`` or ``CPU``.
        rounds: Figures of each arm, one per round; instructions have one round.
    """

    unit: str
    rounds: dict[str, list[float]]


def costs(base: str, arms: Sequence[str], *, calls: int, rounds: int = 15) -> Costs:
    """
    What one call of each arm costs.

    Args:
        base: Base URL of the server.
        arms: Names of arms.
        calls: Calls in one burst; for instructions N.
        rounds: Bursts of each arm when CPU is measured.
    """
    if shutil.which("valgrind") is None:
        return Costs(
            "CPU", {name: [cpu for cpu, _ in told] for name, told in seconds(base, arms, calls, rounds).items()}
        )
    with ThreadPoolExecutor(2) as pool:
        return Costs(
            "instructions", dict(zip(arms, pool.map(lambda one: [instructions(base, one, calls)], arms), strict=True))
        )


def instructions(base: str, arm: str, calls: int) -> float:
    """Instructions that the client process spends on one call, the kernel's not included."""
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as folder:
        told = _counting(folder, [*_arm(base, arm), "--fork", str(calls)], clean_environment())
        once, twice = (_count(Path(folder, process)) for process in told.split())
    progress(f"{arm}: {(twice - once) / calls / 1000:,.0f} k instructions a call")
    return (twice - once) / calls


def process_seconds(code: str) -> float:
    """CPU seconds of a process that runs a line of Python; the first to import something also compiles it."""
    with subprocess.Popen([sys.executable, "-c", code], env=warm_environment()) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"this failed: {code}")
    return usage.ru_utime + usage.ru_stime


def process_instructions(code: str) -> float:
    """Instructions of a process that runs a line of Python for the second time."""
    process_seconds(code)
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as folder:
        _counting(folder, [sys.executable, "-c", code], warm_environment())
        (log,) = Path(folder).iterdir()
        return _count(log)


def seconds(base: str, arms: Sequence[str], calls: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """CPU and wall seconds of one call, for each arm one pair a round, the arms taken in turns."""
    with contextlib.ExitStack() as stack:
        workers = {name: stack.enter_context(_working(base, name)) for name in arms}
        told: dict[str, list[tuple[float, float]]] = {name: [] for name in arms}
        for _ in range(rounds):
            for name, worker in workers.items():
                told[name].append(_burst(worker, calls))
    return told


@contextlib.contextmanager
def _working(base: str, arm: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        _arm(base, arm), text=True, env=clean_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise SystemExit(f"the arm {arm} did not start")
        yield process
        process.stdin.close()


def _burst(worker: subprocess.Popen[str], calls: int) -> tuple[float, float]:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(f"{calls}\n")
    worker.stdin.flush()
    cpu, wall = map(float, worker.stdout.readline().split())
    return cpu / calls, wall / calls


def _arm(base: str, arm: str) -> list[str]:
    return [sys.executable, "-m", "bench.arms", arm, base]


def _counting(folder: str, command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run a command under valgrind, which leaves a log per process; gives back what it printed."""
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    return subprocess.run(
        [*tool, f"--log-file={folder}/%p", *command], stdout=subprocess.PIPE, text=True, check=True, env=environment
    ).stdout


def _count(log: Path) -> int:
    found = _COUNTED.search(log.read_text("utf-8"))
    if found is None:
        raise SystemExit(f"valgrind counted nothing:\n{log.read_text('utf-8')}")
    return int(found.group(1).replace(",", ""))


if __name__ == "__main__":
    with serving() as address, ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda one: instructions(address, one, 2 if "page" in one else 100), sys.argv[1:]))
