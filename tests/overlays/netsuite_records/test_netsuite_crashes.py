"""
A bulk write that dies goes on where it stopped, and writes nothing twice.

The number of customers is 500; ``WARP_NETSUITE_CUSTOMERS=10000`` makes it the full ten thousand.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.overlays.netsuite_records.bulk_writer import records
from warp_sandbox.server import HOST

COUNT = int(os.environ.get("WARP_NETSUITE_CUSTOMERS", "500"))
ODD = ["html-502", "malformed-429", "unexpected-500", "lost-reply"]


def test_each_customer_is_written_once_in_spite_of_failures_and_a_kill(simulator: Any, tmp_path: Path) -> None:
    """
    5 % of the requests fail, some after they were carried out, and the writer is killed half-way with SIGKILL.
    """
    fail(simulator, 0.05)

    killed_after = write_killed_once(simulator, "customers", COUNT, tmp_path / "journal", at=COUNT // 100 // 2)

    known = [one for one in simulator.records() if one.get("externalId", "").startswith("bulk-")]
    wanted = {one["external_id"]: one["company_name"] for one in records("customers", COUNT)}
    assert COUNT // 100 // 2 <= killed_after < COUNT // 100
    assert {1} == set(Counter(one["externalId"] for one in known).values())
    assert wanted == {one["externalId"]: one["companyName"] for one in known}


def test_each_invoice_is_created_once_in_spite_of_a_kill(simulator: Any, tmp_path: Path) -> None:
    """
    Invoices without external ids: only the keys of the batches keep them single.
    """
    fail(simulator, 0.05)

    write_killed_once(simulator, "invoices", 200, tmp_path / "journal", at=1)

    memos = Counter(one["memo"] for one in simulator.records("invoice") if "bulk" in str(one.get("memo")))
    assert Counter({f"bulk {number}": 1 for number in range(200)}) == memos


def fail(simulator: Any, share: float) -> None:
    """Let a share of the requests to come fail, in one way or another."""
    dice = random.Random(7)
    simulator.script.extend(dice.choice(ODD) if dice.random() < share else "" for _ in range(COUNT * 3))


def write_killed_once(simulator: Any, kind: str, count: int, journal: Path, *, at: int) -> int:
    """Write with a process that is killed once so many batches are done, then with another; batches done by then."""
    assert HOST in simulator.base_url
    command = [sys.executable, "-m", "tests.overlays.netsuite_records.bulk_writer", kind, simulator.base_url]
    command += [str(journal), str(count)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE)
    ends = time.monotonic() + 600
    while done(journal) < at:
        assert first.poll() is None, "the writer ended before it was killed"
        assert time.monotonic() < ends, "the writer does not get on"
        time.sleep(0.01)
    first.kill()
    first.communicate()
    noted = done(journal)
    second = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=900)
    assert count == int(second.stdout)
    return noted


def done(journal: Path) -> int:
    """How many batches a journal holds."""
    return max(journal.read_bytes().count(b"\n") - 1, 0) if journal.exists() else 0
