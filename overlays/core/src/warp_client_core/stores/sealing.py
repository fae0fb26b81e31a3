"""
Tokens as bytes that only holders of a key can read or make: versioned JSON within AES-256-GCM.

    "WARPTOK1" | version, 8 bytes | length of key id, 1 byte | key id | nonce, 12 bytes | ciphertext | tag, 16 bytes

All in front of the nonce, and the slot, are authenticated (NIST SP 800-38D), so bytes that were moved to another
slot or given another version do not open. The rule: no error comes from a place where plain text is at hand.
"""

from __future__ import annotations

import json
import os
import time
from typing import Any, Final

from warp_client_core.errors import TokenStoreError
from warp_client_core.stores.keys import KeyRing
from warp_client_core.tokens import Tokens

MAGIC: Final = b"WARPTOK1"
UNREADABLE: Final = -1
"""The version that malformed bytes are taken to have."""

_HEAD: Final = len(MAGIC) + 8
_NONCE: Final = 12
_FORMAT: Final = 1
_FIELDS: Final = ("access_token", "refresh_token", "expires_at", "owner", "account", "pending")
_LAST: Final = 1 << 62
"""No honest version comes near; arithmetic on greater ones would leave the 8 bytes."""
_DAMAGED: Final = (
    "the tokens kept in slot {slot!r} do not open: they were changed, cut, moved from elsewhere or sealed with another "
    "key of the same id; clear() drops them, and signing in makes new ones"
)


def seal(tokens: Tokens | None, ring: KeyRing, *, slot: str, version: int) -> bytes:
    """
    Bytes to keep in a slot; None stands for a slot that was emptied.

    Each call draws a nonce of 96 random bits: change the key before 2**32 calls.
    """
    key_id, cipher = ring.first
    head = MAGIC + version.to_bytes(8, "big") + bytes([len(key_id)]) + key_id.encode()
    nonce = os.urandom(_NONCE)
    return head + nonce + cipher.encrypt(nonce, _plain(tokens), head + slot.encode())


def unseal(sealed: bytes, ring: KeyRing, *, slot: str) -> Tokens | None:
    """
    What `seal` was given.

    Raises:
        TokenStoreError: The key is not on the ring (reason ``unknown_key``), or the bytes are not what was kept in
            this slot (``damaged``).
    """
    if stated_version(sealed) == UNREADABLE:
        raise TokenStoreError(_DAMAGED.format(slot=slot), reason="damaged")
    end = _HEAD + 1 + sealed[_HEAD]
    key_id = sealed[_HEAD + 1 : end].decode("ascii", errors="replace")
    cipher = ring.cipher(key_id)
    if cipher is None:
        raise TokenStoreError(
            f"the tokens kept in slot {slot!r} were sealed with the key {key_id!r}, which is not among the keys; add "
            "it after the key to encrypt with, or clear()",
            reason="unknown_key",
        )
    found = _read(_opened(cipher, sealed[end:], sealed[:end] + slot.encode()))
    if isinstance(found, str):
        raise TokenStoreError(_DAMAGED.format(slot=slot), reason="damaged")
    return found


def stated_version(sealed: bytes) -> int:
    """The version that sealed bytes claim to have, not authenticated; `UNREADABLE` for bytes of another form."""
    if len(sealed) <= _HEAD or not sealed.startswith(MAGIC):
        return UNREADABLE
    version = int.from_bytes(sealed[len(MAGIC) : _HEAD], "big")
    return version if version < _LAST else UNREADABLE


def following(version: int) -> int:
    """
    The version of a change.

    Not less than the microseconds since 1970, so that a store which was emptied from outside does not give out once
    more a version that somebody still remembers.
    """
    return max(version + 1, time.time_ns() // 1_000)


def _plain(tokens: Tokens | None) -> bytes:
    kept: dict[str, Any] | None = None
    if tokens is not None:
        kept = {name: getattr(tokens, name) for name in _FIELDS}
    return json.dumps({"format": _FORMAT, "tokens": kept}).encode()


def _opened(cipher: Any, sealed: bytes, associated: bytes) -> bytes:
    """The plain text; empty when the bytes do not open."""
    from cryptography.exceptions import InvalidTag

    try:
        opened: bytes = cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], associated)
    except (InvalidTag, ValueError):
        return b""
    return opened


def _read(plain: bytes) -> Tokens | str | None:
    """What plain text says; a text when it says something else."""
    try:
        document = json.loads(plain)
        kept = document["tokens"]
        if document["format"] != _FORMAT:
            return "format"
        if kept is None:
            return None
        # Older versions of this package wrote the first three only.
        owner, account = _text(kept.get("owner")), _text(kept.get("account"))
        end, pending = _moment(kept["expires_at"]), _moment(kept.get("pending"))
        access, refresh = kept["access_token"], kept["refresh_token"]
        return Tokens(access, refresh, end, owner=owner, account=account, pending=pending)
    except (ValueError, LookupError, TypeError):
        return "document"


def _text(text: Any) -> str | None:
    if text is None or isinstance(text, str):
        return text
    raise TypeError


def _moment(moment: Any) -> float | None:
    if moment is None or isinstance(moment, (int, float)):
        return moment
    raise TypeError
