"""
The token service: grants for access tokens (RFC 6749, 4.1, 4.4 and 6; RFC 7523) and their end (RFC 7009).

One rule: the client proves itself before its grant is looked at, and it proves itself in one way only.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from warp_sandbox.errors import Refusal
from warp_sandbox.identity.jwt import Token, read
from warp_sandbox.netsuite.integrations import SCOPES, Integration, Verifier
from warp_sandbox.netsuite.tokens import Tokens
from warp_sandbox.wire.exchange import Call, Reply

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ALGORITHMS = ("PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_LONGEST = 3600
_SKEW = 60
_NOT_CACHED = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class Grants:
    """
    The token service of one account.

    Args:
        integrations: Who may ask.
        verifier: Judges the signature of an assertion.
    """

    def __init__(self, tokens: Tokens, integrations: Iterable[Integration], verifier: Verifier) -> None:
        self.integrations = {one.client_id: one for one in integrations}
        self._tokens = tokens
        self._verifier = verifier

    def exchange(self, call: Call) -> Reply:
        """Tokens for the grant of the form."""
        form = call.body
        if form["grant_type"] == "client_credentials":
            return Reply(200, self._for_itself(call), _NOT_CACHED)
        integration = self._client(call)
        given = self._by_code if form["grant_type"] == "authorization_code" else self._by_refresh
        tokens = given(integration, form, call.now)
        if tokens is None:
            raise _refused("invalid_grant", "The grant is not valid, has ended or was used.")
        return Reply(200, tokens, _NOT_CACHED)

    def revoke(self, call: Call) -> Reply:
        """The end of a refresh token and of the access tokens that came from it."""
        self._tokens.revoke(self._client(call), call.body["token"])
        return Reply(200)

    def _by_code(self, integration: Integration, form: Mapping[str, str], now: datetime) -> dict[str, str] | None:
        code = form.get("code", "")
        consent = self._tokens.spend(code, now)
        if consent is None or consent.client_id != integration.client_id:
            return None
        if consent.redirect and form.get("redirect_uri") != consent.redirect:
            return None
        if consent.challenge and not _is_proven(form.get("code_verifier", ""), consent.challenge):
            return None
        return self._tokens.open(integration, consent, now, code=code)

    def _by_refresh(self, integration: Integration, form: Mapping[str, str], now: datetime) -> dict[str, str] | None:
        return self._tokens.renew(integration, form.get("refresh_token", ""), now)

    def _client(self, call: Call) -> Integration:
        """
        The integration that the request proves to come from.

        A confidential client sends HTTP Basic and nothing else; a public one its id in the form, or Basic with an
        empty secret.
        """
        in_form = call.body.get("client_id")
        header = call.headers.get("authorization")
        if header is not None and in_form is not None:
            raise _refused("invalid_request", "The client is named in the header and in the form.")
        client_id, secret = (in_form or "", "") if header is None else _basic(header)
        integration = self.integrations.get(client_id)
        known = integration is not None and not integration.certificates
        if integration is None or not known or not hmac.compare_digest(integration.secret.encode(), secret.encode()):
            raise self._unknown("Unknown client.")
        return integration

    def _for_itself(self, call: Call) -> dict[str, str]:
        form = call.body
        if "authorization" in call.headers or "client_id" in form:
            raise _refused("invalid_request", "An assertion is all that proves the client.")
        if form.get("client_assertion_type") != ASSERTION:
            raise _refused("invalid_request", f"client_assertion_type must be {ASSERTION}.")
        try:
            token = read(form.get("client_assertion", ""))
        except ValueError:
            raise _refused("invalid_request", "client_assertion is no JSON web token.") from None
        integration = self._assertor(token)
        _check_times(token.claims, call.now)
        if f"{call.base_url}/auth/oauth2/v1/token" not in _listed(token.claims.get("aud")):
            raise _refused("invalid_request", "aud must be the address of the token service.")
        scope = tuple(str(token.claims.get("scope", "")).split(","))
        if not set(scope) <= set(SCOPES):
            raise _refused("invalid_scope", "scope must name known scopes, separated by commas.")
        return self._tokens.credentials(integration, scope, call.now)

    def _assertor(self, token: Token) -> Integration:
        integration = self.integrations.get(str(token.claims.get("iss", "")))
        certificate = integration.certificates.get(str(token.header.get("kid", ""))) if integration else None
        if token.header.get("typ") != "JWT" or token.header.get("alg") not in _ALGORITHMS:
            raise _refused("invalid_request", f"typ must be JWT, alg one of {', '.join(_ALGORITHMS)}.")
        if integration is None or certificate is None or not self._verifier(token, certificate):
            raise self._unknown("The assertion is not signed by a certificate of a known client.")
        return integration

    def _unknown(self, message: str) -> Refusal:
        challenge = {"WWW-Authenticate": f'Basic realm="{self._tokens.account}"'}
        return Refusal(401, message, code="invalid_client", headers=challenge)


def challenge_of(verifier: str) -> str:
    """The challenge of a PKCE verifier (RFC 7636, 4.2, S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _is_proven(verifier: str, challenge: str) -> bool:
    return hmac.compare_digest(challenge_of(verifier).encode(), challenge.encode())


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    begins, ends = claims.get("iat"), claims.get("exp")
    moment = now.timestamp()
    if not isinstance(begins, int) or not isinstance(ends, int) or not begins < ends <= begins + _LONGEST:
        raise _refused("invalid_request", "iat and exp must be numbers, exp at most 60 minutes after iat.")
    if not begins - _SKEW <= moment < ends:
        raise _refused("invalid_grant", "The assertion has ended, or has not begun.")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _basic(header: str) -> tuple[str, str]:
    scheme, _, text = header.partition(" ")
    try:
        decoded = base64.b64decode(text.strip(), validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        decoded = ""
    client_id, _, secret = decoded.partition(":")
    return client_id, secret


def _refused(error: str, message: str) -> Refusal:
    return Refusal(400, message, code=error)
