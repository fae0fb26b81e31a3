"""Every kind of security scheme, alternatives and combinations of them."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest

SECRETS = {"access_token": "tok-1", "username": "ann", "password": "pw-1", "api_key": "key-1"}
BASIC = "Basic YW5uOnB3LTE="


def _proof(wire: Any) -> dict[str, str]:
    """Whatever the last request proves."""
    names = ("authorization", "x-key", "x-api-key", "cookie")
    found = {name: wire.request.headers[name] for name in names if name in wire.request.headers}
    return found | dict(wire.request.url.params)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("default", {"authorization": "Bearer tok-1"}),
        ("open", {}),
        ("optional", {"authorization": "Bearer tok-1"}),
        ("header", {"x-key": "key-1"}),
        ("query", {"key": "key-1"}),
        ("cookie", {"cookie": "sid=key-1"}),
        ("both", {"authorization": "Bearer tok-1", "x-key": "key-1"}),
        ("oauth", {"authorization": "Bearer tok-1"}),
        ("openid", {"authorization": "Bearer tok-1"}),
        ("tls", {}),
    ],
)
def test_an_operation_is_sent_with_what_it_asks_for(wire: Any, method: str, expected: dict[str, str]) -> None:
    """
    And with nothing else.
    """
    wire.configure(**SECRETS)
    wire.call(f"things.get_{method}")

    assert expected == _proof(wire)


@pytest.mark.parametrize(
    ("given", "method", "expected"),
    [
        ({"username": "ann", "password": "pw-1"}, "default", {"authorization": BASIC}),
        ({"api_key": "key-1"}, "default", {}),
        ({"api_key": "key-1"}, "both", {}),
        ({"api_keys": {"headerKey": "h", "queryKey": "q"}}, "header", {"x-key": "h"}),
        ({"api_keys": {"headerKey": "h", "queryKey": "q"}}, "query", {"key": "q"}),
        ({}, "optional", {}),
    ],
    ids=["second", "none", "half", "by-name-header", "by-name-query", "optional"],
)
def test_the_first_alternative_that_the_caller_can_meet_counts(
    wire: Any, given: dict[str, Any], method: str, expected: dict[str, str]
) -> None:
    """
    One that is met in half is not sent.
    """
    wire.configure(access_token=None, **given)
    wire.call(f"things.get_{method}")

    assert expected == _proof(wire)


@pytest.mark.parametrize("method", ["default", "header", "query", "cookie", "both"])
def test_no_secret_reaches_another_origin(wire: Any, method: str, case: Any) -> None:
    """
    Neither by a redirect nor by a call to another address.
    """
    wire.configure(**SECRETS)
    wire.reply(302, headers={"Location": "https://evil.test/"})
    with pytest.raises(case.package.WarpError):
        wire.call(f"things.get_{method}")
    wire.reply(json={})
    call = getattr(case.package.calls.things, f"get_{method}")().at("https://evil.test/x")
    wire.use(lambda client: client.send(call))

    assert {} == _proof(wire)
    assert ["service.test", "evil.test"] == [request.url.host for request in wire.requests]


def test_a_redirect_within_the_origin_is_signed_again(wire: Any) -> None:
    """
    The key goes along, once.
    """
    wire.configure(**SECRETS)

    def answer(request: httpx.Request) -> httpx.Response:
        moved = request.url.path.endswith("/query")
        return httpx.Response(302, headers={"Location": "/v1/there"}) if moved else httpx.Response(200, json={})

    wire.answer(answer)
    wire.call("things.get_query")

    assert "/v1/there?key=key-1" == wire.target


def test_no_secret_is_logged_or_shown(wire: Any, case: Any, caplog: pytest.LogCaptureFixture) -> None:
    """
    Not at the lowest level, nor in the message of an error, nor by the client itself.
    """
    caplog.set_level(logging.DEBUG)
    wire.configure(**SECRETS)
    wire.reply(500, json={"message": "broken"})
    shown = [wire.use(_shown) if wire.flavour == "sync" else wire.use(_ashown)]
    for method in ("default", "header", "query", "cookie"):
        with pytest.raises(case.package.WarpError) as caught:
            wire.call(f"things.get_{method}")
        shown += [str(caught.value), repr(caught.value)]

    assert not [text for text in [*shown, caplog.text] for secret in ("tok-1", "pw-1", "key-1") if secret in text]


@pytest.mark.parametrize(
    "given",
    [{"username": "a:b", "password": "x"}, {"api_keys": {"nobody": "x"}}, {"api_key": "a\r\nb"}, {"api_key": "a;b"}],
    ids=["colon", "unknown", "line-break", "two-cookies"],
)
def test_what_cannot_be_sent_is_refused_when_the_client_is_built(wire: Any, given: dict[str, str]) -> None:
    """
    Without showing it.
    """
    wire.configure(**given)
    with pytest.raises(ValueError, match=r"username|api_key"):
        wire.call("things.get_open")


def test_a_header_of_the_caller_goes_before_the_credentials(wire: Any, case: Any) -> None:
    """
    For this one call.
    """
    wire.configure(**SECRETS)
    options = case.package.RequestOptions(headers={"Authorization": "Custom 1"})
    wire.call("things.get_default", options=options)

    assert {"authorization": "Custom 1"} == _proof(wire)


def _shown(client: Any) -> str:
    return repr(client)


async def _ashown(client: Any) -> str:
    return repr(client)
