"""Claims about when to connect again."""

import random

import pytest

from warp_client_core.errors import StreamError
from warp_client_core.streaming.attempts import LONGEST_HINT, Attempts, Dial, GiveUp, wait
from warp_client_core.streaming.values import StreamOptions
from warp_client_core.streaming.verdicts import Verdict

BROKEN = StreamError("broken")


def ended(attempts, now=0.0, verdict=Verdict.AGAIN, chance=0.0, hint=None):
    attempts.dialled()
    return attempts.after(verdict, BROKEN, now=now, chance=chance, hint=hint)


def test_full_jitter_is_spread_over_the_whole_range():
    """
    From 0 to the limit of the attempt, evenly: each tenth gets its share of 10,000 draws.
    """
    dice = random.Random(5)

    draws = [wait(4, chance=dice.random(), first=1.0, longest=30.0) for _ in range(10_000)]

    shares = [sum(tenth * 0.8 <= draw < (tenth + 1) * 0.8 for draw in draws) for tenth in range(10)]
    assert all(900 < share < 1_100 for share in shares)
    assert 10_000 == sum(shares)


@pytest.mark.parametrize(("attempt", "limit"), [(1, 1.0), (2, 2.0), (5, 16.0), (6, 30.0), (5_000, 30.0)])
def test_the_limit_doubles_up_to_the_longest_wait(attempt, limit):
    """
    However many attempts there were.
    """
    assert limit == wait(attempt, chance=1.0, first=1.0, longest=30.0)


@pytest.mark.parametrize(("hint", "seconds"), [(7.0, 7.0), (0.1, 0.5), (None, 0.5), (1e300, LONGEST_HINT)])
def test_a_hint_is_waited_out(hint, seconds):
    """
    Never less than that, and never for ever.
    """
    assert seconds == wait(1, chance=0.5, first=1.0, longest=30.0, hint=hint)


def test_attempts_end_with_the_budget():
    """
    The last one is told as such.
    """
    attempts = Attempts(StreamOptions(max_attempts=3))

    moves = [ended(attempts) for _ in range(3)]

    assert [Dial(0.0), Dial(0.0), GiveUp(BROKEN, exceeded=True)] == moves


def test_no_budget_means_no_end():
    """
    With None.
    """
    attempts = Attempts(StreamOptions(max_attempts=None))

    assert {Dial} == {type(ended(attempts)) for _ in range(1_000)}


@pytest.mark.parametrize(("lasted", "made"), [(59.9, 2), (60.0, 0)])
def test_a_connection_that_lasted_pays_for_what_was_before(lasted, made):
    """
    Only the stable period counts, not that there was a connection.
    """
    attempts = Attempts(StreamOptions(stable_after=60.0))
    ended(attempts)
    attempts.dialled()
    attempts.opened(100.0)

    attempts.after(Verdict.AGAIN, BROKEN, now=100.0 + lasted, chance=0.0)

    assert made == attempts.made


def test_credentials_are_renewed_once_for_each_stable_period():
    """
    The second refusal is final; after a stable period there is another one.
    """
    attempts = Attempts(StreamOptions())

    first = ended(attempts, verdict=Verdict.RENEW)
    attempts.opened(0.0)
    later = ended(attempts, 61.0, verdict=Verdict.RENEW)
    last = ended(attempts, 62.0, verdict=Verdict.RENEW)

    assert (Dial(0.0, renew=True), Dial(0.0, renew=True), GiveUp(BROKEN)) == (first, later, last)
