"""
Claims about the runtime as a whole: whatever a server answers, a caller sees a result or a `WarpError`.

1,000 replies by default, the same ones each time; ``WARP_FUZZ_EXAMPLES`` sets another number of ever new ones.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.replies_to_fuzz import CODINGS, NAMES, OPERATIONS, VALUES, Stream, replies
from warp_client_core import AsyncClient, Page, RequestOptions, SyncClient, WarpError
from warp_client_core.steps import Ambient

EXAMPLES = os.environ.get("WARP_FUZZ_EXAMPLES")
SECRET = "canary-7f3a9c"
PAGES = 4


def fuzzed(share: int) -> Callable[[Any], Any]:
    """A property tried with so many examples, divided by ``share``."""
    return settings(
        max_examples=max(1, int(EXAMPLES or 1_000) // share),
        derandomize=EXAMPLES is None,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


ANSWERS = st.lists(replies(), min_size=1, max_size=2)
KEYWORDS = st.fixed_dictionaries(
    {
        "borrowed": st.booleans(),
        "strict": st.booleans(),
        "max_retries": st.integers(0, 2),
        "max_reply_bytes": st.sampled_from([2**26] * 9 + [100]),
    }
)


class Server:
    """Gives some replies one after the other, then the last one over and over."""

    def __init__(self, answers: list[httpx.Response]) -> None:
        self._answers = [(one.status_code, one.headers.raw, one.stream) for one in answers]
        self.requests = 0

    def __call__(self, _request: httpx.Request) -> httpx.Response:
        status, headers, stream = self._answers[min(self.requests, len(self._answers) - 1)]
        self.requests += 1
        assert self.requests < 100
        return httpx.Response(status, headers=headers, stream=stream)


async def _no_wait(_seconds: float) -> None:
    pass


def arguments(answers: list[httpx.Response], keywords: dict[str, Any], client: type) -> dict[str, Any]:
    """What both clients are made with; ``client`` is the class of connections that a caller would pass."""
    keywords = dict(keywords)
    transport = httpx.MockTransport(Server(answers))
    borrowed = {"http_client": client(transport=transport)} if keywords.pop("borrowed") else {"transport": transport}
    return {
        **borrowed,
        "base_url": "https://api.example.com/v1",
        "access_token": SECRET,
        "ambient": Ambient(sleep=lambda _seconds: None, asleep=_no_wait),
        **keywords,
    }


def check(error: WarpError) -> None:
    """An error can be shown without a secret or a forged line of a log, and be sent elsewhere."""
    text = str(error)

    assert text.isprintable(), repr(text)
    assert SECRET not in "".join(traceback.format_exception(error)) + repr(vars(error))
    assert str(pickle.loads(pickle.dumps(error))) == text


def use(client: SyncClient, action: str, operation: Any) -> None:
    """One use of a client, as a caller would make it."""
    call = operation.call()
    if action == "stream":
        with client.stream(call) as reply:
            for _piece in itertools.islice(reply.iter_bytes(1_000), 50):
                pass
    elif action == "request":
        client.request("GET", "/things", options=RequestOptions(timeout=5))
    else:
        data = client.send(call).data
        repr(data)
        if isinstance(data, Page):
            for _page in itertools.islice(data.pages(), PAGES):
                pass


async def ause(client: AsyncClient, action: str, operation: Any) -> None:
    """As `use`, for an async client."""
    call = operation.call()
    if action == "stream":
        async with client.stream(call) as reply:
            await reply.aread()
    elif action == "request":
        await client.request("GET", "/things")
    else:
        repr((await client.send(call)).data)


ACTIONS = st.sampled_from(["send", "send", "send", "stream", "request"])


@fuzzed(1)
@given(ANSWERS, ACTIONS, st.sampled_from(OPERATIONS), KEYWORDS)
def test_whatever_is_answered_a_caller_sees_a_result_or_an_error_of_ours(
    answers: list[httpx.Response], action: str, operation: Any, keywords: dict[str, Any]
) -> None:
    """
    Nothing of the libraries beneath comes through.
    """
    with SyncClient(**arguments(answers, keywords, httpx.Client)) as client:
        try:
            use(client, action, operation)
        except WarpError as error:
            check(error)


@fuzzed(10)
@given(ANSWERS, ACTIONS, st.sampled_from(OPERATIONS), KEYWORDS)
def test_the_async_client_keeps_the_same_promise(
    answers: list[httpx.Response], action: str, operation: Any, keywords: dict[str, Any]
) -> None:
    """
    The driver is another one, the flows are the same.
    """

    async def main() -> None:
        async with AsyncClient(**arguments(answers, keywords, httpx.AsyncClient)) as client:
            try:
                await ause(client, action, operation)
            except WarpError as error:
                check(error)

    asyncio.run(main())


WHERE = {b"Content-Type": [(200, "text"), (404, "bare")], b"Location": [(200, "located"), (307, "bare")]}
"""Status and operation that make something of a field; of the others, a retry does most."""


@pytest.mark.parametrize("borrowed", [True, False])
@pytest.mark.parametrize("name", [*NAMES, b"Content-Encoding"])
def test_no_value_of_a_field_brings_anything_else_about(name: bytes, borrowed: bool) -> None:
    """
    Every odd value in every field, where it is read: chance alone would rarely bring the two together.
    """
    operations = {operation.id: operation for operation in OPERATIONS}

    for value, (status, operation) in itertools.product(VALUES + CODINGS, WHERE.get(name, [(429, "bare")])):
        answers = [httpx.Response(status, headers=[(name, value)], stream=Stream(b'{"id": "t1"}', None))]
        keywords = {"borrowed": borrowed, "strict": True, "max_retries": 1}
        with SyncClient(**arguments(answers, keywords, httpx.Client)) as client:
            try:
                use(client, "send", operations[operation])
            except WarpError as error:
                check(error)
