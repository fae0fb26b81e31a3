"""
Connects to the event socket of a client, with the client's credentials as they are at that moment.

The rule: credentials go to the origin of ``ws_url`` and nowhere else, in a header field; only who asks for it by an
option has them in the address.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urljoin, urlsplit

from websockets.exceptions import InvalidHandshake, InvalidProxy, InvalidStatus, InvalidURI

from warp_client_core.errors import StreamError
from warp_client_core.headers import checked, retry_after
from warp_client_core.origins import check_url, is_loopback, origin
from warp_client_core.streaming.links import Refused, Unreachable
from warp_client_core.streaming.values import StreamOptions
from warp_client_core.streaming.wire import Connecting, QuietLog, Wire

if TYPE_CHECKING:
    from warp_client_core.client import Client

MOST_REDIRECTS: Final = 5
"""Redirects that one attempt follows, all of them within the origin."""

_OF_HTTP: Final = {"wss": "https", "ws": "http"}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class WebSocketDialer:
    """
    Makes the connections of one stream.

    Args:
        client: Whose credentials are used.
        options: How the stream behaves.
        run: Carries out steps of the client.
    """

    def __init__(self, client: Client, options: StreamOptions, run: Callable[[Any], Awaitable[Any]]) -> None:
        url = client.settings.ws_url
        if not url:
            variable = client.settings.about.environment.get("ws_url", "WARP_WS_URL")
            raise ValueError(f"ws_url is missing; pass it to the client or set {variable}")
        self._client = client
        self._options = options
        self._run = run
        self._url = url
        self._spent: str | None = None
        self._tls: ssl.SSLContext | None = None

    def lacks_credentials(self) -> bool:
        """Whether the access token is missing or known to have ended, and can be renewed."""
        credentials = self._client.credentials
        if not self._renews():
            return False
        if credentials.access_token is None:
            self._spent = None
            return credentials.api_key is None
        window = credentials.window
        if window is None or self._client.ambient.clock() < window.ends:
            return False
        self._spent = credentials.access_token
        return True

    async def renew(self) -> None:
        """
        Have another access token than that of the last attempt.

        Raises:
            WarpError: There is none to be had.
        """
        client = self._client
        if client.credentials.access_token not in (None, self._spent):
            return
        from warp_client_core.refreshing import renewed

        expires = client.ambient.clock() + 2 * client.settings.timeout
        await self._run(renewed(client, self._spent, expires=expires))

    def can_renew(self) -> bool:
        """Whether another access token is there already, or can be had."""
        return self._client.credentials.access_token not in (None, self._spent) or self._renews()

    def _renews(self) -> bool:
        client = self._client
        return client._renews and (client.credentials.renewable or client._has_store)

    async def dial(self, last_event_id: str | None) -> Wire:
        """
        Connect, and follow redirects within the origin.

        Raises:
            Refused: The server answered with another status than 101.
            Unreachable: No usable answer came in time.
        """
        url = self._url
        try:
            async with asyncio.timeout(self._options.open_timeout):
                for _ in range(MOST_REDIRECTS + 1):
                    try:
                        return await self._connected(url, last_event_id)
                    except InvalidStatus as refused:
                        response = refused.response
                        target = _within_origin(url, response.status_code, response.headers.get("Location"))
                        if target is None:
                            raise _refusal(refused) from None
                        url = target
        except TimeoutError:
            told = f"no answer within open_timeout ({self._options.open_timeout:g} s)"
            raise Unreachable(TimeoutError(told)) from None
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(error, is_final=True) from None
        except (InvalidURI, InvalidProxy, ValueError) as error:
            # What they say may quote the address.
            told = f"the connection is not possible ({type(error).__name__})"
            raise Unreachable(StreamError(told), is_final=True) from None
        except (OSError, EOFError) as error:
            raise Unreachable(error) from None
        except InvalidHandshake as error:
            told = f"the server does not answer as a WebSocket server ({type(error).__name__})"
            raise Unreachable(StreamError(told)) from None
        raise Unreachable(StreamError(f"the server redirected more than {MOST_REDIRECTS} times"), is_final=True)

    async def _connected(self, url: str, last_event_id: str | None) -> Wire:
        options, settings = self._options, self._client.settings
        scheme, host, _port = origin(url)
        address, headers = self._proven(url)
        headers["X-Client-Version"] = settings.client_version
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        extra: dict[str, Any] = {}
        if scheme == "wss":
            if self._tls is None:
                self._tls = ssl.create_default_context()
            extra["ssl"] = self._tls
        connection = await Connecting(
            address,
            additional_headers=[checked(name, value) for name, value in headers.items()],
            user_agent_header=settings.user_agent,
            proxy=None if is_loopback(host) else True,
            open_timeout=None,
            ping_interval=None,
            close_timeout=options.close_timeout,
            max_size=options.max_frame_bytes,
            max_queue=None,
            logger=QuietLog(),
            create_connection=Wire,
            **extra,
        )
        assert isinstance(connection, Wire)
        return connection

    def _proven(self, url: str) -> tuple[str, dict[str, str]]:
        """Address and header fields that prove who is calling."""
        settings, credentials = self._client.settings, self._client.credentials
        tokens = credentials.tokens
        self._spent = tokens.access_token
        scheme, host, port = origin(url)
        headers: dict[str, str] = {}
        if (_OF_HTTP[scheme], host, port) == settings.origin:
            headers.update(settings.headers)
        proof = credentials.proof(tokens)
        if self._options.token_in_query and tokens.access_token:
            return f"{url}{'&' if '?' in url else '?'}token={quote(tokens.access_token, safe='')}", headers
        taken = {name.lower() for name in headers}
        headers.update({name: value for name, value in proof.items() if name.lower() not in taken})
        return url, headers


def _refusal(refused: InvalidStatus) -> Refused:
    response = refused.response
    fields = {name.lower(): value for name, value in response.headers.raw_items()}
    return Refused(response.status_code, retry_after(fields, limited=response.status_code == 429))


def _within_origin(url: str, status: int, location: str | None) -> str | None:
    """Where a redirect leads, when that is within the origin."""
    if status not in _REDIRECTS or not location:
        return None
    target = urljoin(url, location)
    for http, socket in (("https://", "wss://"), ("http://", "ws://")):
        if target.startswith(http):
            target = socket + target[len(http) :]
    try:
        check_url(target, name="the redirect", schemes=("wss", "ws"))
    except ValueError:
        return None
    return target if origin(target) == origin(url) and urlsplit(target).path else None
