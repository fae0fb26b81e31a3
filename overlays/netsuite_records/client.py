"""
What NetSuite clients themselves can do, apart from their resources.

The rule: the platform's client is used as it is handed in; this package never imports it.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from warp_client_core.driver import AsyncClient, SyncClient

if TYPE_CHECKING:
    from warp_client_core.options import RequestOptions

    from .connection import ConnectionCheck

P = TypeVar("P")


class _Sync(Protocol):
    def get_sync_status(self) -> Any: ...


class _AsyncSync(Protocol):
    def get_sync_status(self) -> Awaitable[Any]: ...


class Platform(Protocol):
    """What an ``AdminClient`` is used for."""

    @property
    def netsuite(self) -> _Sync:
        """The platform's side of the synchronisation."""
        ...


class AsyncPlatform(Protocol):
    """What an ``AsyncAdminClient`` is used for."""

    @property
    def netsuite(self) -> _AsyncSync:
        """The platform's side of the synchronisation."""
        ...


class RecordsClient(SyncClient):
    """
    A client that can check itself and ask the platform about the synchronisation.

    Args:
        platform: An ``AdminClient``; stays the caller's to close.
        rest: Arguments of the other base classes.

    Attributes:
        account_id: Account id as the caller wrote it; None when nothing sets it.
    """

    account_id: str | None = None

    def __init__(self, *, platform: Platform | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self._platform = platform

    def test_connection(self, *, options: RequestOptions | None = None) -> ConnectionCheck:
        """Whether NetSuite answers and lets this client in. Gives the error back instead of raising it."""
        from .connection import check_connection

        return self.run(check_connection(self, options))

    def get_sync_status(self) -> Any:
        """
        How far the platform's synchronisation with NetSuite is, as ``platform.netsuite.get_sync_status()`` tells.

        Raises:
            ValueError: The client was built without ``platform``.
        """
        return _required(self._platform).netsuite.get_sync_status()


class AsyncRecordsClient(AsyncClient):
    """As `RecordsClient`, for async callers; ``platform`` is an ``AsyncAdminClient``."""

    account_id: str | None = None

    def __init__(self, *, platform: AsyncPlatform | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self._platform = platform

    async def test_connection(self, *, options: RequestOptions | None = None) -> ConnectionCheck:
        """Whether NetSuite answers and lets this client in. Details: `RecordsClient.test_connection`."""
        from .connection import check_connection

        return await self.run(check_connection(self, options))

    async def get_sync_status(self) -> Any:
        """How far the platform's synchronisation is. Details: `RecordsClient.get_sync_status`."""
        return await _required(self._platform).netsuite.get_sync_status()


def _required(platform: P | None) -> P:
    if platform is None:
        raise ValueError("platform is missing; the sync status is the platform's: build the client with platform=")
    return platform
