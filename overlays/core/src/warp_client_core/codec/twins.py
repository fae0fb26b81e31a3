"""
Run-time twins: structs that read and write what attrs classes cannot.

msgspec decodes straight into attrs classes but cannot rename their fields or leave out those that are None. A model
that needs this, or that holds such a model, gets a struct made at run time; one is then converted into the other,
in C. The rule: a type that needs no twin is left exactly as it is, because the straight way is faster.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, ForwardRef

import attrs
import msgspec

from warp_client_core.codec.further import Open, rest_beside
from warp_client_core.codec.moments import Moment
from warp_client_core.codec.shapes import Shape, mentions, reachable, rebuilt, shape_of, unions_in
from warp_client_core.times import Timestamp

LENIENT: Final[Mapping[Any, Any]] = {Timestamp: Moment, datetime: Moment}
"""Leaves to put into twins that read times in any spelling."""


class _Link(msgspec.Struct):
    rel: str | None = None
    href: str | None = None


def twin_type(kind: Any, leaves: Mapping[Any, Any] | None = None) -> Any:
    """
    The type to decode into before converting to ``kind``; ``kind`` itself when nothing needs a twin.

    Args:
        kind: A type expression.
        leaves: Types to put in the place of others; a model that holds one of the latter needs a twin.
    """
    leaves = {**(leaves or {}), **dict.fromkeys(unions_in(kind), msgspec.Raw)}
    needing = [model for model in reachable(kind) if _needs_twin(model, leaves)]
    return twins(kind, needing, leaves, _fields_to_read)


def twins(
    kind: Any,
    models: Sequence[type],
    leaves: Mapping[Any, Any],
    fields: Callable[[Shape], list[tuple[str, Any, Any]]],
    **options: Any,
) -> Any:
    """
    The type with structs in place of models.

    Works for recursive models: twins name each other, and the names are resolved once all of them exist.

    Args:
        kind: A type expression.
        models: The models to replace.
        leaves: Other types to replace.
        fields: Gives name, type and default (``attrs.NOTHING`` for none) of the fields of a twin.
        options: Further options of ``msgspec.defstruct``.
    """
    names = {model: f"{model.__name__}_{number}" for number, model in enumerate(models)}
    replacements = {**leaves, **{model: ForwardRef(name) for model, name in names.items()}}
    # Fields of one type are many, and taking a type apart is slow.
    placed = functools.cache(lambda kind: replaced(kind, replacements))
    made = {}
    for model, name in names.items():
        shape = shape_of(model)
        own = [(field, placed(kind), default) for field, kind, default in fields(shape)]
        made[model] = msgspec.defstruct(
            name,
            [(field, kind) if default is attrs.NOTHING else (field, kind, default) for field, kind, default in own],
            rename={
                name: wire
                for name, wire in [*shape.wire.items(), (shape.extra, rest_beside(shape.wire.values()))]
                if name != wire and name
            },
            namespace=_link_properties(shape),
            kw_only=True,
            **options,
        )
    structs = list(made.values())
    made |= {model: _open(twin, shape_of(model)) for model, twin in made.items() if shape_of(model).extra}
    for twin in structs:
        # msgspec looks names up in the struct itself when it builds the first decoder.
        for model, name in names.items():
            setattr(twin, name, made[model])
    return replaced(kind, {**leaves, **made})


def holds(kind: Any, leaves: Mapping[Any, Any]) -> bool:
    """Whether values of a type may hold one of some other types, at any depth."""
    hints = [hint for model in reachable(kind) for hint in shape_of(model).hints.values()]
    return any(mentions(hint, leaf) for hint in [kind, *hints] for leaf in leaves)


def replaced(kind: Any, replacements: Mapping[Any, Any]) -> Any:
    """A type expression with other types in the place of some."""
    if kind in replacements:
        return replacements[kind]
    parts = typing.get_args(kind)
    changed = tuple(replaced(part, replacements) if _is_type(part) else part for part in parts)
    return kind if changed == parts else rebuilt(kind, changed)


def _is_type(part: Any) -> bool:
    return isinstance(part, type) or typing.get_origin(part) is not None


def _needs_twin(model: type, leaves: Mapping[Any, Any]) -> bool:
    return holds(model, leaves) or not all(shape_of(part).is_plain for part in [model, *reachable(model)])


def _fields_to_read(shape: Shape) -> list[tuple[str, Any, Any]]:
    fields = [(name, shape.hints[name], _default(shape.attributes[name])) for name in shape.wire]
    if shape.extra:
        fields.append((shape.extra, shape.hints[shape.extra], attrs.NOTHING))
    if shape.links and _holder(shape) not in shape.wire:
        fields.append((_holder(shape), list[_Link] | None, None))
    return fields


def _open(struct: type, shape: Shape) -> Any:
    """What stands for the struct of a model that keeps further fields."""
    return type(struct.__name__, (Open,), {"struct": struct, "known": frozenset(shape.wire.values())})


def _default(attribute: attrs.Attribute[Any]) -> Any:
    default = attribute.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type] # a class at run time, a function in the stubs
        return msgspec.field(default_factory=default.factory)  # type: ignore[union-attr] # as above
    return default


def _holder(shape: Shape) -> str:
    """Name of the field that holds the links."""
    return next((name for name, wire in shape.wire.items() if wire == "links"), "links")


def _link_properties(shape: Shape) -> dict[str, Any]:
    return {name: _link_property(_holder(shape), relation) for name, relation in shape.links.items()}


def _link_property(holder: str, relation: str) -> property:
    def href(twin: object) -> str:
        for link in getattr(twin, holder) or ():
            read = link.get if isinstance(link, Mapping) else lambda name, link=link: getattr(link, name, None)
            if read("rel") == relation:
                return str(read("href"))
        # An attribute that is missing makes the conversion fall back to the field's default.
        raise AttributeError(relation)

    return property(href)
