"""
``list`` of every resource with records: ids by default, the records themselves when asked for.

The rule: what is listed and what is fetched are calls of the resource's own; nothing here knows a record type. What
carries a list out is loaded with the first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar, overload

from warp_client_core.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from warp_client_core.options import RequestOptions
    from warp_client_core.pages import AsyncListing, Page

    from ...models import RecordRef
    from .filters import Filter
    from .kinds import ItemKind

R = TypeVar("R")


class RecordList(Resource, Generic[R]):
    """A list of records."""

    _calls: ClassVar[Any]

    @overload
    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> Page[RecordRef]: ...

    @overload
    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[True],
        options: RequestOptions | None = None,
    ) -> Page[R]: ...

    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: bool = False,
        options: RequestOptions | None = None,
    ) -> Page[Any]:
        """
        List records, a page at a time: their ids, or the records themselves.

        Args:
            q: A filter, as ``where("companyName").starts_with("Exa")`` makes it, or its text.
            limit: Records on a page, 1 to 1000; 1000 by default.
            offset: Records to skip; a multiple of ``limit``.
            expand: Fetch each record of a page in full, one request a record, ``max_concurrency`` at a time.
            options: For each request.

        Raises:
            ValueError: A filter or number that NetSuite would refuse.
            ListTruncatedError: While walking: NetSuite shows no more, although there is more.
            NotFoundError: With ``expand``: a record was deleted after it was listed.
        """
        from .filters import as_text
        from .lists import list_records

        call = self._calls.list(q=as_text(q), limit=limit, offset=offset)
        return list_records(self._client, call, self._calls.get if expand else None, options)


class AsyncRecordList(AsyncResource, Generic[R]):
    """As `RecordList`, for async callers."""

    _calls: ClassVar[Any]

    @overload
    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> AsyncListing[RecordRef]: ...

    @overload
    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[True],
        options: RequestOptions | None = None,
    ) -> AsyncListing[R]: ...

    def list(
        self,
        *,
        q: str | Filter | None = None,
        limit: int | None = None,
        offset: int | None = None,
        expand: bool = False,
        options: RequestOptions | None = None,
    ) -> AsyncListing[Any]:
        """List records: their ids, or the records themselves. Details: `RecordList.list`."""
        from .filters import as_text
        from .lists import listing

        call = self._calls.list(q=as_text(q), limit=limit, offset=offset)
        return listing(self._client, call, self._calls.get if expand else None, options)


class ItemList(Resource, Generic[R]):
    """A list of items, which come in kinds."""

    _calls: ClassVar[Any]

    @overload
    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> Page[RecordRef]: ...

    @overload
    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[True],
        options: RequestOptions | None = None,
    ) -> Page[R]: ...

    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: bool = False,
        options: RequestOptions | None = None,
    ) -> Page[Any]:
        """
        List items of a kind, a page at a time: their ids, or the items themselves.

        Args:
            kind: Items for ``"sale"``, ``"resale"`` or ``"purchase"``.
            limit: Items on a page, 1 to 1000; 1000 by default.
            offset: Items to skip; a multiple of ``limit``.
            expand: Fetch each item of a page in full, one request an item, ``max_concurrency`` at a time.
            options: For each request.

        Raises:
            ValueError: There is no such kind, or NetSuite would refuse a number.
            ListTruncatedError: While walking: NetSuite shows no more, although there is more.
        """
        from .kinds import of_kind
        from .lists import list_records

        call = of_kind(self._calls.list(limit=limit, offset=offset), kind)
        get = self._calls.get
        return list_records(self._client, call, (lambda id: of_kind(get(id), kind)) if expand else None, options)


class AsyncItemList(AsyncResource, Generic[R]):
    """As `ItemList`, for async callers."""

    _calls: ClassVar[Any]

    @overload
    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[False] = False,
        options: RequestOptions | None = None,
    ) -> AsyncListing[RecordRef]: ...

    @overload
    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: Literal[True],
        options: RequestOptions | None = None,
    ) -> AsyncListing[R]: ...

    def list(
        self,
        *,
        kind: ItemKind = "sale",
        limit: int | None = None,
        offset: int | None = None,
        expand: bool = False,
        options: RequestOptions | None = None,
    ) -> AsyncListing[Any]:
        """List items of a kind: their ids, or the items themselves. Details: `ItemList.list`."""
        from .kinds import of_kind
        from .lists import listing

        call = of_kind(self._calls.list(limit=limit, offset=offset), kind)
        get = self._calls.get
        return listing(self._client, call, (lambda id: of_kind(get(id), kind)) if expand else None, options)
