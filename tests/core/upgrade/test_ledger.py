"""The reader of ``changes.json``: the span, the order of changes, and names on their way through it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from warp_client_core.upgrade import UpgradeError
from warp_client_core.upgrade.ledger import Change, course, read_ledger


def release(version: str, base: str, *subjects: str) -> dict[str, Any]:
    """A release that changed these."""
    return {"version": version, "base": base, "changes": [{"severity": "major", "subject": one} for one in subjects]}


TEXT = json.dumps([release("2.0.0", "1.5.0", "c", "d"), release("1.5.0", "1.4.0", "b"), release("1.4.0", "none", "a")])


@pytest.mark.parametrize(
    ("start", "end", "subjects"),
    [
        ("1.4", "2.0", ["b", "c", "d"]),
        ("1.4", "1.5", ["b"]),
        ("1.4.3", "1.5.9", ["b"]),
        ("1.5", None, ["c", "d"]),
        ("1.5.0", "2.0.0rc1", []),
        ("2.0", "2.0", []),
    ],
)
def test_a_span_is_open_below_and_closed_above(start: str, end: str | None, subjects: list[str]) -> None:
    """
    What the version in use changed is done with; what the wanted one changed is to come. Oldest first.
    """
    ledger = read_ledger("warp_x", TEXT, start, end)

    assert subjects == [one.subject for one in ledger.changes]
    assert end or ledger.end == "2.0.0"


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("[]", "1.4", None, "lists no release"),
        ("{}", "1.4", None, "is not a list of releases"),
        ('[{"version": "1"}]', "1.4", None, "is not a list of releases"),
        ("[", "1.4", None, "is no JSON"),
        (TEXT, "1.4", "2.1", "ends at 2.0.0 and cannot tell of 2.1. Give the wheel of 2.1"),
        (TEXT, "1.3", "2.0", "begins after 1.4.0 and cannot tell of 1.3. Check from 1.4.0"),
        (TEXT, "2.0", "1.4", "2.0 is later than 1.4"),
        (TEXT, "one", "2.0", "'one' is no version"),
    ],
)
def test_a_ledger_that_does_not_reach_is_refused(text: str, start: str, end: str | None, message: str) -> None:
    """
    An unlisted change could be the one that breaks.
    """
    with pytest.raises(UpgradeError, match=message):
        read_ledger("warp_x", text, start, end)


def rename(version: str, subject: str, new: str) -> Change:
    return Change(version, "major", subject, replacement=new)


@pytest.mark.parametrize(
    ("name", "changes", "end"),
    [
        ("Trunk.a", [rename("1", "Trunk.a", "Trunk.b"), rename("2", "Trunk.b", "Trunk.c")], "Trunk.c"),
        ("Trunk.a", [rename("1", "Trunk", "Line"), rename("2", "Line.a", "Line.b")], "Line.b"),
        ("Trunk.a", [rename("1", "Trunk", "Line"), rename("1", "Trunk.a", "Trunk.b")], "Line.b"),
        ("Trunk.a", [rename("1", "Trunk.a", "Line.b"), rename("1", "Trunk", "Line")], "Line.b"),
        ("Trunk.a", [rename("1", "Trunk", "Line"), rename("1", "Line.a", "Line.b")], "Line.b"),
        ("x.f(a)", [rename("1", "x.f", "y.g"), rename("1", "x.f(a)", "x.f(b)")], "y.g(b)"),
        ("x.f(a)", [rename("1", "x.f(a)", "b")], "x.f(b)"),
        ("x.f", [rename("1", "x.f", "g")], "x.g"),
        ("Trunks.a", [rename("1", "Trunk", "Line")], "Trunks.a"),
    ],
)
def test_a_name_is_followed_through_renames(name: str, changes: list[Change], end: str) -> None:
    """
    From release to release, of itself and of what it belongs to.
    """
    assert end == course(name, changes)[1]


def test_a_swap_within_one_release_is_not_followed_back() -> None:
    """
    The changes of a release stand side by side.
    """
    changes = [rename("1", "Trunk.a", "Trunk.b"), rename("1", "Trunk.b", "Trunk.a")]

    assert ["Trunk.b", "Trunk.a"] == [course(name, changes)[1] for name in ("Trunk.a", "Trunk.b")]


def test_a_severity_that_is_not_known_breaks() -> None:
    """
    A ledger of a later generator may have one.
    """
    assert [True, True, False] == [Change("1", one, "x").is_breaking for one in ("major", "fatal", "minor")]
