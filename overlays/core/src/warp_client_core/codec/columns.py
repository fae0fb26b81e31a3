"""
Checks of many values at once.

What the C code of msgspec does not check (that an amount is finite, that a time is in UTC) is checked here in one
pass over the models of a page. The rule: a check only tells yes or no; who needs to know where, walks again, slowly.

The passes are compiled for each model, because Python reads a field that is named in the code several times as fast
as one that is looked up by name, and this is done for every amount of every reply.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias, Union

from warp_client_core.codec.shapes import is_model, reachable, shape_of

Check: TypeAlias = Callable[[Any], bool]
"""Whether all of a sequence of values are fine; None is not among them."""


class Rule(NamedTuple):
    """
    What a value has to be.

    Attributes:
        claim: A Python expression about ``value``, and about ``given`` where that is needed.
        given: What the expression calls ``given``.
    """

    claim: str
    given: Any = None


FINITE: Final = Rule("value.is_finite()")
"""A Decimal is not NaN or infinite."""


def exactly(kind: type) -> Rule:
    """A value is of this class and of no class derived from it."""
    return Rule("type(value) is given", kind)


@functools.cache
def finite_check(kind: Any) -> Check | None:
    """The check that every Decimal in values of a type is finite; None when the type holds none."""
    return Checks(lambda leaf: FINITE if leaf is Decimal else None).of(kind)


class _Models:
    """The check of one model, made before its parts are known, so that a model may hold itself."""

    def __init__(self) -> None:
        self.own: Check | None = None
        self.inner: list[tuple[Callable[[Any], list[Any]], Check]] = []

    def __call__(self, models: Any) -> bool:
        if self.own is not None and not self.own(models):
            return False
        for read, check in self.inner:
            values = read(models)
            if values and not check(values):
                return False
        return True


class Checks:
    """
    Makes checks for type expressions.

    Args:
        rules: Gives the rule of a type that is neither model nor container; None when all of its values are fine.
        exact: Also check that models and lists are of exactly the annotated class, which Python does not enforce.
    """

    def __init__(self, rules: Callable[[Any], Rule | None], *, exact: bool = False) -> None:
        self._rules = rules
        self._exact = exact
        self._models: dict[type, _Models] = {}

    def of(self, kind: Any) -> Check | None:
        """The check of a type expression; None when all of its values are fine."""
        arms = _arms(kind)
        if len(arms) == 1:
            return self._of_arm(arms[0])
        found = [(_held_as(arm), check) for arm in arms if (check := self._of_arm(arm))]

        def all_arms(values: Any) -> bool:
            return all(check([value for value in values if isinstance(value, held)]) for held, check in found)

        return all_arms if found else None

    def _of_arm(self, kind: Any) -> Check | None:
        if is_model(kind):
            return self._of_model(kind) if self._matters(kind) else None
        if rule := self._rules(kind):
            check: Check = _compiled("lambda values: not [value for value in values if not ({0})]", [rule])
            return check
        if typing.get_origin(kind) is typing.Annotated:
            return self.of(typing.get_args(kind)[0])
        return self._of_container(kind)

    def _matters(self, model: type) -> bool:
        hints = {hint for part in [model, *reachable(model)] for hint in shape_of(part).hints.values()}
        return self._exact or any(self._has_rule(hint) for hint in hints)

    def _has_rule(self, kind: Any) -> bool:
        return self._rules(kind) is not None or any(map(self._has_rule, typing.get_args(kind)))

    def _of_model(self, model: type) -> Check:
        if model in self._models:
            return self._models[model]
        found = self._models[model] = _Models()
        terms, rules = [], []
        if self._exact:
            terms, rules = ["(value := model, not ({0}))[1]"], [exactly(model)]
        for name in shape_of(model).attributes:
            arms = _arms(shape_of(model).hints[name])
            if len(arms) == 1 and (rule := self._rules(arms[0])):
                terms.append(f"(value := model.{name}) is not None and not ({{{len(rules)}}})")
                rules.append(rule)
            elif check := self.of(shape_of(model).hints[name]):
                source = f"lambda models: [value for model in models if (value := model.{name}) is not None]"
                found.inner.append((_compiled(source, []), check))
        if rules:
            found.own = _compiled(f"lambda models: not [model for model in models if {' or '.join(terms)}]", rules)
        return found

    def _of_container(self, kind: Any) -> Check | None:
        held, parts = _held_as(kind), typing.get_args(kind)
        inner = self.of(parts[-1]) if parts else None
        only_lists = self._exact and held is list
        if inner is None and not only_lists:
            return None

        def entries(values: Any) -> bool:
            if only_lists and not {list, tuple}.issuperset(map(type, values)):
                return False
            parts = map(dict.values, values) if issubclass(held, Mapping) else values
            found = inner and [entry for part in parts for entry in part if entry is not None]
            return not found or inner is None or inner(found)

        return entries


def _compiled(source: str, rules: list[Rule]) -> Any:
    """A function from its text, with a claim in the place of each number in braces. Fields are named by identifiers."""
    claims = [rule.claim.replace("given", f"given_{number}") for number, rule in enumerate(rules)]
    given = {f"given_{number}": rule.given for number, rule in enumerate(rules)}
    return eval(source.format(*claims), given)


def _arms(kind: Any) -> list[Any]:
    """The alternatives of a type, without None."""
    parts = typing.get_args(kind) if typing.get_origin(kind) in (Union, types.UnionType) else (kind,)
    return [part for part in parts if part not in (None, types.NoneType)]


def _held_as(kind: Any) -> Any:
    """The class that values of a type are instances of."""
    origin = typing.get_origin(kind)
    return _held_as(typing.get_args(kind)[0]) if origin is typing.Annotated else origin or kind
