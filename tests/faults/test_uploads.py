"""Bodies that are long, or that can be read only once, when sending them fails."""

import io

import pytest

from tests.faults.conftest import Case, World, kind_of
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped
from warp_sandbox.proxy.faults import BreakReply, ResetRequest, Unread

LONG = "x" * 3_000_000
ENDLESS = "x" * 2**24
"""More than the buffers of sockets take, so that sending it waits for the other side."""

EXPECTED = {
    Safety.READ: (3, "ApiConnectionError"),
    Safety.IDEMPOTENT: (3, "ApiConnectionError"),
    Safety.KEYED: (3, "OutcomeUnknownError"),
    Safety.UNSAFE: (1, "OutcomeUnknownError"),
}

each_safety = pytest.mark.parametrize("safety", Safety, ids=lambda safety: safety.value)


def upload(safety, **body):
    return Operation("upload", "POST", "/upload", safety, Enveloped(dict)).call(**body)


class Pipe(io.BytesIO):
    """A file that can be read once."""

    def seekable(self):
        return False


@each_safety
def test_a_connection_that_breaks_in_the_midst_of_a_long_body_leaves_doubt(own_pool, proxy, origin, safety):
    proxy.order(then=ResetRequest(1_000_000, of_body=True))

    outcome = own_pool.outcome(Case(url=proxy.url, call=upload(safety, json=LONG), ambient=World().ambient))

    assert EXPECTED[safety] == (len(outcome.attempts), kind_of(outcome))
    assert [] == origin.requests


@pytest.mark.parametrize("safety", [Safety.READ, Safety.KEYED, Safety.UNSAFE], ids=lambda safety: safety.value)
def test_a_body_that_nobody_takes_in_leaves_doubt(own_pool, proxy, origin, safety):
    proxy.order(then=Unread())
    call, ambient = upload(safety, json=ENDLESS), World().ambient

    outcome = own_pool.outcome(Case(url=proxy.url, call=call, ambient=ambient, timeout=0.3, deadline=60.0))
    proxy.drop()

    made, error = EXPECTED[safety]
    assert ["WriteTimeout"] * made == [attempt.failure for attempt in outcome.attempts]
    assert error.replace("Connection", "Timeout") == kind_of(outcome)
    assert [] == origin.requests


@pytest.mark.parametrize("fault", [ResetRequest(1_000_000, of_body=True), BreakReply()], ids=["body cut", "reply lost"])
def test_a_file_is_sent_again_in_full(own_pool, proxy, origin, fault, tmp_path):
    deck = tmp_path / "deck.csv"
    deck.write_bytes(b"prefix,rate\r\n" * 200_000)
    proxy.order(fault)
    call = upload(Safety.KEYED, multipart={"file": deck})

    outcome = own_pool.outcome(Case(url=proxy.url, call=call, ambient=World().ambient))

    assert ("ok", 1) == (kind_of(outcome), outcome.retries_taken)
    assert 1 == len({request.body for request in origin.requests})
    assert deck.read_bytes() in origin.requests[-1].body


@each_safety
@pytest.mark.parametrize("failure", ["refused", "body cut", "reply lost", "busy"])
def test_a_body_that_can_be_read_once_is_sent_once(own_pool, proxy, origin, safety, failure):
    faults = {"body cut": ResetRequest(50, of_body=True), "reply lost": BreakReply()}
    proxy.order(*[faults[failure]] if failure in faults else [])
    origin.status = 503
    if failure == "refused":
        proxy.refuse()
    call = upload(safety, multipart={"file": Pipe(b"prefix,rate\r\n" * 100)})

    outcome = own_pool.outcome(Case(url=proxy.url, call=call, ambient=World().ambient))

    assert 1 == len(outcome.attempts)
    assert (failure in ("reply lost", "busy")) == len(origin.requests)
