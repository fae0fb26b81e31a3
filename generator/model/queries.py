"""What a document says about cached queries, and what the template of the module ``queries.py`` sees of it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from generator.model.views import Import, Param

Template = tuple[str, ...]
"""A key in which ``{name}`` stands for a parameter or field, by its name on the wire."""


@attrs.frozen
class EventRule:
    """What an event means for queries; ``partial`` when it tells of some changes only."""

    touches: tuple[Template, ...] = ()
    updates: Template | None = None
    partial: bool = False


@attrs.frozen
class QueryGraph:
    """
    Keys and what makes them obsolete.

    Attributes:
        reads: operationId -> key.
        writes: operationId -> keys that it touches.
        events: Name of an event -> what it means.
    """

    reads: Mapping[str, Template]
    writes: Mapping[str, tuple[Template, ...]]
    events: Mapping[str, EventRule]


@attrs.frozen
class ReadView:
    """
    One method that gives a query.

    Attributes:
        constant: The `Read` of the operation, by name.
        returns, async_returns: What the query holds, by flavour.
        args: What stands in the tuple of positional arguments.
        handed: The arguments that are handed on by name.
        captured: It is written by hand; its signature is taken over.
        paged: It gives a list in pages.
    """

    name: str
    constant: str
    brief: str
    path_params: tuple[Param, ...] = ()
    keyword_params: tuple[Param, ...] = ()
    args: str = ""
    handed: tuple[str, ...] = ()
    returns: str = ""
    async_returns: str = ""
    captured: bool = False
    paged: bool = False
    custom: bool = False


@attrs.frozen
class WriteView:
    """One mutation: its method and its constant."""

    name: str
    constant: str


@attrs.frozen
class ResourceQueries:
    """The queries and mutations of one resource."""

    name: str
    class_name: str
    brief: str
    reads: tuple[ReadView, ...]
    writes: tuple[WriteView, ...]


@attrs.frozen
class QueriesModule:
    """``queries.py``; ``constants`` pair a name with its expression, ``rules`` an event."""

    client: str
    class_name: str
    imports: tuple[Import, ...]
    modules: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]
    listed: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    resources: tuple[ResourceQueries, ...]
