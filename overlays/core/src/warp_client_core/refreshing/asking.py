"""
Callers who ask for a renewal themselves, by the operation for it.

The rule: whoever sends the client's own refresh token gets the renewal of all who want one, and a refresh token that
was used up is sent for nobody.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from warp_client_core.exchange import Settled, answered
from warp_client_core.refreshing.marks import SPENT
from warp_client_core.refreshing.renewal import renewed
from warp_client_core.replies import Enveloped
from warp_client_core.sessions import read_session
from warp_client_core.steps import Received, Steps

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.options import Begun
    from warp_client_core.values import ApiResponse


def asked(client: Client, call: Call[Any], options: Begun) -> Steps[ApiResponse[Any]] | None:
    """
    The steps that carry out a call which renews tokens; None when it sends a token that is not the client's.

    The reply is that of the exchange. Where another process made that, it tells of the tokens in use.

    Raises:
        ReauthenticationRequired: The session is over.
        TokenRefreshError: No new token was to be had now.
        TokenStoreError: The store cannot be used.
    """
    credentials, held = client.credentials, client.credentials.tokens
    own = client.renewal(held.refresh_token) if held.refresh_token else None
    if own is None or own.operation.id != call.operation.id:
        return None
    if own.body == call.body:
        return _renewed(client, call, options)
    if hash(call.body) in credentials.derived.get(SPENT, ()):
        return _as_it_is(client, call, None)
    return None


def _renewed(client: Client, call: Call[Any], options: Begun) -> Steps[ApiResponse[Any]]:
    # The present token has not been refused, so the session outlives a renewal that fails.
    settled = yield from renewed(client, client.credentials.tokens, expires=options.expires, ends=math.inf)
    return (yield from _as_it_is(client, call, settled))


def _as_it_is(client: Client, call: Call[Any], settled: Settled | None) -> Steps[ApiResponse[Any]]:
    settled = settled or Settled(Received(200, {}, _told(client, call)), 0, 0.0)
    data, meta = read_session(call, settled)
    return answered(settled, data, meta)
    yield  # what makes steps of it


def _told(client: Client, call: Call[Any]) -> bytes:
    """The tokens in use, as a server would tell of them."""
    tokens, now = client.credentials.tokens, client.ambient.now().timestamp() + client.credentials.skew
    body: dict[str, Any] = {"access_token": tokens.access_token, "token_type": "Bearer"}
    if tokens.refresh_token is not None:
        body["refresh_token"] = tokens.refresh_token
    if tokens.expires_at is not None and math.isfinite(tokens.expires_at):
        body["expires_in"] = max(round(tokens.expires_at - now), 0)
    return json.dumps({"data": body} if isinstance(call.operation.reply, Enveloped) else body).encode()
