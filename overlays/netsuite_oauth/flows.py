"""
Signing in and renewing, as steps that sync and async clients carry out alike.

The rule: tokens are taken and stored by the runtime, which drops those of a session that has ended meanwhile.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urlencode

import attrs

from warp_client_core.calls import Session
from warp_client_core.errors import ApiError, ReauthenticationRequired
from warp_client_core.options import RequestOptions
from warp_client_core.refreshing import renewed
from warp_client_core.steps import Blocking, Send, Step, Steps, relayed
from warp_client_core.stores.shared import sharing

from ...models import NetSuiteTokens
from .callbacks import accepted_code
from .tokens import revocation_call, token_call

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.exchange import Settled

    from .authorizations import Authorization
    from .client import Integrated

OpenBrowser: TypeAlias = Callable[[str], object]
"""Shows an address to the user; False when it could not."""


def authorize_url(client: Integrated, *, scope: str | None = None, state: str | None = None) -> str:
    """
    The address of the consent page for a new authorization, which the client remembers.

    Raises:
        ValueError: The integration has no account id, client id or redirect URI, needs no consent, or the state is not
            usable.
    """
    return _begun(client, scope, state)[0]


def _begun(client: Integrated, scope: str | None, state: str | None = None) -> tuple[str, Authorization]:
    integration = client.integration
    integration.needed("account_id")
    if client.signer is not None:
        raise ValueError("this client signs in by its certificate and needs no user's consent")
    address = integration.needed("auth_url")
    query = {
        "response_type": "code",
        "client_id": integration.needed("client_id"),
        "redirect_uri": integration.needed("redirect_uri"),
        "scope": scope or integration.scope,
    }
    begun = client.authorizations.begin(client.ambient.clock(), state=state)
    query |= {"state": begun.state, "code_challenge": begun.challenge, "code_challenge_method": "S256"}
    return f"{address}?{urlencode(query, quote_via=quote, safe='')}", begun


def authorize(
    client: Integrated, open_browser: OpenBrowser, timeout: float, scope: str | None, options: RequestOptions | None
) -> Steps[NetSuiteTokens]:
    """
    The steps from the consent page in the user's browser to the tokens of a new session.

    Raises:
        ReauthenticationRequired: Nobody came back in time, or what came back is refused.
        ValueError: The redirect URI does not lead to this machine, or the integration is not complete.
    """
    from .browser import CallbackListener, port_and_path

    redirect_uri = client.integration.needed("redirect_uri")
    port, _path = port_and_path(redirect_uri)
    address, begun = _begun(client, scope)
    try:
        listener = CallbackListener(redirect_uri, state=begun.state)
    except OSError as error:
        message = f"port {port} of redirect_uri cannot be listened at; is it taken by another program?"
        raise ReauthenticationRequired(message, reason="port_taken") from error
    with listener:
        if (yield Blocking(lambda: open_browser(address))) is False:
            message = "no browser could be opened; pass an open_browser that shows the address to the user"
            raise ReauthenticationRequired(message, reason="no_browser")
        callback_url: str | None = yield Blocking(lambda: listener.wait(timeout))
    if callback_url is None:
        client.authorizations.end(begun.state, client.ambient.clock())
        message = f"nobody came back from NetSuite's consent page within {timeout:g} seconds; begin again"
        raise ReauthenticationRequired(message, reason="timeout")
    return (yield from redeem(client, callback_url, options))


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
    if not held.refresh_token and client.signer is None:
        message = "there is no refresh token; send the user to build_authorize_url()"
        raise ReauthenticationRequired(message, reason="no_refresh_token")
    # What is sent is the runtime's to make; this one tells what the options come to.
    _call, begun = client.begun(token_call(client.integration, Session.RENEWS, {}), options)
    # The present token has not been refused, so the session outlives a renewal that fails.
    yield from renewed(client, held.access_token, expires=begun.expires, ends=math.inf)
    return _as_sent(client)


def signed_anew(steps: Steps[Settled], sign: Callable[[], Call[Any]]) -> Steps[Settled]:
    """
    The steps of a grant, each further attempt with an assertion of its own.

    Args:
        steps: Send the grant, and again where that may help.
        sign: Makes a grant with an assertion that was never sent.
    """

    def carried(step: Step) -> Steps[Any]:
        if isinstance(step, Send) and step.number > 1:
            step = attrs.evolve(step, body=sign().body)
        return (yield step)

    return relayed(steps, carried)


def revoke(client: Integrated, options: RequestOptions | None) -> Steps[None]:
    """
    The steps that end the session at NetSuite, and here in any case.

    Raises:
        WarpError: NetSuite did not confirm it; the tokens are dropped nevertheless.
        ValueError: The integration is not complete; then nothing has happened.
    """
    refresh_token = client.credentials.refresh_token
    if client.signer is None and refresh_token is not None:
        call = revocation_call(client.integration, refresh_token)
        # Somebody who shares the store may have rotated the token, and the old one ends nothing.
        stored = (yield Blocking(sharing(client.session_store).read)).tokens
        if stored is not None and stored.refresh_token not in (None, refresh_token):
            call = revocation_call(client.integration, stored.refresh_token)
        yield from client.exchange(call, options)
        return
    client.credentials.close()
    yield Blocking(client.session_store.clear)


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
