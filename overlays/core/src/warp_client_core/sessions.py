"""
What replies about the session do to it: tokens are taken, kept and dropped.

The rule: tokens that were asked for by an identity that has gone meanwhile are not taken. Loaded with the first such
reply.
"""

from __future__ import annotations

from typing import Any

import attrs

from warp_client_core import errors, lifetimes
from warp_client_core.calls import Call, Session
from warp_client_core.credentials import Credentials
from warp_client_core.exchange import Settled, decoded, undecodable
from warp_client_core.lifetimes import Window
from warp_client_core.replies import Decoded
from warp_client_core.steps import Ambient, Blocking, Steps
from warp_client_core.tokens import Tokens, TokenStore
from warp_client_core.value import Value


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
        # Not watched: what is new in a reply about the session may be a secret.
        data, meta = decoded(call, settled, None)
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


def granted(call: Call[Any], settled: Settled, data: Any, ambient: Ambient) -> Grant | None:
    """
    The tokens that a reply about the session holds, None when it holds none.

    They last from the time at which the request was sent. Without a lifetime, the end that a JWT states counts.

    Raises:
        ResponseDecodeError: A token cannot be sent in a header.
    """
    access = getattr(data, "access_token", None)
    if not access:
        return None
    now, took = ambient.now().timestamp(), settled.last[0]
    skew = lifetimes.skew(settled.received.headers, sent=now - took, received=now)
    lifetime = lifetimes.seconds(getattr(data, "expires_in", None))
    issued, end = lifetimes.stated_times(access) if lifetime is None else (None, None)
    sent = now - took + skew
    if end is not None:
        lifetime = end - (issued or sent)
    elif lifetime is not None:
        end = sent + lifetime
    window = lifetimes.UNKNOWN
    if end is not None and lifetime is not None:
        window = lifetimes.window(ambient.clock() - took + end - sent, lifetime, ambient.chance())
    try:
        return Grant(Tokens(access, getattr(data, "refresh_token", None) or None, end), window, skew)
    except ValueError as error:
        unusable = errors.ResponseDecodeError(f"the reply holds tokens that cannot be used: {error}")
        raise undecodable(call, settled, unusable) from None


def _taken(call: Call[Any], grant: Grant, credentials: Credentials, identity: int) -> bool:
    access, refresh, end = grant.tokens.access_token, grant.tokens.refresh_token, grant.tokens.expires_at
    assert access is not None
    credentials.skew = grant.skew
    if call.operation.session is Session.OPENS:
        credentials.open(access, refresh, expires_at=end, window=grant.window)
        return True
    return credentials.renew(access, refresh, expires_at=end, identity=identity, window=grant.window)
