"""
Sends several calls side by side, as many at a time as the account allows, and keeps their order.

The rule: what one call gave is never lost because another one failed.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final, TypeAlias

from warp_client_core.calls import Call
from warp_client_core.client import Client
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import WarpError
from warp_client_core.options import Begun
from warp_client_core.steps import Hook, Steps

AT_ONCE: Final = 4
"""Requests in progress by default."""

Begin: TypeAlias = Callable[[Call[Any]], tuple[Call[Any], Begun]]
"""Gives a call and its options at the moment at which it is sent."""

Stops: TypeAlias = Callable[[WarpError], bool]
"""Whether after this error no further call is to be begun."""


def at_once(client: Client) -> int:
    """How many requests to have in progress; the client may hold them back further."""
    most: int = getattr(client, "max_concurrency", AT_ONCE)
    return most


def answers(client: Client, calls: Sequence[Call[Any]], begin: Begin, stops: Stops) -> Steps[list[Any]]:
    """
    The steps that send the calls.

    Args:
        client: Of either flavour.
        calls: What to send.
        begin: Gives each call its options.
        stops: Judges errors.

    Returns:
        For each call what it gave: the payload, a `WarpError`, or None when it was not sent any more.
    """
    round_ = _Round(client, calls, begin, stops)
    yield Hook(round_.carry_out)
    return round_.found


async def in_tasks(work: Callable[[], Coroutine[Any, Any, None]], count: int) -> None:
    """Work in so many tasks; none of them is left when one fails, or when this is cancelled."""
    import asyncio

    tasks = [asyncio.ensure_future(work()) for _ in range(count)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Round:
    """Calls on their way."""

    def __init__(self, client: Client, calls: Sequence[Call[Any]], begin: Begin, stops: Stops) -> None:
        self._client = client
        self._begin = begin
        self._stops = stops
        self._left = enumerate(calls)
        self._lock = threading.Lock()
        self._is_over = False
        self._workers = min(at_once(client), len(calls))
        self.found: list[Any] = [None] * len(calls)

    def carry_out(self) -> Coroutine[Any, Any, None] | None:
        """Send them; what an async client has to await for it."""
        if isinstance(self._client, AsyncClient):
            return self._in_tasks(self._client)
        assert isinstance(self._client, SyncClient)
        self._in_threads(self._client)
        return None

    def _next(self) -> tuple[int, Call[Any]] | None:
        with self._lock:
            return None if self._is_over else next(self._left, None)

    def _failed(self, index: int, error: WarpError) -> None:
        self.found[index] = error
        self._is_over = self._is_over or self._stops(error)

    def _in_threads(self, client: SyncClient) -> None:
        from concurrent.futures import ThreadPoolExecutor

        def work() -> None:
            while (one := self._next()) is not None:
                try:
                    self.found[one[0]] = client.send(*self._begin(one[1])).data
                except WarpError as error:
                    self._failed(one[0], error)

        if self._workers < 2:
            work()
            return
        with ThreadPoolExecutor(self._workers, thread_name_prefix="netsuite-results") as pool:
            futures = [pool.submit(contextvars.copy_context().run, work) for _ in range(self._workers)]
            try:
                for future in futures:
                    future.result()
            finally:
                self._is_over = True

    async def _in_tasks(self, client: AsyncClient) -> None:
        async def work() -> None:
            while (one := self._next()) is not None:
                try:
                    self.found[one[0]] = (await client.send(*self._begin(one[1]))).data
                except WarpError as error:
                    self._failed(one[0], error)

        await in_tasks(work, self._workers)
