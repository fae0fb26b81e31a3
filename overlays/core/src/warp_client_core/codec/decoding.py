"""
JSON text to values of a given type.

The rule: a decoder is built once per type, and every failure names the field it happened in.
"""

from __future__ import annotations

import functools
import re
from typing import Any, Final, Generic, TypeVar

import attrs
import msgspec

from warp_client_core.codec.twins import twin_type
from warp_client_core.errors import ResponseDecodeError

T = TypeVar("T")

FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for text that it cannot read."""

_PATH: Final = re.compile(r"^(.*) - at `(.*)`$", re.DOTALL)


@attrs.frozen
class Reader(Generic[T]):
    """
    Reads one type.

    Attributes:
        kind: The type that callers get.
        wire_kind: The type that msgspec decodes into.
        decoder: Decoder of the wire type.
    """

    kind: Any
    wire_kind: Any
    decoder: msgspec.json.Decoder[Any]

    def read(self, data: bytes | msgspec.Raw) -> T:
        """
        The value in a JSON text. Raises one of `FAULTS`.
        """
        return self.finished(self.decoder.decode(data))

    def finished(self, value: Any) -> T:
        """The value for callers, made from one of the wire type. Raises one of `FAULTS`."""
        if self.wire_kind is self.kind:
            return value  # type: ignore[no-any-return] # the decoder has checked it
        return msgspec.convert(value, self.kind, from_attributes=True)  # type: ignore[no-any-return] # kind is T


@functools.cache
def reader(kind: Any) -> Reader[Any]:
    """The reader of a type expression, built at its first use."""
    wire_kind = twin_type(kind)
    return Reader(kind, wire_kind, msgspec.json.Decoder(wire_kind))


def decode(kind: Any, data: bytes) -> Any:
    """
    The value of type ``kind`` in a JSON text.

    Unknown fields are ignored, unknown enum values kept, Decimal read from numbers (exactly, as written) and
    from strings.

    Args:
        kind: A model class, or any type expression such as ``list[Trunk]`` or ``dict[str, Any]``.
        data: JSON in UTF-8.

    Raises:
        ResponseDecodeError: The text is not JSON or does not fit the type; ``path`` names the field.
    """
    try:
        return reader(kind).read(data)
    except FAULTS as error:
        raise decode_error(error, data) from error


def decode_error(error: Exception, data: bytes) -> ResponseDecodeError:
    """The error for callers, made from one of `FAULTS`."""
    found = _PATH.match(str(error))
    reason, path = found.groups() if found else (str(error) or type(error).__name__, "$")
    body = bytes(data[:1024]).decode("utf-8", "replace")
    return ResponseDecodeError(f"{path}: {reason}", path=path, body=body)
