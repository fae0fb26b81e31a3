"""Authorizations that one process begins and another one ends."""

from __future__ import annotations

import pytest

from warp_netsuite.overlays.netsuite_oauth.authorizations import LIFETIME, Authorizations

NOW = 1_800_000_000.0


@pytest.fixture
def left() -> tuple[str, str]:
    """The state of an authorization, and what a process leaves off after 100 seconds."""
    first = Authorizations()
    begun = first.begin(50.0)
    return begun.state, first.suspended(150.0, NOW)


def test_what_was_left_off_is_ended_elsewhere_and_once(left: tuple[str, str]) -> None:
    state, text = left
    other = Authorizations()

    other.resume(text, 9_000.0, NOW + 5)
    found = other.end(state, 9_001.0)

    assert found is not None
    assert (state, None) == (found.state, other.end(state, 9_001.0))
    assert "[]" == other.suspended(9_001.0, NOW)


@pytest.mark.parametrize(
    ("later", "clock", "lives"),
    [(LIFETIME - 101, 0.0, True), (LIFETIME - 99, 0.0, False), (-5_000.0, LIFETIME, False)],
    ids=["in time", "too late", "a clock that was set back"],
)
def test_nothing_lives_longer_for_it(left: tuple[str, str], later: float, clock: float, lives: bool) -> None:
    state, text = left
    other = Authorizations()

    other.resume(text, 1_000.0, NOW + later)

    assert lives is (other.end(state, 1_000.0 + clock) is not None)


def test_it_is_one_word_as_secrets_are_kept(left: tuple[str, str]) -> None:
    assert left[1].isascii()
    assert left[1].isprintable()
    assert " " not in left[1]


def test_the_same_text_twice_is_one_authorization(left: tuple[str, str]) -> None:
    state, text = left
    other = Authorizations()

    other.resume(text, 0.0, NOW)
    other.resume(text, 0.0, NOW)

    assert other.end(state, 1.0) is not None
    assert other.end(state, 1.0) is None
