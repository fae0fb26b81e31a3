"""
Adds to a surface the names of other releases, so that code of any release in the span can be followed with one at hand.

The rule: only what the ledger says is added. What is gone without a successor has no type any more; a member that is
gone keeps its value, because code may compare with that.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeVar

import attrs

from warp_client_core.upgrade.ledger import Change, renamed, split
from warp_client_core.upgrade.surfaces import Method, Surface

_T = TypeVar("_T")


def with_names_of(surface: Surface, changes: Sequence[Change]) -> Surface:
    """The surface with all names of the span, each standing for what its successor or its forerunner is."""
    renames = [(one.subject, renamed(one.subject, one)) for one in changes if one.replacement is not None]
    for old, new in reversed(renames):
        surface = _with(surface, old, new)
    for old, new in renames:
        surface = _with(surface, new, old)
    for one in changes:
        if one.rule == "member-removed" and one.was is not None:
            surface = _with_value(surface, one.subject, one.was)
    return surface


def _with_value(surface: Surface, member: str, literal: str) -> Surface:
    enum, _, name = member.rpartition(".")
    try:
        value = ast.literal_eval(literal)
    except (ValueError, SyntaxError):  # a ledger of another make says it in words
        return surface
    known = surface.enums.get(enum)
    if known is None or not isinstance(value, str):
        return surface
    return attrs.evolve(surface, enums={**surface.enums, enum: {name: value, **known}})


def _with(surface: Surface, old: str, new: str) -> Surface:
    owner, _, name = old.rpartition(".")
    new_owner, _, new_name = new.rpartition(".")
    if old.endswith(")"):
        return attrs.evolve(
            surface,
            methods=_with_parameter(surface.methods, old, new),
            planners=_with_parameter(surface.planners, old, new),
        )
    if owner in surface.models:
        fields = surface.models[owner]
        annotation = surface.models.get(new_owner, {}).get(new_name, "")
        return attrs.evolve(surface, models={**surface.models, owner: {name: annotation, **fields}})
    if owner in surface.enums:
        members = surface.enums[owner]
        value = surface.enums.get(new_owner, {}).get(new_name, name)
        return attrs.evolve(surface, enums={**surface.enums, owner: {name: value, **members}})
    if owner:
        return attrs.evolve(
            surface,
            resources=surface.resources | {owner},
            methods={**_copied(surface.methods, old, new), **surface.methods},
            planners={**_copied(surface.planners, old, new), **surface.planners},
        )
    return attrs.evolve(
        surface,
        clients=surface.clients | ({old} if new in surface.clients else set()),
        models={**_copied(surface.models, old, new), **surface.models},
        enums={**_copied(surface.enums, old, new), **surface.enums},
        exports=surface.exports | {old},
    )


def _copied(names: Mapping[str, _T], old: str, new: str) -> dict[str, _T]:
    return {old: names[new]} if new in names else {}


def _with_parameter(methods: Mapping[str, Method], old: str, new: str) -> Mapping[str, Method]:
    (owner, name), (new_owner, new_name) = split(old), split(new)
    annotation = next(
        (methods[one].parameters[new_name] for one in (new_owner, owner) if _takes(methods.get(one), new_name)), None
    )
    if owner not in methods or annotation is None:
        return methods
    method = methods[owner]
    return {**methods, owner: Method(method.returns, {name: annotation, **method.parameters})}


def _takes(method: Method | None, name: str) -> bool:
    return method is not None and name in method.parameters
