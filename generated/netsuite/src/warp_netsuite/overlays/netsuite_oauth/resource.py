"""
What ``client.oauth`` offers.

The rule: one line per method and flavour; what happens is in `flows`, which is loaded when used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from datetime import datetime

    from warp_client_core.options import RequestOptions

    from ...models import NetSuiteTokens
    from .client import AsyncOAuthClient, OAuthClient
    from .flows import OpenBrowser

_PATIENCE = 300.0


def _default_browser(address: str) -> bool:
    import webbrowser

    return webbrowser.open(address)


class OAuthFlows(Resource):
    """Signing in to NetSuite and staying signed in."""

    _client: OAuthClient

    @property
    def refresh_expires_at(self) -> datetime | None:
        """
        When the refresh token ends, aware and in UTC; None when there is none, or it does not say.

        That of a confidential client ends seven days after the consent, however often it is used: a user has to
        consent again before. ``on_consent_ending`` of the client is called a day ahead.
        """
        return self._client.refresh_expires_at

    def build_authorize_url(self, *, scope: str | None = None, state: str | None = None) -> str:
        """
        The address of NetSuite's consent page, to send a browser to. Nothing is sent.

        Each call begins an authorization of its own; its callback has to arrive within 10 minutes, at this client or
        one of its copies.

        Args:
            scope: Scopes, separated by spaces; those of the client by default.
            state: What shall come back with the callback: 22 to 1,024 printable ASCII characters that nobody can
                guess, and that were never used before. Made up by default.

        Raises:
            ValueError: Account id, client id or redirect URI is missing, the state has another form, or the client
                signs in by its certificate.
        """
        from .flows import authorize_url

        return authorize_url(self._client, scope=scope, state=state)

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
        from .flows import redeem

        return self._client.run(redeem(self._client, callback_url, options))

    def authorize_in_browser(
        self,
        *,
        open_browser: OpenBrowser = _default_browser,
        timeout: float = _PATIENCE,
        scope: str | None = None,
        options: RequestOptions | None = None,
    ) -> NetSuiteTokens:
        """
        Open the consent page in the user's browser, and wait on this machine until it comes back. For programs on the
        command line.

        Args:
            open_browser: Shows an address to the user; a plain function, which says False when it could not.
            timeout: Seconds for which to wait for the user.
            scope: Scopes, separated by spaces; those of the client by default.
            options: For the token request.

        Returns:
            The tokens; the client uses and stores them already.

        Raises:
            ReauthenticationRequired: Nobody came back in time (``timeout``), there is no browser (``no_browser``), the
                port is taken (``port_taken``), or what came back is refused.
            OutcomeUnknownError: The code may be spent; begin again.
            ValueError: The redirect URI is not of the form ``http://127.0.0.1:PORT/PATH``, or something is missing.
        """
        from .flows import authorize

        return self._client.run(authorize(self._client, open_browser, timeout, scope, options))

    def refresh(self, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """
        Renew the access token now; it is renewed by itself when it is about to end, or is refused. All that ask at
        the same time share one request. A client with a certificate asks for a new token by a new assertion.

        Args:
            options: Deadline, or timeout and attempts, for which to wait.

        Returns:
            The tokens, with the refresh token that is valid now; the client uses and stores them already.

        Raises:
            ReauthenticationRequired: There is no refresh token, or NetSuite takes it, or the certificate, no longer.
            TokenRefreshError: No new token was to be had now; ``unknown_outcome`` says that the refresh token may be
                spent, and is not sent again.
            ValueError: Client id or token URL is missing.
        """
        from .flows import refresh

        return self._client.run(refresh(self._client, options))

    def revoke(self, *, options: RequestOptions | None = None) -> None:
        """
        End the session at NetSuite, with all access tokens that came from it, and forget the tokens in any case.

        Without a refresh token nothing is sent: the access token of a certificate ends by itself, and another one is
        asked for with the next call.

        Args:
            options: For the request.

        Raises:
            WarpError: NetSuite did not confirm it; the tokens are forgotten nevertheless.
            ValueError: Client id or revoke URL is missing; then nothing has happened.
        """
        from .flows import revoke

        self._client.run(revoke(self._client, options))


class AsyncOAuthFlows(AsyncResource):
    """As `OAuthFlows`, for async callers."""

    _client: AsyncOAuthClient

    @property
    def refresh_expires_at(self) -> datetime | None:
        """When the refresh token ends. Details: `OAuthFlows.refresh_expires_at`."""
        return self._client.refresh_expires_at

    def build_authorize_url(self, *, scope: str | None = None, state: str | None = None) -> str:
        """The address of NetSuite's consent page. Not a coroutine. Details: `OAuthFlows.build_authorize_url`."""
        from .flows import authorize_url

        return authorize_url(self._client, scope=scope, state=state)

    async def handle_callback(self, callback_url: str, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """Check the callback and exchange its code. Details: `OAuthFlows.handle_callback`."""
        from .flows import redeem

        return await self._client.run(redeem(self._client, callback_url, options))

    async def authorize_in_browser(
        self,
        *,
        open_browser: OpenBrowser = _default_browser,
        timeout: float = _PATIENCE,
        scope: str | None = None,
        options: RequestOptions | None = None,
    ) -> NetSuiteTokens:
        """Open the consent page and wait for the callback. Details: `OAuthFlows.authorize_in_browser`."""
        from .flows import authorize

        return await self._client.run(authorize(self._client, open_browser, timeout, scope, options))

    async def refresh(self, *, options: RequestOptions | None = None) -> NetSuiteTokens:
        """Renew the access token. Details: `OAuthFlows.refresh`."""
        from .flows import refresh

        return await self._client.run(refresh(self._client, options))

    async def revoke(self, *, options: RequestOptions | None = None) -> None:
        """End the session and forget the tokens. Details: `OAuthFlows.revoke`."""
        from .flows import revoke

        await self._client.run(revoke(self._client, options))
