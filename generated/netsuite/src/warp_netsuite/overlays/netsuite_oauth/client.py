"""
The constructor of NetSuite clients: the account decides where calls go.

The rule: nothing is sent here, and all that is wrong with the arguments shows here.
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Unpack, cast

import attrs

from warp_client_core.calls import Session
from warp_client_core.client import Client
from warp_client_core.config import environment
from warp_client_core.driver import AsyncClient, SyncClient

from .authorizations import Authorizations
from .integration import DEFAULT_SCOPE, Integration, integration_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from warp_client_core.assertions import KeySource, Signer
    from warp_client_core.calls import Call
    from warp_client_core.exchange import Settled
    from warp_client_core.options import CallOptions
    from warp_client_core.steps import Steps

    from .arguments import AsyncPassedOn, SyncPassedOn

    OnConsentEnding = Callable[[datetime], object]

EARLY: Final = 24 * 3600.0
"""Seconds before the end of a refresh token at which the user is to be asked for a new consent."""

_WARNED: Final = "netsuite_oauth.warned"
_SEEN: Final = "netsuite_oauth.seen"


class Integrated(Client):
    """
    A client that knows its integration.

    Attributes:
        account_id: Account id as the caller wrote it; None when only addresses were given.
        integration: Account, addresses and credentials of the integration.
        authorizations: Those begun and not yet ended, shared with all copies of the client.
        signer: Signs assertions with the key of the certificate; None for a client that a user consents to.
    """

    account_id: str | None = None
    integration: Integration
    authorizations: Authorizations
    signer: Signer | None = None
    _on_consent_ending: OnConsentEnding | None = None

    @property
    def refresh_expires_at(self) -> datetime | None:
        """When the refresh token ends, aware and in UTC; None when there is none, or it does not say."""
        return _end_of(self.credentials.refresh_token)

    def transmit(self, call: Call[Any], options: CallOptions = None, *, streamed: bool = False) -> Steps[Settled]:
        """The steps of a call; an assertion is signed anew for each attempt, since its id may be used once."""
        steps = super().transmit(call, options, streamed=streamed)
        if self.signer is None:
            held = self.credentials.refresh_token
            # Once for each session: tokens of a store may be old, and good for a while without a renewal.
            if held is not None and _SEEN not in self.credentials.derived and self.integration.client_secret:
                self.credentials.derived[_SEEN] = True
                self._warn_early(held)
        elif call.operation.session is Session.RENEWS:
            from .flows import signed_anew

            return signed_anew(steps, functools.partial(self._signed, self.signer))
        return steps

    def renewal(self, refresh_token: str) -> Call[Any] | None:
        """The call that trades a refresh token for new tokens; None when the integration is not complete."""
        if not self.integration.client_id or not self.integration.token_url:
            return None
        from .tokens import renewal_call

        if self.integration.client_secret:
            # A public client gets a new one with every renewal.
            self._warn_early(refresh_token)
        return renewal_call(self.integration, refresh_token)

    def token_owner(self) -> str:
        """Tokens are of one token service, account, client, grant and subject; see `Integration.owner`."""
        return "|".join((super().token_owner(), *self.integration.owner))

    def grant(self) -> Call[Any] | None:
        """The call that trades a signed assertion for an access token; None for a client that a user consents to."""
        return None if self.signer is None else self._signed(self.signer)

    def _signed(self, signer: Signer) -> Call[Any]:
        import uuid

        from .tokens import assertion_call

        integration = self.integration
        assertion = signer.assertion(
            client_id=integration.needed("client_id"),
            audience=integration.needed("token_url"),
            scope=",".join(integration.scope.split()),  # spaces everywhere but here
            now=self.ambient.now().timestamp() + self.credentials.skew,
            token_id=str(uuid.uuid4()),
        )
        return assertion_call(integration, assertion)

    def _integrate(self, integration: Integration, on_consent_ending: OnConsentEnding | None) -> None:
        if integration.private_key is not None:
            from warp_client_core.assertions import signer_for

            self.signer = signer_for(integration.private_key, key_id=integration.needed("certificate_id"))
            # The signer has it now, and one place is easier to look after than two.
            integration = attrs.evolve(integration, private_key=None)
        self.account_id = integration.account_id
        self.integration = integration
        self.authorizations = Authorizations()
        self._on_consent_ending = on_consent_ending

    def _warn_early(self, refresh_token: str) -> None:
        """Tell, once for each session, that a consent is about to end, which no renewal prolongs."""
        ends, facts = _end_of(refresh_token), self.credentials.derived
        if ends is None or _WARNED in facts:
            return
        left = (ends - self.ambient.now()).total_seconds() - self.credentials.skew
        if left > EARLY:
            return
        from warp_client_core import logs

        facts[_WARNED] = True
        logs.session_ending(left)
        if self._on_consent_ending is not None:
            try:
                self._on_consent_ending(ends)
            except Exception as error:
                # A warning that fails is no reason to stop calls that can go on for a day.
                logs.hook_failed("on_consent_ending", error)


def _end_of(token: str | None) -> datetime | None:
    from warp_client_core.lifetimes import stated_times

    ends = stated_times(token)[1]
    return None if ends is None else datetime.fromtimestamp(ends, UTC)


class OAuthClient(Integrated, SyncClient):
    """
    A client of one NetSuite account. What is left out is taken from ``NETSUITE_ACCOUNT_ID`` and its like.

    Args:
        account_id: Account id such as ``1234567`` or ``1234567_SB1``; the addresses follow from it.
        auth_url: Page on which a user consents.
        token_url: Where grants are exchanged for tokens, whatever ``base_url`` is.
        client_id: Id of the integration.
        client_secret: Secret of the integration; none for a public client, also in spite of the environment when
            it is ``""``.
        redirect_uri: Callback address, byte for byte as registered.
        base_url: Where the REST services are.
        revoke_url: Where refresh tokens are ended; by default beside ``token_url``.
        certificate_id: Id of the certificate by which a server signs in, without any user.
        private_key: Its private key: a path, or PEM in bytes or text. RSA of 3,072 bits or more, P-256, P-384 or P-521.
        scope: Scopes to ask for, separated by spaces.
        subject: Whose tokens these are; any text that tells the users of one store apart.
        on_consent_ending: Called once with the end of the refresh token when that is less than 24 hours away and a
            user has to consent again. A plain function; what it raises is logged.
        rest: Arguments of every client.

    Raises:
        ValueError: An argument or environment variable is not usable.
        ImportError: There is a private key, and the extra ``certificates`` is not installed.
        OSError: The file of the private key cannot be read.
    """

    def __init__(
        self,
        *,
        account_id: str | None = None,
        auth_url: str | None = None,
        token_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        base_url: str | None = None,
        revoke_url: str | None = None,
        certificate_id: str | None = None,
        private_key: KeySource | None = None,
        scope: str = DEFAULT_SCOPE,
        subject: str = "",
        on_consent_ending: OnConsentEnding | None = None,
        **rest: Unpack[SyncPassedOn],
    ) -> None:
        given = Integration(
            account_id=account_id,
            base_url=base_url,
            auth_url=auth_url,
            token_url=token_url,
            revoke_url=revoke_url,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
            certificate_id=certificate_id,
            private_key=private_key,
            scope=scope,
            subject=subject,
        )
        found = environment(self.about.environment)
        plain = rest.get("http_client") is not None or rest.get("allow_insecure", False)
        self._integrate(integration_for(given, found, plain_allowed=plain), on_consent_ending)
        super().__init__(base_url=self.integration.base_url, **cast("dict[str, Any]", rest))
        if self.signer is not None:
            self.credentials.rely_on_grants()


class AsyncOAuthClient(Integrated, AsyncClient):
    """As `OAuthClient`, for async callers."""

    def __init__(
        self,
        *,
        account_id: str | None = None,
        auth_url: str | None = None,
        token_url: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        redirect_uri: str | None = None,
        base_url: str | None = None,
        revoke_url: str | None = None,
        certificate_id: str | None = None,
        private_key: KeySource | None = None,
        scope: str = DEFAULT_SCOPE,
        subject: str = "",
        on_consent_ending: OnConsentEnding | None = None,
        **rest: Unpack[AsyncPassedOn],
    ) -> None:
        given = Integration(
            account_id=account_id,
            base_url=base_url,
            auth_url=auth_url,
            token_url=token_url,
            revoke_url=revoke_url,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
            certificate_id=certificate_id,
            private_key=private_key,
            scope=scope,
            subject=subject,
        )
        found = environment(self.about.environment)
        plain = rest.get("http_client") is not None or rest.get("allow_insecure", False)
        self._integrate(integration_for(given, found, plain_allowed=plain), on_consent_ending)
        super().__init__(base_url=self.integration.base_url, **cast("dict[str, Any]", rest))
        if self.signer is not None:
            self.credentials.rely_on_grants()
