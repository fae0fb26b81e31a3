"""
What the codec knows about a model class: its fields and their wire names.

Pure introspection, done once per class.
"""

from __future__ import annotations

import functools
import inspect
import sys
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Union

import attrs

from warp_client_core.variants import Variants


class Shape:
    """
    Wire facts of a model class.

    Attributes:
        wire: Python name to wire name, one entry per field that is written.
        links: Python name to link relation.
        hints: Python name to type.
        attributes: Python name to attrs attribute, in order.
        parts: The model classes that its fields name.
        extra: Name of the attribute that keeps fields of any other name; empty when there is none.
        is_plain: Whether Python names are wire names, and nothing is read from links or kept beside.
    """

    __slots__ = ("attributes", "extra", "hints", "is_plain", "links", "parts", "wire")

    def __init__(
        self,
        *,
        wire: Mapping[str, str],
        links: Mapping[str, str],
        hints: Mapping[str, Any],
        attributes: Mapping[str, attrs.Attribute[Any]],
        extra: str = "",
    ) -> None:
        self.extra: Final = extra
        self.wire: Final = wire
        self.links: Final = links
        self.hints: Final = hints
        self.attributes: Final = attributes
        self.parts: Final = tuple(dict.fromkeys(part for name in attributes for part in models_in(hints[name])))
        self.is_plain: Final = not (links or extra) and all(name == found for name, found in wire.items())


@functools.cache
def shape_of(model: type) -> Shape:
    """
    The wire facts of an attrs class.

    Raises:
        NameError: An annotation names a type that its module does not import at run time.
    """
    attributes = {attribute.name: attribute for attribute in attrs.fields(model)}
    links: Mapping[str, str] = getattr(model, "__links__", {})
    extra: str = getattr(model, "__extra__", "")
    renames: Mapping[str, str] = getattr(model, "__wire__", {})
    return Shape(
        wire={name: renames.get(name, name) for name in attributes if name not in links and name != extra},
        links=links,
        hints=_hints(model, attributes),
        attributes=attributes,
        extra=extra,
    )


def _hints(model: type, names: Iterable[str]) -> Mapping[str, Any]:
    """
    Type of each field, as ``typing.get_type_hints`` gives them.

    Texts are compiled all at once and each one once, and what they mean is kept in their place, because msgspec asks
    for it again each time that it learns the class.
    """
    hints: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        own = inspect.get_annotations(base)
        texts = list(dict.fromkeys(text for text in own.values() if isinstance(text, str)))
        # A text within a text is for typing to look at.
        if any("'" in text or '"' in text for text in texts):
            return typing.get_type_hints(model, include_extras=True)
        if texts:
            meant = eval(f"({''.join(f'({text}),' for text in texts)})", dict(vars(base)), _scope(base))
            found = dict(zip(texts, meant, strict=True))
            own |= {name: found[text] for name, text in own.items() if isinstance(text, str)}
            base.__annotations__ = own
        hints.update(own)
    if any(name not in hints for name in names):
        return typing.get_type_hints(model, include_extras=True)
    return {name: types.NoneType if hint is None else hint for name, hint in hints.items()}


def _scope(model: type) -> dict[str, Any]:
    """The names of the module of a class. They go before those of the class, as in ``typing.get_type_hints``."""
    module = sys.modules.get(model.__module__)
    return vars(module) if module else {}


def is_model(kind: object) -> bool:
    """Whether a type is an attrs class."""
    return isinstance(kind, type) and not isinstance(kind, types.GenericAlias) and attrs.has(kind)


def rebuilt(kind: Any, parts: tuple[Any, ...]) -> Any:
    """The same alias with other type arguments."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return Union[parts]
    if origin is typing.Annotated:
        return typing.Annotated[parts]
    return origin[parts]


@functools.cache
def reachable(kind: Any) -> tuple[type, ...]:
    """Every model class that a value of the type may hold, at any depth."""
    found: dict[type, None] = {}
    pending = list(models_in(kind))
    while pending:
        model = pending.pop()
        if model not in found:
            found[model] = None
            pending.extend(shape_of(model).parts)
    return tuple(found)


def is_union(kind: object) -> bool:
    """Whether a type is a union that `choosing` reads."""
    return isinstance(kind, Variants)


def unions_in(kind: Any) -> Iterator[Any]:
    """Every such union that a value of the type may hold, at any depth, not looking inside the unions."""
    for hint in [kind, *(hint for model in reachable(kind) for hint in shape_of(model).hints.values())]:
        yield from _unions_named_in(hint)


@functools.cache
def holds_unions(kind: Any) -> bool:
    """Whether there is any."""
    return any(True for _ in unions_in(kind))


@functools.cache
def _unions_named_in(kind: Any) -> tuple[Any, ...]:
    if is_union(kind):
        return (kind,)
    return tuple(one for part in typing.get_args(kind) for one in _unions_named_in(part))


def mentions(kind: Any, leaf: Any) -> bool:
    """Whether a type expression names another type, not looking inside the models."""
    return kind == leaf or any(mentions(part, leaf) for part in typing.get_args(kind))


@functools.cache
def models_in(kind: Any) -> tuple[type, ...]:
    """Every model class named in a type expression, not looking inside the models."""
    if is_model(kind):
        return (kind,)
    return tuple(model for part in typing.get_args(kind) for model in models_in(part))
