"""
What ``client.oauth`` offers.

The rule: one line per method and flavour; what happens is in `flows`.
"""

from __future__ import annotations

from warp_client_core.options import RequestOptions
from warp_client_core.resource import AsyncResource, Resource

from ...models import NetSuiteTokens
from .client import AsyncOAuthClient, OAuthClient
from .flows import DEFAULT_SCOPE, authorize_url, redeem, refresh


class OAuthFlows(Resource):
    """Signing in to NetSuite and staying signed in."""

    _client: OAuthClient

    def build_authorize_url(self, *, scope: str = DEFAULT_SCOPE) -> str:
        """
        The address of NetSuite's consent page, to send a browser to. Nothing is sent.

        Each call begins an authorization of its own; its callback has to arrive within 10 minutes, at this client or
        one of its copies.

        Args:
            scope: Scopes, separated by spaces.

        Raises:
            ValueError: Account id, client id or redirect URI is missing.
        """
        return authorize_url(self._client, scope=scope)

    def handle_callback(self, callback_url: str, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """
        Check the callback, exchange its code, and go on as the user who consented.

        Args:
            callback_url: The whole address that the browser was sent to.
            options: For the token request.

        Returns:
            The tokens; the client uses and stores them already.

        Raises:
            ReauthenticationRequired: The callback or its code is refused; ``reason`` tells why.
            OutcomeUnknownError: The code may be spent; begin again.
            ValueError: Account id, client id, redirect URI or token URL is missing.
        """
        return self._client.run(redeem(self._client, callback_url, options))

    def refresh(self, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """
        Renew the access token now; it is renewed by itself when it is about to end, or is refused. All that ask at
        the same time share one request.

        Args:
            options: Deadline, or timeout and attempts, for which to wait.

        Returns:
            The tokens, with the refresh token that is valid now; the client uses and stores them already.

        Raises:
            ReauthenticationRequired: There is no refresh token, or NetSuite takes it no longer.
            TokenRefreshError: No new token was to be had now; ``unknown_outcome`` says that the refresh token may be
                spent, and is not sent again.
            ValueError: Client id or token URL is missing.
        """
        return self._client.run(refresh(self._client, options))


class AsyncOAuthFlows(AsyncResource):
    """As `OAuthFlows`, for async callers."""

    _client: AsyncOAuthClient

    def build_authorize_url(self, *, scope: str = DEFAULT_SCOPE) -> str:
        """The address of NetSuite's consent page. Not a coroutine. Details: `OAuthFlows.build_authorize_url`."""
        return authorize_url(self._client, scope=scope)

    async def handle_callback(self, callback_url: str, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """Check the callback and exchange its code. Details: `OAuthFlows.handle_callback`."""
        return await self._client.run(redeem(self._client, callback_url, options))

    async def refresh(self, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """Renew the access token. Details: `OAuthFlows.refresh`."""
        return await self._client.run(refresh(self._client, options))
