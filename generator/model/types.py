"""Types of the intermediate representation: values by what they are made of. One rule: a type is never text."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

ScalarKind = Literal[
    "str", "int", "float", "bool", "datetime", "date", "decimal", "bytes", "any", "none", "uuid", "time", "base64"
]


@attrs.frozen
class Scalar:
    """A value without parts; ``any`` is free JSON."""

    kind: ScalarKind


@attrs.frozen
class Named:
    """A model, an enum or an alias, by name."""

    name: str


@attrs.frozen
class ListOf:
    """A JSON array."""

    item: TypeRef


@attrs.frozen
class MapOf:
    """A JSON object with free keys."""

    value: TypeRef


@attrs.frozen
class OneOf:
    """One of several types, ``null`` among them as `Scalar("none")`."""

    options: tuple[TypeRef, ...]


TypeRef: TypeAlias = Scalar | Named | ListOf | MapOf | OneOf


def names_in(ref: TypeRef) -> list[str]:
    """Every model and enum that a type mentions, in order of appearance."""
    match ref:
        case Named(name):
            return [name]
        case ListOf(inner) | MapOf(inner):
            return names_in(inner)
        case OneOf(options):
            return [name for option in options for name in names_in(option)]
    return []
