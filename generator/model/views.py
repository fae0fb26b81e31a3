"""What templates see: one class per template, every string ready to print."""

from __future__ import annotations

import attrs


@attrs.frozen
class Import:
    """One ``from module import names`` line."""

    module: str
    names: tuple[str, ...]


@attrs.frozen
class Param:
    """One parameter of a function: how it is declared, and how it is handed on."""

    name: str
    declaration: str


@attrs.frozen
class Renamed:
    """An old name that still works: the new one, the version without it, and its literal value or its type."""

    old: str
    new: str
    gone: str
    text: str = ""


@attrs.frozen
class CallView:
    """
    One function of a calls module and its operation constant.

    Attributes:
        settings: Further arguments of the operation constant.
        annotation: Type of the constant, where it has to be said.
        parts: Keyword arguments of ``Operation.call``: ``query={...}`` and so on.
        renamed: Statements that take arguments by their old names.
    """

    name: str
    constant: str
    operation: str
    method: str
    path: str
    safety: str
    reply: str
    settings: tuple[str, ...]
    returns: str
    doc: tuple[str, ...]
    path_params: tuple[Param, ...]
    keyword_params: tuple[Param, ...]
    custom: bool
    parts: tuple[str, ...]
    annotation: str = ""
    renamed: tuple[str, ...] = ()


@attrs.frozen
class CallsModule:
    """``calls/<tag>.py``"""

    doc: tuple[str, ...]
    imports: tuple[Import, ...]
    modules: tuple[str, ...]
    calls: tuple[CallView, ...]
    renamed: tuple[str, ...] = ()


@attrs.frozen
class MethodView:
    """
    One method of a resource, both flavours.

    Attributes:
        arguments, async_arguments: What is handed to the call of the same name, by flavour.
        returns, async_returns: Its type, by flavour.
        empty: It gives back nothing.
        paged: The asynchronous flavour gives back a listing.
        deferred: ... whose call can only be made once something was awaited.
        streams: It gives back a stream.
    """

    name: str
    doc: tuple[str, ...]
    brief: str
    path_params: tuple[Param, ...]
    keyword_params: tuple[Param, ...]
    custom: bool
    arguments: tuple[str, ...]
    async_arguments: tuple[str, ...]
    returns: str
    async_returns: str
    empty: bool
    paged: bool
    deferred: bool
    streams: bool = False


@attrs.frozen
class ResourceModule:
    """``resources/<tag>.py``"""

    name: str
    class_name: str
    doc: tuple[str, ...]
    brief: str
    has_calls: bool
    bases: tuple[str, ...]
    async_bases: tuple[str, ...]
    origins: tuple[str, ...]
    imports: tuple[Import, ...]
    modules: tuple[str, ...]
    methods: tuple[MethodView, ...]
    renamed: tuple[str, ...] = ()


@attrs.frozen
class FieldView:
    """One attribute of a model, and the key of its mapping, empty where callers give none."""

    declaration: str
    mapping: str


@attrs.frozen
class ModelView:
    """One model; ``wire``, ``links``, ``also`` and ``extra`` are printed as class attributes when there are any."""

    name: str
    doc: tuple[str, ...]
    fields: tuple[FieldView, ...]
    wire: str
    links: str
    has_mapping: bool
    extra: str = ""
    also: str = ""
    renamed: tuple[Renamed, ...] = ()


@attrs.frozen
class AliasView:
    """
    One union, or list or map that contains itself.

    Attributes:
        annotation: What type checkers read.
        mapping: The same for what callers give; empty where they give none.
        options: The types at run time.
        settings: Further arguments of `warp_client_core.variants.one_of`.
    """

    name: str
    doc: tuple[str, ...]
    annotation: str
    mapping: str
    options: tuple[str, ...]
    settings: tuple[str, ...]


@attrs.frozen
class EnumView:
    """One enum; members as ``(name, literal)``."""

    name: str
    doc: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    also: str = ""
    renamed: tuple[Renamed, ...] = ()


@attrs.frozen
class ModelsModule:
    """``models/<domain>.py``"""

    domain: str
    imports: tuple[Import, ...]
    late_imports: tuple[Import, ...]
    modules: tuple[str, ...]
    enums: tuple[EnumView, ...]
    models: tuple[ModelView, ...]
    aliases: tuple[AliasView, ...] = ()


@attrs.frozen
class LazyPackage:
    """An ``__init__.py`` that loads its parts when they are asked for."""

    doc: str
    imports: tuple[Import, ...]
    where: tuple[tuple[str, str], ...]
    modules: tuple[str, ...]
    renamed: tuple[Renamed, ...] = ()


@attrs.frozen
class ResourceEntry:
    """One resource as an attribute of the client."""

    name: str
    class_name: str
    brief: str


@attrs.frozen
class ClientModule:
    """``client.py``"""

    client: str
    doc: tuple[str, ...]
    about: tuple[str, ...]
    imports: tuple[Import, ...]
    bases: tuple[str, ...]
    async_bases: tuple[str, ...]
    origins: tuple[str, ...]
    resources: tuple[ResourceEntry, ...]
    queries: str = ""


@attrs.frozen
class PackageModule:
    """``__init__.py`` of the package."""

    client: str
    summary: str
    distribution: str
    version: str
    abi: int
    exports: tuple[Import, ...]


@attrs.frozen
class ChannelModule:
    """``channels.py``; events and commands pair a name with the model of its payload."""

    name: str
    events: tuple[tuple[str, str], ...]
    commands: tuple[tuple[str, str], ...]


@attrs.frozen
class MethodRow:
    """One line of the method table."""

    call: str
    summary: str
    request: str
    returns: str
    safety: str


@attrs.frozen
class ProjectFiles:
    """``pyproject.toml`` and ``README.md``"""

    distribution: str
    package: str
    client: str
    summary: str
    version: str
    core_range: str
    extras: tuple[tuple[str, str], ...]
    description: tuple[str, ...]
    rows: tuple[MethodRow, ...]
    construct: str
    example: str
    environment: tuple[tuple[str, str], ...]
    trial: dict[str, str]
    overlays: tuple[tuple[str, str], ...]
    audience: str
    commands: tuple[tuple[str, str], ...]


@attrs.frozen
class Planned:
    """One output file: where it goes, which template writes it, and what that template sees."""

    path: str
    template: str
    view: object


@attrs.frozen
class WebhookView:
    """One function of ``webhooks.py``."""

    name: str
    doc: tuple[str, ...]
    returns: str
    type: str


@attrs.frozen
class WebhooksModule:
    """``webhooks.py``"""

    imports: tuple[Import, ...]
    modules: tuple[str, ...]
    webhooks: tuple[WebhookView, ...]


@attrs.frozen
class AccessModule:
    """``access.py``; every text is a literal."""

    schemes: tuple[tuple[str, str, str], ...]
    security: str
    servers: tuple[tuple[str, str, str], ...]
