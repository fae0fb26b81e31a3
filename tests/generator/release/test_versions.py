"""What a change of a version number promises."""

from __future__ import annotations

import pytest

from generator.release.ledger import Severity
from generator.release.versions import core_range, is_version, next_version, promises


@pytest.mark.parametrize(
    ("base", "severity", "expected"),
    [
        ("1.4.2", "patch", "1.4.3"),
        ("1.4.2", "minor", "1.5.0"),
        ("1.4.2", "major", "2.0.0"),
        ("0.4.2", "patch", "0.4.3"),
        ("0.4.2", "minor", "0.4.3"),
        ("0.4.2", "major", "0.5.0"),
    ],
)
def test_the_next_version_is_the_lowest_that_says_enough(base: str, severity: Severity, expected: str) -> None:
    """
    Below 1.0 the second number stands for what breaks.
    """
    assert expected == next_version(base, severity)
    assert promises(base, expected, severity)
    assert not promises(base, base, severity)


@pytest.mark.parametrize(
    ("base", "version", "severity", "enough"),
    [
        ("1.4.2", "1.4.3", "minor", False),
        ("1.4.2", "1.10.0", "minor", True),
        ("1.4.2", "1.10.0", "major", False),
        ("1.4.2", "3.0.0", "patch", True),
        ("0.4.2", "0.4.9", "major", False),
    ],
)
def test_a_higher_number_promises_more(base: str, version: str, severity: Severity, enough: bool) -> None:
    """
    Numbers are compared as numbers.
    """
    assert enough == promises(base, version, severity)


@pytest.mark.parametrize(("version", "expected"), [("0.1.0", ">=0.1.0,<0.2"), ("1.4.2", ">=1.4.2,<2")])
def test_a_client_takes_the_runtimes_up_to_the_next_break(version: str, expected: str) -> None:
    """
    From the one that it was generated beside.
    """
    assert expected == core_range(version)


def test_a_version_is_three_numbers() -> None:
    """
    Nothing that sorts surprisingly.
    """
    assert is_version("1.10.0")
    assert [] == [
        one for one in ("1.0", "1.0.0rc1", "01.0.0", "1.0.0.0", " 1.0.0", "1.0.0\n", "v1.0.0") if is_version(one)
    ]
