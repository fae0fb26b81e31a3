"""
Lists of records: ids a page at a time, or the records themselves, fetched side by side and kept in order.

The rule: a walk never ends early without saying so. Where NetSuite stops before its own count, the walk raises.
"""

from __future__ import annotations

import contextvars
import functools
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from warp_client_core.calls import Call
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import BadRequestError
from warp_client_core.options import Begun, RequestOptions
from warp_client_core.pages import AsyncListing, AsyncPage, Page
from warp_client_core.values import PaginationMeta

from ...models import RecordRef
from .errors import ListTruncatedError
from .together import at_once, in_tasks

MOST_ON_A_PAGE: Final = 1_000
"""Most records on a page, and how many there are unless asked otherwise."""

MOST_PAGES: Final = 1_000
"""Pages of a list that NetSuite shows."""

MOST_ROWS: Final = 100_000
"""Records of a list that NetSuite shows, unless the account has SuiteAnalytics Connect."""

Get: TypeAlias = Callable[[str], Call[Any]]
"""Makes the call for one record from its id."""


def checked(call: Call[Any]) -> Call[Any]:
    """
    The call, unless NetSuite would refuse its stretch.

    Raises:
        ValueError: The limit is not 1 to 1000, or the offset is not a multiple of it.
    """
    limit, offset = _number(call, "limit", MOST_ON_A_PAGE), _number(call, "offset", 0)
    if not 1 <= limit <= MOST_ON_A_PAGE:
        raise ValueError(f"limit must be 1 to {MOST_ON_A_PAGE}, not {limit}")
    if offset < 0 or offset % limit:
        raise ValueError(f"offset must be a multiple of the limit {limit}, not {offset}")
    return call


def standing(call: Call[Any], meta: PaginationMeta | None, count: int) -> PaginationMeta:
    """
    Where a page stands, with what the reply left out worked out from the rest.

    Args:
        call: What gave the page.
        meta: As the server said.
        count: Records on the page.
    """
    limit = _number(call, "limit", MOST_ON_A_PAGE)
    offset = _number(call, "offset", 0) if meta is None or meta.offset is None else meta.offset
    total, more = (None, None) if meta is None else (meta.total, meta.has_more)
    reached = offset + count
    if not more and total is not None and reached < total:
        more = True
    elif more is None:
        more = count >= limit and (total is None or reached < total)
    # A page that is not full, though more follows, moves on by a whole page: offsets are multiples of the limit.
    return PaginationMeta(total=total, offset=offset + limit - count if more else offset, has_more=more)


def fetch_page(client: SyncClient, options: Begun, get: Get | None, call: Call[Any]) -> Page[Any]:
    """One page of a list, in full when ``get`` is given, which goes on with pages of the same kind."""
    _check_shown(call)
    try:
        page: Page[RecordRef] = client.send(call, options).data
    except BadRequestError as error:
        _explain(call, error)
        raise
    meta = _progress(call, page.meta, len(page.items))
    items: list[Any] = page.items if get is None else expanded(client, get, page.items, options)
    fetch = functools.partial(_again, client, options, get)
    return Page(call, items, meta, fetch)


async def fetch_page_async(client: AsyncClient, options: Begun, get: Get | None, call: Call[Any]) -> AsyncPage[Any]:
    """As `fetch_page`, for async callers."""
    _check_shown(call)
    try:
        page: AsyncPage[RecordRef] = (await client.send(call, options)).data
    except BadRequestError as error:
        _explain(call, error)
        raise
    meta = _progress(call, page.meta, len(page.items))
    items: list[Any] = page.items if get is None else await expanded_async(client, get, page.items, options)
    fetch = functools.partial(_again_async, client, options, get)
    return AsyncPage(call, items, meta, fetch)


def list_records(client: SyncClient, call: Call[Any], get: Get | None, options: RequestOptions | None) -> Page[Any]:
    """
    The first page of a list.

    Args:
        client: Sends the calls.
        call: The list.
        get: The call for one record in full; None for a list of ids.
        options: For each call.
    """
    call, begun = client.begun(call, options)
    return fetch_page(client, begun, get, checked(call))


def listing(client: AsyncClient, call: Call[Any], get: Get | None, options: RequestOptions | None) -> AsyncListing[Any]:
    """As `list_records`, to be awaited or walked."""

    async def first() -> AsyncPage[Any]:
        opened, begun = client.begun(call, options)
        return await fetch_page_async(client, begun, get, checked(opened))

    return AsyncListing(first)


def expanded(client: SyncClient, get: Get, refs: Sequence[RecordRef], options: Begun) -> list[Any]:
    """The records in full, in the order of the ids; as many at a time as the account allows."""
    if not refs:
        return []
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=min(at_once(client), len(refs)), thread_name_prefix="netsuite-expand")
    try:
        futures = [pool.submit(contextvars.copy_context().run, _fetched, client, get(ref.id), options) for ref in refs]
        return [future.result() for future in futures]
    finally:
        pool.shutdown(cancel_futures=True)


async def expanded_async(client: AsyncClient, get: Get, refs: Sequence[RecordRef], options: Begun) -> list[Any]:
    """As `expanded`, in tasks."""
    found: list[Any] = [None] * len(refs)
    left = iter(enumerate(refs))

    async def work() -> None:
        for index, ref in left:
            again = options.again(client.ambient.clock())
            found[index] = (await client.send(get(ref.id), again)).data

    await in_tasks(work, min(at_once(client), len(refs)))
    return found


def _fetched(client: SyncClient, call: Call[Any], options: Begun) -> Any:
    return client.send(call, options.again(client.ambient.clock())).data


def _again(client: SyncClient, options: Begun, get: Get | None, call: Call[Any]) -> Page[Any]:
    return fetch_page(client, options.again(client.ambient.clock()), get, call)


async def _again_async(client: AsyncClient, options: Begun, get: Get | None, call: Call[Any]) -> AsyncPage[Any]:
    return await fetch_page_async(client, options.again(client.ambient.clock()), get, call)


def _check_shown(call: Call[Any]) -> None:
    limit = _number(call, "limit", MOST_ON_A_PAGE)
    if _number(call, "offset", 0) >= limit * MOST_PAGES:
        raise _truncated(call, None, f"no more than {MOST_PAGES} pages of {limit}")


def _explain(call: Call[Any], error: BadRequestError) -> None:
    if _number(call, "offset", 0) >= MOST_ROWS:
        raise _truncated(call, None, f"no more than {MOST_ROWS} records") from error


def _progress(call: Call[Any], meta: PaginationMeta | None, count: int) -> PaginationMeta:
    found = standing(call, meta, count)
    if not count and found.has_more and _number(call, "offset", 0) >= MOST_ROWS:
        raise _truncated(call, found.total, f"no more than {MOST_ROWS} records")
    return found


def _truncated(call: Call[Any], total: int | None, limits: str) -> ListTruncatedError:
    shown = _number(call, "offset", 0)
    of = f" of {total}" if total is not None else ""
    return ListTruncatedError(
        f"{call.operation_id}: NetSuite shows {limits} of a list, so it ends after {shown}{of} records; "
        "narrow it with q, or query by ranges of a key",
        shown=shown,
        total=total,
    )


def _number(call: Call[Any], name: str, default: int) -> int:
    text = next((text for key, text in call.query if key == name), None)
    return default if text is None else int(text)
