"""
Signing in and renewing, as steps that sync and async clients carry out alike.

The rule: tokens are taken and stored by the runtime, which drops those of a session that has ended meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from warp_client_core.calls import Session
from warp_client_core.errors import ApiError, ReauthenticationRequired
from warp_client_core.options import RequestOptions
from warp_client_core.steps import Shared, Steps

from ...models import NetSuiteTokens
from .callbacks import accepted_code
from .tokens import token_call, with_refresh_token

if TYPE_CHECKING:
    from .client import Integrated

DEFAULT_SCOPE: Final = "rest_webservices"
"""All that the REST services need."""

_REFRESH: Final = "netsuite_oauth.refresh"


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
    return (yield from _granted(client, Session.OPENS, form, options))


def refresh(client: Integrated, options: RequestOptions | None) -> Steps[NetSuiteTokens]:
    """
    The steps that renew the access token, once for all callers that ask at the same time.

    A public client's refresh token works once, so two renewals side by side would end the session.

    Raises:
        ReauthenticationRequired: There is no refresh token, or NetSuite takes it no longer.
        ValueError: The integration is not complete.
    """
    tokens: NetSuiteTokens = yield Shared((_REFRESH, client.credentials.identity), lambda: _renew(client, options))
    return tokens


def _renew(client: Integrated, options: RequestOptions | None) -> Steps[NetSuiteTokens]:
    held = client.credentials.refresh_token
    if not held:
        message = "there is no refresh token; send the user to build_authorize_url()"
        raise ReauthenticationRequired(message, reason="no_refresh_token")
    form = {"grant_type": "refresh_token", "refresh_token": held}
    tokens = yield from _granted(client, Session.RENEWS, form, options)
    return with_refresh_token(tokens, tokens.refresh_token or held)


def _granted(
    client: Integrated, session: Session, form: Mapping[str, str], options: RequestOptions | None
) -> Steps[NetSuiteTokens]:
    call = token_call(client.integration, session, form)
    try:
        response = yield from client.exchange(call, options)
    except ApiError as error:
        if error.code != "invalid_grant":
            raise
        message = "NetSuite takes this grant no longer (invalid_grant); send the user to build_authorize_url()"
        raise ReauthenticationRequired(message, reason=error.code) from error
    return response.data
