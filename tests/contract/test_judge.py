"""Every generated method, both flavours, before a judge that knows only the document."""

from __future__ import annotations

import contextlib
from typing import Any

import httpx
import pytest

from tests.clients.conftest import arguments, classes
from tests.clients.test_round_trips import METHODS, given, method_of
from warp_client_core.errors import ResponseDecodeError

JUDGED_ALREADY = contextlib.suppress(ResponseDecodeError)
"""The judge's replies have no Location header; its verdict on the request came before that matters."""
Verdicts = list[tuple[str, str | None, str | None]]


def verdict(response: httpx.Response) -> tuple[str, str | None, str | None]:
    """What was asked, whether it was valid, and the first complaint."""
    headers = response.headers
    asked = f"{response.request.method} {response.request.url.raw_path.decode()}"
    return asked, headers.get("x-steady-request-valid"), headers.get("x-steady-error-1-message")


def assert_valid(verdicts: Verdicts) -> None:
    """There was a request, and none broke the document."""
    assert verdicts
    assert [] == [one for one in verdicts if one[1] != "true"]


@pytest.mark.parametrize(("client", "call", "operation", "returns"), METHODS, ids=lambda one: str(one))
def test_sync_request_is_what_the_document_asks_for(
    client: str, call: str, operation: str, returns: str, judges: dict[str, str], documents: dict[str, Any]
) -> None:
    """
    The judge finds nothing to complain of in any request of a synchronous call.
    """
    verdicts: Verdicts = []
    pool = httpx.Client(event_hooks={"response": [lambda response: verdicts.append(verdict(response))]})
    positional, keywords = given(documents, client, operation, call)

    made = classes(client)[0](**arguments(client) | {"base_url": judges[client], "http_client": pool})
    with pool, made, JUDGED_ALREADY:
        method_of(made, call)(*positional, **keywords)

    assert_valid(verdicts)


@pytest.mark.anyio
@pytest.mark.parametrize(("client", "call", "operation", "returns"), METHODS, ids=lambda one: str(one))
async def test_async_request_is_what_the_document_asks_for(
    client: str, call: str, operation: str, returns: str, judges: dict[str, str], documents: dict[str, Any]
) -> None:
    """
    Nor in any request of an asynchronous one.
    """
    verdicts: Verdicts = []

    async def note(response: httpx.Response) -> None:
        verdicts.append(verdict(response))

    positional, keywords = given(documents, client, operation, call)
    async with httpx.AsyncClient(event_hooks={"response": [note]}) as pool:
        given_arguments = arguments(client) | {"base_url": judges[client], "http_client": pool}
        async with classes(client)[1](**given_arguments) as made:
            with JUDGED_ALREADY:
                await method_of(made, call)(*positional, **keywords)

    assert_valid(verdicts)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/trunks/t1", {"max_channels": "many"}),
        ("POST", "/messages/sms", {"to": "+13035550144"}),
        ("GET", "/cdrs?date_to=2026-01-15T00%3A00%3A00Z", None),
        ("GET", "/trunkz/t1", None),
    ],
)
def test_judge_complains_of_what_is_wrong(
    method: str, path: str, body: dict[str, Any] | None, judges: dict[str, str]
) -> None:
    """
    The judge is not one that lets everything pass.
    """
    response = httpx.request(method, judges["customer"] + path, json=body, headers={"Authorization": "Bearer x"})

    assert "false" == response.headers["x-steady-request-valid"]
