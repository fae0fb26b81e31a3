"""
Takes out of a server's text what the request had sent as credentials.

Debug pages and gateways quote requests, header fields included, and what a server says ends in messages and logs. The
rule: a credential that comes back as it was sent is not kept; what the server made of it is beyond knowing.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote, unquote_plus

_SECRET_NAMES: Final = re.compile(r"auth|token|secret|api.?key|cookie|password|signature", re.I)
_PARTS: Final = re.compile(r"[\s;,]+")
_FIELD: Final = re.compile(r'"(\w{1,64})"\s*:\s*"((?:[^"\\]|\\.)*)"')
_LARGEST: Final = 65_536
_SHORTEST: Final = 8
"""Characters of a credential; a shorter one could be any word."""
_MASK: Final = b"***"


def unechoed(content: bytes, http_response: Any) -> bytes:
    """
    The body of a reply without the credentials of its request.

    Args:
        content: The body, decompressed.
        http_response: The HTTP library's reply; without one, or without its request, nothing is known.
    """
    request = None
    with contextlib.suppress(AttributeError, RuntimeError):
        request = http_response.request
    if request is None or not content:
        return content
    query = request.url.query.decode("ascii", "replace")
    sent = [*request.headers.items(), *_pairs(query), *_in_body(request)]
    for secret in sorted(set(credentials(sent)), key=len, reverse=True):
        for form in _forms(secret):
            content = content.replace(form, _MASK)
            cut = next((size for size in range(len(form) - 1, _SHORTEST - 1, -1) if content.endswith(form[:size])), 0)
            content = content[: len(content) - cut] + _MASK if cut else content
    return content


def credentials(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """
    What is secret among header fields and parameters, by their names: whole values and their parts.

    ``Bearer abc`` and ``a=abc; b=def`` are told apart into what stands by itself.
    """
    for name, value in fields:
        if _SECRET_NAMES.search(name):
            parts = [value, *_PARTS.split(value), *(part.partition("=")[2] for part in _PARTS.split(value))]
            yield from (part for part in parts if len(part) >= _SHORTEST)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        yield name, unquote_plus(value)


def _in_body(request: Any) -> Iterator[tuple[str, str]]:
    """The texts of a small form or JSON object; a body that was streamed is not there any more."""
    content = getattr(request, "_content", b"")[:_LARGEST]
    kind = request.headers.get("content-type", "")
    if "urlencoded" in kind:
        yield from _pairs(content.decode("ascii", "replace"))
    elif "json" in kind:
        for name, value in _FIELD.findall(content.decode("utf-8", "replace")):
            with contextlib.suppress(ValueError):
                yield name, json.loads(f'"{value}"')


def _forms(secret: str) -> set[bytes]:
    """How a secret may be written in JSON, HTML or a URL."""
    quoted = json.dumps(secret)[1:-1]
    texts = {secret, quoted, quoted.replace("/", "\\/"), quote(secret, safe=""), quote(secret)}
    return {text.encode() for text in texts}
