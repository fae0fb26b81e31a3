"""Sign-in, token refresh and sign-out."""

from __future__ import annotations

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import auth as _calls


class Auth(Resource):
    """Sign-in, token refresh and sign-out."""

    def login(
        self, *, email: str, password: str, mfa_code: str | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.AuthResponse:
        """Sign in with email and password.

        Opens a session and returns its access and refresh tokens. Users with a second factor add `mfa_code`. Sign-in
        has a lower rate limit than the rest of the API, 10 requests per minute. 403 means that the user is deactivated.
        Operation ``login``; unsafe.

        Args:
            email: Sign-in address.
            password: Password of the user.
            mfa_code: Second-factor code from an authenticator app or SMS; leave the key out when there is none.
        """
        return self._client.send(_calls.login(email=email, password=password, mfa_code=mfa_code), options).data

    def logout(self, *, options: RequestOptions | None = None) -> None:
        """Sign out.

        Closes the session of the access token in use. Clients drop their tokens whatever the outcome. Operation
        ``logout``; unsafe.
        """
        self._client.send(_calls.logout(), options)

    def refresh(self, *, refresh_token: str, options: RequestOptions | None = None) -> models.AuthResponse:
        """Renew the access token.

        Trades a refresh token for a new access token. A reply without `refresh_token` leaves the previous one valid.
        When the refresh token is refused with 401, the user has to sign in again. Operation ``refresh_token``; unsafe.

        Args:
            refresh_token: Refresh token of the session.
        """
        return self._client.send(_calls.refresh(refresh_token=refresh_token), options).data


class AsyncAuth(AsyncResource):
    """Sign-in, token refresh and sign-out."""

    async def login(
        self, *, email: str, password: str, mfa_code: str | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.AuthResponse:
        """Sign in with email and password. Details: `Auth.login`."""
        return (await self._client.send(_calls.login(email=email, password=password, mfa_code=mfa_code), options)).data

    async def logout(self, *, options: RequestOptions | None = None) -> None:
        """Sign out. Details: `Auth.logout`."""
        await self._client.send(_calls.logout(), options)

    async def refresh(self, *, refresh_token: str, options: RequestOptions | None = None) -> models.AuthResponse:
        """Renew the access token. Details: `Auth.refresh`."""
        return (await self._client.send(_calls.refresh(refresh_token=refresh_token), options)).data
