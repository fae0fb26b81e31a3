"""
Keeps requests within what a NetSuite account may have in progress, and reads the errors it answers with.

The rule of this module: importing it loads none of its siblings; each is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .client import AsyncGovernedClient, GovernedClient
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(__name__, {".client": ("AsyncGovernedClient", "GovernedClient")})

__all__ = ["AsyncGovernedClient", "GovernedClient"]
