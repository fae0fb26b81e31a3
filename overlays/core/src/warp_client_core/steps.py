"""
The vocabulary between logic that needs the outside world and the drivers that reach it.

Multi-step flows (repeating, refreshing, signing in) are generators: they yield what they need and get it back,
and so serve sync and async callers alike. The rule: a flow never blocks and never awaits; a driver never
decides. An exception from the outside world is thrown into the flow at the step that caused it.
"""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable, Generator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import attrs

from warp_client_core.bodies import Body
from warp_client_core.headers import checked
from warp_client_core.redact import without_query
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.calls import Operation
    from warp_client_core.errors import ResponseDecodeError
    from warp_client_core.flight import SingleFlight

T = TypeVar("T")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Send(Value):
    """
    Send one request; answered with an `Outcome`.

    Attributes:
        method: HTTP method.
        url: The whole URL, percent-encoded.
        headers: Every header field of the request that is not about framing.
        body: The body, if any.
        timeout: Seconds for each phase.
        authenticated: Whether credentials of the client may go to this URL.
        at_home: Whether the URL has the origin of the base URL.
        streamed: Leave the body of a successful reply unread.
        operation: What is being called; None in a request that belongs to none.
        number: Which attempt of its call this is, from 1.
        expires: When to stop reading the reply, on the clock of the client; None for never.
        max_bytes: Most bytes of the reply, decompressed; None for any number.
    """

    method: str
    url: str = attrs.field(repr=without_query)
    headers: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    body: Body | None = None
    timeout: float
    authenticated: bool
    at_home: bool = True
    streamed: bool = False
    operation: Operation[Any] | None = None
    number: int = 1
    expires: float | None = None
    max_bytes: int | None = None

    def with_headers(self, headers: Mapping[str, str]) -> Send:
        """
        The same request with other header fields: each replaces all of its name, in any case.

        Raises:
            ValueError: A name or value cannot be sent; the message never shows the value.
        """
        added = tuple(checked(name, value) for name, value in headers.items())
        replaced = {name.lower() for name, _value in added}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in replaced)
        return attrs.evolve(self, headers=kept + added)


class Sleep(Value):
    """Wait for some seconds; answered with None."""

    __slots__ = __match_args__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds: Final = seconds


class Blocking(Value):
    """Do something that may block, away from any event loop; answered with its result."""

    __slots__ = __match_args__ = ("work",)

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work: Final = work


class Shared(Value):
    """
    Run steps once for all callers that want the same at the same time; answered with their result.

    Attributes:
        key: What "the same" means, among all copies of a client.
        make: Makes the steps; called by the caller that gets to run them.
        patience: Most seconds to wait, after which ``TimeoutError`` is thrown; None for any number. With it the steps
            go on when whoever began them is cancelled or loses patience.
        takes: Most seconds that the steps take, as far as can be told.
        among: Whose callers they are, where they are not those of one client and its copies.
    """

    __slots__ = __match_args__ = ("key", "make", "patience", "takes", "among")

    def __init__(
        self,
        key: object,
        make: Callable[[], Generator[Any, Any, Any]],
        *,
        patience: float | None = None,
        takes: float = 0.0,
        among: SingleFlight | None = None,
    ) -> None:
        self.key: Final = key
        self.make: Final = make
        self.patience: Final = patience
        self.takes: Final = takes
        self.among: Final = among


class Hook(Value):
    """Call code of the caller; where it is async, what it gives is awaited. Answered with None."""

    __slots__ = __match_args__ = ("call",)

    def __init__(self, call: Callable[[], object]) -> None:
        self.call: Final = call


Step: TypeAlias = Send | Sleep | Blocking | Shared | Hook
"""Whatever a flow may ask for."""

Steps: TypeAlias = Generator[Step, Any, T]
"""A flow with a result of type ``T``."""


def relayed(steps: Steps[T], carry: Callable[[Step], Steps[Any]]) -> Steps[T]:
    """
    A flow whose steps are looked at on their way out.

    Args:
        steps: The flow.
        carry: For each of its steps, the steps that are taken in its place; their result is the answer to it.
    """
    answer: Any = None
    failure: Exception | None = None
    try:
        while True:
            try:
                step = steps.send(answer) if failure is None else steps.throw(failure)
            except StopIteration as end:
                found: T = end.value
                return found
            answer, failure = None, None
            try:
                answer = yield from carry(step)
            except Exception as error:
                failure = error
    finally:
        steps.close()


@attrs.frozen(eq=False, repr=False)
class Received(Value):
    """
    A reply arrived, with any status.

    Attributes:
        status_code: HTTP status.
        headers: Header fields.
        content: The body, decompressed; empty when it was left unread.
        http_response: The HTTP library's reply.
        fault: Why the body could not be read, although the reply was complete.
    """

    status_code: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    content: bytes = attrs.field(default=b"", repr=False)
    http_response: Any = attrs.field(default=None, repr=False, eq=False)
    fault: ResponseDecodeError | None = None

    @property
    def is_success(self) -> bool:
        """Whether the status is 200..299."""
        return 200 <= self.status_code < 300


@attrs.frozen(eq=False, repr=False)
class Failed(Value):
    """
    No reply arrived.

    Attributes:
        error: What the HTTP library said.
        may_have_arrived: Whether the server may have got the request; False only when that is certain.
        timed_out: Whether it was a timeout.
    """

    error: Exception
    may_have_arrived: bool
    timed_out: bool = False


Outcome: TypeAlias = Received | Failed
"""How one attempt ended."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _new_key() -> str:
    import uuid

    return str(uuid.uuid4())


async def _asleep(seconds: float) -> None:
    # asyncio costs some 60 modules, which a sync caller never pays for.
    import asyncio

    await asyncio.sleep(seconds)


class Ambient(Value):
    """
    The parts of the outside world that are not the network.

    Attributes:
        clock: Seconds that only ever grow.
        now: Aware wall-clock time.
        chance: A number in 0..1, evenly spread.
        new_key: A new idempotency key.
        sleep: How a sync client waits.
        asleep: How an async client waits.
    """

    __slots__ = __match_args__ = ("clock", "now", "chance", "new_key", "sleep", "asleep")

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
        chance: Callable[[], float] = random.random,
        new_key: Callable[[], str] = _new_key,
        sleep: Callable[[float], None] = time.sleep,
        asleep: Callable[[float], Awaitable[None]] = _asleep,
    ) -> None:
        self.clock: Final = clock
        self.now: Final = now
        self.chance: Final = chance
        self.new_key: Final = new_key
        self.sleep: Final = sleep
        self.asleep: Final = asleep


REAL_WORLD: Final = Ambient()
"""The clock and the dice of this machine."""
