"""Middleware for tests, of which one description serves both flavours, and a wire to put beneath."""

import asyncio
import inspect

from warp_client_core.middleware import AsyncMiddleware, Middleware
from warp_client_core.steps import Received

OK = Received(200, {})


def layer(flavour, *, call=None, attempt=None):
    """
    A middleware for ``sync`` or ``async`` clients.

    ``call`` and ``attempt`` are generator functions: what they yield goes through ``proceed``, whose result or
    exception comes back, and what they return is the answer. Plain functions answer at once.
    """
    return (_Layer if flavour == "sync" else _AsyncLayer)(call or _pass_on, attempt or _pass_on)


def _pass_on(given):
    return (yield given)


class _Steps:
    """The steps of one use, taken one by one."""

    def __init__(self, steps):
        self.steps = steps
        self.done, self.answer = not inspect.isgenerator(steps), steps

    def take(self, move, value):
        try:
            return move(value)
        except StopIteration as end:
            self.done, self.answer = True, end.value


class _Layer(Middleware):
    def __init__(self, call, attempt):
        self.call, self.attempt = call, attempt

    def around_call(self, call, proceed):
        return self._drive(_Steps(self.call(call)), proceed)

    def around_attempt(self, attempt, proceed):
        return self._drive(_Steps(self.attempt(attempt)), proceed)

    def _drive(self, steps, proceed):
        wanted = None if steps.done else steps.take(steps.steps.send, None)
        while not steps.done:
            try:
                answer = proceed(wanted)
            except Exception as error:
                wanted = steps.take(steps.steps.throw, error)
            else:
                wanted = steps.take(steps.steps.send, answer)
        return steps.answer


class _AsyncLayer(AsyncMiddleware):
    def __init__(self, call, attempt):
        self.call, self.attempt = call, attempt

    async def around_call(self, call, proceed):
        return await self._drive(_Steps(self.call(call)), proceed)

    async def around_attempt(self, attempt, proceed):
        return await self._drive(_Steps(self.attempt(attempt)), proceed)

    async def _drive(self, steps, proceed):
        wanted = None if steps.done else steps.take(steps.steps.send, None)
        while not steps.done:
            try:
                answer = await proceed(wanted)
            except Exception as error:
                wanted = steps.take(steps.steps.throw, error)
            else:
                wanted = steps.take(steps.steps.send, answer)
        return steps.answer


class Reply:
    """A live reply of the HTTP library."""

    closed = False

    def close(self):
        self.closed = True

    async def aclose(self):
        self.closed = True


class Wire:
    """Ends each attempt or call as told, and remembers what was sent."""

    def __init__(self, *ends):
        self.ends = list(ends)
        self.sent = []

    def __call__(self, given):
        self.sent.append(given)
        end = self.ends.pop(0) if self.ends else OK
        if isinstance(end, Exception):
            raise end
        return end

    async def later(self, given):
        await asyncio.sleep(0)
        return self(given)
