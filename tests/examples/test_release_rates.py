"""A deck is released after it was checked and after somebody has seen what changes."""

from __future__ import annotations

from typing import Any

import pytest

HEAD = "prefix,destination_name,country_code,interstate_rate,effective_date\n"
ROWS = "1303555,Denver,US,0.0071,2026-02-01\n1720555,Denver,US,0.0069,2026-02-01\n"
FAULTY = "1303555,Denver,US,cheap,2026-02-01\n"
DATE = ("--effective-date", "2026-02-01")


@pytest.fixture
def provider(platform: Any) -> str:
    """A provider of the sandbox."""
    return next(iter(platform[0].world.providers))


@pytest.mark.parametrize(("typed", "code"), [("n\n", 9), ("y\n", 0)], ids=["no", "yes"])
def test_nothing_is_imported_before_somebody_agrees(
    example: Any, tmp_path: Any, provider: str, typed: str, code: int
) -> None:
    """
    The differences are shown in both cases.
    """
    (tmp_path / "deck.csv").write_text(HEAD + ROWS)

    done = example("release_rates.py", "deck.csv", "--provider", provider, *DATE, audience="admin", typed=typed)

    assert code == done.returncode, done.stdout + done.stderr
    assert "1303555" in done.stdout.partition("Import 2 rows?")[0]
    assert (code == 0) == ("2 of 2 rows" in done.stdout)


def test_a_deck_with_faults_is_not_even_asked_about(example: Any, tmp_path: Any, provider: str) -> None:
    """
    The line of the fault is named, and nothing is looked up.
    """
    (tmp_path / "deck.csv").write_text(HEAD + FAULTY)

    done = example("release_rates.py", "deck.csv", "--provider", provider, *DATE, audience="admin")

    assert (7, True, False) == (done.returncode, "line 2" in done.stdout, "Import" in done.stdout)


def test_a_second_release_shows_what_changes(example: Any, tmp_path: Any, provider: str) -> None:
    """
    A price that is there already is told with its old value.
    """
    deck = tmp_path / "deck.csv"
    command = ("release_rates.py", "deck.csv", "--provider", provider, *DATE, "--yes")
    deck.write_text(HEAD + ROWS)
    example(*command, audience="admin")
    deck.write_text(HEAD + ROWS.replace("0.0071", "0.0142"))

    done = example(*command, audience="admin")

    assert ["  ~ 1303555      INTERSTATE   0.0071 -> 0.0142 (+100.0%)"] == [
        line for line in done.stdout.splitlines() if line.startswith(("  ~", "  +"))
    ], done.stdout + done.stderr
