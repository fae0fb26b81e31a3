"""
JSON text to values of a given type.

The rule: a decoder is built once per type, a good reply is read in one pass of C code, and every failure names the
field it happened in.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import msgspec

from warp_client_core.codec.columns import finite_check
from warp_client_core.codec.learning import LEARNING
from warp_client_core.codec.misread import reason_and_path
from warp_client_core.codec.moments import moment_of
from warp_client_core.codec.shapes import holds_unions, is_model, is_union, reachable, shape_of
from warp_client_core.codec.twins import LENIENT, holds, twin_type
from warp_client_core.enums import HEARD
from warp_client_core.errors import ResponseDecodeError

MAX_DEPTH: Final = 5_000
"""Most arrays and objects within each other that are read where Python's recursion limit allows more."""

_TOO_DEEP: Final = "nested deeper than this client reads"

_BRACKETS: Final = rb'(?s:"(?:[^"\\]|\\.)*+"?|([\[{])|([\]}]))'


class NotFinite(ValueError):
    """An amount is NaN or infinite. The message has the form of msgspec's."""


FAULTS: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, NotFinite)
"""What readers raise for text that they cannot read."""


class Reader:
    """
    Reads one type.

    Attributes:
        kind: The type that callers get.
        wire_kind: The type that msgspec decodes into.
        decode: Reads the wire type.
        is_straight: Whether both types are one.
        check: The check of what msgspec does not check.
        is_lenient: Whether times are read in any spelling.
    """

    __slots__ = ("_hook", "_is_learnt", "_is_open", "check", "decode", "is_lenient", "is_straight", "kind", "wire_kind")

    def __init__(self, kind: Any, wire_kind: Any, *, is_lenient: bool) -> None:
        self.kind: Final = kind
        self.wire_kind: Final = wire_kind
        self.is_straight: Final = wire_kind is kind
        self.check: Final = finite_check(kind)
        self.is_lenient: Final = is_lenient
        self._is_open: Final = any(shape_of(model).extra for model in reachable(kind))
        self.decode: Final = self.decoder(wire_kind)
        self._hook: Final = _read_variant if holds_unions(kind) else None
        self._is_learnt = False

    def read(self, data: bytes | msgspec.Raw, at: str = "$") -> Any:
        """
        The value in a JSON text.

        Raises:
            One of `FAULTS`.
        """
        return self.finished(self.decode(data), at)

    def finished(self, value: Any, at: str = "$") -> Any:
        """
        The value for callers, made from one of the wire type.

        Args:
            value: What the wire type was decoded to.
            at: Where it stands, for messages.

        Raises:
            One of `FAULTS`.
        """
        if not self.is_straight:
            value = self._converted(value, at)
        if self.check is not None and value and not self.check((value,)):
            raise NotFinite(f"An amount is not a finite number - at `{_infinite(value, at) or at}`")
        return value

    def _converted(self, value: Any, at: str) -> Any:
        # Enum values are looked up a second time here, but were heard of before.
        # Only what a hook reads is new.
        heard, held = HEARD.values, HEARD.held
        HEARD.values, HEARD.held = None, heard
        try:
            if self._is_learnt:
                return msgspec.convert(value, self.kind, from_attributes=True, dec_hook=self._hook)
            with LEARNING.lock:
                converted = msgspec.convert(value, self.kind, from_attributes=True, dec_hook=self._hook)
            self._is_learnt = True
            return converted
        except msgspec.ValidationError as error:
            if self._hook is None:
                raise
            reason, path = reason_and_path(error)
            raise msgspec.ValidationError(f"{reason} - at `{at}{path[1:]}`") from None
        finally:
            HEARD.values, HEARD.held = heard, held

    def decoder(self, kind: Any) -> Callable[[bytes], Any]:
        """What decodes a type made of the wire type."""
        hook = moment_of if self.is_lenient else None
        if not self._is_open:
            with LEARNING.lock:
                return msgspec.json.Decoder(kind, dec_hook=hook).decode
        from warp_client_core.codec.further import Open, Written, opened

        def either(wanted: Any, value: Any) -> Any:
            if issubclass(wanted, Open):
                return opened(wanted, value, either)
            if hook is None:
                raise NotImplementedError(wanted)
            return hook(wanted, value)

        with LEARNING.lock:
            return msgspec.json.Decoder(kind, dec_hook=either, float_hook=Written).decode

    @property
    def lenient(self) -> Reader | None:
        """The reader to try after this one has failed; None when it would fail as well."""
        return None if self.is_lenient else _lenient_reader(self.kind)


