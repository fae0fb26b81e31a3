"""
Gets the payload out of its envelope.

The documented envelope is ``{data, meta}``; parts of the platform answer in older forms. The rule: the
documented form is decoded in one pass, the others are tried only after it has failed, and when none fits the
error is the one of the documented form.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec

from warp_client_core.codec.decoding import FAULTS, Reader, decode_error, reader
from warp_client_core.values import PaginationMeta, ResponseMeta

T = TypeVar("T")


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
    pagination: _Pagination | None = None
    timestamp: datetime | None = None
    request_id: str | None = None


class _Envelope(msgspec.Struct, Generic[T]):
    data: T
    meta: _Meta | None = None
    pagination: _Pagination | None = None


class _Collection(msgspec.Struct, Generic[T], rename="camel"):
    items: list[T]
    count: int | None = None
    offset: int | None = None
    has_more: bool | None = None
    total_results: int | None = None


_Fields = Mapping[str, msgspec.Raw]

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])

# An object with one of these is an envelope, so that a model without required fields cannot swallow it whole.
_ENVELOPE_WORDS: Final = frozenset({"data", "success", "error", "errors"})


def read_envelope(kind: Any, data: bytes) -> tuple[Any, ResponseMeta | None]:
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
    payload = reader(kind)
    try:
        envelope = _envelope_decoder(kind).decode(data)
        return payload.finished(envelope.data), _meta_value(envelope.meta, envelope.pagination)
    except msgspec.ValidationError as error:
        for text, fields in _older_forms(data):
            try:
                return payload.read(text), _lenient_meta(fields)
            except FAULTS:
                continue
        raise decode_error(error, data) from error
    except FAULTS as error:
        raise decode_error(error, data) from error


def read_collection(item: Any, data: bytes) -> tuple[list[Any], ResponseMeta]:
    """
    Items and position of a NetSuite collection ``{items, count, offset, hasMore, totalResults}``.

    Args:
        item: Type of one item.
        data: JSON in UTF-8.

    Raises:
        ResponseDecodeError: The text does not fit; ``path`` names the field.
    """
    try:
        page = _collection_decoder(item).decode(data)
        items = reader(list[item]).finished(page.items)
    except FAULTS as error:
        raise decode_error(error, data) from error
    pagination = PaginationMeta(total=page.total_results, offset=page.offset, has_more=page.has_more)
    return items, ResponseMeta(pagination=pagination)


@functools.cache
def _envelope_decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(_Envelope[reader(kind).wire_kind])  # type: ignore[misc] # a type made at run time


@functools.cache
def _collection_decoder(item: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(_Collection[reader(item).wire_kind])  # type: ignore[misc] # as above


def _older_forms(data: bytes) -> Iterator[tuple[bytes | msgspec.Raw, _Fields]]:
    """Candidate payloads, each with the fields among which its meta may stand."""
    fields = _fields(data)
    if not fields.keys() & _ENVELOPE_WORDS:
        yield data, {}
    if "data" in fields:
        yield fields["data"], fields
        inner = _fields(fields["data"])
        if "items" in inner:
            yield inner["items"], {**fields, **inner}
    if "items" in fields:
        yield fields["items"], fields
    lists = [text for text in fields.values() if bytes(text).startswith(b"[")]
    if len(lists) == 1 and "pagination" in fields:
        yield lists[0], fields


def _fields(data: bytes | msgspec.Raw) -> _Fields:
    try:
        return _FIELDS.decode(data)
    except FAULTS:
        return {}


def _meta_value(meta: _Meta | None, pagination: _Pagination | None) -> ResponseMeta | None:
    if meta is None and pagination is None:
        return None
    meta = meta or _Meta()
    pagination = meta.pagination or pagination
    return ResponseMeta(
        pagination=pagination.value() if pagination else None, timestamp=meta.timestamp, request_id=meta.request_id
    )


def _lenient_meta(fields: _Fields) -> ResponseMeta | None:
    inner = {**_fields(fields["meta"])} if "meta" in fields else {}
    if "pagination" in fields:
        inner.setdefault("pagination", fields["pagination"])
    meta = _Meta(
        pagination=_readable(reader(_Pagination | None), inner.get("pagination")),
        timestamp=_readable(reader(datetime | None), inner.get("timestamp")),
        request_id=_readable(reader(str | None), inner.get("request_id")),
    )
    return _meta_value(meta, None) if inner else None


def _readable(field: Reader[Any], text: msgspec.Raw | None) -> Any:
    try:
        return None if text is None else field.read(text)
    except FAULTS:
        return None
