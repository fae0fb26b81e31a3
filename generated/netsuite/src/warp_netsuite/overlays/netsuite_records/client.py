"""
What NetSuite clients themselves can do, apart from their resources.

The rule: the platform's client is used as it is handed in; this package never imports it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from warp_client_core.client import Client
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.replies import Located

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.options import CallOptions, RequestOptions
    from warp_client_core.pages import AsyncListing, Page
    from warp_client_core.steps import Steps
    from warp_client_core.values import ApiResponse

    from .connection import ConnectionCheck

P = TypeVar("P")
R = TypeVar("R")
T = TypeVar("T")


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


class _Recording(Client):
    """What both flavours share."""

    account_id: str | None = None

    def exchange(self, call: Call[T], options: CallOptions = None) -> Steps[ApiResponse[T]]:
        """The steps of a whole call; the address in the reply to a write has to be NetSuite's own."""
        response = yield from super().exchange(call, options)
        if isinstance(call.reply, Located):
            from .writing import check_location

            check_location(call, response.data, self.settings.base_url, self.account_id)
        return response


class RecordsClient(_Recording, SyncClient):
    """
    A client that can check itself and ask the platform about the synchronisation.

    Args:
        platform: An ``AdminClient``; stays the caller's to close.
        rest: Arguments of the other base classes.

    Attributes:
        account_id: Account id as the caller wrote it; None when nothing sets it.
    """

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

    @overload
    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: None = None, options: RequestOptions | None = None
    ) -> Page[dict[str, Any]]: ...

    @overload
    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: type[R], options: RequestOptions | None = None
    ) -> Page[R]: ...

    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: Any = None, options: RequestOptions | None = None
    ) -> Page[Any]:
        """
        The rows of a SuiteQL query, a page of 1000 at a time.

        Args:
            sql: SuiteQL, with a ``?`` for each value. Order by a unique key, or pages repeat and miss rows.
            params: The values, in order: texts, numbers, dates, True and False.
            row_type: An attrs class whose fields are named after the columns and typed; without it rows are mappings
                of column to text.
            options: For each request.

        Raises:
            ValueError, TypeError: The values do not fit the query; nothing was sent.
            ResponseDecodeError: A column is not of the type that its field has.
            ListTruncatedError: While walking: NetSuite shows no more rows, although there are more.
        """
        from .lists import list_records
        from .queries import query_call

        return list_records(self, query_call(sql, params, row_type), None, options)


class AsyncRecordsClient(_Recording, AsyncClient):
    """As `RecordsClient`, for async callers; ``platform`` is an ``AsyncAdminClient``."""

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

    @overload
    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: None = None, options: RequestOptions | None = None
    ) -> AsyncListing[dict[str, Any]]: ...

    @overload
    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: type[R], options: RequestOptions | None = None
    ) -> AsyncListing[R]: ...

    def query(
        self, sql: str, params: Sequence[object] = (), *, row_type: Any = None, options: RequestOptions | None = None
    ) -> AsyncListing[Any]:
        """The rows of a SuiteQL query. Details: `RecordsClient.query`."""
        from .lists import listing
        from .queries import query_call

        return listing(self, query_call(sql, params, row_type), None, options)


def _required(platform: P | None) -> P:
    if platform is None:
        raise ValueError("platform is missing; the sync status is the platform's: build the client with platform=")
    return platform
