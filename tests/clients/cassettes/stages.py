"""
Where a case is performed: at which address, and with which of the two flavours.

One rule: the clients are built as a user builds them; only the address and the certificates differ, as a cassette needs
none.
"""

from __future__ import annotations

import contextlib
import inspect
import ssl
from collections.abc import AsyncIterator
from typing import Any

import attrs
import httpx

from tests.clients.conftest import BASES, arguments, classes

TOKEN_PATH = "/services/rest/auth/oauth2/v1/token"


@attrs.frozen
class Stage:
    """
    Makes clients for one address.

    Attributes:
        address: Scheme, host and port.
        pool: Connections that all clients of the stage share.
    """

    address: str
    asynchronous: bool
    pool: Any

    def client(self, name: str, **more: Any) -> Any:
        """A client that is let in, unless further arguments say otherwise."""
        given = {**arguments(name), "base_url": self.address + BASES[name], "http_client": self.pool}
        if name == "netsuite":
            # One request after the other, so that a cassette holds them in the same order each time.
            given |= {"token_url": self.address + TOKEN_PATH, "max_concurrency": 1}
        return classes(name)[self.asynchronous](**{**given, **more})


@contextlib.asynccontextmanager
async def stage(address: str, *, asynchronous: bool) -> AsyncIterator[Stage]:
    """A stage, its connections closed at the end."""
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if asynchronous:
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(verify=trust)) as pool:
            yield Stage(address, True, pool)
    else:
        with httpx.Client(transport=httpx.HTTPTransport(verify=trust)) as pool:
            yield Stage(address, False, pool)


async def settle(value: Any) -> Any:
    """The value, awaited if need be."""
    return await value if inspect.isawaitable(value) else value
