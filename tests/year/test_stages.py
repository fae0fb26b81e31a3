"""What counts as a fault of a month, and what a pin admits; playing the months is for the session ``year``."""

from __future__ import annotations

import attrs
import pytest

from generator.release.ledger import Release
from tests.year.history import Change
from tests.year.pinning import admitted, errors
from tests.year.report import Month
from tests.year.stages import Reception, faults

MAJOR = Release("2.0.0", "1.1.0", "2026-02-15", "major")
MINOR = Release("1.2.0", "1.1.0", "2026-02-15", "minor")
CHANGE = Change("a field made required", 2, {"customer": "major"}, (), breaks=("shop",))
BROKEN = Reception("shop", MAJOR, ("missing-argument",), warned=True, told="1 of 1")
MONTH = Month(2, "", ("customer major 2.0.0",), ("shop",), {}, {}, 1, 1, 19.0, 40.0, 6.0)


def test_a_month_that_goes_as_its_file_says_has_no_fault() -> None:
    """
    A team that breaks on a major release and is told so is what pins are for.
    """
    assert [] == faults(CHANGE, {"customer": MAJOR}, [BROKEN], MONTH)


@pytest.mark.parametrize(
    ("releases", "said"),
    [
        ({"customer": MINOR}, "rated {'customer': 'minor'}, not {'customer': 'major'}"),
        ({}, "rated {}, not {'customer': 'major'}"),
        ({"customer": MAJOR, "admin": MINOR}, "rated {'customer': 'major', 'admin': 'minor'}"),
    ],
)
def test_another_rating_or_client_is_a_fault(releases: dict[str, Release], said: str) -> None:
    """
    One that is too high as much as one that is too low.
    """
    (found,) = faults(CHANGE, releases, [BROKEN], MONTH)

    assert found.startswith(f"month 2: {said}")


@pytest.mark.parametrize(
    ("reception", "said"),
    [
        (attrs.evolve(BROKEN, warned=False), "shop breaks on a major release, warp-upgrade is silent"),
        (attrs.evolve(BROKEN, release=MINOR), "shop breaks on a minor release, warp-upgrade warns"),
    ],
)
def test_a_team_that_breaks_unasked_or_untold_is_a_fault(reception: Reception, said: str) -> None:
    """
    A program breaks only on a major release, and warp-upgrade knows.
    """
    assert [f"month 2: {said}"] == faults(CHANGE, {"customer": MAJOR}, [reception], MONTH)


@pytest.mark.parametrize("broken", [(), ("shop", "dashboard")])
def test_other_teams_than_expected_are_a_fault(broken: tuple[str, ...]) -> None:
    """
    One that does not break shows that the change did not happen.
    """
    (found,) = faults(CHANGE, {"customer": MAJOR}, [], attrs.evolve(MONTH, broken=broken))

    assert "break, not ['shop']" in found


def test_a_change_of_one_client_stays_within_its_budget() -> None:
    """
    Sixty seconds are too many; one of two clients may take more.
    """
    slow = attrs.evolve(MONTH, release=41.0)
    both = attrs.evolve(CHANGE, rated={"customer": "major", "admin": "minor"})

    assert ["month 2: one client took 60 s of CPU, not less than 60"] == faults(CHANGE, {"customer": MAJOR}, [], slow)
    assert [] == faults(both, {"customer": MAJOR, "admin": MINOR}, [], slow)


@pytest.mark.parametrize(
    ("way", "series", "ends"),
    [
        ("exact", 1, ["1.0.0"]),
        ("compatible", 1, ["1.10.0"]),
        ("compatible", 2, ["2.0.0"]),
        ("range", 1, ["1.0.0", "1.10.0"]),
    ],
)
def test_a_pin_admits_its_series_up_to_the_newest(way: str, series: int, ends: list[str]) -> None:
    """
    Ordered as numbers, whatever order they are listed in.
    """
    assert ends == admitted(way, series, ["2.0.0", "1.10.0", "1.9.0", "1.0.0"])


def test_errors_are_told_without_their_places() -> None:
    """
    A line that only moved is no new error.
    """
    said = "shop.py:3:9: error[missing-argument] No argument `x`\nFound 1 diagnostic\n"

    assert ["missing-argument] No argument `x`"] == errors(said)
