"""
Where a client's tokens come from when they are not its own: an object that several clients share, passed as ``auth=``.

The rule: tokens, store and flights belong to the source, so that all who share it make one exchange between them;
the connections belong to whichever client makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from warp_client_core.flight import SingleFlight

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.client import Client
    from warp_client_core.credentials import Credentials
    from warp_client_core.sessions import Grant
    from warp_client_core.steps import Steps
    from warp_client_core.tokens import TokenStore

    Renewal: TypeAlias = Callable[[str], Call[Any]]
    SignIn: TypeAlias = Callable[[Client], Steps[Grant]]


class TokenSource:
    """
    Tokens with all that it takes to renew them.

    An object that is passed as ``auth=`` and has one of these as its ``token_source`` does not sign requests itself.

    Attributes:
        credentials: The tokens in use.
        store: Where they are kept.
        renewal: Makes the call that trades a refresh token for new tokens.
        sign_in: Makes the steps to take where there is no refresh token; None when a user has to sign in elsewhere.
        flights: Joins the exchanges of all clients.
    """

    def __init__(
        self, credentials: Credentials, store: TokenStore, *, renewal: Renewal, sign_in: SignIn | None
    ) -> None:
        self.credentials = credentials
        self.store = store
        self.renewal = renewal
        self.sign_in = sign_in
        self.flights = SingleFlight()
        if sign_in is not None:
            credentials.rely_on_grants()
