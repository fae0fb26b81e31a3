"""Claims about `warp_client_core.echoes`: servers that quote what they were sent."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from warp_client_core import ApiError, Call, Operation, ResponseDecodeError, Safety
from warp_client_core.async_client import AsyncClient
from warp_client_core.echoes import unechoed
from warp_client_core.replies import Bare
from warp_client_core.sync_client import SyncClient

SECRET = "made-up/of+letters=="
GET = Operation("get_thing", "GET", "/things", safety=Safety.READ, reply=Bare(dict[str, str]))
ECHOES = {
    "plain": lambda sent: f"Who is {sent}?",
    "JSON": lambda sent: json.dumps({"code": "NOBODY", "message": sent, "details": {"seen": [{"header": sent}]}}),
    "JSON with escaped slashes": lambda sent: json.dumps({"message": sent}).replace("/", "\\/"),
    "HTML": lambda sent: f"<html><pre>Authorization: {sent}\n</pre></html>",
    "cut off": lambda sent: f"Authorization: {sent[:-3]}",
}


def request(**given):
    return httpx.Request("POST", given.pop("url", "https://api.example.com/a"), **given)


def seen(sent: httpx.Request, text: str) -> str:
    return unechoed(text.encode(), httpx.Response(400, request=sent)).decode()


@pytest.mark.parametrize(
    "sent",
    [
        request(headers={"Authorization": f"Bearer {SECRET}"}),
        request(headers={"X-API-Key": SECRET}),
        request(headers={"X-Customer-Token": SECRET}),
        request(headers={"Cookie": f"a=b; session={SECRET}"}),
        request(url=httpx.URL("https://api.example.com/a", params={"api_key": SECRET})),
        request(data={"grant_type": "refresh_token", "refresh_token": SECRET}),
        request(json={"email": "a@example.com", "password": SECRET}),
    ],
    ids=["bearer", "key", "field by its name", "cookie", "query", "form", "JSON"],
)
@pytest.mark.parametrize("form", ECHOES)
def test_a_credential_that_comes_back_is_masked(sent, form):
    text = seen(sent, ECHOES[form](SECRET))

    assert SECRET[:10] not in text.replace("\\/", "/")
    assert "***" in text


def test_what_is_no_credential_stays():
    sent = request(headers={"X-Tenant": "a-long-name", "Authorization": "Bearer short"}, json={"name": "a-long-name"})

    assert "a-long-name and short" == seen(sent, "a-long-name and short")


def test_a_reply_whose_request_is_unknown_stays():
    assert b"abc" == unechoed(b"abc", httpx.Response(400))
    assert b"abc" == unechoed(b"abc", None)


def test_a_request_that_was_streamed_has_no_body_to_look_at():
    sent = request(content=iter([b"password=", SECRET.encode()]), headers={"X-API-Key": SECRET})

    assert "***" == seen(sent, SECRET)


def answer(status: int, text: str):
    return lambda sent: httpx.Response(status, text=text.replace("{}", sent.headers["authorization"]))


def sync_call(transport: httpx.MockTransport) -> None:
    with httpx.Client(transport=transport) as http:
        SyncClient(base_url="https://api.example.com", access_token=SECRET, http_client=http).send(Call(GET, "/things"))


async def async_call(transport: httpx.MockTransport) -> None:
    async with httpx.AsyncClient(transport=transport) as http:
        client = AsyncClient(base_url="https://api.example.com", access_token=SECRET, http_client=http)
        await client.send(Call(GET, "/things"))


@pytest.mark.parametrize("call", [sync_call, lambda way: asyncio.run(async_call(way))], ids=["sync", "async"])
@pytest.mark.parametrize(
    ("status", "text"),
    [
        (401, '{"code": "BAD_TOKEN", "message": "no such token: {}", "details": {"token": "{}"}}'),
        (200, "<html>{}</html>"),
    ],
    ids=["refused", "no JSON"],
)
def test_an_error_does_not_pass_it_on(status, text, call):
    with pytest.raises((ApiError, ResponseDecodeError)) as caught:
        call(httpx.MockTransport(answer(status, text)))

    kept = f"{caught.value} {vars(caught.value)}"
    assert "***" in kept
    assert SECRET not in kept
