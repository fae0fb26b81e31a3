"""
Gets the payload out of its envelope.

The documented envelope is ``{data, meta}``; parts of the platform answer in older forms. The rule: the
documented form is decoded in one pass, the others are tried only after it has failed, and when none fits the
error is the one of the documented form.
"""

from __future__ import annotations

import contextlib
import functools
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeAlias, TypeVar

import attrs
import msgspec

from warp_client_core.codec.decoding import (
    FAULTS,
    MAX_DEPTH,
    NotFinite,
    Reader,
    check_depth,
    decode,
    decode_error,
    read,
    reader,
)
from warp_client_core.enums import HEARD
from warp_client_core.times import Timestamp
from warp_client_core.values import PaginationMeta, ResponseMeta

T = TypeVar("T")
M = TypeVar("M")

Reading: TypeAlias = tuple[Any, ResponseMeta | None, tuple[str, ...]]
"""Payload, meta, and the names that lead to the payload."""


class _Pagination(msgspec.Struct):
    page: int | None = None
    per_page: int | None = None
    limit: int | None = None
    total: int | None = None
    total_pages: int | None = None
    pages: int | None = None

    def value(self) -> PaginationMeta:
        return PaginationMeta(
            page=self.page,
            per_page=self.limit if self.per_page is None else self.per_page,
            total=self.total,
            total_pages=self.pages if self.total_pages is None else self.total_pages,
        )


class _Meta(msgspec.Struct):
    """The meta of a list, whose pagination has two spellings; that of others is read as `ResponseMeta` at once."""

    pagination: _Pagination | None = None
    timestamp: datetime | None = None
    request_id: str | None = None


class _Envelope(msgspec.Struct, Generic[T, M]):
    data: T
    meta: M | None = None
    pagination: _Pagination | None = None


class _Collection(msgspec.Struct, Generic[T], rename="camel"):
    items: T
    count: int | None = None
    offset: int | None = None
    has_more: bool | None = None
    total_results: int | None = None


_Fields: TypeAlias = Mapping[str, msgspec.Raw]

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])

# An object with one of these is an envelope, so that a model without required fields cannot swallow it whole.
_ENVELOPE_WORDS: Final = frozenset({"data", "success", "error", "errors"})


def read_envelope(kind: Any, data: bytes) -> Reading:
    """
    Payload and meta of a reply.

    Read are ``{data, meta}``, ``{success, data, ...}``, ``{data, pagination}``, the bare payload,
    ``{data: {items, pagination}}``, ``{items, pagination}`` and ``{<the only list>, pagination}``; in
    ``pagination`` also ``limit`` for ``per_page`` and ``pages`` for ``total_pages``. A faulty ``meta`` costs
    its faulty fields only.

    Args:
        kind: Type of the payload.
        data: JSON in UTF-8.

    Raises:
        ResponseDecodeError: No form fits; path and reason are those of ``{data, meta}``.
    """
    payload, read_frame = _envelope(kind)
    try:
        if len(data) > MAX_DEPTH:
            check_depth(data)
        try:
            return _documented(payload, read_frame(data))
        except msgspec.ValidationError as error:
            return _otherwise(payload, data, error)
    except FAULTS as error:
        raise decode_error(error, data) from error


def read_collection(kind: Any, data: bytes) -> Reading:
    """
    Items and position of a NetSuite collection ``{items, count, offset, hasMore, totalResults}``.

    Args:
        kind: Type of the items together, ``list[...]``.
        data: JSON in UTF-8.

    Raises:
        ResponseDecodeError: The text does not fit; ``path`` names the field.
    """
    items, read_frame = _page(kind)
    try:
        if len(data) > MAX_DEPTH:
            check_depth(data)
        try:
            return _collection(items, read_frame(data))
        except msgspec.ValidationError:
            if items.lenient is None:
                raise
            HEARD.forget()
            return _collection(items.lenient, _framed(items.lenient, _Collection)(data))
    except FAULTS as error:
        raise decode_error(error, data) from error


def read_bare(kind: Any, data: bytes) -> Reading:
    """
    The payload that is the whole reply.

    Raises:
        ResponseDecodeError: The text does not fit; ``path`` names the field.
    """
    return decode(kind, data), None, ()


