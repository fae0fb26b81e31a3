"""
What the streams of both flavours have in common: everything but waiting.

The rule: no thread, no task and no socket here, so both flavours behave alike because they are the same code.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec

from warp_client_core.codec.decoding import FAULTS, Reader, reader
from warp_client_core.codec.event_frames import SHALLOW, EventFrame, frame_text, read_payload, read_plain, read_time
from warp_client_core.errors import ResponseDecodeError, StreamError
from warp_client_core.forks import register
from warp_client_core.streaming.inbox import Item, Told
from warp_client_core.streaming.listeners import Listeners
from warp_client_core.streaming.machine import Machine
from warp_client_core.streaming.outbox import SUBSCRIBE, Command
from warp_client_core.streaming.values import (
    ERROR,
    LOCAL,
    Channel,
    RawEvent,
    Received,
    StreamOptions,
    StreamState,
    check_name,
)
from warp_client_core.unset import UNSET

if TYPE_CHECKING:
    from warp_client_core.client import Client

NOTHING: Final = object()
"""Stands for what an iteration does not give."""


class Shell:
    """
    A stream without its flavour.

    Args:
        client: Whose settings and credentials are used.
        channel: What the API describes.
        options: How the stream behaves.

    Raises:
        ValueError: The client has no ``ws_url``, or an option is not usable.
    """

    def __init__(self, client: Client, channel: Channel, options: StreamOptions | None = None) -> None:
        if not client.settings.ws_url:
            variable = client.settings.about.environment.get("ws_url", "WARP_WS_URL")
            raise ValueError(f"ws_url is missing; pass it to the client or set {variable}")
        self._client = client
        self._channel = channel
        self._options = options or StreamOptions()
        self._listeners = Listeners()
        self._readers: dict[str, Reader | None] = {}
        self._straight: dict[str, Callable[[msgspec.Raw], Any]] = {}
        self._machine = self._new_machine(self._options.last_event_id)
        chosen = self._options
        if chosen.channels or chosen.trunk_id or chosen.customer_id:
            command = self._subscription(chosen.channels, chosen.trunk_id, chosen.customer_id)
            self._machine.outbox.add(command)
        register(self)

    def _new_machine(self, last_event_id: str | None) -> Machine:
        chance, clean = self._client.ambient.chance, functools.partial(without_secrets, self._client)
        machine = Machine(self._channel, self._options, chance=chance, clean=clean)
        machine.intake.last_event_id = last_event_id
        return machine

    @property
    def state(self) -> StreamState:
        """What the stream is doing."""
        return self._machine.state

    @property
    def error(self) -> StreamError | None:
        """Why the stream ended; None while it lasts, and when it was closed."""
        return self._machine.error

    @property
    def last_event_id(self) -> str | None:
        """Id of the newest event that arrived; the next connection resumes after it."""
        return self._machine.intake.last_event_id

    @property
    def attempts(self) -> int:
        """Attempts to connect, successful ones included, since the last stable period or `connect`."""
        return self._machine.attempts.made

    @property
    def dropped(self) -> Mapping[str, int]:
        """
        What came and was not given to anybody, by reason.

        ``overflow``: the queue was full; ``duplicate``: came before; ``malformed``: held no event, or not as described;
        ``oversized``: bigger than ``max_frame_bytes``.
        """
        machine, intake = self._machine, self._machine.intake
        counts = {
            "overflow": machine.inbox.dropped,
            "duplicate": intake.duplicates,
            "malformed": intake.malformed,
            "oversized": machine.oversized,
        }
        return types.MappingProxyType(counts)

    @property
    def unsent(self) -> tuple[tuple[str, Any], ...]:
        """Commands that wait to be sent, as (event, payload)."""
        return self._machine.outbox.unsent

    @property
    def uncertain(self) -> tuple[tuple[str, Any], ...]:
        """Commands that were on their way when a connection broke, and may have arrived; the latest 1,000."""
        return tuple(self._machine.uncertain)

    def on(self, event: str, callback: Callable[[Any], object]) -> None:
        """
        Have a function called with the payload of each event of a name.

        Callbacks run one after the other, in the order of the events: in the background, until the stream is iterated,
        and from then on by the iteration, before it gives the event.

        Args:
            event: Name of the server's event; ``"*"`` for all of them; or one of `values.OWN_EVENTS`.
            callback: Called with what an iteration would give, or what the own event tells. What it raises becomes a
                ``"$error"``.

        Raises:
            ValueError: No such event can come.
            TypeError: The callback cannot be called.
        """
        self._listeners.on(event, callback)
        self._heed()

    def off(self, event: str, callback: Callable[[Any], object]) -> None:
        """Call the function no more; does nothing when it was not to be called."""
        self._listeners.off(event, callback)

    def _heed(self) -> None:
        """There is a callback."""

    def _command(self, event: str, payload: Any) -> Command:
        check_name(event, "event")
        if self._machine.state in (StreamState.CLOSED, StreamState.CLOSING):
            raise StreamError(f"{event} was not sent: the event stream is closed; connect() first")
        kind = self._channel.commands.get(event)
        return Command(event, payload, frame_text(event, payload, None if kind is None else _type_of(kind)))

    def _subscription(self, channels: Iterable[str] | None, trunk_id: str | None, customer_id: str | None) -> Command:
        names = StreamOptions(channels=channels).channels
        given = {"channels": UNSET if names is None else list(names), "trunk_id": trunk_id, "customer_id": customer_id}
        payload = {name: value for name, value in given.items() if value is not None and value is not UNSET}
        return Command(SUBSCRIBE, payload, frame_text(SUBSCRIBE, payload))

    def _is_event(self, name: str) -> bool:
        return not name.startswith(LOCAL) and not self._machine.intake.is_answer(name)

    def _value(self, item: Item) -> Any:
        """What an iteration gives for an item; `NOTHING` where it gives none."""
        if not isinstance(item, EventFrame):
            return NOTHING
        payload, decode = item.payload, self._straight.get(item.event)
        if decode is not None and len(payload) <= SHALLOW:
            try:
                return decode(payload)
            except FAULTS:
                # What is wrong with it, or how it can be read after all, is found below.
                pass
        return NOTHING if self._machine.intake.is_answer(item.event) else self._payload(item)

    def _payload(self, frame: EventFrame) -> Any:
        try:
            kind = self._readers[frame.event]
        except KeyError:
            known = self._channel.events.get(frame.event)
            kind = self._readers[frame.event] = None if known is None else reader(_type_of(known))
            if kind is not None and kind.is_straight and kind.check is None:
                self._straight[frame.event] = kind.decode
            if len(self._readers) > 1_000 and known is None:
                # Names are the server's; they shall not fill memory.
                del self._readers[frame.event]
        if kind is not None:
            try:
                return read_payload(frame, kind)
            except ResponseDecodeError as error:
                self._machine.misfit(frame.event, error)
        return RawEvent(frame.event, read_plain(frame), frame.id, frame.seq, read_time(frame.timestamp))

    def _received(self, item: Item) -> Received:
        """An item with all that came along."""
        if isinstance(item, Told):
            return Received(item.event, item.data)
        if isinstance(item, StreamError):
            return Received(ERROR, item)
        return Received(item.event, self._payload(item), item.id, item.seq, read_time(item.timestamp))

    def _callbacks(self, received: Received) -> tuple[Callable[[Any], object], ...]:
        return self._listeners.of(received.event, is_event=self._is_event(received.event))

    def _callback_failed(self, received: Received, error: Exception) -> None:
        if received.event == ERROR:
            # Telling it would go round in circles.
            _log_failure(error)
            return
        told = StreamError(f"a callback of {received.event} raised {type(error).__name__}")
        told.__cause__ = error
        self._machine.tell(ERROR, told)

    def _after_fork(self) -> None:
        # The connection, its loop and its thread are the parent's.
        self._machine = self._new_machine(self._machine.intake.last_event_id)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._channel.name}, {self._machine.state.value}>"


def without_secrets(client: Client, text: str) -> str:
    """A text of a server or a library without the credentials of a client."""
    held = client.credentials
    for secret in (held.access_token, held.refresh_token, held.api_key):
        if secret:
            text = text.replace(secret, "***").replace(quote(secret, safe=""), "***")
    return text


def _type_of(kind: Any) -> Any:
    """A type, or what a function gives that was named in its place."""
    return kind() if isinstance(kind, (types.FunctionType, types.MethodType, functools.partial)) else kind


def _log_failure(error: Exception) -> None:
    import logging

    # The class alone: what it says may quote the payload.
    logging.getLogger("warp_client_core.streaming").error("a callback of $error raised %s", type(error).__name__)
