"""NetSuite's errors are read as it writes them, and writes that were refused for want of a place are sent again."""

from __future__ import annotations

import json
import pickle
from typing import Any

import httpx
import pytest

from warp_client_core import BadRequestError, OutcomeUnknownError, RateLimitError, RequestOptions, ServerError
from warp_client_core.errors import coded
from warp_netsuite import NetSuiteClient

NEW = {"company_name": "New", "subsidiary": {"id": "2"}}
REQUESTS: dict[str, Any] = {
    "create": lambda client, **more: client.customers.create(**NEW, **more),
    "update": lambda client, **more: client.customers.update("647", phone="1", **more),
    "get": lambda client, **more: client.customers.get("647", **more),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_429_is_waited_out_by_writes_too(simulator: Any, live: Any, name: str) -> None:
    """
    A request that was refused for want of a place was not carried out.
    """
    simulator.script.extend(["malformed-429", "malformed-429"])

    assert REQUESTS[name](live).id

    assert 5 + ("create" == name) == len(simulator.records())


@pytest.mark.anyio
async def test_a_429_is_waited_out_by_async_writes_too(simulator: Any) -> None:
    """
    As for sync callers.
    """
    simulator.script.extend(["malformed-429"])

    async with simulator.async_client() as client:
        ref = await client.customers.create(**NEW)

    assert ref.id in {one["id"] for one in simulator.records()}


def test_the_waits_are_drawn_and_grow() -> None:
    """
    From 0 to 0.5, 1 and 2 seconds, but never less than NetSuite asks for.
    """
    client, sent, slept = answering([httpx.Response(429, headers={"Retry-After": after}) for after in ("0", "3", "0")])

    with pytest.raises(RateLimitError):
        client.customers.create(**NEW, options=RequestOptions(max_retries=2))

    assert 3 == len(sent)
    assert [0.5, 3.0] == slept


def test_a_wait_beyond_the_deadline_is_told() -> None:
    """
    Sleeping would not help.
    """
    client, sent, slept = answering([httpx.Response(429, headers={"Retry-After": "60"})])

    with pytest.raises(RateLimitError) as caught:
        client.customers.create(**NEW, options=RequestOptions(deadline=30))

    assert (60.0, 1, []) == (caught.value.retry_after, len(sent), slept)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_write_is_not_sent_again_after_another_error(status: int) -> None:
    """
    It may have been carried out.
    """
    client, sent, _slept = answering([httpx.Response(status)])

    with pytest.raises(ServerError):
        client.customers.create(**NEW)

    assert 1 == len(sent)


def test_a_write_without_an_answer_is_not_sent_again(simulator: Any, live: Any) -> None:
    """
    For the same reason.
    """
    simulator.script.append("lost-reply")

    with pytest.raises(OutcomeUnknownError):
        live.customers.create(**NEW)

    assert 6 == len(simulator.records())


def test_retries_of_refused_writes_come_out_of_the_budget() -> None:
    """
    An account that is full all day is not answered by a storm.
    """
    client, sent, _slept = answering([httpx.Response(429)])
    while client.retry_budget.left >= 5:
        assert client.retry_budget.spend(httpx)

    with pytest.raises(RateLimitError):
        client.customers.create(**NEW)

    assert 1 == len(sent)


def test_a_429_that_is_not_quite_json_is_read(simulator: Any) -> None:
    """
    As Oracle's own sample: a stray code on top, the true one within, and a comma too many.
    """
    simulator.script.append("malformed-429")

    with simulator.client(max_retries=0) as client, pytest.raises(coded("CONCURRENCY_LIMIT_EXCEEDED")) as caught:
        client.customers.get("647")

    assert isinstance(caught.value, RateLimitError)
    assert ("CONCURRENCY_LIMIT_EXCEEDED", 429) == (caught.value.code, caught.value.status_code)
    assert "Too many requests are in progress." == caught.value.message


def test_the_error_id_of_a_500_shows(simulator: Any) -> None:
    """
    In the message, as the id to quote, and as a detail; also after pickling.
    """
    simulator.script.append("unexpected-500")

    with simulator.client(max_retries=0) as client, pytest.raises(ServerError) as caught:
        client.customers.get("647")

    copy = pickle.loads(pickle.dumps(caught.value))
    assert ("sandbox0000000001",) * 2 == (caught.value.details["error_id"], caught.value.request_id)
    assert "request sandbox0000000001" in str(copy)
    assert "UNEXPECTED_ERROR" == copy.code


def test_a_page_of_html_is_a_502_and_no_more(simulator: Any) -> None:
    """
    None of it shows.
    """
    simulator.script.append("html-502")

    with simulator.client(max_retries=0) as client, pytest.raises(ServerError) as caught:
        client.customers.get("647")

    assert 502 == caught.value.status_code
    assert "<" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ('{"o:errorCode":"USER_ERROR","o:errorDetails":[{"detail":"A \\"b\\"","o:errorCode":"X_1"}]', "X_1", 'A "b"'),
        ('{"title":"Bad", "o:errorCode":"USER_ERROR",}', "USER_ERROR", "Bad"),
        ('{"o:errorDetails":[{"detail":"a\nb","o:errorCode":"X_1"}]}', "X_1", "a b"),
        ("not json at all", "UNKNOWN_ERROR", None),
        ('{"o:errorCode": 7,', "UNKNOWN_ERROR", None),
        ("", "UNKNOWN_ERROR", None),
        ('{"o:errorDetails":' * 5000, "UNKNOWN_ERROR", None),
    ],
)
def test_a_broken_body_is_read_as_far_as_it_goes(body: str, code: str, message: str | None) -> None:
    """
    The status stands in any case.
    """
    client, _sent, _slept = answering([httpx.Response(400, content=body.encode())])

    with pytest.raises(BadRequestError) as caught:
        client.customers.get("647")

    assert code == caught.value.code
    assert message in (None, caught.value.message)


def test_a_top_level_code_is_read_from_a_body_that_is_whole() -> None:
    """
    Where the details have none.
    """
    body = {"title": "Bad Request", "o:errorCode": "USER_ERROR", "o:errorDetails": []}
    client, _sent, _slept = answering([httpx.Response(400, content=json.dumps(body).encode())])

    with pytest.raises(BadRequestError) as caught:
        client.customers.get("647")

    assert ("USER_ERROR", "Bad Request") == (caught.value.code, caught.value.message)


def answering(replies: list[httpx.Response]) -> tuple[NetSuiteClient, list[httpx.Request], list[float]]:
    """A client that gets these replies, the last one for ever; what it sent, and how long it slept."""
    from warp_client_core.steps import Ambient

    sent: list[httpx.Request] = []
    slept: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return replies[min(len(sent), len(replies)) - 1]

    ambient = Ambient(clock=lambda: sum(slept), chance=lambda: 1.0, sleep=slept.append)
    pool = httpx.Client(transport=httpx.MockTransport(answer))
    return NetSuiteClient(account_id="1", access_token="t", http_client=pool, ambient=ambient), sent, slept
