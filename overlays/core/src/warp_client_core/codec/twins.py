"""
Run-time twins: structs that read what attrs classes cannot.

msgspec decodes straight into attrs classes but cannot rename their fields. A model that needs renaming, or
that reads fields from links, or that holds such a model, gets a struct made at run time; the struct is then
converted. The rule: a type that needs no twin is left exactly as it is, because the straight way is faster.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, ForwardRef

import attrs
import msgspec

from warp_client_core.codec.shapes import is_model, models_in, rebuilt, shape_of


class _Link(msgspec.Struct):
    rel: str | None = None
    href: str | None = None


def twin_type(kind: Any) -> Any:
    """
    The type to decode into before converting to ``kind``; ``kind`` itself when nothing needs a twin.

    Works for recursive models: twins name each other, and the names are resolved once all of them exist.
    """
    needing = [model for model in _reachable(kind) if _needs_twin(model)]
    if not needing:
        return kind
    names = {model: f"{model.__name__}_{number}" for number, model in enumerate(needing)}
    twins = {model: _twin(model, names) for model in needing}
    for twin in twins.values():
        # msgspec looks names up in the struct itself when it builds the first decoder.
        for model, name in names.items():
            setattr(twin, name, twins[model])
    return _replaced(kind, twins)


def _reachable(kind: Any) -> list[type]:
    found: dict[type, None] = {}
    pending = list(models_in(kind))
    while pending:
        model = pending.pop()
        if model in found:
            continue
        found[model] = None
        for name in shape_of(model).attributes:
            pending.extend(models_in(shape_of(model).hints[name]))
    return list(found)


def _needs_twin(model: type) -> bool:
    return any(not shape_of(part).is_plain for part in [model, *_reachable(model)])


def _replaced(kind: Any, replacements: Mapping[type, Any]) -> Any:
    if is_model(kind):
        return replacements.get(kind, kind)
    parts = typing.get_args(kind)
    changed = tuple(_replaced(part, replacements) for part in parts)
    return kind if changed == parts else rebuilt(kind, changed)


def _twin(model: type, names: Mapping[type, str]) -> type[msgspec.Struct]:
    shape = shape_of(model)
    references = {other: ForwardRef(name) for other, name in names.items()}
    fields = [(name, _replaced(shape.hints[name], references), _default(shape.attributes[name])) for name in shape.wire]
    holder = next((name for name, wire in shape.wire.items() if wire == "links"), None)
    if shape.links and holder is None:
        holder = "links"
        fields.append((holder, list[_Link] | None, None))
    return msgspec.defstruct(
        names[model],
        [(name, kind) if default is attrs.NOTHING else (name, kind, default) for name, kind, default in fields],
        rename={name: wire for name, wire in shape.wire.items() if name != wire},
        namespace={name: _link_property(str(holder), relation) for name, relation in shape.links.items()},
        kw_only=True,
    )


def _default(attribute: attrs.Attribute[Any]) -> Any:
    default = attribute.default
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type] # a class at run time, a function in the stubs
        return msgspec.field(default_factory=default.factory)  # type: ignore[union-attr] # as above
    return default


def _link_property(holder: str, relation: str) -> property:
    def href(twin: object) -> str:
        for link in getattr(twin, holder) or ():
            read = link.get if isinstance(link, Mapping) else lambda name, link=link: getattr(link, name, None)
            if read("rel") == relation:
                return str(read("href"))
        # An attribute that is missing makes the conversion fall back to the field's default.
        raise AttributeError(relation)

    return property(href)
