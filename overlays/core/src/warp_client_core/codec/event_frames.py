"""
Frames of an event stream: the name and numbers of an event, with its payload still as text.

The rule: the documented form ``{"event": name, "payload": object, ...}`` is read in one pass of C code, and its payload
once somebody takes the event; what is sent has that form. Two others are read that the platform is known to send: the
name under ``type``, and the payload's fields beside the name.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from warp_client_core.codec.decoding import FAULTS, Reader, check_depth, decode_error, read, reader
from warp_client_core.codec.encoding import encode, wire_mapping
from warp_client_core.times import Timestamp

SHALLOW: Final = 4_096
"""Bytes of a payload that cannot be too deep for the decoder."""

_LONGEST_NAME: Final = 200
_NAME_KEYS: Final = ("event", "type")


class EventFrame(msgspec.Struct, gc=False):
    """
    An event as it arrived.

    Attributes:
        event: Its name.
        payload: Its payload as JSON text.
        id: Its id.
        seq: Its number within the connection.
        timestamp: When it happened, as the server wrote it.
    """

    event: str
    payload: msgspec.Raw
    id: str | None = None
    seq: int | None = None
    timestamp: str | None = None


class FlatFrame(EventFrame):
    """An event whose payload stands beside its name; ``payload`` is the whole frame."""

    name_key: str = "event"


_decode: Final = msgspec.json.Decoder(EventFrame).decode
_decode_parts: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_any: Final = msgspec.json.Decoder().decode
_ANY: Final = reader(Any)
_TIME: Final = reader(Timestamp)


def read_frame(data: bytes) -> EventFrame:
    """
    The event in a message.

    Raises:
        ValueError: It holds none: not JSON, no object, no name.
    """
    try:
        frame = _decode(data)
    except msgspec.ValidationError:
        frame = _other_form(data)
    except FAULTS as error:
        raise ValueError(f"the message is not JSON: {_reason(error)}") from None
    if not 0 < len(frame.event) <= _LONGEST_NAME:
        raise ValueError("the name of the event is empty or very long")
    return frame


def read_payload(frame: EventFrame, payload: Reader) -> Any:
    """
    The payload of an event as a value of a type.

    Raises:
        ResponseDecodeError: It is not of that type.
    """
    data = frame.payload
    try:
        if len(data) > SHALLOW:
            check_depth(bytes(data))
        return read(payload, data)
    except FAULTS as error:
        raise decode_error(error, bytes(data)) from error


def read_plain(frame: EventFrame) -> Any:
    """The payload as dicts, lists and plain values; bytes that are no UTF-8 are replaced, None stands for no JSON."""
    try:
        value = _plain(bytes(frame.payload))
    except FAULTS:
        return None
    if isinstance(frame, FlatFrame) and isinstance(value, dict):
        return {name: entry for name, entry in value.items() if name not in (frame.name_key, "id", "seq")}
    return value


def read_time(text: str | None) -> Any:
    """A time of a frame; None when there is none, or it is written in no known way."""
    if text is None:
        return None
    try:
        return read(_TIME, msgspec.json.encode(text))
    except FAULTS:
        return None


def frame_text(event: str, payload: Any, kind: Any = None) -> str:
    """
    The frame of a command.

    Args:
        event: Its name.
        payload: A model, or a mapping; None stands for an empty one.
        kind: Type of the payload; a mapping may then use its Python names.

    Raises:
        ValueError, TypeError: The payload has no JSON form; the message holds the path.
    """
    body = {} if payload is None else payload
    return encode({"event": event, "payload": body if kind is None else wire_mapping(kind, body)}).decode()


def _plain(data: bytes) -> Any:
    check_depth(data)
    try:
        return read(_ANY, data)
    except UnicodeDecodeError:
        return read(_ANY, data.decode("utf-8", "replace").encode())


def _other_form(data: bytes) -> EventFrame:
    """The event in a message that has not the documented form, or whose numbers are of other types."""
    try:
        parts = _decode_parts(data)
    except FAULTS:
        raise ValueError("the message is no JSON object") from None
    found = [(key, name) for key in _NAME_KEYS if isinstance(name := _value(parts.get(key)), str)]
    if not found:
        raise ValueError("the message names no event")
    key, name = found[0]
    id_, seq, stamp = (_value(parts.get(field)) for field in ("id", "seq", "timestamp"))
    known = str(id_) if isinstance(id_, (str, int)) and not isinstance(id_, bool) else None
    when = stamp if isinstance(stamp, str) else None
    if "payload" in parts:
        return EventFrame(name, parts["payload"], known, _whole(seq), when)
    return FlatFrame(name, msgspec.Raw(data), known, _whole(seq), when, key)


def _value(text: msgspec.Raw | None) -> Any:
    try:
        return None if text is None else _decode_any(text)
    except FAULTS:
        return None


def _whole(number: Any) -> int | None:
    if isinstance(number, str) and number.isdecimal() and len(number) < 20:
        return int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _reason(error: Exception) -> str:
    # What a codec of Python says holds the bytes.
    return "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
