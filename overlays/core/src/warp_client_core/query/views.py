"""
Small pure pieces that the queries of both flavours are made of.

The rule: nothing here waits, and nothing here changes the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from warp_client_core.query.cached import Cached
from warp_client_core.query.errors import QueryDisabledError
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.sharing import shared
from warp_client_core.query.values import Notice, QueryState, Reading

U = TypeVar("U")


def layer_of(client: Any, flavour: type[U]) -> type[U]:
    """The queries of a client (TypeError when it has none, or is of the other flavour)."""
    find = getattr(client, "_query_layer", None)
    if find is None:
        raise TypeError(
            f"{type(client).__name__} has no queries: its API description does not say x-queries, which clients that "
            "are built with --spec never do"
        )
    found = find()
    if not issubclass(found, flavour):
        raise TypeError(f"{type(client).__name__} is not for {flavour.__name__}; use the other flavour")
    return found  # type: ignore[no-any-return] # found is what the line above says


def held(queries: Cached, recipe: Recipe) -> Any:
    """What is cached for a query that may not be fetched (`QueryDisabledError` when nothing is)."""
    state = queries.state(recipe)
    if state.updated_at is None:
        raise QueryDisabledError(f"{recipe.read.name}: the query is not enabled, and nothing is cached for it")
    return state.data


def notice_of(subject: str, error: Exception | None = None) -> Notice:
    """The notice for a mutation or fetch that ended."""
    if error is None:
        return Notice("success", subject, f"{subject} succeeded")
    return Notice("error", subject, getattr(error, "message", None) or type(error).__name__, error)


class View:
    """What a query is seen through: a function, called once for the same data; what is equal stays the same object."""

    __slots__ = ("_apply", "_last")

    def __init__(self, apply: Callable[[Any], Any]) -> None:
        self._apply = apply
        self._last: tuple[Any, Any] = (None, None)

    def __call__(self, data: Any) -> Any:
        """What is seen of the data."""
        before, shown = self._last
        if before is not data or data is None:
            shown = shared(shown, self._apply(data))
            self._last = (data, shown)
        return shown

    def forget(self) -> None:
        """Let go of what was seen."""
        self._last = (None, None)


def composed(first: View | None, second: Callable[[Any], Any]) -> View:
    """One function after the other."""
    return View(second if first is None else lambda data: second(first(data)))


def seen(state: QueryState[Any], view: View | None) -> QueryState[Any]:
    """A state seen through a view."""
    if view is None:
        return state
    if state.data is None and state.outdated is None:
        view.forget()
    return QueryState(
        status=state.status,
        fetch_status=state.fetch_status,
        data=None if state.data is None else view(state.data),
        error=state.error,
        updated_at=state.updated_at,
        outdated=None if state.outdated is None else view(state.outdated),
        is_optimistic=state.is_optimistic,
    )


def failed(state: QueryState[Any], error: Exception) -> QueryState[Any]:
    """A state with the error that a reader got, which a later change of the cache may have wiped off."""
    if state.error is not None or state.data is not None:
        return state
    return QueryState(status="error", fetch_status=state.fetch_status, error=error, outdated=state.outdated)


def parted(keywords: Mapping[str, Any]) -> tuple[dict[str, Any], Reading]:
    """The arguments of a method, sorted, and what the reading asks for."""
    options = Reading.__annotations__
    how = {name: value for name, value in keywords.items() if name in options}
    return {name: keywords[name] for name in sorted(keywords.keys() - how.keys())}, cast("Reading", how)


def unchanged(data: Any) -> Any:
    """The data as it is."""
    return data