def _documented(payload: Reader, envelope: Any) -> Reading:
    value, meta = payload.finished(envelope.data, "$.data"), envelope.meta
    if type(meta) is not ResponseMeta:
        meta = _meta_value(meta, envelope.pagination)
    elif meta.timestamp is not None and meta.timestamp.tzinfo is None:
        meta = attrs.evolve(meta, timestamp=meta.timestamp.replace(tzinfo=UTC))
    return value, meta, ("data",)


def _collection(items: Reader, page: Any) -> Reading:
    values = items.finished(page.items, "$.items")
    pagination = PaginationMeta(total=page.total_results, offset=page.offset, has_more=page.has_more)
    return values, ResponseMeta(pagination=pagination), ("items",)


@functools.cache
def _envelope(kind: Any) -> tuple[Reader, Callable[[bytes], Any]]:
    """The reader of a payload, and what reads it in the documented envelope."""
    return reader(kind), _framed(reader(kind), _Envelope)


@functools.cache
def _page(kind: Any) -> tuple[Reader, Callable[[bytes], Any]]:
    """The reader of a list, and what reads it in a collection."""
    return reader(kind), _framed(reader(kind), _Collection)


def _framed(payload: Reader, frame: Any) -> Callable[[bytes], Any]:
    """What reads a payload within a frame."""
    kind: Any = payload.wire_kind
    if frame is _Collection:
        return payload.decoder(_Collection[kind])
    return payload.decoder(frame[kind, _Meta if typing.get_origin(kind) is list else ResponseMeta])


def _otherwise(payload: Reader, data: bytes, error: Exception) -> Reading:
    """The documented form read leniently, then the older forms; ``error`` is that of the strict reading."""
    try:
        if payload.lenient is None:
            raise error
        HEARD.forget()
        return _documented(payload.lenient, _framed(payload.lenient, _Envelope)(data))
    except msgspec.ValidationError:
        for names, text, fields in _older_forms(data):
            HEARD.forget()
            try:
                return read(payload, text, at=".".join(("$", *names))), _lenient_meta(fields), names
            except NotFinite:
                raise
            except FAULTS:
                continue
        raise


def _older_forms(data: bytes) -> Iterator[tuple[tuple[str, ...], bytes | msgspec.Raw, _Fields]]:
    """Candidate payloads with the names that lead to them, each with the fields among which its meta may stand."""
    fields = _fields(data)
    if not fields.keys() & _ENVELOPE_WORDS:
        yield (), data, {}
    if "data" in fields:
        yield ("data",), fields["data"], fields
        inner = _fields(fields["data"])
        if "items" in inner:
            yield ("data", "items"), inner["items"], {**fields, **inner}
    if "items" in fields:
        yield ("items",), fields["items"], fields
    lists = [name for name, text in fields.items() if bytes(text).startswith(b"[")]
    if len(lists) == 1 and "pagination" in fields:
        yield (lists[0],), fields[lists[0]], fields


def _fields(data: bytes | msgspec.Raw) -> _Fields:
    try:
        return _FIELDS.decode(data)
    except FAULTS:
        return {}


def _meta_value(meta: _Meta | None, pagination: _Pagination | None) -> ResponseMeta | None:
    if meta is not None:
        pagination, timestamp, request_id = meta.pagination or pagination, meta.timestamp, meta.request_id
    elif pagination is not None:
        timestamp = request_id = None
    else:
        return None
    if timestamp is not None and timestamp.tzinfo is None:
        timestamp = timestamp.replace(tzinfo=UTC)
    place = None if pagination is None else pagination.value()
    return ResponseMeta(pagination=place, timestamp=timestamp, request_id=request_id)


def _lenient_meta(fields: _Fields) -> ResponseMeta | None:
    inner = {**_fields(fields["meta"])} if "meta" in fields else {}
    if "pagination" in fields:
        inner.setdefault("pagination", fields["pagination"])
    meta = _Meta(
        pagination=_readable(_Pagination | None, inner.get("pagination")),
        timestamp=_readable(Timestamp | None, inner.get("timestamp")),
        request_id=_readable(str | None, inner.get("request_id")),
    )
    return _meta_value(meta, None) if inner else None


def _readable(kind: Any, text: msgspec.Raw | None) -> Any:
    strict = reader(kind)
    for one in (strict, strict.lenient):
        if text is not None and one is not None:
            with contextlib.suppress(*FAULTS):
                return one.read(text)
    return None
