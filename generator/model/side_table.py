"""What the parser would drop or rewrite, kept beside the plain document under the plain document's own names."""

from __future__ import annotations

import attrs

from generator.model.ir import BodyKind, ReplyKind, SafetyKind, SessionKind
from generator.problems import Place


@attrs.frozen
class FieldFacts:
    """A property or parameter; ``key`` names it in the plain document."""

    key: str
    wire: str
    required: bool
    description: str
    secret: bool = False
    link: str | None = None
    scale: int | None = None
    borrowed: bool = False
    read_only: bool = False


@attrs.frozen
class ModelFacts:
    """An object type."""

    name: str
    domain: str
    description: str
    place: Place
    fields: tuple[FieldFacts, ...]
    custom: tuple[str, ...] = ()


@attrs.frozen
class EnumFacts:
    """An open set of text values."""

    name: str
    domain: str
    description: str
    place: Place
    values: tuple[str, ...]


@attrs.frozen
class BodyFacts:
    """The request body; ``model`` is a key of `SideTable.models`."""

    kind: BodyKind
    media_type: str
    model: str
    required: bool


@attrs.frozen
class OperationFacts:
    """One operation; its parameters are the fields of the model ``parameters`` in the plain document."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    safety: SafetyKind
    place: Place
    parameters: str
    path_fields: tuple[FieldFacts, ...]
    query: tuple[FieldFacts, ...]
    headers: tuple[FieldFacts, ...]
    fixed_headers: tuple[tuple[str, str], ...]
    reply: ReplyKind
    body: BodyFacts | None
    session: SessionKind | None
    authenticated: bool
    internal: bool
    deprecated: bool
    key_header: str | None
    unclaimed: str | None


@attrs.frozen
class EventFacts:
    """One event or command of a stream; ``model`` is a key of `SideTable.models`."""

    stream: str
    name: str
    model: str


@attrs.frozen
class WebhookFacts:
    """One form of a request that the platform sends; ``model`` is a key of `SideTable.models`."""

    id: str
    method: str
    media_type: str
    model: str
    parameters: tuple[str, ...]


@attrs.frozen
class SideTable:
    """
    Everything that rides beside the plain document.

    Attributes:
        tags: Tag name -> its description.
        models, enums: By their key in the plain document.
        operations: By their operationId in the plain document.
        maps: Keys of plain schemas that stand for an object with free keys.
        decimal: Key of the plain schema that stands for a decimal number.
    """

    title: str
    version: str
    description: str
    server: str
    tags: dict[str, str]
    models: dict[str, ModelFacts]
    enums: dict[str, EnumFacts]
    operations: dict[str, OperationFacts]
    events: tuple[EventFacts, ...]
    commands: tuple[EventFacts, ...]
    webhooks: tuple[WebhookFacts, ...]
    maps: frozenset[str]
    decimal: str
