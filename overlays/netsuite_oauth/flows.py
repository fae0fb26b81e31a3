"""
Signing in and renewing, as steps that sync and async clients carry out alike.

The rule: tokens are taken and stored by the runtime, which drops those of a session that has ended meanwhile.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from warp_client_core.calls import Session
from warp_client_core.errors import ApiError, ReauthenticationRequired
from warp_client_core.options import RequestOptions
from warp_client_core.refreshing import renewed
from warp_client_core.steps import Steps

from ...models import NetSuiteTokens
from .callbacks import accepted_code
from .tokens import renewal_call, token_call

if TYPE_CHECKING:
    from .client import Integrated

DEFAULT_SCOPE: Final = "rest_webservices"
"""All that the REST services need."""


def authorize_url(client: Integrated, *, scope: str = DEFAULT_SCOPE) -> str:
    """
    The address of the consent page for a new authorization, which the client remembers.

    Raises:
        ValueError: The integration has no account id, client id or redirect URI.
    """
    integration = client.integration
    integration.needed("account_id")
    address = integration.needed("auth_url")
    query = {
        "response_type": "code",
        "client_id": integration.needed("client_id"),
        "redirect_uri": integration.needed("redirect_uri"),
        "scope": scope,
    }
    begun = client.authorizations.begin(client.ambient.clock())
    query |= {"state": begun.state, "code_challenge": begun.challenge, "code_challenge_method": "S256"}
    return f"{address}?{urlencode(query, quote_via=quote, safe='')}"


def redeem(client: Integrated, callback_url: str, options: RequestOptions | None) -> Steps[NetSuiteTokens]:
    """
    The steps that exchange the code in a callback for the tokens of a new session.

    Raises:
        ReauthenticationRequired: The callback or its code is refused.
        ValueError: The integration is not complete.
    """
    integration = client.integration
    code, authorization = accepted_code(
        callback_url,
        end=lambda state: client.authorizations.end(state, client.ambient.clock()),
        account_id=integration.needed("account_id"),
    )
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": integration.needed("redirect_uri"),
        "code_verifier": authorization.verifier,
    }
    return (yield from _granted(client, form, options))


def refresh(client: Integrated, options: RequestOptions | None) -> Steps[NetSuiteTokens]:
    """
    The steps that renew the access token, once for all who share it and ask at the same time.

    A public client's refresh token works once, so two renewals side by side would end the session.

    Raises:
        ReauthenticationRequired: There is no refresh token, or NetSuite takes it no longer.
        TokenRefreshError: No new token was to be had now.
        ValueError: The integration is not complete.
    """
    held = client.credentials.tokens
    if not held.refresh_token:
        message = "there is no refresh token; send the user to build_authorize_url()"
        raise ReauthenticationRequired(message, reason="no_refresh_token")
    _call, begun = client.begun(renewal_call(client.integration, held.refresh_token), options)
    # The present token has not been refused, so the session outlives a renewal that fails.
    yield from renewed(client, held.access_token, expires=begun.expires, ends=math.inf)
    return _as_sent(client)


def _as_sent(client: Integrated) -> NetSuiteTokens:
    """The tokens in use, as the token service tells of them."""
    tokens = client.credentials.tokens
    now = client.ambient.now().timestamp() + client.credentials.skew
    lifetime = None if tokens.expires_at is None else max(round(tokens.expires_at - now), 0)
    return NetSuiteTokens(
        access_token=tokens.access_token or "", expires_in=lifetime, refresh_token=tokens.refresh_token
    )


def _granted(client: Integrated, form: Mapping[str, str], options: RequestOptions | None) -> Steps[NetSuiteTokens]:
    call = token_call(client.integration, Session.OPENS, form)
    try:
        response = yield from client.exchange(call, options)
    except ApiError as error:
        if error.code != "invalid_grant":
            raise
        message = "NetSuite takes this grant no longer (invalid_grant); send the user to build_authorize_url()"
        raise ReauthenticationRequired(message, reason=error.code) from error
    return response.data
