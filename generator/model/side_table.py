"""What the parser would drop or rewrite, kept beside the plain document under the plain document's own names."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from generator.model.ir import (
    Alternatives,
    BodyKind,
    ReplyKind,
    SafetyKind,
    ScalarKind,
    Scheme,
    Server,
    SessionKind,
    Style,
)
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
    write_only: bool = False
    style: Style | None = None
    also: tuple[str, ...] = ()


@attrs.frozen
class ModelFacts:
    """An object type; ``extra`` is the key of the type of further fields in the plain document."""

    name: str
    domain: str
    description: str
    place: Place
    fields: tuple[FieldFacts, ...]
    custom: tuple[str, ...] = ()
    extra: str | None = None


@attrs.frozen
class AliasFacts:
    """
    A union, or a list or map that contains itself; ``options`` are the keys of its parts in the plain document.

    Attributes:
        tag: Wire name of the field that names the option.
        tags: Value of that field -> position of its option.
        keeps_unknown: A value that fits no option is kept raw.
    """

    name: str
    domain: str
    description: str
    place: Place
    options: tuple[str, ...]
    tag: str = ""
    tags: tuple[tuple[str, int], ...] = ()
    keeps_unknown: bool = False


@attrs.frozen
class EnumFacts:
    """An open set of text values."""

    name: str
    domain: str
    description: str
    place: Place
    values: tuple[str, ...]
    also: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class BodyFacts:
    """
    The request body.

    Attributes:
        model: Key of `SideTable.models`; empty when the body is one value, whose facts are ``whole``.
        styles: How its fields are written, by wire name.
    """

    kind: BodyKind
    media_type: str
    model: str
    required: bool
    whole: FieldFacts | None = None
    styles: tuple[tuple[str, Style], ...] = ()


@attrs.frozen
class ReplyFacts:
    """
    What a call gives back; see `generator.model.ir.Reply`.

    Attributes:
        key: Names the type among the operation's parameters in the plain document; empty when there is none.
    """

    kind: ReplyKind
    key: str = ""
    accept: str = ""
    maybe: bool = False
    cases: tuple[tuple[str, ReplyFacts], ...] = ()


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
    reply: ReplyFacts
    body: BodyFacts | None
    session: SessionKind | None
    authenticated: bool
    internal: bool
    deprecated: bool
    key_header: str | None
    unclaimed: str | None
    needs: tuple[tuple[str, str, str], ...] = ()
    cookies: tuple[FieldFacts, ...] = ()
    variant: str = ""
    security: Alternatives | None = None
    server: str = ""
    document_id: str = ""


@attrs.frozen
class EventFacts:
    """One event or command of a stream; ``model`` is a key of `SideTable.models`."""

    stream: str
    name: str
    model: str


PAYLOADS = "W"
"""Key of the plain schema whose fields are payloads of webhooks."""


@attrs.frozen
class WebhookFacts:
    """
    One form of a request that the platform sends.

    Attributes:
        model: Key of `SideTable.models`; empty for one whose type is the field ``key`` of `PAYLOADS`.
    """

    id: str
    method: str
    media_type: str
    model: str
    parameters: tuple[str, ...]
    key: str = ""
    summary: str = ""


@attrs.frozen
class SideTable:
    """
    Everything that rides beside the plain document.

    Attributes:
        tags: Tag name -> its description.
        models, enums, aliases: By their key in the plain document.
        operations: By their operationId in the plain document.
        maps: Keys of plain schemas that stand for an object with free keys.
        scalars: Key of a plain schema -> the kind of value that it stands for.
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
    scalars: Mapping[str, ScalarKind]
    aliases: Mapping[str, AliasFacts] = attrs.field(factory=dict)
    servers: tuple[Server, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    security: Alternatives = ()
    is_foreign: bool = False
