"""
The event stream of async clients.

Thin: waiting is all that is done here. The rule: a stream belongs to the event loop that connected it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Iterable
from typing import TYPE_CHECKING, Any, Self

from warp_client_core.errors import StreamError
from warp_client_core.streaming.engine import Engine, dialer_of
from warp_client_core.streaming.inbox import size_of
from warp_client_core.streaming.shell import NOTHING, Shell
from warp_client_core.streaming.values import GAP, Channel, Gap, Received, StreamOptions, StreamState

if TYPE_CHECKING:
    from warp_client_core.async_client import AsyncClient


class AsyncEventStream(Shell):
    """
    Live events. Entering it connects, iterating it gives typed payloads, and a `RawEvent` for what is not described.

    Args:
        client: Whose settings and credentials are used.
        channel: What the API describes.
        options: How the stream behaves.

    Raises:
        ValueError: The client has no ``ws_url``, or an option is not usable.
    """

    def __init__(self, client: AsyncClient, channel: Channel, options: StreamOptions | None = None) -> None:
        super().__init__(client, channel, options)
        self._run = client.run
        self._engine: Engine | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiters: list[asyncio.Future[None]] = []
        self._pump_task: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._turn_of: asyncio.Task[Any] | None = None
        self._is_iterated = False
        self._connecting = 0

    async def connect(self) -> None:
        """
        Return when the stream is open. While it is connecting already, wait for that; when it is open, do nothing.

        Raises:
            StreamError: There is no connection to be had.
            ImportError: The extra ``streaming`` is not installed.
            RuntimeError: Another event loop has the stream open.
        """
        loop = asyncio.get_running_loop()
        if self._engine is None or self._loop is not loop:
            if self._loop not in (None, loop) and self.state is not StreamState.CLOSED:
                raise RuntimeError("the event stream belongs to another event loop; close it there first")
            dialer = dialer_of(self._client, self._options, self._run)
            self._engine, self._loop = Engine(self._machine, dialer, self._notify), loop
            self._turn, self._waiters = asyncio.Lock(), []
        if self.state is StreamState.CLOSED:
            self._is_iterated = False
        self._connecting += 1
        try:
            self._heed()
            await self._engine.connect()
        finally:
            self._connecting -= 1
            self._notify()

    async def close(self) -> None:
        """End the stream, within ``close_timeout``. May be called at any time, and again."""
        engine, current = self._engine, asyncio.current_task()
        if engine is None or self._loop is not asyncio.get_running_loop():
            return
        await engine.close()
        self._notify()
        pump = self._pump_task
        if current is self._turn_of or pump is current:
            return
        if pump is not None:
            await asyncio.wait([pump], timeout=self._options.close_timeout)
            pump.cancel()
            await asyncio.gather(pump, return_exceptions=True)
            self._pump_task = None
        if self._listeners.by_name:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._options.close_timeout), self._turn:
                    for told in self._machine.inbox.take_told():
                        await self._dispatch(self._received(told))

    aclose = close

    async def send(self, event: str, payload: Any = None) -> None:
        """
        Send a command; while there is no connection, with the next one.

        Returns when it was accepted. Accepted commands are sent in their order, and none twice. The error that ends the
        stream has those not sent (``unsent``), and ``"$error"`` those on their way at a break (``uncertain``).

        Args:
            event: Name of the command.
            payload: A model, or a mapping.

        Raises:
            StreamError: The stream is closed, or ``max_pending_bytes`` wait already.
            ValueError, TypeError: The payload has no JSON form.
        """
        self._machine.outbox.add(self._command(event, payload))
        if self._engine is not None:
            self._engine.wake_writer()

    async def subscribe(
        self, channels: Iterable[str] | None = None, *, trunk_id: str | None = None, customer_id: str | None = None
    ) -> None:
        """
        Say which events to hear, now and on every connection to come.

        Args:
            channels: Names of events; None for all.
            trunk_id: Only events of this trunk.
            customer_id: Only events of this customer (admin).

        Raises:
            StreamError: ``max_pending_bytes`` wait already.
            ValueError: A name is not usable.
        """
        self._machine.outbox.add(self._subscription(channels, trunk_id, customer_id))
        if self._engine is not None:
            self._engine.wake_writer()

    async def frames(self) -> AsyncIterator[Received | Gap]:
        """
        All that happens, in order: events with their ids, what the server says about the connection, what the stream
        tells of itself, and each `Gap` at its place.

        Raises:
            StreamError: The stream ended by itself.
        """
        while (received := await self.receive()) is not None:
            yield received

    async def receive(self, timeout: float | None = None) -> Received | Gap | None:
        """
        What happens next, as `frames` gives it; None at the end.

        Args:
            timeout: Most seconds to wait; None for any number.

        Raises:
            TimeoutError: Nothing came in time.
            StreamError: The stream ended by itself.
        """
        self._begin()
        async with asyncio.timeout(timeout):
            received = await self._next_handled()
        return received.data if received is not None and received.event == GAP else received

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        self._begin()
        inbox, callbacks = self._machine.inbox, self._listeners.by_name
        while not callbacks and not inbox.kept and self._turn_of is None:
            item = inbox.take()
            if item is None:
                if not await self._more():
                    raise StopAsyncIteration
                continue
            if inbox.blocks:
                self._make_room()
            value = self._value(item)
            if value is not NOTHING:
                return value
        while (received := await self._next_handled()) is not None:
            if self._is_event(received.event):
                return received.data
        raise StopAsyncIteration

    async def __aenter__(self) -> Self:
        try:
            await self.connect()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    def _begin(self) -> None:
        if not self._is_iterated:
            self._is_iterated = True
            self._notify()

    async def _next_handled(self) -> Received | None:
        """What comes next, after its callbacks; None at the end."""
        while True:
            async with self._turn:
                received = await self._handled(is_kept=False)
            if received is not None:
                return received
            if not await self._more():
                return None

    async def _handled(self, *, is_kept: bool) -> Received | None:
        """Give what comes next to its callbacks; with `is_kept`, leave it for an iteration."""
        inbox = self._machine.inbox
        if not is_kept and (kept := inbox.take_kept()) is not None:
            return kept
        item = inbox.take()
        if item is None:
            return None
        received = self._received(item)
        self._turn_of = asyncio.current_task()
        try:
            await self._dispatch(received)
        except BaseException:
            is_kept = True
            raise
        finally:
            self._turn_of = None
            if is_kept:
                inbox.keep(received, size_of(item))
            self._make_room()
        return received

    async def _dispatch(self, received: Received) -> None:
        for callback in self._callbacks(received):
            try:
                given = callback(received.data)
                if isinstance(given, Awaitable):
                    await given
            except Exception as error:
                self._callback_failed(received, error)

    async def _more(self) -> bool:
        """Wait for something to take; False when nothing will come."""
        inbox = self._machine.inbox
        if self._loop is not asyncio.get_running_loop():
            raise StreamError("the event stream is not connected in this event loop; use it in an `async with` block")
        if self.state is StreamState.CLOSED and not len(inbox):
            if self.error is not None:
                raise self.error
            return False
        await self._news()
        return True

    async def _news(self) -> None:
        assert self._loop is not None
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    def _notify(self) -> None:
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def _make_room(self) -> None:
        if self._machine.inbox.has_room_again() and self._engine is not None:
            self._engine.resume()

    def _heed(self) -> None:
        is_running = self._pump_task is not None and not self._pump_task.done()
        if self._listeners.by_name and self._loop is not None and not is_running and not self._is_iterated:
            self._pump_task = self._loop.create_task(self._pump())

    async def _pump(self) -> None:
        """Run callbacks as long as nobody iterates."""
        while not self._is_iterated:
            async with self._turn:
                received = None if self._is_iterated else await self._handled(is_kept=True)
            if received is None and not self._is_iterated:
                if self.state is StreamState.CLOSED and not self._connecting:
                    return
                await self._news()

    def _after_fork(self) -> None:
        super()._after_fork()
        self._engine = self._loop = self._pump_task = None
