"""
The layer around each call of a NetSuite client: a place for every request, and another try for what was refused.

The rule: a place is held while a request is on the wire and at no other time, so that whoever waits before another
attempt keeps nobody waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import attrs

from warp_client_core.calls import Call, Safety
from warp_client_core.client import Client
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import ApiError, RateLimitError
from warp_client_core.options import Begun, CallOptions
from warp_client_core.retry import delay
from warp_client_core.steps import Blocking, Failed, Hook, Outcome, Received, Send, Sleep, Step, Steps, relayed

from .places import ACCOUNTS, Place, Places

if TYPE_CHECKING:
    from warp_client_core.exchange import Settled

    from .leases import Leases

MOST: Final = 4
"""Requests in progress at once by default: one less than the smallest account may have."""

_NO_PLACE: Final = "no place became free before the deadline of the call: max_concurrency requests are in progress"


class _Governed(Client):
    """What both flavours share."""

    _places: Places
    _leases: Leases | None
    _most: int

    @property
    def max_concurrency(self) -> int:
        """Most requests of this account in progress at once, as this client counts them."""
        return self._most

    def transmit(self, call: Call[Any], options: CallOptions = None, *, streamed: bool = False) -> Steps[Settled]:
        """The steps of a call, each request in a place of its own."""
        call, options = self.begun(call, options)
        retries = 0
        while True:
            steps = super().transmit(call, options, streamed=streamed)
            try:
                return (yield from relayed(steps, self._carried))
            except ApiError as error:
                pause = self._pause(call, error, options, retries)
                if pause is None:
                    from .oracle import explained

                    raise explained(error) from error.__cause__
            retries += 1
            yield Sleep(pause)

    def _pause(self, call: Call[Any], error: ApiError, options: Begun, retries: int) -> float | None:
        """
        Seconds before a write that was refused for want of a place is sent again; None when it is not.

        Calls of any other safety have been repeated by the runtime already. Requests for tokens carry no credentials
        of the client and are left alone: what they carry may work once.
        """
        if not isinstance(error, RateLimitError):
            return None
        if call.safety is not Safety.UNSAFE or not call.operation.authenticated or retries >= options.max_retries:
            return None
        if call.body is not None and not call.body.repeatable:
            return None
        pause = delay(retries + 1, chance=self.ambient.chance(), hint=error.retry_after)
        if self.ambient.clock() + pause >= options.expires:
            return None
        return pause if self.retry_budget.spend(Received(error.status_code, {})) else None

    def _govern(self, most: object) -> None:
        if most is None:
            most = MOST
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            raise ValueError(f"max_concurrency must be 1 or more, not {most!r}")
        account = urlsplit(self.settings.base_url).netloc.lower()
        self._most = most
        self._places = ACCOUNTS.places(account)
        store: Any = self.token_store
        self._leases = None
        if hasattr(store, "decide"):
            from .leases import Leases

            self._leases = Leases(store, f"netsuite-places:{account}", self.ambient)

    def _carried(self, step: Step) -> Steps[Any]:
        return (yield from self._in_turn(step)) if isinstance(step, Send) else (yield step)

    def _in_turn(self, send: Send) -> Steps[Outcome]:
        place = self._places.ask(self._most)
        try:
            if not place.is_held:
                try:
                    yield self._waiting(place, self._left(send))
                except TimeoutError:
                    return Failed(TimeoutError(_NO_PLACE), False, timed_out=True)
                send = self._in_time(send)
            if self._leases is None or not self._leases.is_reachable:
                outcome: Outcome = yield send
                return outcome
            return (yield from self._leased(send, self._leases))
        finally:
            place.give_back()

    def _leased(self, send: Send, leases: Leases) -> Steps[Outcome]:
        lease = leases.lease()
        try:
            # Twice the timeout of a phase: to send, and to wait for the reply. Nothing that is alive takes longer.
            expires = float("inf") if send.expires is None else send.expires
            if not (yield from leases.arrive(lease, self._most, 2 * send.timeout + 1, expires)):
                return Failed(TimeoutError(_NO_PLACE), False, timed_out=True)
            outcome: Outcome = yield self._in_time(send)
            yield Blocking(lease.leave)
            return outcome
        finally:
            lease.leave_soon()

    def _left(self, send: Send) -> float | None:
        return None if send.expires is None else max(send.expires - self.ambient.clock(), 0.0)

    def _in_time(self, send: Send) -> Send:
        """The request with what waiting left of its time."""
        left = self._left(send)
        return send if left is None or left >= send.timeout else attrs.evolve(send, timeout=max(left, 0.001))

    def _waiting(self, place: Place, seconds: float | None) -> Step:
        raise NotImplementedError


class GovernedClient(_Governed, SyncClient):
    """
    A client that keeps to the number of requests its account may have in progress.

    Args:
        max_concurrency: Most requests of the account in progress at once; 4 by default. All clients of this process
            that go to the same account count together, and with a ``RedisTokenStore`` those of all processes that
            share it.
        rest: Arguments of the other base classes.

    Raises:
        ValueError: The number is not usable.
    """

    def __init__(self, *, max_concurrency: int | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self._govern(max_concurrency)

    def _waiting(self, place: Place, seconds: float | None) -> Step:
        return Blocking(lambda: place.wait(seconds))


class AsyncGovernedClient(_Governed, AsyncClient):
    """As `GovernedClient`, for async callers."""

    def __init__(self, *, max_concurrency: int | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self._govern(max_concurrency)

    def _waiting(self, place: Place, seconds: float | None) -> Step:
        return Hook(lambda: place.arrive(seconds))
