"""Claims about waits: between attempts, for rate limits, and within the deadline of a call."""

import pytest

from tests.core.exchange.conftest import SETTINGS
from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.credentials import Credentials
from warp_client_core.exchange import begun, transmit
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped
from warp_client_core.retry import RetryBudget
from warp_client_core.steps import Failed, Received, Send, Sleep

LATE = Failed(TimeoutError("slow"), may_have_arrived=True, timed_out=True)
OK = Received(200, {}, b'{"data": {"id": "1"}}')
BUSY = Received(503, {}, b"")
READ = Operation("op", "GET", "/op", Safety.READ, Enveloped(dict))


@pytest.mark.parametrize(
    "headers",
    [
        {"retry-after": "7"},
        {"x-ratelimit-reset": "7"},
        {"RateLimit-Reset": "7"},
        {"x-ratelimit-reset": "1784549400", "date": "Mon, 20 Jul 2026 12:09:53 GMT"},
        {"retry-after": "7", "x-ratelimit-reset": "50"},
    ],
)
def test_the_wait_that_the_server_asks_for_is_kept(world, play, headers):
    game = play(Received(429, headers), OK)

    game.transmit(READ.call())

    assert world.slept == [7.0]


def test_a_reset_is_no_wait_where_no_limit_was_hit(world, play):
    game = play(Received(503, {"x-ratelimit-reset": "90"}), OK)

    game.transmit(READ.call())

    assert world.slept == [0.5]


def test_a_date_to_wait_for_is_measured_by_the_clock_given(world, play):
    game = play(Received(503, {"retry-after": "Thu, 01 Jan 1970 00:16:45 GMT"}), OK)

    game.transmit(READ.call())

    assert world.slept == [5.0]


def test_a_wait_beyond_the_deadline_is_left_to_the_caller(world, play):
    game = play(Received(429, {"retry-after": "130"}))

    with pytest.raises(errors.RateLimitError) as caught:
        game.transmit(READ.call())

    assert caught.value.retry_after == 130.0
    assert world.slept == []


def test_without_a_deadline_there_is_time_for_every_attempt_to_time_out(world, play):
    busy = Received(503, {"retry-after": "50"})
    game = play(busy, busy, busy)

    with pytest.raises(errors.ServerError):
        game.transmit(READ.call())

    assert world.slept == [50.0, 50.0]


def test_the_deadline_of_a_call_covers_all_its_waits(world, play):
    game = play(*[Received(503, {"retry-after": "4"})] * 3)

    with pytest.raises(errors.ServerError):
        game.transmit(READ.call(), deadline=10)

    assert world.slept == [4.0, 4.0]


def test_an_attempt_gets_no_more_time_than_is_left(play):
    game = play(Received(503, {"retry-after": "4"}), OK)

    game.transmit(READ.call(), deadline=10, timeout=8)

    assert [send.timeout for send in game.sent] == [8, 6.0]
    assert {send.expires for send in game.sent} == {1_010.0}


def test_nothing_is_sent_once_the_deadline_has_passed(world, play):
    game = play()
    steps = game.steps(READ.call(), deadline=1)
    assert isinstance(steps.send(None), Send)
    assert isinstance(steps.send(BUSY), Sleep)
    world.seconds += 60

    with pytest.raises(errors.ApiTimeoutError):
        steps.send(None)


def test_a_layer_that_took_all_the_time_leaves_none_to_send_in(world, play):
    unsafe = Operation("op", "POST", "/op", Safety.UNSAFE, Enveloped(dict))
    call, options = begun(unsafe.call(), RequestOptions(deadline=1), SETTINGS, world.ambient)
    world.seconds += 2

    with pytest.raises(errors.ApiTimeoutError) as caught:
        next(transmit(call, settings=SETTINGS, credentials=Credentials(), options=options, ambient=world.ambient))

    assert type(caught.value) is errors.ApiTimeoutError


def test_an_empty_budget_ends_a_call_at_its_first_failure(world, play):
    budget = RetryBudget(capacity=12)

    with pytest.raises(errors.ServerError) as caught:
        play(BUSY, BUSY, BUSY, budget=budget).transmit(READ.call())
    with pytest.raises(errors.ServerError):
        play(BUSY, budget=budget).transmit(READ.call())

    assert len(caught.value.attempts) == 3
    assert budget.left == 2


def test_a_timeout_costs_the_budget_twice_and_a_success_gives_it_back(play):
    budget = RetryBudget(capacity=100)
    seen = []

    class Noting(RetryBudget):
        def spend(self, outcome):
            paid = super().spend(outcome)
            seen.append((paid, self.left))
            return paid

    noting = Noting(capacity=100)
    play(LATE, BUSY, OK, budget=noting).transmit(READ.call())

    assert seen == [(10, 90), (5, 85)]
    assert noting.left == 90
    assert budget.left == 100


def test_a_success_without_retries_refills_the_budget_by_one(play):
    budget = RetryBudget(capacity=5)
    budget.spend(BUSY)

    play(OK, budget=budget).transmit(READ.call())

    assert budget.left == 1


def test_the_attempts_of_a_call_that_failed_are_told(play):
    with pytest.raises(errors.ServerError) as caught:
        play(LATE, BUSY, BUSY, max_retries=2).transmit(READ.call())

    told = [(one.number, one.status_code, one.failure, one.wait) for one in caught.value.attempts]
    assert told == [(1, None, "TimeoutError", 0.0), (2, 503, None, 0.5), (3, 503, None, 1.0)]
