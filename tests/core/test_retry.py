"""Claims about `warp_client_core.retry`."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Nothing
from warp_client_core.retry import RETRIED_STATUSES, delay, may_repeat
from warp_client_core.steps import Failed, Received

ERROR = OSError("broken")


def call(safety, **body):
    return Operation("op", "POST", "/op", safety, Nothing()).call(**body)


@pytest.mark.parametrize("status_code", [200, *RETRIED_STATUSES, 400, 401, 403, 404, 409, 422, 501])
def test_an_unsafe_call_that_was_answered_is_never_repeated(status_code):
    assert not may_repeat(call(Safety.UNSAFE), Received(status_code, {}))


def test_an_unsafe_call_that_may_have_arrived_is_never_repeated():
    assert not may_repeat(call(Safety.UNSAFE), Failed(ERROR, may_have_arrived=True))


class Pipe(io.BytesIO):
    def seekable(self):
        return False


@pytest.mark.parametrize("safety", Safety)
@pytest.mark.parametrize("outcome", [Received(503, {}), Failed(ERROR, may_have_arrived=False)])
def test_a_body_that_can_be_read_once_is_never_sent_twice(safety, outcome):
    assert not may_repeat(call(safety, multipart={"file": Pipe(b"x")}), outcome)


@pytest.mark.parametrize("safety", Safety)
def test_what_provably_never_left_may_be_sent_again(safety):
    assert may_repeat(call(safety, json={}), Failed(ERROR, may_have_arrived=False))


@pytest.mark.parametrize("safety", [Safety.READ, Safety.IDEMPOTENT, Safety.KEYED])
def test_what_is_harmless_twice_may_be_sent_again(safety):
    assert may_repeat(call(safety), Failed(ERROR, may_have_arrived=True))
    assert {code for code in range(100, 600) if may_repeat(call(safety), Received(code, {}))} == {
        408,
        425,
        429,
        500,
        502,
        503,
        504,
    }


@given(st.integers(1, 10_000), st.floats(0, 1), st.none() | st.floats(0, 1e6))
def test_a_wait_is_bounded_and_never_shorter_than_asked_for(attempt, chance, hint):
    wait = delay(attempt, chance=chance, hint=hint)

    assert wait >= (hint or 0)
    assert wait <= max(8.0, hint or 0)


@pytest.mark.parametrize(("attempt", "most"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0)])
def test_waits_double_up_to_a_cap_and_are_spread_down_to_zero(attempt, most):
    assert delay(attempt, chance=1.0) == most
    assert delay(attempt, chance=0.0) == 0.0
