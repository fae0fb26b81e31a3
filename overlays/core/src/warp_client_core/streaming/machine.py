"""
The state of a stream, and what follows from what happens to it.

Pure: times come in, and what is to be done comes out as `Dial` or `GiveUp`. The rule: each input leaves one state, and
nothing that happens after the end changes anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import attrs

from warp_client_core.errors import StreamError, WarpError
from warp_client_core.redact import one_line
from warp_client_core.streaming.attempts import Attempts, Dial, GiveUp
from warp_client_core.streaming.inbox import Inbox
from warp_client_core.streaming.intake import Intake
from warp_client_core.streaming.outbox import MOST_UNCERTAIN, Outbox
from warp_client_core.streaming.values import (
    CLOSED,
    CONNECTED,
    ERROR,
    EXCEEDED,
    GAP,
    RECONNECTING,
    Channel,
    Gap,
    StreamOptions,
    StreamState,
)
from warp_client_core.streaming.verdicts import PATIENT, Verdict, of_close, of_status
from warp_client_core.value import Value

_TOO_BIG = 1009


@attrs.frozen(kw_only=True, eq=False, repr=False)
class End(Value):
    """
    How a connection ended.

    Attributes:
        code: Close code; 1006 when there was none.
        reason: What the close frame says.
        is_ours: Whether we ended it, because of what the server sent.
        cause: What the connection said.
    """

    code: int = 1006
    reason: str = ""
    is_ours: bool = False
    cause: BaseException | None = None


class Machine:
    """
    One stream.

    Args:
        channel: What the API describes.
        options: How the stream behaves.
        chance: A number in 0..1, evenly spread.
        clean: Takes credentials out of what a server said.

    Attributes:
        state: What the stream is doing.
        error: Why it ended; None while it lasts, and when it was closed.
        uncertain: Commands that may or may not have arrived, since `begin`.
    """

    def __init__(
        self,
        channel: Channel,
        options: StreamOptions,
        *,
        chance: Callable[[], float],
        clean: Callable[[str], str] = lambda text: text,
    ) -> None:
        self._chance = chance
        self._clean = clean
        self.options = options
        self.state = StreamState.CLOSED
        self.error: StreamError | None = None
        self.inbox = Inbox(options.queue_size, options.overflow)
        self.outbox = Outbox(options.max_pending_bytes)
        self.intake = Intake(frozenset(channel.events), options.last_event_id)
        self.attempts = Attempts(options)
        self.uncertain: deque[tuple[str, Any]] = deque(maxlen=MOST_UNCERTAIN)
        self.oversized = 0
        self._has_opened = False

    def begin(self) -> Dial:
        """Connect, after the stream was closed or never open."""
        self.state, self.error, self._has_opened = StreamState.CONNECTING, None, False
        self.inbox.clear()
        self.uncertain.clear()
        self.attempts.begin()
        return Dial()

    def opened(self, now: float) -> None:
        """There is a connection."""
        is_first, self._has_opened = not self._has_opened, True
        self.attempts.opened(now)
        self.intake.connected()
        self.outbox.opened()
        if self.state is not StreamState.CLOSING:
            self.state = StreamState.OPEN
        self.tell(CONNECTED, self.attempts.connections)
        if not is_first and self.intake.last_event_id is None:
            self.tell(GAP, Gap())

    def message(self, data: bytes, *, is_text: bool = True) -> None:
        """A message arrived."""
        intake = self.intake
        if not is_text:
            intake.malformed += 1
            self.inbox.put(StreamError("a message of the event stream was left out: it is binary"))
            return
        frame = intake.read(data)
        if isinstance(frame, StreamError):
            self.inbox.put(frame)
            return
        is_new, gap = intake.place(frame)
        if gap is not None:
            self.tell(GAP, gap)
        if is_new:
            self.inbox.put(frame, is_answer=intake.is_answer(frame.event))

    def lost(self, end: End, now: float, *, can_renew: bool = False) -> Dial | GiveUp:
        """The connection ended; ``can_renew`` when there may be other credentials than those it was made with."""
        uncertain = self.outbox.uncertain
        self.outbox.lost()
        self.uncertain.extend(uncertain)
        if self.inbox.has_overflown:
            told = "the event stream ended: events were not taken as fast as they came (overflow='error')"
            return self._after(Verdict.FINAL, StreamError(told), now)
        reason = one_line(self._clean(end.reason), 200)
        if end.is_ours:
            verdict, meaning = Verdict.AGAIN, "the server sent what cannot be read"
            if end.code == _TOO_BIG:
                self.oversized += 1
                meaning = f"a message was bigger than max_frame_bytes ({self.options.max_frame_bytes})"
        else:
            verdict, meaning = of_close(end.code)
        shown = f": {reason}" if reason else ""
        error = StreamError(
            f"the event stream broke: {meaning} (close code {end.code}{shown})",
            close_code=end.code,
            reason=reason,
            uncertain=uncertain,
        )
        error.__cause__ = end.cause
        hint = self.options.first_wait if end.code in PATIENT else None
        return self._after(_possible(verdict, can_renew), error, now, hint=hint)

    def refused(self, status: int, now: float, *, hint: float | None = None, can_renew: bool = False) -> Dial | GiveUp:
        """The server answered the handshake with another status than 101."""
        verdict, meaning = of_status(status)
        error = StreamError(f"the event stream was refused with status {status}: {meaning}", status_code=status)
        return self._after(_possible(verdict, can_renew), error, now, hint=hint)

    def failed(self, cause: Exception, now: float, *, is_final: bool = False) -> Dial | GiveUp:
        """No connection was made."""
        told = one_line(self._clean(str(cause)), 200) or type(cause).__name__
        error = StreamError(f"the event stream could not connect: {told}")
        error.__cause__ = cause
        return self._after(Verdict.FINAL if is_final else Verdict.AGAIN, error, now)

    def not_renewed(self, cause: WarpError, now: float, *, is_final: bool) -> Dial | GiveUp:
        """The credentials were refused and could not be renewed."""
        error = StreamError(f"the credentials of the event stream could not be renewed: {cause.message}")
        error.__cause__ = cause
        move = self._after(Verdict.FINAL if is_final else Verdict.AGAIN, error, now)
        return attrs.evolve(move, renew=True) if isinstance(move, Dial) else move

    def closing(self) -> None:
        """The caller closes the stream."""
        if self.state is not StreamState.CLOSED:
            self.state = StreamState.CLOSING

    def ended(self, error: StreamError | None) -> None:
        """Nothing follows any more."""
        if self.state is StreamState.CLOSED:
            return
        unsent, uncertain = self.outbox.unsent, self.outbox.uncertain
        self.uncertain.extend(uncertain)
        if error is not None:
            error.unsent, error.uncertain = unsent, tuple(self.uncertain)
        elif unsent or uncertain:
            told = f"the event stream was closed with {len(unsent)} commands unsent, and {len(uncertain)} on their way"
            self.tell(ERROR, StreamError(told, unsent=unsent, uncertain=uncertain))
        self.outbox.clear()
        self.state, self.error = StreamState.CLOSED, error
        self.tell(CLOSED, error)

    def misfit(self, event: str, cause: WarpError) -> None:
        """The payload of an event is not what the API describes."""
        self.intake.malformed += 1
        error = StreamError(f"the payload of {event} is not as described, and is given as a RawEvent: {cause.message}")
        error.__cause__ = cause
        self.tell(ERROR, error)

    def tell(self, event: str, data: Any) -> None:
        """Tell something of the stream itself."""
        self.inbox.tell(event, data)

    def _after(self, verdict: Verdict, error: StreamError, now: float, *, hint: float | None = None) -> Dial | GiveUp:
        if self.state is StreamState.CLOSING:
            return GiveUp(error)
        move = self.attempts.after(verdict, error, now=now, chance=self._chance(), hint=hint)
        self.tell(ERROR, error)
        if isinstance(move, Dial):
            if self._has_opened:
                self.state = StreamState.RECONNECTING
            self.tell(RECONNECTING, move.delay)
        elif move.exceeded:
            self.tell(EXCEEDED, self.attempts.made)
        return move


def _possible(verdict: Verdict, can_renew: bool) -> Verdict:
    return Verdict.FINAL if verdict is Verdict.RENEW and not can_renew else verdict
