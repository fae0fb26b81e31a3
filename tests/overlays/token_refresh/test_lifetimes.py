"""However a lifetime is sent, the tokens that came with it are taken and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warp_client_core import MemoryTokenStore
from warp_customer import CustomerClient

LIFETIMES: list[tuple[str, int | None]] = [
    (', "expires_in": 3600', 3600),
    (', "expires_in": "3600"', 3600),
    (', "expires_in": " 3600.0 "', 3600),
    (', "expires_in": 3600.5', 3600),
    (', "expires_in": 1e3', 1000),
    (', "expires_in": 0', 0),
    (', "expires_in": "0"', None),
    (', "expires_in": -5', -5),
    (', "expires_in": -5.5', None),
    (', "expires_in": 1e400', None),
    (f', "expires_in": {"9" * 40}', None),
    (f', "expires_in": {"9" * 5000}', None),
    (', "expires_in": NaN', None),
    (', "expires_in": "soon"', None),
    (', "expires_in": true', None),
    (', "expires_in": {"seconds": 3600}', None),
    (', "expires_in": null', None),
    ("", None),
]
ENVELOPES = ['{"data": %s, "meta": {}}', '{"success": true, "data": %s}', "%s"]


def login(client: Any) -> Any:
    return client.auth.login(email="a@example.com", password="right")


def refresh(client: Any) -> Any:
    return client.auth.refresh(refresh_token="refresh-0")


def own_refresh(client: Any) -> Any:
    client.credentials.open("access-0", "refresh-0")
    return refresh(client)


@pytest.mark.parametrize("ask", [login, refresh, own_refresh])
@pytest.mark.parametrize("envelope", ENVELOPES)
@pytest.mark.parametrize(("sent", "read"), LIFETIMES, ids=[sent[:24] or "absent" for sent, _read in LIFETIMES])
def test_no_lifetime_costs_the_tokens(ask: Callable[[Any], Any], envelope: str, sent: str, read: int | None) -> None:
    """
    A number, a text, nothing or nonsense: what can be read as whole seconds is, the rest counts as not said.
    """
    body = envelope % f'{{"access_token": "access-1", "refresh_token": "refresh-1"{sent}}}'
    pool = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, content=body)))
    store = MemoryTokenStore()
    client = CustomerClient(http_client=pool, token_store=store)

    answer = ask(client)

    assert (("access-1", "refresh-1"), read) == ((answer.access_token, answer.refresh_token), answer.expires_in)
    assert store.load() == client.credentials.tokens
    assert ("access-1", "refresh-1") == (client.credentials.access_token, client.credentials.refresh_token)
    assert (client.credentials.tokens.expires_at is None) == (read is None or read <= 0)
