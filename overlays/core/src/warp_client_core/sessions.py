"""
What replies about the session do to it: tokens are taken, kept and dropped.

The rule: tokens that were asked for by an identity that has gone meanwhile are not taken. Loaded with the first such
reply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from warp_client_core import errors, lifetimes
from warp_client_core.calls import Call, Session
from warp_client_core.credentials import Credentials
from warp_client_core.exchange import Settled, decoded, undecodable
from warp_client_core.lifetimes import Window
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Decoded
from warp_client_core.steps import Ambient, Blocking, Steps
from warp_client_core.tokens import Tokens, TokenStore
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.client import Client


@attrs.frozen(eq=False, repr=False)
class Grant(Value):
    """
    Tokens as they were granted.

    Attributes:
        tokens: The tokens; no refresh token where none came along.
        window: When the access token is to be renewed.
        skew: Seconds by which the server's clock is ahead of ours.
    """

    tokens: Tokens
    window: Window
    skew: float


def in_session(
    call: Call[Any], steps: Steps[Settled], credentials: Credentials, store: TokenStore, ambient: Ambient
) -> Steps[tuple[Settled, Decoded]]:
    """
    The steps of a call that changes the session: its reply, decoded, after the session has followed it.

    Raises:
        ResponseDecodeError: The reply is not what the API describes, or its tokens cannot be used.
    """
    identity = credentials.identity
    try:
        settled = yield from steps
        data, meta = read_session(call, settled)
        if call.operation.session in (Session.OPENS, Session.RENEWS):
            grant = granted(call, settled, data, ambient)
            if grant is not None and _taken(call, grant, credentials, identity):
                tokens = credentials.tokens
                yield Blocking(lambda: store.save(tokens))
                credentials.kept = True
    finally:
        if call.operation.session is Session.CLOSES:
            # Not a step: a cancelled flow may not yield any more.
            credentials.close()
            store.clear()
    return settled, (data, meta)


def read_session(call: Call[Any], settled: Settled) -> Decoded:
    """
    The payload and meta of a reply about the session. A lifetime that cannot be read does not cost the tokens.

    Raises:
        ResponseDecodeError: The reply is not what the API describes.
    """
    received = settled.received
    content = lifetimes.plain_lifetime(received.content)
    if content is not received.content:
        again = attrs.evolve(received, content=content)
        settled = Settled(again, settled.retries_taken, settled.elapsed, settled.failed, settled.last)
    # Not watched: what is new in a reply about the session may be a secret.
    return decoded(call, settled, None)


def granted(call: Call[Any], settled: Settled, data: Any, ambient: Ambient) -> Grant | None:
    """
    The tokens that a reply about the session holds, None when it holds none.

    They last from the time at which the request was sent. Without a lifetime, the end that a JWT states counts.

    Raises:
        ResponseDecodeError: A token cannot be sent in a header.
    """
    # Local variables are shown by those who report errors, so a token is not among them.
    if not getattr(data, "access_token", None):
        return None
    now, took = ambient.now().timestamp(), settled.last[0]
    skew = lifetimes.skew(settled.received.headers, sent=now - took, received=now)
    lifetime = lifetimes.seconds(getattr(data, "expires_in", None))
    issued, end = lifetimes.stated_times(data.access_token) if lifetime is None else (None, None)
    sent = now - took + skew
    if end is not None:
        lifetime = end - (issued or sent)
    elif lifetime is not None:
        end = sent + lifetime
    window = lifetimes.UNKNOWN
    if end is not None and lifetime is not None:
        window = lifetimes.window(ambient.clock() - took + end - sent, lifetime, ambient.chance())
    try:
        account = lifetimes.subject(data.access_token) or getattr(getattr(data, "user", None), "id", None)
        tokens = Tokens(data.access_token, getattr(data, "refresh_token", None) or None, end, account=account)
        return Grant(tokens, window, skew)
    except ValueError as error:
        unusable = errors.ResponseDecodeError(f"the reply holds tokens that cannot be used: {error}")
        raise undecodable(call, settled, unusable) from None


def exchanged(client: Client, call: Call[Any]) -> Steps[tuple[Grant, Settled]]:
    """
    The steps that trade something for tokens: what was granted, and the reply.

    Raises:
        WarpError: See `warp_client_core.errors`.
    """
    timeout = client.settings.timeout
    # The exchange has a deadline of its own: whoever began it may have less time than those who wait for it.
    call, begun = client.begun(call, RequestOptions(timeout=timeout, deadline=timeout))
    settled = yield from client.transmit(call, begun)
    data, _meta = read_session(call, settled)
    grant = granted(call, settled, data, client.ambient)
    if grant is None:
        raise errors.ResponseDecodeError("the reply holds no access token", operation_id=call.operation_id)
    return grant, settled


def account_of(tokens: Tokens) -> str | None:
    """Whom tokens were given to; None when nobody said."""
    return lifetimes.subject(tokens.access_token) or tokens.account


def _taken(call: Call[Any], grant: Grant, credentials: Credentials, identity: int) -> bool:
    access, refresh, end = grant.tokens.access_token, grant.tokens.refresh_token, grant.tokens.expires_at
    assert access is not None
    credentials.skew = grant.skew
    if call.operation.session is Session.OPENS:
        credentials.open(access, refresh, expires_at=end, window=grant.window, account=grant.tokens.account)
        return True
    return credentials.renew(access, refresh, expires_at=end, identity=identity, window=grant.window)
