"""Claims about `warp_client_core.chains`; each holds for both flavours unless its name says otherwise."""

import asyncio
import contextlib
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event

import attrs
import pytest

from tests.core.layers import OK, Reply, Wire, layer
from warp_client_core import chains, errors
from warp_client_core.bodies import BytesBody
from warp_client_core.calls import Operation, Safety
from warp_client_core.exchange import Settled
from warp_client_core.replies import Nothing
from warp_client_core.steps import Failed, Received, Send
from warp_client_core.streamed import AsyncStreamedResponse, StreamedResponse
from warp_client_core.values import ApiResponse

OPERATIONS = {
    safety: Operation(f"{safety.value}_trunk", "POST", "/trunks/{id}", safety, Nothing()) for safety in Safety
}
LOST = Failed(OSError("reset"), may_have_arrived=True)
REFUSED = Failed(OSError("refused"), may_have_arrived=False)


class OnceBody(BytesBody):
    repeatable = False


def attempt(safety=Safety.UNSAFE, *, key=None, body=None, streamed=False):
    return Send(
        method="POST",
        url="https://api.example.com/v1/trunks/t1",
        headers=(("Idempotency-Key", key),) if key else (),
        body=body,
        timeout=30.0,
        authenticated=True,
        streamed=streamed,
        operation=OPERATIONS[safety] if safety else None,
    )


def reply(data):
    return ApiResponse(
        data=data,
        meta=None,
        status_code=200,
        headers={},
        request_id=None,
        elapsed=0,
        retries_taken=0,
        http_response=None,
    )


@pytest.fixture(params=["sync", "async"])
def flavour(request):
    return request.param


@pytest.fixture
def send_attempt(flavour):
    def send(wire, given, *layers):
        chain = tuple(layer(flavour, attempt=one) for one in layers)
        if flavour == "sync":
            return chains.run_attempt(chain, given, wire)
        return asyncio.run(chains.arun_attempt(chain, given, wire.later))

    return send


@pytest.fixture
def send_call(flavour):
    def send(wire, given, *layers, streamed=False):
        chain = tuple(layer(flavour, call=one) for one in layers)
        if flavour == "sync":
            return chains.run_call(chain, given, wire, StreamedResponse if streamed else ApiResponse)
        kind = AsyncStreamedResponse if streamed else ApiResponse
        return asyncio.run(chains.arun_call(chain, given, wire.later, kind))

    return send


def twice(given):
    yield given
    return (yield given)


def test_the_first_middleware_is_outermost(send_attempt):
    seen = []

    def noting(name):
        def around(given):
            seen.append(f"{name} in")
            outcome = yield given.with_headers({"X-Way": name})
            seen.append(f"{name} out")
            return outcome

        return around

    wire = Wire()

    assert send_attempt(wire, attempt(), noting("outer"), noting("inner")) is OK
    assert ["outer in", "inner in", "inner out", "outer out"] == seen
    assert (("X-Way", "inner"),) == wire.sent[0].headers


def test_a_middleware_may_answer_itself(send_attempt, send_call):
    wire, cached = Wire(), reply("cached")

    assert send_attempt(wire, attempt(), lambda _: REFUSED) is REFUSED
    assert send_call(wire, OPERATIONS[Safety.READ].call("t1"), lambda _: cached) is cached
    assert [] == wire.sent


@pytest.mark.parametrize("end", [OK, LOST, Received(503, {}), Received(403, {}), ValueError("mine")], ids=repr)
def test_a_write_is_not_sent_again_when_it_may_have_been_carried_out(send_attempt, end):
    wire = Wire(end)

    def stubborn(given):
        with contextlib.suppress(ValueError):
            yield given
        return (yield given)

    with pytest.raises(RuntimeError, match="proceed again for unsafe_trunk, a write that may have been"):
        send_attempt(wire, attempt(), stubborn)

    assert 1 == len(wire.sent)


@pytest.mark.parametrize("end", [REFUSED, Received(401, {})], ids=repr)
def test_a_write_is_sent_again_when_it_provably_changed_nothing(send_attempt, end):
    wire = Wire(end, OK)

    assert send_attempt(wire, attempt(), twice) is OK
    assert 2 == len(wire.sent)


