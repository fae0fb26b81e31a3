"""OAuth 2.0 tokens."""

from __future__ import annotations

from ..overlays.netsuite_oauth import AsyncOAuthFlows, OAuthFlows


# Hand-written base classes: overlays/netsuite_oauth
class OAuth(OAuthFlows):
    """OAuth 2.0 tokens."""


class AsyncOAuth(AsyncOAuthFlows):
    """OAuth 2.0 tokens."""
