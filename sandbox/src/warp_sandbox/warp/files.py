"""
Files that replies link to, such as exports of call records.

One rule: whoever knows the address may fetch the file until it expires; no credentials are looked at.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime

import attrs
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from warp_sandbox.wire.exchange import Clock, Record

PREFIX = "/files/"
"""Where they are, beside the API."""

_ELSEWHERE = "https://files.example.com/"
_MEDIA = {"csv": "text/csv", "json": "application/json"}


@attrs.frozen
class File:
    """A file: its records, which are looked up when it is fetched, and until when."""

    records: Callable[[], Sequence[Record]]
    until: datetime


def link(base_url: str, name: str) -> str:
    """
    The address of a file.

    A sandbox on a port of this machine answers it itself; else it is an address that nobody has, since links of the
    real platform lead to another host as well.

    Args:
        base_url: Address of the API as the caller reached it.
        name: Of the file, with its folder.
    """
    scheme, _, rest = base_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{PREFIX}{name}" if scheme == "http" else f"{_ELSEWHERE}{name}"


class Files:
    """Serves the files of one sandbox, by name."""

    def __init__(self, files: dict[str, File], clock: Clock) -> None:
        self._files = files
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._reply(scope["path"].removeprefix(PREFIX))(scope, receive, send)

    def _reply(self, name: str) -> Response:
        file, kind = self._files.get(name), name.rpartition(".")[2]
        if file is None or self._clock() >= file.until:
            return PlainTextResponse("There is no such file, or it has expired.\n", 404)
        if kind not in _MEDIA:
            return PlainTextResponse(f"The sandbox makes no {kind} files; ask for csv or json.\n", 501)
        records = file.records()
        content = json.dumps(records) if kind == "json" else _csv(records)
        return Response(content, media_type=_MEDIA[kind])


def _csv(records: Sequence[Record]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(records[0]) if records else [])
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()
