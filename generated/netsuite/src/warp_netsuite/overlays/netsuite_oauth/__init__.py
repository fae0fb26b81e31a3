"""
Signs in to NetSuite: hosts from the account id, authorization code with PKCE, renewal of tokens.

The rule of this module: importing it loads none of its siblings; each is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import AsyncOAuthClient, OAuthClient
    from .integration import Integration
    from .resource import AsyncOAuthFlows, OAuthFlows
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".client": ("AsyncOAuthClient", "OAuthClient"),
            ".integration": ("Integration",),
            ".resource": ("AsyncOAuthFlows", "OAuthFlows"),
        },
    )

__all__ = ["AsyncOAuthClient", "AsyncOAuthFlows", "Integration", "OAuthClient", "OAuthFlows"]
