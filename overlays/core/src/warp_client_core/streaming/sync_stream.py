"""
The event stream of sync clients: line by line the twin of `async_stream`, with threads that wait in place of tasks.

The connection lives in a thread of its own, callbacks run in another one until the stream is iterated. The rule: a
stream may be used from several threads, and closing it ends both of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from warp_client_core.errors import StreamError
from warp_client_core.streaming.engine import Engine, dialer_of
from warp_client_core.streaming.host import Host, apart
from warp_client_core.streaming.inbox import size_of
from warp_client_core.streaming.news import News
from warp_client_core.streaming.shell import NOTHING, Shell
from warp_client_core.streaming.values import GAP, Channel, Gap, Received, StreamOptions, StreamState

if TYPE_CHECKING:
    from warp_client_core.sync_client import SyncClient


class EventStream(Shell):
    """
    Live events. Entering it connects, iterating it gives typed payloads, and a `RawEvent` for what is not described.

    Args:
        client: Whose settings and credentials are used.
        channel: What the API describes.
        options: How the stream behaves.

    Raises:
        ValueError: The client has no ``ws_url``, or an option is not usable.
    """

    def __init__(self, client: SyncClient, channel: Channel, options: StreamOptions | None = None) -> None:
        super().__init__(client, channel, options)
        self._run = client.run
        self._make_locks()

    def _make_locks(self) -> None:
        self._host: Host | None = None
        self._life = threading.Lock()
        self._closing = threading.Lock()
        self._news = News(self._machine.inbox.lock)
        self._turn = threading.RLock()
        self._turn_of: threading.Thread | None = None
        self._pump_thread: threading.Thread | None = None
        self._is_iterated = False
        self._connecting = 0

    def connect(self) -> None:
        """
        Return when the stream is open. While it is connecting already, wait for that; when it is open, do nothing.

        Raises:
            StreamError: There is no connection to be had.
            ImportError: The extra ``streaming`` is not installed.
        """
        with self._closing, self._life:
            if self._host is None:
                dialer = dialer_of(self._client, self._options, lambda steps: apart(lambda: self._run(steps)))
                self._host = Host(lambda: Engine(self._machine, dialer, self._notify))
            if self.state is StreamState.CLOSED:
                self._is_iterated = False
            self._connecting += 1
            host = self._host
        try:
            self._heed()
            host.call(host.engine.connect())
        except StreamError:
            self._end_host(host)
            raise
        finally:
            with self._life:
                self._connecting -= 1
            self._notify()

    def close(self) -> None:
        """End the stream, within ``close_timeout``. May be called at any time, from any thread, and again."""
        is_own = threading.current_thread() in (self._pump_thread, self._turn_of)
        if not self._closing.acquire(blocking=not is_own):
            return
        try:
            with self._life:
                host, self._host = self._host, None
            if host is not None:
                self._closed(host)
            self._notify()
            if is_own:
                return
            pump = self._pump_thread
            if pump is not None:
                pump.join(self._options.close_timeout)
            if self._listeners.by_name and self._turn.acquire(timeout=self._options.close_timeout):
                try:
                    for told in self._machine.inbox.take_told():
                        self._dispatch(self._received(told))
                finally:
                    self._turn.release()
        finally:
            self._closing.release()

    def _closed(self, host: Host) -> None:
        patience = self._options.close_timeout + 1.0
        try:
            host.call(host.engine.close(), patience)
        except TimeoutError:
            self._machine.ended(None)
        finally:
            host.stop(patience)

    def _end_host(self, host: Host) -> None:
        """Let the thread of a stream go that ended by itself."""
        with self._life:
            if self._host is not host or self.state is not StreamState.CLOSED or self._connecting > 1:
                return
            self._host = None
        host.stop(self._options.close_timeout)

    def send(self, event: str, payload: Any = None) -> None:
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
        self._wake_writer()

    def subscribe(
        self, channels: Iterable[str] | None = None, *, trunk_id: str | None = None, customer_id: str | None = None
    ) -> None:
        """Say which events to hear, now and on every connection to come. Details: `AsyncEventStream.subscribe`."""
        self._machine.outbox.add(self._subscription(channels, trunk_id, customer_id))
        self._wake_writer()

    def frames(self) -> Iterator[Received | Gap]:
        """
        All that happens, in order: events with their ids, what the server says about the connection, what the stream
        tells of itself, and each `Gap` at its place.

        Raises:
            StreamError: The stream ended by itself.
        """
        while (received := self.receive()) is not None:
            yield received

    def receive(self, timeout: float | None = None) -> Received | Gap | None:
        """
        The next of `frames`; None at the end.

        Raises:
            TimeoutError: Nothing came within so many seconds.
            StreamError: The stream ended by itself.
        """
        self._begin()
        received = self._next_handled(None if timeout is None else time.monotonic() + timeout)
        return received.data if received is not None and received.event == GAP else received

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        self._begin()
        inbox, callbacks = self._machine.inbox, self._listeners.by_name
        while not callbacks and not inbox.kept and self._turn_of is None:
            item = inbox.take()
            if item is None:
                if not self._more():
                    raise StopIteration
                continue
            if inbox.blocks:
                self._make_room()
            value = self._value(item)
            if value is not NOTHING:
                return value
        while (received := self._next_handled()) is not None:
            if self._is_event(received.event):
                return received.data
        raise StopIteration

    def __enter__(self) -> Self:
        try:
            self.connect()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _begin(self) -> None:
        if not self._is_iterated:
            self._is_iterated = True
            self._notify()

    def _next_handled(self, until: float | None = None) -> Received | None:
        """What comes next, after its callbacks; None at the end."""
        while True:
            with self._turn:
                received = self._handled(is_kept=False)
            if received is not None:
                return received
            if not self._more(until):
                return None

    def _handled(self, *, is_kept: bool) -> Received | None:
        """Give what comes next to its callbacks; with `is_kept`, leave it for an iteration."""
        inbox = self._machine.inbox
        if not is_kept and (kept := inbox.take_kept()) is not None:
            return kept
        before, self._turn_of = self._turn_of, threading.current_thread()
        try:
            item = inbox.take()
            if item is None:
                return None
            received = self._received(item)
            try:
                self._dispatch(received)
            except BaseException:
                is_kept = True
                raise
            finally:
                if is_kept:
                    inbox.keep(received, size_of(item))
        finally:
            self._turn_of = before
        self._make_room()
        return received

    def _dispatch(self, received: Received) -> None:
        for callback in self._callbacks(received):
            try:
                given = callback(received.data)
                if hasattr(given, "__await__"):
                    getattr(given, "close", lambda: None)()
                    raise TypeError("a sync stream cannot await its callbacks; pass a plain function")
            except Exception as error:
                self._callback_failed(received, error)

    def _more(self, until: float | None = None) -> bool:
        """Wait for something to take; False when nothing will come."""
        with self._news.reader() as news:
            if len(self._machine.inbox):
                return True
            if self.state is StreamState.CLOSED and not self._connecting:
                if self.error is not None:
                    raise self.error
                if not self._machine.attempts.total:
                    raise StreamError("the event stream is not connected; use it in a `with` block")
                return False
            if until is not None and until <= time.monotonic():
                raise TimeoutError("nothing came in time")
            news.wait(None if until is None else until - time.monotonic())
        return True

    def _notify(self) -> None:
        self._news.tell()

    def _wake_writer(self) -> None:
        host = self._host
        if host is not None:
            host.post(host.engine.wake_writer)

    def _make_room(self) -> None:
        host = self._host
        if self._machine.inbox.has_room_again() and host is not None:
            host.post(host.engine.resume)

    def _heed(self) -> None:
        with self._life:
            pump = self._pump_thread
            is_running = pump is not None and pump.is_alive()
            is_alive = self.state is not StreamState.CLOSED or self._connecting
            if not self._listeners.by_name or self._is_iterated or not is_alive or is_running:
                return
            self._pump_thread = threading.Thread(target=self._pump, name="warp-events-callbacks", daemon=True)
            self._pump_thread.start()

    def _pump(self) -> None:
        """Run callbacks as long as nobody iterates."""
        while not self._is_iterated:
            with self._turn:
                received = None if self._is_iterated else self._handled(is_kept=True)
            if received is not None:
                continue
            with self._news.reader() as news:
                if self._machine.inbox.has_waiting or self._is_iterated:
                    continue
                if self.state is StreamState.CLOSED and not self._connecting:
                    return
                news.wait()

    def _after_fork(self) -> None:
        super()._after_fork()
        self._make_locks()
