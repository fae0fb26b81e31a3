"""What the intermediate representation says of the wire: styles, schemes and servers. Values only."""

from __future__ import annotations

from typing import TypeAlias

import attrs

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]


@attrs.frozen
class Style:
    """
    How a value is written, where that is not the plain way of its place.

    Attributes:
        form: ``form``, ``simple``, ``deepObject`` and so on, as OpenAPI names them.
        explode: Whether each part stands for itself.
        reserved: Reserved characters stay as they are.
        content: Media type of the value, which goes before all of these.
    """

    form: str = ""
    explode: bool = False
    reserved: bool = False
    content: str = ""


@attrs.frozen
class Scheme:
    """
    A way to prove who is calling.

    Attributes:
        name: Its name in the document.
        kind: ``bearer``, ``basic``, ``header``, ``query``, ``cookie``, or ``none`` for what no header field carries.
        wire: Name of the header field, query parameter or cookie.
    """

    name: str
    kind: str
    wire: str = ""


@attrs.frozen
class Server:
    """An address of the API; ``variables`` are name, default and allowed values (none for any)."""

    url: str
    description: str = ""
    variables: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
