"""
Whether received bytes were signed by somebody who knows a secret; signs bytes for tests and for a sandbox.

Pure. The rule: nothing is parsed before its signature holds, and what is given back to be parsed is what was signed.

The signature is ``sha256=`` and the HMAC-SHA256 (RFC 2104) of the body as 64 hexadecimal digits. It travels in a header
field, or as the last member of the body, where it covers the body without that member and the comma before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, Protocol, TypeAlias, runtime_checkable

from warp_client_core.errors import WebhookVerificationError

HEADER: Final = "X-Warp-Signature"
"""Header field that carries the signature."""

_SIGNATURE: Final = re.compile(r"sha256=([0-9a-fA-F]{64})")
_MEMBER: Final = b'"signature"'
_SPACE: Final = b" \t\r\n"
_LAST_MEMBER: Final = re.compile(rb'"signature"[ \t\r\n]*:[ \t\r\n]*"([^"\\]*)"([ \t\r\n]*\}[ \t\r\n]*)')


@runtime_checkable
class HasItems(Protocol):
    """Header fields as the mapping of a web framework has them."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Names and values; a name may stand more than once."""
        ...


Headers: TypeAlias = HasItems | Iterable[tuple[str | bytes, str | bytes]]
"""Header fields: a mapping or pairs, names in any case, text or bytes (as ASGI has them)."""

Secret: TypeAlias = str | bytes
"""A key that signs; text stands for its UTF-8 bytes."""


def sign(body: bytes, secret: Secret) -> str:
    """
    The signature of a body, as the header field carries it.

    Args:
        body: The bytes to sign.
        secret: The key; not blank.

    Raises:
        TypeError: The body is not bytes, or the secret neither text nor bytes.
        ValueError: The secret is blank.
    """
    _check_body(body)
    (key,) = _keys(secret)
    return f"sha256={_digest(key, body).hex()}"


def signed_part(body: bytes, headers: Headers, *, secret: Secret | Sequence[Secret]) -> bytes:
    """
    The part of a body that a signature covers, once one is found to hold. Parse this, not the body.

    When the header field is there, it decides, and all of the body is covered; else the last member of the body does.
    Of several signatures, separated by commas, and several secrets, one pair that fits is enough. All pairs are
    compared, each in constant time.

    Args:
        body: The body as received.
        headers: The header fields it came with.
        secret: The key, or several while one replaces another.

    Raises:
        WebhookVerificationError: No signature fits; ``reason`` is ``missing``, ``unreadable`` or ``mismatch``.
        TypeError: The body is not bytes, or a secret neither text nor bytes.
        ValueError: There is no secret, or one is blank.
    """
    from hmac import compare_digest

    _check_body(body)
    keys = _keys(secret)
    content, found = body, list(_in_headers(headers))
    if not found:
        content, found = _in_body(body)
    if not found:
        message = f"the delivery has neither {HEADER} nor a signature as the last member of its body"
        raise WebhookVerificationError(message, reason="missing")
    given = [bytes.fromhex(digits) for text in found for digits in _readable(text)]
    if not given:
        message = "the signature of the delivery is not sha256= and 64 hexadecimal digits"
        raise WebhookVerificationError(message, reason="unreadable")
    fits = False
    for key in keys:
        wanted = _digest(key, content)
        for one in given:
            fits |= compare_digest(wanted, one)
    if not fits:
        message = "no secret fits the signature: check the secret, and that the body is the bytes as received"
        raise WebhookVerificationError(message, reason="mismatch")
    return content


def check_age(moment: datetime, *, now: datetime, tolerance: float | None) -> None:
    """
    Refuse what was signed for another time than now.

    Args:
        moment: The signed time, aware.
        now: The present, aware.
        tolerance: Seconds that the two may differ, in either direction; None for any number.

    Raises:
        WebhookVerificationError: They differ by more; ``reason`` is ``too_old`` or ``too_new``.
        ValueError: The tolerance is negative or not a number.
    """
    if tolerance is None:
        return
    if not tolerance >= 0:
        raise ValueError(f"tolerance must be 0 seconds or more, or None, not {tolerance!r}")
    age = (now - moment).total_seconds()
    if abs(age) > tolerance:
        where, reason = ("behind", "too_old") if age > 0 else ("ahead of", "too_new")
        message = f"the delivery is {abs(age):.1f} seconds {where} the clock, tolerated are {tolerance}"
        raise WebhookVerificationError(message, reason=reason)


def _check_body(body: object) -> None:
    if not isinstance(body, bytes):
        raise TypeError(
            f"body must be the bytes as received, not {type(body).__name__}; JSON that was parsed and written again "
            "has other bytes and no longer fits its signature"
        )


def _keys(secret: Secret | Sequence[Secret]) -> list[bytes]:
    given = list(secret) if isinstance(secret, Sequence) and not isinstance(secret, (str, bytes)) else [secret]
    for one in given:
        if not isinstance(one, (str, bytes)):
            raise TypeError(f"a secret must be text or bytes, not {type(one).__name__}")
    # Anybody can sign with an empty key, so a forgotten setting must not pass for one.
    if not given or not all(one.strip() for one in given):
        raise ValueError("there is no secret, or it is blank; it is in the reply that created the webhook")
    return [one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass") for one in given]


def _digest(key: bytes, content: bytes) -> bytes:
    # A client that receives no webhooks does not pay for OpenSSL's digests.
    import hmac

    return hmac.digest(key, content, "sha256")


def _in_headers(headers: Headers) -> Iterator[str]:
    pairs: Iterable[tuple[object, object]] = headers.items() if isinstance(headers, HasItems) else headers
    return (_text(value) for name, value in pairs if _text(name).lower() == HEADER.lower())


def _in_body(body: bytes) -> tuple[bytes, list[str]]:
    """What the last member ``signature`` covers, and its text; the body and nothing when it has no such member."""
    start = max(body.rfind(_MEMBER), 0)
    member = _LAST_MEMBER.fullmatch(body, start)
    before = body[:start].rstrip(_SPACE)
    if member is None or not before.endswith(b","):
        return body, []
    return before[:-1] + member[2], [_text(member[1])]


def _readable(text: str) -> Iterator[str]:
    """The digits of every signature in a list; those of other schemes, which may come one day, are passed over."""
    found = (_SIGNATURE.fullmatch(one.strip(" \t")) for one in text.split(","))
    return (match[1] for match in found if match)


def _text(value: object) -> str:
    # Every byte is a character of Latin-1, so nothing that anybody sends can fail here.
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
