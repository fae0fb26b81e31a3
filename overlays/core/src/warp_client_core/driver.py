"""
The two drivers, under the names that generated clients stand on.

A driver carries out the steps that flows ask for. The rule: everything that decides is in a flow, so both
flavours behave alike.
"""

from warp_client_core.async_client import AsyncClient
from warp_client_core.settings import About
from warp_client_core.sync_client import SyncClient

__all__ = ["About", "AsyncClient", "SyncClient"]
