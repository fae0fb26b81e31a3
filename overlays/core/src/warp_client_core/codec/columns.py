"""
Checks of many values at once.

What the C code of msgspec does not check (that an amount is finite, that a time is in UTC) is checked here over one
field of all models of a page, then the next, so that the loops run in C. The rule: a check only tells yes or no; who
needs to know where, walks again, slowly.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias, Union

import attrs

from warp_client_core.codec.shapes import is_model, reachable, shape_of

Check: TypeAlias = Callable[[Any], bool]
"""Whether all of a sequence of values are fine; None is not among them."""

Leaves: TypeAlias = Callable[[Any], Check | None]
"""The check of a type that is neither model nor container; None when all of its values are fine."""


def finite(amounts: Iterable[Any]) -> bool:
    """Whether no Decimal is NaN or infinite."""
    return all(map(Decimal.is_finite, amounts))


@functools.cache
def finite_check(kind: Any) -> Check | None:
    """The check that every Decimal in values of a type is finite; None when the type holds none."""
    return Checks(lambda leaf: finite if leaf is Decimal else None).of(kind)


def only(*kinds: type) -> Check:
    """The check that values are of exactly these classes."""
    allowed = frozenset(kinds)
    return lambda values: allowed.issuperset(map(type, values))


@attrs.define(eq=False)
class _Models:
    """The check of one model, made before its columns are known, so that a model may hold itself."""

    kind: type
    exact: bool
    columns: list[tuple[Callable[[Any], Any], Check]] = attrs.field(factory=list)

    def __call__(self, models: Sequence[Any]) -> bool:
        if self.exact and not only(self.kind)(models):
            return False
        if len(models) < 2:
            return not models or self._passes(models[0])
        for read, check in self.columns:
            values = _present(map(read, models), self.exact)
            if not check(values if check is finite else list(values)):
                return False
        return True

    def _passes(self, model: Any) -> bool:
        """The same for a single model, where columns would cost more than they save."""
        for read, check in self.columns:
            value = read(model)
            if value is not None and not check((value,)):
                return False
        return True


class Checks:
    """
    Makes checks for type expressions.

    Args:
        leaves: Gives the checks of leaves.
        exact: Also check that models and lists are of exactly the annotated class, which Python does not enforce.
    """

    def __init__(self, leaves: Leaves, *, exact: bool = False) -> None:
        self._leaves = leaves
        self._exact = exact
        self._models: dict[type, _Models] = {}

    def of(self, kind: Any) -> Check | None:
        """The check of a type expression; None when all of its values are fine."""
        if kind is None or kind is types.NoneType:
            return None
        if is_model(kind):
            return self._of_model(kind) if self._matters(kind) else None
        if typing.get_origin(kind) in (Union, types.UnionType):
            return self._of_union(typing.get_args(kind))
        return self._leaves(kind) or self._of_container(kind)

    def _matters(self, model: type) -> bool:
        hints = (hint for part in [model, *reachable(model)] for hint in shape_of(part).hints.values())
        return self._exact or any(self._has_leaf(hint) for hint in hints)

    def _has_leaf(self, kind: Any) -> bool:
        return self._leaves(kind) is not None or any(map(self._has_leaf, typing.get_args(kind)))

    def _of_model(self, model: type) -> Check | None:
        if model in self._models:
            return self._models[model]
        check = self._models[model] = _Models(model, self._exact)
        for name, hint in shape_of(model).hints.items():
            if name in shape_of(model).attributes and (column := self.of(hint)):
                check.columns.append((attrgetter(name), column))
        return check

    def _of_union(self, arms: tuple[Any, ...]) -> Check | None:
        found = [(_held_as(arm), check) for arm in arms if (check := self.of(arm))]
        if len(found) == 1 and len(arms) - (types.NoneType in arms) == 1:
            return found[0][1]

        def all_arms(values: Sequence[Any]) -> bool:
            return all(check([value for value in values if isinstance(value, held)]) for held, check in found)

        return all_arms if found else None

    def _of_container(self, kind: Any) -> Check | None:
        held, parts = _held_as(kind), typing.get_args(kind)
        if typing.get_origin(kind) is typing.Annotated:
            return self.of(parts[0])
        inner = self.of(parts[-1]) if parts else None
        checks_list = self._exact and held is list
        if inner is None:
            return lists if checks_list else None

        def entries(values: Sequence[Any]) -> bool:
            if checks_list and not lists(values):
                return False
            parts = map(dict.values, values) if issubclass(held, Mapping) else values
            return inner(list(_present(chain.from_iterable(parts), self._exact)))

        return entries


lists: Check = only(list, tuple)
"""The check that values are arrays of JSON."""


def _held_as(kind: Any) -> Any:
    """The class that values of a type are instances of."""
    origin = typing.get_origin(kind)
    return _held_as(typing.get_args(kind)[0]) if origin is typing.Annotated else origin or kind


def _present(values: Iterable[Any], exact: bool) -> Iterable[Any]:
    # Zero and what is empty are always finite, and leaving them out as well takes no Python code.
    return (value for value in values if value is not None) if exact else filter(None, values)
