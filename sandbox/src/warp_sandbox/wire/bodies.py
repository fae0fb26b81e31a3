"""
Request bodies: JSON, forms and multipart forms, read as the document says.

One rule: a body that cannot be read is a 400; a body that can be read and breaks its schema is left to
`warp_sandbox.wire.checks`.
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any

import attrs
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Operation
from warp_sandbox.wire.exchange import Upload

MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"


@attrs.frozen
class Body:
    """
    A body as it was read.

    Attributes:
        media: The media type as the document writes it; empty without a body.
        value: Parsed JSON, or the fields of a form as text; None without a body.
        uploads: File parts by field name.
        repeated: Names of form fields that came more than once.
    """

    media: str = ""
    value: Any = None
    uploads: dict[str, Upload] = attrs.field(factory=dict)
    repeated: tuple[str, ...] = ()


async def read_body(request: Request, operation: Operation) -> Body:
    """
    The body of a request.

    Raises:
        Refusal: 400 when a body is missing, not expected, of another media type or not readable.
    """
    raw = await request.body()
    if not operation.bodies:
        if raw.strip() and _parse(raw) != {}:
            raise Refusal(400, "This operation takes no body.")
        return Body()
    if not raw:
        if operation.body_required:
            raise Refusal(400, "A body is required.")
        return Body()
    media = _media(operation, request.headers.get("content-type", ""))
    kind = _split(media)[0]
    if kind in (MULTIPART, FORM):
        return await _read_form(request, media)
    return Body(media, _parse(raw))


def _media(operation: Operation, content_type: str) -> str:
    given = _split(content_type)
    for media in operation.bodies:
        kind, parameters = _split(media)
        if kind == given[0] and parameters <= given[1]:
            return media
    raise Refusal(400, f"The Content-Type must be {' or '.join(operation.bodies)}.")


def _split(media: str) -> tuple[str, frozenset[str]]:
    kind, *parameters = (part.strip().lower() for part in media.split(";"))
    return kind, frozenset(parameter.replace('"', "").replace(" ", "") for parameter in parameters)


def _parse(raw: bytes) -> Any:
    try:
        return json_of(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not valid JSON.") from None


def json_of(text: str) -> Any:
    """
    What a JSON text says, when it can be written again: no number beyond a double, no half of a surrogate pair.

    Raises:
        ValueError: It is not such a text.
        RecursionError: It is nested too deeply.
    """
    value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"{text} is beyond all numbers")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


class _InMemory(MultiPartParser):
    """Keeps files in memory, so that no thread is needed to write them."""

    spool_max_size = sys.maxsize


async def _read_form(request: Request, media: str) -> Body:
    try:
        is_multipart = media.startswith(MULTIPART)
        form = await (_InMemory(request.headers, request.stream()).parse() if is_multipart else request.form())
    except (HTTPException, MultiPartException):
        raise Refusal(400, "The form could not be read.") from None
    try:
        return await _form_body(form, media)
    finally:
        await form.close()


async def _form_body(form: FormData, media: str) -> Body:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            uploads[name] = Upload(part.filename or "", part.content_type or "", await part.read())
        else:
            fields[name] = part
    names = [name for name, _ in form.multi_items()]
    repeated = tuple(sorted({name for name in names if names.count(name) > 1}))
    return Body(media, fields, uploads, repeated)
