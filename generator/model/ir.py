"""
The intermediate representation: what a client offers, free of OpenAPI and of Python layout.

One rule: the IR holds decisions, never text to be parsed again. Templates and passes after `lower` see nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import attrs

from generator.problems import Place

ScalarKind = Literal["str", "int", "float", "bool", "datetime", "date", "decimal", "bytes", "any", "none"]


@attrs.frozen
class Scalar:
    """A value without parts; ``any`` is free JSON."""

    kind: ScalarKind


@attrs.frozen
class Named:
    """A model or an enum, by name."""

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


@attrs.frozen
class Field:
    """
    One property of a model, or one parameter of an operation.

    Attributes:
        name: The Python name.
        wire: The name on the wire.
        required: Always present.
        secret: Never shown in a repr.
        link: Relation of the link that fills it, for a field that is not on the wire itself.
        scale: Decimal places of a decimal, None when open.
        read_only: Only the server sets it, so it is no key of the mapping that callers give.
        borrowed: The description is that of its type, it has none of its own.
    """

    name: str
    wire: str
    type: TypeRef
    required: bool
    description: str = ""
    secret: bool = False
    link: str | None = None
    scale: int | None = None
    borrowed: bool = False
    read_only: bool = False


@attrs.frozen
class Model:
    """An object type. ``custom`` holds key prefixes under which callers may send fields of their own."""

    name: str
    domain: str
    description: str
    fields: tuple[Field, ...]
    custom: tuple[str, ...]
    place: Place


@attrs.frozen
class Enum:
    """A set of text values that may grow. ``members`` pairs Python names with values."""

    name: str
    domain: str
    description: str
    members: tuple[tuple[str, str], ...]
    place: Place


ReplyKind = Literal["enveloped", "bare", "page", "offset", "has_more", "nothing", "located", "text", "binary"]
BodyKind = Literal["json", "form", "multipart"]
SafetyKind = Literal["read", "idempotent", "keyed", "unsafe"]
SessionKind = Literal["opens", "renews", "closes"]


@attrs.frozen
class Reply:
    """What a call gives back. ``type`` is the item for the paged kinds, None for ``nothing``."""

    kind: ReplyKind
    type: TypeRef | None = None


@attrs.frozen
class Body:
    """The request body; its model's fields become keywords."""

    kind: BodyKind
    media_type: str
    fields: tuple[Field, ...]
    model: str
    required: bool
    custom: tuple[str, ...] = ()


@attrs.frozen
class Operation:
    """
    One remote operation.

    Attributes:
        id: The operationId.
        path: The path template with wire names.
        internal: Offered as a call but not as a client method.
        path_fields, query, headers: Parameters, in document order.
        fixed_headers: Headers that are always sent as they are.
        key_header: Header that carries the idempotency key of a ``keyed`` operation.
        unclaimed: Why no overlay handles this upload, when the document says so.
    """

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    safety: SafetyKind
    reply: Reply
    place: Place
    path_fields: tuple[Field, ...] = ()
    query: tuple[Field, ...] = ()
    headers: tuple[Field, ...] = ()
    fixed_headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    session: SessionKind | None = None
    authenticated: bool = True
    internal: bool = False
    deprecated: bool = False
    key_header: str | None = None
    unclaimed: str | None = None


@attrs.frozen
class Event:
    """A message that a live stream carries, or takes as a command: its name and the model of its payload."""

    stream: str
    name: str
    model: str


@attrs.frozen
class Webhook:
    """A request that the platform sends to its users; ``parameters`` are the names on the wire."""

    id: str
    method: str
    media_type: str
    model: str
    parameters: tuple[str, ...] = ()


@attrs.frozen
class Api:
    """Everything that one client offers; ``tags`` pairs each tag with its description."""

    title: str
    version: str
    description: str
    server: str
    tags: tuple[tuple[str, str], ...]
    operations: tuple[Operation, ...]
    models: tuple[Model, ...]
    enums: tuple[Enum, ...]
    events: tuple[Event, ...] = ()
    commands: tuple[Event, ...] = ()
    webhooks: tuple[Webhook, ...] = ()


def reached_from(names: Iterable[str], models: Iterable[Model]) -> set[str]:
    """The named models and enums, and every one that their fields mention, however deep."""
    fields = {model.name: model.fields for model in models}
    waiting = list(names)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(inner for field in fields.get(name, ()) for inner in names_in(field.type))
    return reached
