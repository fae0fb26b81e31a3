"""
Looks for secrets in cassettes, also in what is encoded or packed.

One rule: it knows nothing of how cassettes are scrubbed, so that a fault there does not hide itself here.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from tests.clients.cassettes.cases import NOBODYS
from tests.clients.cassettes.scrubbing import CANARY
from tests.clients.conftest import TOKENS

CANARIES = (CANARY, NOBODYS, *TOKENS.values(), "sandbox-secret", "sandbox-refresh-token", "sandbox-code")
"""What was planted while recording, and the credentials that the sandbox is known by."""

_SHAPES = re.compile(
    rb"eyJ[A-Za-z0-9_-]{8,}"  # a JSON web token
    rb"|(?i:bearer|basic)\s+[A-Za-z0-9._~+/=-]{12,}"
    rb"|\b(?:access|refresh|netsuite)-[0-9a-f]{16,}"  # a token that the sandbox gave out
    rb"|[?&](?:ticket|signature|sig)=(?!scrubbed)[^&\"\s]{8,}"  # an address that lets in whoever has it
    rb"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_DEEPEST = 3


def secrets_in(value: Any) -> list[str]:
    """Every canary and every text with the shape of a credential, in any text or bytes of a value."""
    found: dict[str, None] = {}
    for raw in _leaves(value):
        for text in _readings(raw, _DEEPEST):
            hits = [one for one in CANARIES if one.encode() in text]
            hits += [match.group().decode("latin-1") for match in _SHAPES.finditer(text)]
            found |= dict.fromkeys(hits)
    return list(found)


def _leaves(value: Any) -> Iterator[bytes]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(name)
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, (str, bytes)):
        yield value.encode() if isinstance(value, str) else value


def _readings(raw: bytes, depth: int) -> Iterator[bytes]:
    """The bytes, and what they are when they are taken for percent-encoded, base64 or packed."""
    yield raw
    if not depth:
        return
    inner = [one for one in (unquote_to_bytes(raw), _unpacked(raw)) if one not in (raw, b"")]
    inner += [one for match in _RUN.finditer(raw) if (one := _decoded(match.group()))]
    for one in inner:
        yield from _readings(one, depth - 1)


def _decoded(run: bytes) -> bytes:
    text = run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        return b""


def _unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=47).decompress(raw, 1_000_000)
    except zlib.error:
        return b""
