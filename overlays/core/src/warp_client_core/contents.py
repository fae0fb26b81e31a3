"""
Bodies that are one text or one file.

The rule: a text is sent in UTF-8, and a file is streamed as it is: all of it, or the request fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from warp_client_core.bodies import Body, BytesBody
from warp_client_core.parts import FilePart, is_file


@attrs.frozen
class FileBody:
    """A body that is one file, read while it is sent."""

    part: FilePart
    media_type: str

    @property
    def repeatable(self) -> bool:
        """Whether the file can be read again."""
        return self.part.repeatable

    def length(self) -> int | None:
        """Size in bytes; None when it cannot be told."""
        return self.part.length()

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file. Raises as `FilePart.chunks`."""
        return self.part.chunks()


def content_body(content: Any, media_type: str, *, operation: str) -> Body | None:
    """
    The body for a text, bytes, a path object or an open binary file; None for None.

    Raises:
        TypeError: It is something else.
    """
    if content is None:
        return None
    if isinstance(content, str):
        return BytesBody(content.encode(), media_type)
    if isinstance(content, (bytes, bytearray)):
        return BytesBody(bytes(content), media_type)
    if not is_file(content):
        kind = type(content).__name__
        raise TypeError(f"{operation}: the body must be text, bytes, a path or an open binary file, not {kind}")
    part = content if isinstance(content, FilePart) else FilePart.of("body", content)
    return FileBody(part, media_type)
