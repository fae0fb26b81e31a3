"""Claims about `warp_client_core.exchange.transmit`: what is sent, and how often."""

import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.credentials import Credentials
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Failed, Received
from warp_client_core.tokens import Tokens

NEVER_SENT = Failed(ConnectionRefusedError("refused"), may_have_arrived=False)
LOST = Failed(ConnectionResetError("reset"), may_have_arrived=True)
LATE = Failed(TimeoutError("slow"), may_have_arrived=True, timed_out=True)
NOT_REACHED_IN_TIME = Failed(TimeoutError("slow"), may_have_arrived=False, timed_out=True)
OK = Received(200, {"x-request-id": "req-1"}, b'{"data": {"id": "1"}}')
BUSY = Received(503, {}, b"")


def operation(safety=Safety.READ, reply=None, **keywords):
    return Operation("op", "POST", "/op", safety, reply or Enveloped(dict), **keywords)


@pytest.mark.parametrize(
    "outcome", [LOST, LATE, BUSY, *(Received(code, {}) for code in (408, 425, 429, 500, 502, 504))]
)
def test_an_unsafe_call_goes_out_once(play, outcome):
    game = play(outcome)

    with pytest.raises(errors.WarpError):
        game.transmit(operation(Safety.UNSAFE).call(json={}))

    assert len(game.sent) == 1


@pytest.mark.parametrize("outcome", [LOST, LATE])
def test_an_unsafe_call_that_may_have_arrived_ends_in_doubt(play, outcome):
    with pytest.raises(errors.OutcomeUnknownError, match=r"op: no answer from https://api.example.com:443") as caught:
        play(outcome).transmit(operation(Safety.UNSAFE).call())

    assert caught.value.__cause__ is outcome.error
    assert caught.value.operation_id == "op"
    assert caught.value.idempotency_key is None


def test_an_unsafe_call_that_never_left_is_tried_again(play):
    game = play(NEVER_SENT, NOT_REACHED_IN_TIME, OK)

    settled = game.transmit(operation(Safety.UNSAFE).call())

    assert settled.retries_taken == 2


def test_an_unsafe_call_that_left_at_a_later_attempt_ends_in_doubt(play):
    game = play(NEVER_SENT, LOST)

    with pytest.raises(errors.OutcomeUnknownError):
        game.transmit(operation(Safety.UNSAFE).call())

    assert len(game.sent) == 2


def test_a_keyed_call_keeps_one_key_over_all_attempts(play):
    game = play(LOST, BUSY, OK)

    game.transmit(operation(Safety.KEYED).call())

    assert game.headers("Idempotency-Key") == ["key-1"] * 3


def test_a_keyed_call_takes_the_key_of_the_caller(play):
    game = play(BUSY, OK)

    game.transmit(operation(Safety.KEYED).call(), idempotency_key="mine")

    assert game.headers("Idempotency-Key") == ["mine"] * 2


def test_a_keyed_call_in_doubt_tells_its_key(play):
    game = play(LOST, NEVER_SENT, max_retries=1)

    with pytest.raises(errors.OutcomeUnknownError) as caught:
        game.transmit(operation(Safety.KEYED).call())

    assert caught.value.idempotency_key == "key-1"


def test_a_key_alone_does_not_make_an_unsafe_call_repeatable(play):
    game = play(LOST)

    with pytest.raises(errors.OutcomeUnknownError):
        game.transmit(operation(Safety.UNSAFE).call(), idempotency_key="mine")

    assert game.headers("Idempotency-Key") == ["mine"]


@pytest.mark.parametrize("safety", [Safety.READ, Safety.IDEMPOTENT])
@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (LOST, errors.ApiConnectionError),
        (NEVER_SENT, errors.ApiConnectionError),
        (LATE, errors.ApiTimeoutError),
        (NOT_REACHED_IN_TIME, errors.ApiTimeoutError),
        (BUSY, errors.ServerError),
    ],
)
def test_a_repeatable_call_is_tried_as_often_as_allowed(world, play, safety, outcome, kind):
    game = play(*[outcome] * 4)

    with pytest.raises(errors.WarpError) as caught:
        game.transmit(operation(safety).call())

    assert type(caught.value) is kind
    assert len(game.sent) == 4
    assert game.headers("X-Retry-Attempt") == [None, "1", "2", "3"]
    assert world.slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("count", [0, 1])
def test_the_number_of_retries_of_one_call_wins(play, count):
    game = play(*[BUSY] * 4)

    with pytest.raises(errors.ServerError):
        game.transmit(operation().call(), max_retries=count)

    assert len(game.sent) == count + 1


@pytest.mark.parametrize("status_code", [301, 400, 401, 403, 404, 409, 422, 501])
def test_a_status_that_will_not_change_is_not_tried_again(play, status_code):
    game = play(Received(status_code, {}))

    with pytest.raises(errors.ApiError) as caught:
        game.transmit(operation().call())

    assert caught.value.status_code == status_code
    assert caught.value.operation_id == "op"
    assert len(game.sent) == 1


def test_credentials_that_change_meanwhile_are_used(play):
    game = play(BUSY, OK, credentials=Credentials(Tokens("a")))
    steps = game.steps(operation().call())
    first = steps.send(None)
    steps.send(BUSY)
    game.credentials.renew("b")

    second = steps.send(None)

    assert [dict(send.headers)["Authorization"] for send in (first, second)] == ["Bearer a", "Bearer b"]


def test_no_secret_is_in_the_message_of_a_failure(play):
    call = operation(Safety.UNSAFE).call(query={"token": "s3cret"}, json={"password": "s3cret"})

    with pytest.raises(errors.OutcomeUnknownError) as caught:
        play(LOST, credentials=Credentials(Tokens("s3cret"))).transmit(call)

    assert "s3cret" not in str(caught.value)
