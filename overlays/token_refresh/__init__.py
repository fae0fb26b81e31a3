"""
Tells the runtime how this platform renews an access token.

The rule: what to send is said here; when, and by whom, is the runtime's to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warp_client_core.client import Client

if TYPE_CHECKING:
    from warp_client_core.calls import Call


class TokenRefresh(Client):
    """Base of a client whose access token is renewed."""

    def renewal(self, refresh_token: str) -> Call[Any]:
        """The call that trades a refresh token for new tokens."""
        from .renewal import renewal_call

        return renewal_call(refresh_token)


class AsyncTokenRefresh(TokenRefresh):
    """As `TokenRefresh`, for async callers."""
