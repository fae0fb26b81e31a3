"""What a following remembers: ids that were told, and records that it waits for; both in bounded memory."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from warp_customer.overlays.following.told import Told
from warp_customer.overlays.following.waiting import Awaited, Waiting, together

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def test_an_id_is_new_once() -> None:
    """
    Whatever time comes with it.
    """
    told = Told()

    assert [True, False, False, True] == [
        told.add("a", at(1)),
        told.add("a", at(1)),
        told.add("a", at(9)),
        told.add("b", at(1)),
    ]


def test_no_id_is_new_twice_in_little_memory() -> None:
    """
    Records in any order, each many times, and room for ten: what is forgotten counts as told.
    """
    dice = random.Random(7)
    told = Told(most=10)
    given = [f"id-{dice.randrange(200)}" for _ in range(2_000)]

    new = [name for name in given if told.add(name, at(int(name[3:])))]

    assert len(new) == len(set(new))
    assert 10 == len(told)


def test_the_oldest_is_forgotten_first() -> None:
    """
    By the time of its end, not by that of its telling.
    """
    told = Told(most=2)
    for name, ended in (("b", 2), ("a", 1), ("c", 3)):
        told.add(name, at(ended))

    assert at(1) == told.floor
    assert [False, False, True] == [told.add("x", at(1)), told.add("b", at(2)), told.add("d", at(4))]


def test_what_is_listed_no_more_is_forgotten() -> None:
    """
    Up to a time, which itself is still listed.
    """
    told = Told()
    for seconds in range(5):
        told.add(str(seconds), at(seconds))

    told.forget(at(3))

    assert (2, at(2)) == (len(told), told.floor)


def test_the_oldest_is_given_up_for_a_new_one() -> None:
    """
    And counted.
    """
    waiting = Waiting(100.0, most=2)
    for name in "abc":
        waiting.add(name, NOON, 0.0)

    assert ["b", "c"] == [one.key for one in waiting.due(1.0)]
    assert 1 == waiting.missing


def test_what_is_waited_for_already_keeps_its_turn() -> None:
    """
    A repeated event neither hurries nor delays.
    """
    waiting = Waiting(100.0)
    waiting.add("a", NOON, 0.0)
    waiting.add("a", NOON, 0.4)

    assert 0.5 == waiting.pause(0.0)


def test_near_begins_are_one_stretch() -> None:
    """
    A minute apart at most, from one to the next.
    """
    begins = [0, 60, 120, 181, None]
    awaited = [Awaited(str(one), None if one is None else at(one), 0.0, 0.0) for one in begins]

    assert [(at(0), at(120)), (at(181), at(181))] == list(together(awaited))
    assert [] == list(together(awaited[-1:]))