@functools.cache
def reader(kind: Any) -> Reader:
    """The reader of a type expression, built at its first use."""
    return Reader(kind, twin_type(kind), is_lenient=False)


@functools.cache
def _lenient_reader(kind: Any) -> Reader | None:
    return Reader(kind, twin_type(kind, LENIENT), is_lenient=True) if holds(kind, LENIENT) else None


def decode(kind: Any, data: bytes) -> Any:
    """
    The value of type ``kind`` in a JSON text.

    Unknown fields are ignored, unknown enum values kept, Decimal read from numbers (exactly, as written) and
    from strings, times read in the spellings of `moments`.

    Args:
        kind: A model class, or any type expression such as ``list[Trunk]`` or ``dict[str, Any]``.
        data: JSON in UTF-8.

    Raises:
        ResponseDecodeError: The text is not JSON or does not fit the type; ``path`` names the field.
    """
    try:
        if len(data) > MAX_DEPTH:
            check_depth(data)
        return read(reader(kind), data)
    except FAULTS as error:
        raise decode_error(error, data) from error


def read(payload: Reader, data: bytes | msgspec.Raw, *, at: str = "$") -> Any:
    """
    The value in a JSON text, read strictly, then leniently.

    Raises:
        One of `FAULTS`; of both readings the second.
    """
    try:
        return payload.read(data, at)
    except msgspec.ValidationError:
        if (lenient := payload.lenient) is None:
            raise
        HEARD.forget()
        return lenient.read(data, at)


def check_depth(data: bytes) -> None:
    """
    Refuse a text that the decoder could crash on; it guards itself only as far as Python's recursion limit is sane.

    Args:
        data: A text; one that is not longer than `MAX_DEPTH` cannot be too deep.

    Raises:
        RecursionError: More than `MAX_DEPTH` arrays and objects within each other.
    """
    if sys.getrecursionlimit() > MAX_DEPTH and _depth(data) > MAX_DEPTH:
        raise RecursionError(_TOO_DEEP)


def decode_error(error: Exception, data: bytes) -> ResponseDecodeError:
    """The error for callers, made from one of `FAULTS`."""
    reason, path = (_TOO_DEEP, "$") if isinstance(error, RecursionError) else reason_and_path(error)
    body = bytes(data[:1024]).decode("utf-8", "replace")
    return ResponseDecodeError(f"{path}: {reason}", path=path, body=body)


def _read_variant(kind: Any, data: Any) -> Any:
    if not isinstance(data, msgspec.Raw) and is_union(kind):
        return data  # the default of a field that is not there
    # It reads with what stands here, and is loaded by the first reply that needs it.
    from warp_client_core.codec.choosing import read_variant

    return read_variant(kind, data)


def _depth(data: bytes) -> int:
    if data.count(b"[") + data.count(b"{") <= MAX_DEPTH:
        return 0
    depth = deepest = 0
    for found in re.finditer(_BRACKETS, data):
        if found.lastindex:
            depth += 1 if found.lastindex == 1 else -1
            deepest = max(deepest, depth)
    return deepest


def _infinite(value: Any, at: str) -> str | None:
    """Path of the first Decimal that is not finite, with names as on the wire."""
    kind: Any = type(value)
    if isinstance(value, Decimal):
        return None if value.is_finite() else at
    if isinstance(value, list):
        parts = [(f"{at}[{index}]", entry) for index, entry in enumerate(value)]
    elif isinstance(value, dict):
        parts = [(f"{at}[...]", entry) for entry in value.values()]
    elif is_model(kind):
        parts = [(f"{at}.{wire}", getattr(value, name)) for name, wire in shape_of(kind).wire.items()]
    else:
        return None
    return next((path for where, entry in parts if (path := _infinite(entry, where))), None)