@pytest.mark.parametrize(
    "given",
    [attempt(Safety.READ), attempt(Safety.IDEMPOTENT), attempt(Safety.KEYED, key="k1")],
    ids=["read", "idempotent", "keyed"],
)
def test_what_may_be_repeated_is_sent_again(send_attempt, given):
    wire = Wire(LOST, OK)

    assert send_attempt(wire, given, twice) is OK
    assert [given, given] == wire.sent


@pytest.mark.parametrize(
    "given",
    [
        attempt(Safety.KEYED),
        attempt(Safety.UNSAFE, key="k1"),
        attempt(None),
        attempt(Safety.READ, body=OnceBody(b"", "text/csv")),
        attempt(Safety.KEYED, key="k1", body=OnceBody(b"", "text/csv")),
    ],
    ids=["no key", "key not asked for", "no operation", "spent body", "key and spent body"],
)
def test_what_only_looks_repeatable_is_not_sent_again(send_attempt, given):
    wire = Wire(LOST)

    with pytest.raises(RuntimeError, match="proceed again"):
        send_attempt(wire, given, twice)

    assert 1 == len(wire.sent)


@pytest.mark.parametrize("ends", [[LOST], [REFUSED, LOST]], ids=["lost", "refused, lost"])
def test_a_keyed_write_keeps_its_key(send_attempt, ends):
    wire = Wire(*ends)

    def rekeying(given):
        for _ in ends:
            yield given
        for _ in range(2):
            try:
                yield given.with_headers({"Idempotency-Key": "k2"})
            except RuntimeError as error:
                refused.append(str(error))
        return (yield given)

    refused = []

    assert send_attempt(wire, attempt(Safety.KEYED, key="k1"), rekeying) is OK
    assert 2 == len(refused)
    assert {"k1"} == {dict(sent.headers)["Idempotency-Key"] for sent in wire.sent}


def test_the_key_header_of_the_operation_counts(send_attempt):
    given = attrs.evolve(
        attempt(Safety.KEYED),
        operation=attrs.evolve(OPERATIONS[Safety.KEYED], key_header="X-NetSuite-Idempotency-Key"),
        headers=(("x-netsuite-idempotency-key", "k1"),),
    )

    assert send_attempt(Wire(LOST, OK), given, twice) is OK


def test_parallel_threads_send_one_write():
    wire, refused = Wire(), Event()

    class Hedging(chains.Middleware):
        def around_attempt(self, attempt, proceed):
            with ThreadPoolExecutor(2) as threads:
                uses = [threads.submit(proceed, attempt) for _ in range(2)]
                done, _ = wait(uses, timeout=10, return_when=FIRST_COMPLETED)
                refused.set()
                return done.pop().result()

    def slow(given):
        refused.wait(10)
        return wire(given)

    with pytest.raises(RuntimeError, match="proceed again"):
        chains.run_attempt((Hedging(),), attempt(), slow)

    assert 1 == len(wire.sent)


def test_parallel_tasks_send_one_write():
    wire = Wire()

    class Hedging(chains.AsyncMiddleware):
        async def around_attempt(self, attempt, proceed):
            ends = await asyncio.gather(proceed(attempt), proceed(attempt), return_exceptions=True)
            raise next(end for end in ends if isinstance(end, Exception))

    with pytest.raises(RuntimeError, match="proceed again"):
        asyncio.run(chains.arun_attempt((Hedging(),), attempt(), wire.later))

    assert 1 == len(wire.sent)


@pytest.mark.parametrize("end", [OK, LOST], ids=repr)
def test_a_middleware_cannot_declare_a_write_unsent(send_attempt, end):
    def denying(given):
        yield given
        return REFUSED

    assert send_attempt(Wire(end), attempt(), denying).may_have_arrived
    assert send_attempt(Wire(REFUSED), attempt(), denying) is REFUSED
    assert send_attempt(Wire(end), attempt(Safety.READ), denying) is REFUSED


def test_a_forgotten_return_names_the_middleware(flavour, send_attempt, send_call):
    name = "_Layer" if flavour == "sync" else "_AsyncLayer"

    with pytest.raises(TypeError, match=f"{name}.around_attempt gave back NoneType, not Received or Failed"):
        send_attempt(Wire(), attempt(), lambda _: None)
    with pytest.raises(TypeError, match=f"{name}.around_call gave back NoneType, not ApiResponse"):
        send_call(Wire(), OPERATIONS[Safety.READ].call("t1"), lambda _: None)


