"""
JSON web tokens that nobody signed (RFC 7519, 6), and tokens that others made, taken apart.

One rule: nothing is believed here. Whoever reads a token decides what its signature has to be.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

import attrs


@attrs.frozen
class Token:
    """A token taken apart; ``signed`` is the text under the signature."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes = attrs.field(repr=False)
    signature: bytes = attrs.field(repr=False)


def unsigned(claims: dict[str, Any]) -> str:
    """A token with these claims whose header says that it has no signature."""
    return f"{_packed({'alg': 'none', 'typ': 'JWT'})}.{_packed(claims)}."


def read(text: str) -> Token:
    """
    The parts of a token.

    Raises:
        ValueError: It is no token.
    """
    header, claims, signature = _three(text.split("."))
    return Token(_unpacked(header), _unpacked(claims), f"{header}.{claims}".encode(), _bytes(signature))


def _three(parts: list[str]) -> tuple[str, str, str]:
    if len(parts) != 3:
        raise ValueError("a token has three parts")
    return parts[0], parts[1], parts[2]


def _packed(value: dict[str, Any]) -> str:
    text = json.dumps(value, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _unpacked(text: str) -> dict[str, Any]:
    value = json.loads(_bytes(text))
    if not isinstance(value, dict):
        raise ValueError("a part of a token is an object")
    return value


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("a part of a token is base64url") from error
