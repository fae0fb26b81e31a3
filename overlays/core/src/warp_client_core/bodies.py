"""
The bodies that a request can carry.

Values only. The rule: a body knows whether it can be sent a second time, because HTTP libraries replay a spent
file as an empty one without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, Protocol, TypeAlias
from urllib.parse import quote_plus, urlencode

from warp_client_core.literals import Encoded, pairs
from warp_client_core.value import Value

FileSource: TypeAlias = bytes | os.PathLike[str] | BinaryIO
"""What is taken for a file: its content, its path, or an open binary file."""


class Body(Protocol):
    """A request body. `chunks` starts over each time it is called, unless the body is not repeatable."""

    @property
    def media_type(self) -> str:
        """Value of ``Content-Type``."""
        ...

    @property
    def repeatable(self) -> bool:
        """Whether the same bytes can be sent again."""
        ...

    def length(self) -> int | None:
        """Size in bytes; None when only the end of the data will tell."""
        ...

    def chunks(self) -> Iterator[bytes]:
        """The bytes, in order. Reads files, so it may block."""
        ...


class BytesBody(Value):
    """A body that is in memory already: JSON or an urlencoded form. Its content never shows in ``repr``."""

    __slots__ = __match_args__ = ("content", "media_type")
    repeatable = True

    def __init__(self, content: bytes, media_type: str) -> None:
        self.content: Final = content
        self.media_type: Final = media_type

    def length(self) -> int:
        """Size in bytes."""
        return len(self.content)

    def chunks(self) -> Iterator[bytes]:
        """The content, in one piece."""
        yield self.content

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}(media_type={self.media_type!r})"


def is_streamed(body: Body | None) -> bool:
    """Whether a body is read while it is sent."""
    return body is not None and not isinstance(body, BytesBody)


class JsonBody(BytesBody):
    """JSON text in UTF-8."""

    __slots__ = ()

    def __init__(self, content: bytes, media_type: str = "application/json") -> None:
        super().__init__(content, media_type)


class FormBody(BytesBody):
    """Fields in the form of an HTML form (``application/x-www-form-urlencoded``)."""

    __slots__ = ()

    def __init__(self, content: bytes, media_type: str = "application/x-www-form-urlencoded") -> None:
        super().__init__(content, media_type)

    @classmethod
    def of(cls, fields: Mapping[str, Any], *, operation: str) -> FormBody:
        """
        The form with these fields; None and UNSET are left out.

        Raises:
            ValueError, TypeError: A value has no plain spelling.
        """
        return cls(urlencode(list(pairs(fields, where=f"{operation}: form")), quote_via=_escaped).encode())


def _escaped(text: Any, safe: Any = "", encoding: str | None = None, errors: str | None = None) -> str:
    return text if type(text) is Encoded else quote_plus(text, safe, encoding, errors)
