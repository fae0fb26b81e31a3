"""
Does for one stream what its machine says: connects, waits, writes, listens for signs of life, and closes.

Runs in one event loop; both flavours have one. The rule: nothing is decided here, and every wait ends when the stream
is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from warp_client_core.errors import ReauthenticationRequired, StreamError, WarpError
from warp_client_core.streaming.attempts import Dial, GiveUp
from warp_client_core.streaming.links import Dialer, Link, Refused, Unreachable
from warp_client_core.streaming.machine import End, Machine
from warp_client_core.streaming.values import StreamState


class Engine:
    """
    Keeps one stream connected.

    Args:
        machine: Decides.
        dialer: Connects.
        notify: Called when there may be something new for whoever waits.
    """

    def __init__(self, machine: Machine, dialer: Dialer, notify: Callable[[], None]) -> None:
        self._machine = machine
        self._dialer = dialer
        self._notify = notify
        self._loop = asyncio.get_running_loop()
        self._link: Link | None = None
        self._is_paused = False
        self._task: asyncio.Task[None] | None = None
        self._closer: asyncio.Task[None] | None = None
        self._is_open: asyncio.Future[None] | None = None
        self._written = asyncio.Event()
        self._has_commands = asyncio.Event()

    async def connect(self) -> None:
        """
        Return when there is a connection, made by this call or by one before.

        Raises:
            StreamError: There was none to be had.
        """
        if self._closer is not None and not self._closer.done():
            await asyncio.shield(self._closer)
        if self._machine.state is StreamState.CLOSED:
            self._closer = None
            self._is_open = self._loop.create_future()
            move = self._machine.begin()
            self._task = self._loop.create_task(self._run(move))
        if self._machine.state is not StreamState.OPEN:
            assert self._is_open is not None
            # Each who waits gets an exception of its own to raise.
            with contextlib.suppress(asyncio.InvalidStateError):
                await asyncio.shield(self._is_open)
        if self._machine.state is StreamState.CLOSED:
            raise self._machine.error or StreamError("the event stream was closed while it connected")

    async def close(self) -> None:
        """End the stream, within ``close_timeout``; what was accepted is sent, if that can be done meanwhile."""
        if self._task is None or self._machine.state is StreamState.CLOSED:
            return
        if self._closer is None:
            self._machine.closing()
            self._closer = self._loop.create_task(self._close())
        await asyncio.shield(self._closer)

    def wake_writer(self) -> None:
        """There is a command to send."""
        self._has_commands.set()

    def resume(self) -> None:
        """There is room for events again."""
        if self._is_paused and self._link is not None:
            self._is_paused = False
            self._link.heard = self._loop.time()
            self._link.resume()

    async def _close(self) -> None:
        link, task = self._link, self._task
        assert task is not None
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(self._machine.options.close_timeout):
                if link is not None:
                    await self._flushed(link)
                    self.resume()
                    await link.close()
        if link is not None:
            if link.said_goodbye:
                self._machine.outbox.arrived(self._machine.outbox.count)
            link.abort()
        task.cancel()
        # It was cancelled, and may have ended in any way before.
        await asyncio.gather(task, return_exceptions=True)
        self._end(None)

    async def _flushed(self, link: Link) -> None:
        while len(self._machine.outbox) and not link.ended.done():
            self._written.clear()
            written: asyncio.Future[Any] = self._loop.create_task(self._written.wait())
            ended: asyncio.Future[Any] = link.ended
            try:
                await asyncio.wait([written, ended], return_when=asyncio.FIRST_COMPLETED)
            finally:
                written.cancel()

    async def _run(self, move: Dial | GiveUp) -> None:
        try:
            while isinstance(move, Dial):
                if move.delay > 0:
                    await asyncio.sleep(move.delay)
                move = await self._attempted(move)
                self._notify()
        except Exception as error:
            # A defect of ours; whoever iterates must hear of it rather than wait for ever.
            failure = StreamError(f"the event stream failed: {type(error).__name__}")
            failure.__cause__ = error
            move = GiveUp(failure)
        if self._machine.state is not StreamState.CLOSING:
            self._end(move.error)

    def _end(self, error: StreamError | None) -> None:
        self._machine.ended(error)
        if self._is_open is not None and not self._is_open.done():
            self._is_open.set_result(None)
        self._notify()

    async def _attempted(self, move: Dial) -> Dial | GiveUp:
        machine, clock = self._machine, self._loop.time
        machine.attempts.dialled()
        if move.renew or self._dialer.lacks_credentials():
            try:
                await self._dialer.renew()
            except WarpError as error:
                is_final = isinstance(error, (ReauthenticationRequired, StreamError))
                return machine.not_renewed(error, clock(), is_final=is_final)
        try:
            link = await self._dialer.dial(machine.intake.last_event_id)
        except Refused as refused:
            return machine.refused(refused.status, clock(), hint=refused.hint, can_renew=self._dialer.can_renew())
        except Unreachable as error:
            cause = error.__cause__
            return machine.failed(cause if isinstance(cause, Exception) else error, clock(), is_final=error.is_final)
        self._link, self._is_paused = link, False
        try:
            end = await self._served(link)
        finally:
            self._link = None
            link.abort()
        return machine.lost(end, clock(), can_renew=self._dialer.can_renew())

    async def _served(self, link: Link) -> End:
        self._machine.opened(self._loop.time())
        if self._is_open is not None and not self._is_open.done():
            self._is_open.set_result(None)
        self._notify()
        link.start(self._on_message, self._on_pong)
        writer = self._loop.create_task(self._write(link))
        pulse = self._loop.create_task(self._pulse(link))
        try:
            return await asyncio.shield(link.ended)
        finally:
            writer.cancel()
            pulse.cancel()
            await asyncio.gather(writer, pulse, return_exceptions=True)

    def _on_message(self, data: bytes, is_text: bool) -> None:
        inbox = self._machine.inbox
        self._machine.message(data, is_text=is_text)
        if inbox.blocks or inbox.has_overflown:
            self._hold()
        self._notify()

    def _hold(self) -> None:
        """Stop a connection from which more comes than is taken."""
        inbox, link = self._machine.inbox, self._link
        if link is None:
            return
        if inbox.blocks and not self._is_paused:
            self._is_paused = True
            link.pause()
        if inbox.has_overflown:
            link.abort()

    def _on_pong(self, data: bytes) -> None:
        """The server has read what it was sent before the ping."""
        if data.isdigit() and len(data) < 20:
            self._machine.outbox.arrived(int(data))

    async def _write(self, link: Link) -> None:
        outbox = self._machine.outbox
        while True:
            while (command := outbox.head) is not None:
                if not link.write(command.text):
                    # The command stays, and goes with the next connection.
                    return
                outbox.sent(command)
                self._written.set()
                await link.drained()
            if outbox.uncertain:
                link.ping(outbox.count)
            self._has_commands.clear()
            if outbox.head is None:
                await self._has_commands.wait()

    async def _pulse(self, link: Link) -> None:
        """Ping a server that is silent, and leave one that stays silent."""
        heartbeat, clock = self._machine.options.heartbeat, self._loop.time
        while True:
            silence = clock() - link.heard
            left = heartbeat - silence if silence < heartbeat else 2 * heartbeat - silence
            # Never so short that the clock stands still over it.
            await asyncio.sleep(max(left, heartbeat / 100))
            silence = clock() - link.heard
            if self._is_paused:
                # Nothing can be heard, by our own choice; the server still hears that we are there.
                link.heard = clock()
                link.pong()
            elif silence >= 2 * heartbeat:
                link.abort()
                return
            elif silence >= heartbeat:
                link.ping(self._machine.outbox.count)


def dialer_of(client: Any, options: Any, run: Callable[[Any], Awaitable[Any]]) -> Dialer:
    """
    The dialer of a client, which loads the library beneath it.

    Raises:
        ImportError: The extra ``streaming`` is not installed.
    """
    try:
        from warp_client_core.streaming.dialing import WebSocketDialer
    except ModuleNotFoundError as error:
        dist = client.settings.about.dist
        raise ImportError(f'event streams need websockets: pip install "{dist}[streaming]"', name=error.name) from error
    return WebSocketDialer(client, options, run)
