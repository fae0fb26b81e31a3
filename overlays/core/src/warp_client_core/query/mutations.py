"""
Methods that change something, in both flavours.

The rule: what a mutation touches is obsolete before its caller goes on, however it ended; only a refusal of the server
leaves the data as it was.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeAlias, TypeVar

from warp_client_core.query.graph import Write, given
from warp_client_core.query.values import MutationState
from warp_client_core.query.views import notice_of

if TYPE_CHECKING:
    from warp_client_core.query.async_queries import AsyncQueryClient
    from warp_client_core.query.sync_queries import QueryClient

P = ParamSpec("P")
T = TypeVar("T")

Hooks: TypeAlias = tuple[Any, Any, Any, Any]
"""on_success, on_error, on_settled, optimistic"""

IDLE: Final[MutationState[Any]] = MutationState()
NO_HOOKS: Final[Hooks] = (None, None, None, None)


class Mutation(Generic[P, T]):
    """A method that changes something; what it touches is obsolete when it returns."""

    def __init__(self, queries: QueryClient, write: Write, method: Callable[P, T], hooks: Hooks = NO_HOOKS) -> None:
        self._queries, self.write, self.method, self._hooks = queries, write, method, hooks

    @property
    def state(self) -> MutationState[T]:
        """How the latest call stands."""
        return self._queries.cache().outcomes.get(self, IDLE)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """
        Call the method.

        Raises:
            WarpError: As the method itself.
        """
        queries, (on_success, on_error, on_settled, optimistic) = self._queries, self._hooks
        queries.check_open()
        cache = queries.cache()
        layers = queries.expect(cache, optimistic(*args, **kwargs)) if optimistic else []
        cache.outcomes[self] = MutationState(status="pending")
        values = given(self.write.path, args, kwargs)
        try:
            result = self.method(*args, **kwargs)
        except BaseException as error:
            queries.settle(cache, self.write, values, error, layers)
            if not isinstance(error, Exception):
                cache.outcomes.pop(self, None)
                raise
            queries.cache().outcomes[self] = MutationState(status="error", error=error)
            queries.notify(notice_of(self.write.name, error))
            try:
                if on_error:
                    on_error(error)
            finally:
                if on_settled:
                    on_settled(None, error)
            raise
        queries.settle(cache, self.write, values, None, layers)
        later = queries.cache()
        # What somebody got who has signed out since is for the caller alone.
        later.outcomes[self] = MutationState(status="success", data=result if later is cache else None)
        queries.notify(notice_of(self.write.name))
        try:
            if on_success:
                on_success(result)
        finally:
            if on_settled:
                on_settled(result, None)
        return result


class AsyncMutation(Generic[P, T]):
    """A method that changes something; what it touches is obsolete when it returns."""

    def __init__(
        self,
        queries: AsyncQueryClient,
        write: Write,
        method: Callable[P, Awaitable[T]],
        hooks: Hooks = NO_HOOKS,
    ) -> None:
        self._queries, self.write, self.method, self._hooks = queries, write, method, hooks

    @property
    def state(self) -> MutationState[T]:
        """How the latest call stands."""
        return self._queries.cache().outcomes.get(self, IDLE)

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """
        Call the method. What the hooks give is awaited where it can be.

        Raises:
            WarpError: As the method itself.
        """
        queries, (on_success, on_error, on_settled, optimistic) = self._queries, self._hooks
        queries.check_open()
        cache = queries.cache()
        layers = queries.expect(cache, optimistic(*args, **kwargs)) if optimistic else []
        cache.outcomes[self] = MutationState(status="pending")
        values = given(self.write.path, args, kwargs)
        try:
            result = await self.method(*args, **kwargs)
        except BaseException as error:
            queries.settle(cache, self.write, values, error, layers)
            if not isinstance(error, Exception):
                cache.outcomes.pop(self, None)
                raise
            queries.cache().outcomes[self] = MutationState(status="error", error=error)
            queries.notify(notice_of(self.write.name, error))
            try:
                if on_error:
                    await _done(on_error(error))
            finally:
                if on_settled:
                    await _done(on_settled(None, error))
            raise
        queries.settle(cache, self.write, values, None, layers)
        later = queries.cache()
        # What somebody got who has signed out since is for the caller alone.
        later.outcomes[self] = MutationState(status="success", data=result if later is cache else None)
        queries.notify(notice_of(self.write.name))
        try:
            if on_success:
                await _done(on_success(result))
        finally:
            if on_settled:
                await _done(on_settled(result, None))
        return result


async def _done(given: object) -> None:
    if isinstance(given, Awaitable):
        await given
