"""
Requests to the token service.

Pure. The rule: the client proves itself in one way only: by HTTP Basic when it has a secret, by a signed assertion
when it has a certificate, else by its id in the body. A token request carries no bearer token, and is never repeated
once it may have used up a grant.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final

import attrs

from warp_client_core import codec
from warp_client_core.calls import Call, Operation, Safety, Session
from warp_client_core.drift import Watch
from warp_client_core.replies import Decoded, Nothing, Reply

from ...models import NetSuiteTokens
from .integration import Integration

ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""What kind of proof an assertion is (RFC 7523, 2.2)."""

_LONGEST_LIFETIME: Final = 10**9


class TokenReply(Reply[NetSuiteTokens]):
    """Tokens, with their lifetime as a number or None, however it was sent."""

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """The tokens; a lifetime that is absent, unreadable or not positive says nothing, so it is None."""
        sent = codec.decode(NetSuiteTokens, content)
        return with_refresh_token(sent, sent.refresh_token), None


def token_call(integration: Integration, session: Session, form: Mapping[str, str]) -> Call[NetSuiteTokens]:
    """
    The request that exchanges a grant for tokens.

    Args:
        integration: Who asks, and where.
        session: Whether the tokens open a session or renew it.
        form: The grant.

    Raises:
        ValueError: The integration has no client id or no token address.

    Source: operation exchange_netsuite_token; NetSuite help, "Step Two POST Request to the Token Endpoint".
    """
    return _proven(integration, _exchange(Safety.UNSAFE, session), form).at(integration.needed("token_url"))


def renewal_call(integration: Integration, refresh_token: str) -> Call[NetSuiteTokens]:
    """
    The request that trades a refresh token for new tokens.

    It may be repeated for a confidential client, whose refresh token can be used for as long as it lasts.

    Source: NetSuite help, "Refresh Token POST Request to the Token Endpoint".
    """
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    call = token_call(integration, Session.RENEWS, form)
    if not integration.client_secret:
        return call
    return attrs.evolve(call, operation=attrs.evolve(call.operation, safety=Safety.IDEMPOTENT))


def assertion_call(integration: Integration, assertion: str) -> Call[NetSuiteTokens]:
    """
    The request that exchanges a signed assertion for an access token. There is nothing else that proves the client.

    Source: NetSuite help, "POST Request to the Token Endpoint" of the client credentials flow.
    """
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION,
        "client_assertion": assertion,
    }
    # Asking twice gives two access tokens, of which one is used.
    return _exchange(Safety.IDEMPOTENT, Session.RENEWS).call(form=form).at(integration.needed("token_url"))


def revocation_call(integration: Integration, refresh_token: str) -> Call[None]:
    """
    The request that ends a refresh token and the access tokens that came from it.

    Raises:
        ValueError: The integration has no client id or no address of revocation.

    Source: NetSuite help, "Revoke Token"; RFC 7009.
    """
    operation = Operation(
        "revoke_netsuite_token",
        "POST",
        "/auth/oauth2/v1/revoke",
        Safety.IDEMPOTENT,
        Nothing(),
        session=Session.CLOSES,
        authenticated=False,
    )
    return _proven(integration, operation, {"token": refresh_token}).at(integration.needed("revoke_url"))


def _exchange(safety: Safety, session: Session) -> Operation[NetSuiteTokens]:
    return Operation(
        "exchange_netsuite_token",
        "POST",
        "/auth/oauth2/v1/token",
        safety,
        TokenReply(),
        session=session,
        authenticated=False,
    )


def _proven(integration: Integration, operation: Operation[Any], form: Mapping[str, str]) -> Call[Any]:
    """A call with the proof of who asks: a header for a confidential client, an id in the form for a public one."""
    client_id, secret = integration.needed("client_id"), integration.client_secret
    if not secret:
        return operation.call(form={**form, "client_id": client_id})
    proof = base64.b64encode(f"{client_id}:{secret}".encode()).decode("ascii")
    return operation.call(form=form, headers={"Authorization": f"Basic {proof}"})


def with_refresh_token(tokens: NetSuiteTokens, refresh_token: str | None) -> NetSuiteTokens:
    """The tokens with this refresh token, and with their lifetime as a number or None."""
    return NetSuiteTokens(
        access_token=tokens.access_token,
        expires_in=_seconds(tokens.expires_in),
        refresh_token=refresh_token,
        token_type=tokens.token_type,
    )


def _seconds(lifetime: int | str | None) -> int | None:
    text = str(lifetime).strip()
    seconds = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0
    return min(seconds, _LONGEST_LIFETIME) or None
