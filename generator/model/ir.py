"""
The intermediate representation: what a client offers, free of OpenAPI and of Python layout.

One rule: the IR holds decisions, never text to be parsed again. Templates and passes after `lower` see nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from generator.model.events import Event as Event
from generator.model.events import Webhook as Webhook
from generator.model.queries import QueryGraph
from generator.model.types import ListOf as ListOf
from generator.model.types import MapOf as MapOf
from generator.model.types import Named as Named
from generator.model.types import OneOf as OneOf
from generator.model.types import Scalar as Scalar
from generator.model.types import ScalarKind as ScalarKind
from generator.model.types import TypeRef as TypeRef
from generator.model.types import names_in as names_in
from generator.model.wire import Alternatives as Alternatives
from generator.model.wire import Scheme as Scheme
from generator.model.wire import Server as Server
from generator.model.wire import Style as Style
from generator.problems import Place


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
        write_only: Only callers send it, so a reply need not have it.
        borrowed: The description is that of its type, it has none of its own.
        style: How it is written in a path, a query, a header, a cookie or a form; None for the plain way.
        also: Other names under which older replies have it.
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
    write_only: bool = False
    style: Style | None = None
    also: tuple[str, ...] = ()


@attrs.frozen
class Model:
    """
    An object type.

    Attributes:
        custom: Key prefixes under which callers may send fields of their own.
        extra: The type of further fields, of any name; None when there are none worth keeping.
    """

    name: str
    domain: str
    description: str
    fields: tuple[Field, ...]
    custom: tuple[str, ...]
    place: Place
    extra: TypeRef | None = None


@attrs.frozen
class Alias:
    """
    A union with a name, or a list or map that contains itself.

    Attributes:
        options: Its types; exactly one for a list or map.
        tag: Wire name of the field that names the option; empty when there is none.
        tags: Value of that field -> position of its option.
        keeps_unknown: A value that fits no option is kept raw.
    """

    name: str
    domain: str
    description: str
    options: tuple[TypeRef, ...]
    place: Place
    tag: str = ""
    tags: tuple[tuple[str, int], ...] = ()
    keeps_unknown: bool = False


@attrs.frozen
class Enum:
    """A set of text values that may grow. ``members`` pairs names with values, ``also`` other texts with values."""

    name: str
    domain: str
    description: str
    members: tuple[tuple[str, str], ...]
    place: Place
    also: tuple[tuple[str, str], ...] = ()


ReplyKind = Literal[
    "enveloped", "bare", "page", "offset", "has_more", "nothing", "located", "text", "binary",
    "raw", "events", "lines", "by_status",
]  # fmt: skip
BodyKind = Literal["json", "form", "multipart", "text", "binary"]
SafetyKind = Literal["read", "idempotent", "keyed", "unsafe"]
SessionKind = Literal["opens", "renews", "closes"]


@attrs.frozen
class Reply:
    """
    What a call gives back.

    Attributes:
        type: The item for the paged kinds, ``events`` and ``lines``; None for ``nothing`` and events of text.
        accept: The media type to ask for, where it is not that of the kind.
        maybe: It may be empty.
        cases: Status -> reply, for ``by_status``.
    """

    kind: ReplyKind
    type: TypeRef | None = None
    accept: str = ""
    maybe: bool = False
    cases: tuple[tuple[str, Reply], ...] = ()

    def types(self) -> list[TypeRef]:
        """Every type in it."""
        inner = [found for _, one in self.cases for found in one.types()]
        return [*([self.type] if self.type else []), *inner]


@attrs.frozen
class Body:
    """
    The request body; its model's fields become keywords, or ``body`` is one when it is ``whole``.

    Attributes:
        model: Name of its model; empty when it is whole.
    """

    kind: BodyKind
    media_type: str
    fields: tuple[Field, ...]
    model: str
    required: bool
    custom: tuple[str, ...] = ()
    whole: bool = False


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
        needs: Query parameters that have to be given beside a value of another: name, other, value.
        key_header: Header that carries the idempotency key of a ``keyed`` operation.
        unclaimed: Why no overlay handles this upload, when the document says so.
        cookies: Cookie parameters.
        variant: Which form of its request or reply this is, for one that has several: ``form``, ``events`` ...
        security: Alternatives of schemes that prove who is calling; None for those of the document.
        server: Where it is, when that is not where all others are.
        document_id: What a foreign document calls it, where that is another name.
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
    needs: tuple[tuple[str, str, str], ...] = ()
    body: Body | None = None
    session: SessionKind | None = None
    authenticated: bool = True
    internal: bool = False
    deprecated: bool = False
    key_header: str | None = None
    unclaimed: str | None = None
    cookies: tuple[Field, ...] = ()
    variant: str = ""
    security: Alternatives | None = None
    server: str = ""
    document_id: str = ""


RenameKind = Literal["method", "parameter", "type", "field", "member"]


@attrs.frozen
class Rename:
    """
    A public name that was renamed and still works.

    Attributes:
        owner: The resource, the method or the type that has it; empty for a type.
        since: The version that brought the new name.
        gone: The version that no longer has the old one.
    """

    kind: RenameKind
    owner: str
    old: str
    new: str
    since: str
    gone: str

    @property
    def subject(self) -> str:
        """The new dotted name."""
        return self._dotted(self.new)

    @property
    def former(self) -> str:
        """The old dotted name."""
        return self._dotted(self.old)

    def _dotted(self, name: str) -> str:
        if self.kind == "parameter":
            return f"{self.owner}({name})"
        return f"{self.owner}.{name}" if self.owner else name


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
    queries: QueryGraph | None = None
    servers: tuple[Server, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    security: Alternatives = ()
    is_foreign: bool = False
    aliases: tuple[Alias, ...] = ()
    renames: tuple[Rename, ...] = ()


def composed(api: Api) -> list[Model | Alias]:
    """Every type that is made of others."""
    return [*api.models, *api.aliases]


def parts_of(one: Model | Alias) -> list[TypeRef]:
    """The types that a model or an alias is made of."""
    if isinstance(one, Alias):
        return list(one.options)
    return [*(field.type for field in one.fields), *([one.extra] if one.extra is not None else [])]


def reached_from(names: Iterable[str], types: Iterable[Model | Alias]) -> set[str]:
    """The named types, and every one that they are made of, however deep."""
    return closure(names, links_of(types))


def links_of(types: Iterable[Model | Alias]) -> dict[str, list[str]]:
    """Each type -> the names that it is made of."""
    return {one.name: [name for part in parts_of(one) for name in names_in(part)] for one in types}


def closure(names: Iterable[str], links: Mapping[str, Iterable[str]]) -> set[str]:
    """The names, and every one that they lead to, however far."""
    waiting = list(names)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(links.get(name, ()))
    return reached
