"""
The layer around the sending of a call that looks after its access token.

The rule: with a token that is good for a while yet, a call pays for one comparison. A refused token is renewed once a
call, and compared with the present one first: somebody else may have renewed it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from warp_client_core import logs
from warp_client_core.bodies import is_streamed
from warp_client_core.errors import AuthenticationError, ReauthenticationRequired, TokenRefreshError, TokenStoreError
from warp_client_core.exchange import Settled, transmit
from warp_client_core.lifetimes import skew, window_of
from warp_client_core.options import Begun
from warp_client_core.origins import is_absolute, origin
from warp_client_core.refreshing.renewal import renewed
from warp_client_core.steps import Ambient, Steps
from warp_client_core.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.credentials import Credentials
    from warp_client_core.options import CallOptions
    from warp_client_core.sources import TokenSource

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
    if credentials.access_token is None and client.source is not None and _is_ours(client, call, options):
        _check_signed_in(client.source)
    if credentials.due <= client.ambient.clock() and _is_ours(client, call, options):
        yield from _ahead(client, options)
    if is_streamed(call.body) and _is_ours(client, call, options):
        from warp_client_core.refreshing.lasting import lasting

        yield from lasting(client, call, options)
    noting, began = _Noting(credentials), None if credentials.is_timed else client.ambient.clock()
    try:
        settled = yield from _sent(client, call, options, noting, streamed)
        if began is not None:
            _tell_time(client, settled.received.headers, client.ambient.clock() - began)
        return settled
    except AuthenticationError as error:
        if not _is_ours(client, call, options):
            raise
        if error.response is not None:
            # Clocks are set now and then; a refusal is when that matters.
            _tell_time(client, error.response.headers, 0.0)
        yield from _after_refusal(client, noting.tokens, options, error)
        if credentials.identity != identity or (call.body is not None and not call.body.repeatable):
            raise
    try:
        return (yield from _sent(client, call, options, noting, streamed))
    except AuthenticationError:
        fruitless(credentials, noting.tokens, client.ambient)
        raise


def fresh(client: Client) -> Steps[Tokens]:
    """
    The steps that give tokens to sign a request with that this runtime does not send.

    Raises:
        ReauthenticationRequired, TokenRefreshError, TokenStoreError: As for `refreshed`.
    """
    if client.source is not None:
        _check_signed_in(client.source)
    if client.credentials.due <= client.ambient.clock():
        yield from _ahead(client, _now(client))
    return client.credentials.tokens


def another(client: Client, refused: Tokens) -> Steps[bool]:
    """
    The steps after a request was refused that this runtime did not send; whether to send it again with other tokens.

    Raises:
        ReauthenticationRequired, TokenRefreshError, TokenStoreError: As for `refreshed`.
    """
    try:
        yield from _after_refusal(client, refused, _now(client), AuthenticationError("refused", status_code=401))
    except AuthenticationError:
        return False
    return True


def fruitless(credentials: Credentials, tokens: Tokens, ambient: Ambient) -> None:
    """Note that new tokens were refused at once, so that nobody renews them again for a while."""
    credentials.derived[_FRUITLESS] = (tokens, ambient.clock() + FRUITLESS_PAUSE)


def _check_signed_in(source: TokenSource) -> None:
    """Raise where nobody is signed in and nobody can be: who passed a source does not mean to call without tokens."""
    tokens = source.credentials.tokens
    if source.sign_in is None and tokens.access_token is None and tokens.refresh_token is None:
        message = "there are no tokens, and nothing to sign in with; sign in again"
        raise ReauthenticationRequired(message, reason="no_refresh_token")


def _now(client: Client) -> Begun:
    settings = client.settings
    return Begun(None, timeout=settings.timeout, max_retries=settings.max_retries, started=client.ambient.clock())


def _tell_time(client: Client, headers: Mapping[str, str], took: float) -> None:
    """Note by how much the server's clock is ahead of ours."""
    now = client.ambient.now().timestamp()
    client.credentials.correct(skew(headers, sent=now - took, received=now))


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
        yield from renewed(client, tokens, expires=expires, ends=window.ends)
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
    if used.access_token is None and credentials.api_key is not None:
        raise error
    fruitless, until = credentials.derived.get(_FRUITLESS, (None, -math.inf))
    if fruitless is used and client.ambient.clock() < until:
        raise error
    if credentials.access_token == used.access_token:
        yield from renewed(client, used, expires=options.expires)
    if credentials.access_token in (None, used.access_token):
        raise error
