"""
Keeps access tokens fresh: renewed before they end, or once when they are refused, by one caller for all.

Loaded when there is something to renew. The rule: a lock or a claim is held around the exchange of tokens and never
around a request for data, and a refresh token whose exchange may have arrived is never sent again.
"""

from warp_client_core.refreshing.asking import asked
from warp_client_core.refreshing.layer import refreshed
from warp_client_core.refreshing.renewal import renewed

__all__ = ["asked", "refreshed", "renewed"]
