"""Invoices come to NetSuite once, and nothing is written before ``--apply``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from warp_sandbox.netsuite.integrations import CLIENT_ID, CLIENT_SECRET
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN


@pytest.fixture
def sync(example: Any, platform: Any) -> Callable[..., Any]:
    """Runs the example against WARP and NetSuite."""
    base = f"{platform[1]}/services/rest"
    settings = {
        "NETSUITE_ACCOUNT_ID": "1234567_SB1",
        "NETSUITE_BASE_URL": base,
        "NETSUITE_CLIENT_ID": CLIENT_ID,
        "NETSUITE_CLIENT_SECRET": CLIENT_SECRET,
        "NETSUITE_ACCESS_TOKEN": ACCESS_TOKEN,
    }
    items = ("--subsidiary", "1", "--item", "310", "--tax-item", "311")
    return lambda *more: example("invoices_to_netsuite.py", *items, *more, **settings)


def actions(text: str) -> set[str]:
    """What was done, or would be."""
    return set(re.findall(r"^(create|update|none|failed) ", text, re.M))


def test_a_dry_run_shows_what_would_be_made_and_makes_nothing(sync: Any) -> None:
    """
    Twice the same answer: the customer is to be made, and its invoices come after it.
    """
    first, second = sync(), sync()

    assert (0, first.stdout) == (first.returncode, second.stdout), first.stderr
    assert "--apply first" in first.stdout or "invoice" in first.stdout


def test_applied_twice_it_writes_once(sync: Any) -> None:
    """
    The second run finds all as it should be.
    """
    first, second = sync("--apply"), sync("--apply")

    assert (0, {"none"}) == (second.returncode, actions(second.stdout)), second.stdout + second.stderr
    assert "create" in actions(first.stdout)
    assert 20 < len(second.stdout.splitlines())
