"""
What the installed clients can do, as data: for the command line, MCP servers and whatever else offers their methods.

Clients are found by entry points and described by the ``catalog.json`` in their wheel. The rule: reading a catalog
imports neither the client nor an HTTP library, so that help costs nothing but reading a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

GROUP: Final = "warp_client_core.clients"
"""Entry points of clients: audience to package."""

FORMAT: Final = 1
"""The form of catalog that this version reads."""

PAGED: Final = frozenset({"page", "offset", "has_more"})
"""Kinds of replies that come in pages."""


PLATFORM: Final = "platform"
"""A method that asks the platform, through the operators' client that its own client is built with."""

PENDING: Final = "pending"
"""A method that leaves something off or goes on with it: what its client has ``suspended``, and takes to ``resume``."""


class Parameter(NamedTuple):
    """
    One thing that a caller can give.

    Attributes:
        place: Where it goes: ``path``, ``query``, ``header``, ``body``, or ``argument`` of hand-written code.
        schema: JSON Schema of its value; ``$ref`` leads to `Catalog.schemas`.
        positional: The method takes it by position.
        found: The client finds it by itself when it is left out.
        secret: It must not be shown.
    """

    name: str
    wire: str
    place: str
    required: bool
    schema: Mapping[str, Any]
    help: str = ""
    positional: bool = False
    found: bool = False
    secret: bool = False


class Reply(NamedTuple):
    """What a method gives; ``secrets`` are the names on the wire of what must not be shown without being asked for."""

    kind: str
    secrets: tuple[str, ...] = ()


class Entry(NamedTuple):
    """
    One method of a client.

    Attributes:
        path: Its call path, such as ``trunks.list``.
        operation: The operationId; empty for hand-written methods.
        request: Method and path of the request, or the overlay that sends several.
        safety: As `warp_client_core.Safety`, by value.
        destructive: It takes something away.
        session: What it does to the session: ``opens``, ``renews``, ``closes`` or nothing.
        custom: Prefixes under which fields of the caller's own are sent.
        needs: What a client has to be given beside its settings: `PLATFORM`, `PENDING` or nothing.
    """

    path: str
    resource: str
    name: str
    operation: str
    request: str
    safety: str
    audience: str
    destructive: bool
    summary: str
    parameters: tuple[Parameter, ...]
    reply: Reply
    overlay: str = ""
    session: str = ""
    deprecated: bool = False
    custom: tuple[str, ...] = ()
    needs: str = ""


class Catalog(NamedTuple):
    """Everything that one client offers; ``methods`` by call path. ``reasons``: destructive calls need a reason."""

    package: str
    client: str
    distribution: str
    version: str
    audience: str
    reasons: bool
    environment: Mapping[str, str]
    methods: Mapping[str, Entry]
    schemas: Mapping[str, Any]


class CatalogError(Exception):
    """A client is not installed, or its catalog cannot be read by this version."""


def installed() -> dict[str, str]:
    """The clients on this machine: audience to package, by name."""
    return dict(sorted((point.name, point.value) for point in entry_points(group=GROUP)))


def load(package: str) -> Catalog:
    """
    The catalog of a client.

    Raises:
        CatalogError: There is no such package, it has no catalog, or one of another form.
    """
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise CatalogError(f"the package {package} is not installed")
    try:
        table = json.loads(Path(spec.origin).with_name("catalog.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogError(f"{package} has no catalog that can be read; install it anew") from error
    if table.get("format") != FORMAT:
        raise CatalogError(
            f"the catalog of {package} has form {table.get('format')}, not {FORMAT}; upgrade warp-client-core"
        )
    return parsed(table)


def parsed(table: Mapping[str, Any]) -> Catalog:
    """A catalog from its JSON."""
    about = table["client"]
    return Catalog(
        package=about["package"],
        client=about["class"],
        distribution=about["distribution"],
        version=about["version"],
        audience=about["audience"],
        reasons=about["reasons"],
        environment=about["environment"],
        methods={path: _entry(path, one) for path, one in table["methods"].items()},
        schemas=table["schemas"],
    )


def client_class(catalog: Catalog) -> Any:
    """The sync client class; imports the client."""
    return getattr(import_module(catalog.package), catalog.client)


def _entry(path: str, table: Mapping[str, Any]) -> Entry:
    known = {name: value for name, value in table.items() if name in Entry._fields}
    reply = table["reply"]
    known["reply"] = Reply(reply["kind"], tuple(reply["secrets"]))
    known["parameters"] = tuple(Parameter(**one) for one in table["parameters"])
    known["custom"] = tuple(table.get("custom", ()))
    return Entry(path=path, **known)
