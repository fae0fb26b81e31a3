"""
The layer around the sending of a call that looks after its access token.

The rule: with a token that is good for a while yet, a call pays for one comparison. A refused token is renewed once a
call, and compared with the present one first: somebody else may have renewed it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from warp_client_core import logs
from warp_client_core.errors import AuthenticationError, ReauthenticationRequired, TokenRefreshError, TokenStoreError
from warp_client_core.exchange import Settled, transmit
from warp_client_core.lifetimes import window_of
from warp_client_core.origins import is_absolute, origin
from warp_client_core.refreshing.renewal import renewed
from warp_client_core.steps import Steps
from warp_client_core.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.credentials import Credentials
    from warp_client_core.options import Begun, CallOptions

ADVISORY_PAUSE: Final = 30.0
"""Seconds between two attempts to renew a token that is good for a while yet."""

MANDATORY_PAUSE: Final = 5.0
"""The same when its end is near."""

FRUITLESS_PAUSE: Final = 30.0
"""Seconds for which a new token that was refused at once is not renewed again."""

_FRUITLESS: Final = "refreshing.fruitless"


class _Noting:
    """Proves who is calling, and remembers with which tokens."""

    __slots__ = ("_credentials", "tokens")

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self.tokens = credentials.tokens

    def authorize(self) -> Mapping[str, str]:
        self.tokens = self._credentials.tokens
        return self._credentials.proof(self.tokens)


def refreshed(client: Client, call: Call[Any], options: CallOptions, *, streamed: bool) -> Steps[Settled]:
    """
    The steps that send a call with a token that is fresh, and once more when the token is refused nevertheless.

    Args:
        client: The client.
        call: What to send.
        options: Of the caller; they hold the one deadline of all that is done here.
        streamed: Leave the body of a successful reply unread.

    Raises:
        AuthenticationError: The token was refused, and so was the new one, or there was none to be had.
        ReauthenticationRequired: The session is over.
        TokenRefreshError: The token has ended and could not be renewed now.
        WarpError: As for every call.
    """
    call, options = client.begun(call, options)
    credentials = client.credentials
    identity = credentials.identity
    if credentials.due <= client.ambient.clock() and _is_ours(client, call, options):
        yield from _ahead(client, options)
    noting = _Noting(credentials)
    try:
        return (yield from _sent(client, call, options, noting, streamed))
    except AuthenticationError as error:
        if not _is_ours(client, call, options):
            raise
        yield from _after_refusal(client, noting.tokens, options, error)
        if credentials.identity != identity or (call.body is not None and not call.body.repeatable):
            raise
    try:
        return (yield from _sent(client, call, options, noting, streamed))
    except AuthenticationError:
        credentials.derived[_FRUITLESS] = (noting.tokens, client.ambient.clock() + FRUITLESS_PAUSE)
        raise


def _sent(client: Client, call: Call[Any], options: Begun, noting: _Noting, streamed: bool) -> Steps[Settled]:
    return transmit(
        call,
        settings=client.settings,
        credentials=noting,
        options=options,
        budget=client.retry_budget,
        ambient=client.ambient,
        streamed=streamed,
    )


def _is_ours(client: Client, call: Call[Any], options: Begun) -> bool:
    """Whether a call is sent with the tokens of the client, and not elsewhere or with a proof of the caller's own."""
    for name in (*(name for name, _ in call.headers), *(options.headers or ())):
        if name.lower() == "authorization":
            return False
    return not is_absolute(call.path) or origin(call.path) == client.settings.origin


def _ahead(client: Client, options: Begun) -> Steps[None]:
    """Renew the token before it ends, when it is time to."""
    credentials, ambient = client.credentials, client.ambient
    tokens, window, now = credentials.tokens, credentials.window, ambient.clock()
    if window is None:
        server_now = ambient.now().timestamp() + credentials.skew
        window = window_of(tokens, clock=now, now=server_now, chance=ambient.chance())
        credentials.schedule(tokens, window)
    seen = credentials.due
    if now < seen:
        return
    # Of all that come by in the advisory time one tries; the token is good for the others, and for this one if need be.
    until = min(now + ADVISORY_PAUSE, window.mandatory)
    if now < window.mandatory and not credentials.postpone(tokens, seen, until):
        return
    expires = options.expires
    if now < window.ends:
        # Time for the call itself is kept back, since it can do with the present token.
        expires -= min(options.timeout, (expires - now) / 2)
    try:
        yield from renewed(client, tokens.access_token, expires=expires, ends=window.ends)
    except (TokenRefreshError, TokenStoreError) as error:
        left = window.ends - ambient.clock()
        if left <= 0 or isinstance(error, ReauthenticationRequired):
            raise
        if credentials.tokens is tokens and credentials.due <= ambient.clock():
            credentials.postpone(tokens, credentials.due, ambient.clock() + min(MANDATORY_PAUSE, left))
        logs.renewal_failed(error)
    else:
        # Does nothing to tokens that were replaced; those that nobody can renew are used as they are.
        credentials.postpone(tokens, credentials.due, math.inf)


def _after_refusal(client: Client, used: Tokens, options: Begun, error: AuthenticationError) -> Steps[None]:
    """Have another token than the refused one in the credentials, or raise."""
    credentials = client.credentials
    refused = used.access_token
    if refused is None and credentials.api_key is not None:
        raise error
    fruitless, until = credentials.derived.get(_FRUITLESS, (None, -math.inf))
    if fruitless is used and client.ambient.clock() < until:
        raise error
    if credentials.access_token == refused:
        yield from renewed(client, refused, expires=options.expires)
    if credentials.access_token in (None, refused):
        raise error