def test_replies_that_a_middleware_drops_are_closed(send_attempt):
    dropped, kept = Reply(), Reply()
    wire = Wire(Received(200, {}, b"", dropped), Received(200, {}, b"", kept))

    send_attempt(wire, attempt(Safety.READ, streamed=True), twice)

    assert (True, False) == (dropped.closed, kept.closed)


def test_a_reply_is_closed_when_a_middleware_fails(send_attempt):
    live = Reply()

    def failing(given):
        yield given
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        send_attempt(Wire(Received(200, {}, b"", live)), attempt(streamed=True), failing)

    assert live.closed


def test_a_reply_whose_headers_a_middleware_changes_stays_open(send_attempt):
    live = Reply()

    def changing(given):
        return attrs.evolve((yield given), headers={"x-seen": "1"})

    outcome = send_attempt(Wire(Received(200, {}, b"", live)), attempt(streamed=True), changing)

    assert {"x-seen": "1"} == outcome.headers
    assert not live.closed


def test_replies_that_were_read_are_left_alone(send_attempt):
    live = Reply()

    send_attempt(Wire(Received(503, {}, b"", live), OK), attempt(Safety.READ), twice)

    assert not live.closed


def test_calls_pass_through_in_order_and_may_be_changed(send_call):
    wire = Wire(reply("data"))

    def paging(given):
        answer = yield given.with_query(page=2)
        return attrs.evolve(answer, data=f"<{answer.data}>")

    def doubling(given):
        answer = yield given
        return attrs.evolve(answer, data=answer.data * 2)

    assert "<datadata>" == send_call(wire, OPERATIONS[Safety.READ].call("t1"), paging, doubling).data
    assert (("page", "2"),) == wire.sent[0].query


def again_after_error(given):
    try:
        return (yield given)
    except errors.WarpError:
        return (yield given)


@pytest.mark.parametrize(
    "error",
    [
        errors.ServerError("down", status_code=503),
        errors.OutcomeUnknownError("lost"),
        errors.ResponseDecodeError("garbled"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize("safety", [Safety.UNSAFE, Safety.KEYED])
def test_a_whole_write_is_not_carried_out_again(send_call, safety, error):
    wire = Wire(error, reply("twice"))

    with pytest.raises(RuntimeError, match="proceed again") as caught:
        send_call(wire, OPERATIONS[safety].call("t1"), again_after_error)

    assert 1 == len(wire.sent)
    assert caught.value.__context__ is error
    assert not caught.value.__suppress_context__


@pytest.mark.parametrize(
    "error",
    [
        errors.AuthenticationError("no", status_code=401),
        errors.ApiConnectionError("refused"),
        errors.ApiTimeoutError(""),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_whole_write_that_changed_nothing_is_carried_out_again(send_call, error):
    wire = Wire(error, reply("once"))

    assert "once" == send_call(wire, OPERATIONS[Safety.UNSAFE].call("t1"), again_after_error).data


def test_a_whole_read_is_carried_out_again(send_call):
    wire = Wire(errors.ServerError("down", status_code=503), reply("again"))

    assert "again" == send_call(wire, OPERATIONS[Safety.READ].call("t1"), again_after_error).data


def test_a_whole_call_whose_body_is_spent_is_not_carried_out_again(send_call):
    wire = Wire(errors.ServerError("down", status_code=503))
    upload = OPERATIONS[Safety.IDEMPOTENT].call("t1").with_body(OnceBody(b"", "text/csv"))

    with pytest.raises(RuntimeError, match="proceed again for idempotent_trunk"):
        send_call(wire, upload, again_after_error)


def test_a_streamed_response_that_a_middleware_drops_is_closed(flavour, send_call):
    kind = StreamedResponse if flavour == "sync" else AsyncStreamedResponse
    dropped, kept = Reply(), Reply()
    opened = [kind("get_trunk", Settled(Received(200, {}, b"", live), 0, 0.0)) for live in (dropped, kept)]

    send_call(Wire(*opened), OPERATIONS[Safety.READ].call("t1"), twice, streamed=True)

    assert (True, False) == (dropped.closed, kept.closed)
