"""
Replies to payloads, with an eye on what is unknown.

The rule: without a watch nothing is looked at, and what is looked at never changes what is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from warp_client_core.codec import envelopes
from warp_client_core.codec.decoding import FAULTS, decode_error
from warp_client_core.codec.differences import Difference, differences
from warp_client_core.codec.envelopes import Reading
from warp_client_core.drift import Watch
from warp_client_core.enums import HEARD
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.values import ResponseMeta

# Numbers stay text: one that no float can hold is no reason to look away.
_PLAIN: Final = msgspec.json.Decoder(float_hook=str)


def read_envelope(kind: Any, data: bytes, watch: Watch | None = None) -> tuple[Any, ResponseMeta | None]:
    """
    Payload and meta of a reply, as `envelopes.read_envelope`.

    Args:
        kind: Type of the payload.
        data: JSON in UTF-8.
        watch: Told of unknown enum values and fields.

    Raises:
        ResponseDecodeError: No form fits, or the watch is strict and something is unknown.
    """
    return _read(envelopes.read_envelope, kind, data, watch)


def read_collection(kind: Any, data: bytes, watch: Watch | None = None) -> tuple[Any, ResponseMeta | None]:
    """Items and position of a NetSuite collection, as `envelopes.read_collection`; ``watch`` as above."""
    return _read(envelopes.read_collection, kind, data, watch)


def read_bare(kind: Any, data: bytes, watch: Watch | None = None) -> tuple[Any, ResponseMeta | None]:
    """The payload that is the whole reply, as `decoding.decode`; ``watch`` as above."""
    return _read(envelopes.read_bare, kind, data, watch)


def _read(
    form: Callable[[Any, bytes], Reading], kind: Any, data: bytes, watch: Watch | None
) -> tuple[Any, ResponseMeta | None]:
    if watch is None:
        value, meta, _ = _respelled(form, kind, data)
        return value, meta
    heard: list[tuple[str, str]] = []
    HEARD.values = heard
    try:
        value, meta, names = _respelled(form, kind, data)
    finally:
        HEARD.values = None
    if heard:
        watch.values(heard)
    if watch.is_due():
        _look(kind, data, names, watch)
    return value, meta


def _respelled(form: Callable[[Any, bytes], Reading], kind: Any, data: bytes) -> Reading:
    """The reply as it is or, when it cannot be read so, with the names that older servers use understood."""
    try:
        return form(kind, data)
    except ResponseDecodeError as error:
        from warp_client_core.codec.spellings import respelled

        if (other := respelled(kind, data)) is None:
            raise
        HEARD.forget()
        try:
            return form(kind, other)
        except ResponseDecodeError:
            raise error from error.__cause__


def _look(kind: Any, data: bytes, names: tuple[str, ...], watch: Watch) -> None:
    """Compare a reply that was read with its type."""
    try:
        value = _PLAIN.decode(data)
        for name in names:
            value = value[name]
        found = list(differences(kind, value, ".".join(("$", *names))))
    except FAULTS as error:
        if watch.is_strict:
            raise decode_error(error, data) from error
        return
    watch.fields([(one.owner, one.name) for one in found if one.is_field])
    if found and watch.is_strict:
        raise _unknown(found[0], data)


def _unknown(found: Difference, data: bytes) -> ResponseDecodeError:
    what = "the field is unknown to" if found.is_field else f"{found.name!r} is unknown to"
    body = bytes(data[:1024]).decode("utf-8", "replace")
    return ResponseDecodeError(f"{found.path}: {what} {found.owner}", path=found.path, body=body)
