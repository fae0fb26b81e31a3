"""
The constructor of NetSuite clients: the account decides where calls go.

The rule: nothing is sent here, and all that is wrong with the arguments shows here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack, cast

from warp_client_core.client import Client
from warp_client_core.config import environment
from warp_client_core.driver import AsyncClient, SyncClient

from .authorizations import Authorizations
from .integration import Integration, integration_for

if TYPE_CHECKING:
    from warp_client_core.calls import Call

    from .arguments import AsyncPassedOn, SyncPassedOn


class Integrated(Client):
    """
    A client that knows its integration.

    Attributes:
        account_id: Account id as the caller wrote it; None when only addresses were given.
        integration: Account, addresses and credentials of the integration.
        authorizations: Those begun and not yet ended, shared with all copies of the client.
    """

    account_id: str | None = None
    integration: Integration
    authorizations: Authorizations

    def renewal(self, refresh_token: str) -> Call[Any] | None:
        """The call that trades a refresh token for new tokens; None when the integration is not complete."""
        if not self.integration.client_id or not self.integration.token_url:
            return None
        from .tokens import renewal_call

        return renewal_call(self.integration, refresh_token)

    def _integrate(self, integration: Integration) -> None:
        self.account_id = integration.account_id
        self.integration = integration
        self.authorizations = Authorizations()


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
        rest: Arguments of every client.

    Raises:
        ValueError: An argument or environment variable is not usable.
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
        **rest: Unpack[SyncPassedOn],
    ) -> None:
        given = Integration(
            account_id=account_id,
            base_url=base_url,
            auth_url=auth_url,
            token_url=token_url,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
        )
        found = environment(self.about.environment)
        plain = rest.get("http_client") is not None or rest.get("allow_insecure", False)
        self._integrate(integration_for(given, found, plain_allowed=plain))
        super().__init__(base_url=self.integration.base_url, **cast("dict[str, Any]", rest))


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
        **rest: Unpack[AsyncPassedOn],
    ) -> None:
        given = Integration(
            account_id=account_id,
            base_url=base_url,
            auth_url=auth_url,
            token_url=token_url,
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=redirect_uri,
        )
        found = environment(self.about.environment)
        plain = rest.get("http_client") is not None or rest.get("allow_insecure", False)
        self._integrate(integration_for(given, found, plain_allowed=plain))
        super().__init__(base_url=self.integration.base_url, **cast("dict[str, Any]", rest))
