"""
The keys that token stores seal with, and where they come from: the caller, the environment, the system's keyring.

The rule: without a key there is no store, and no message, ``repr`` or pickle holds a key. What is wrong with keys is
handed up as a `Problem` and raised where no local variable holds them.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from warp_client_core.errors import TokenStoreError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VARIABLE: Final = "WARP_TOKEN_KEYS"
SERVICE: Final = "warp-client-core"
ACCOUNT: Final = "token-keys"
SIZE: Final = 32
"""Bytes of a key: AES-256."""

# Shorter than a key is in base64, so that a key in the place of an id is never shown or stored as one.
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,32}")
_MISSING: Final = "missing_extra"
_FORM: Final = "id:base64 of 32 bytes, several separated by commas, the first one encrypts"
_NO_KEY: Final = (
    f"token stores need a key: pass keys={{'id': 32 bytes}}, or set {VARIABLE} to {_FORM} (such as "
    f'{VARIABLE}="k1:$(openssl rand -base64 32)"), or install warp-client-core[keyring] where the system has a keyring'
)


class Problem(NamedTuple):
    """Why there are no keys; ``text`` holds no part of one."""

    reason: str
    text: str


class KeyRing:
    """Keys by id. The first one encrypts, each one decrypts."""

    def __init__(self, ciphers: Mapping[str, AESGCM]) -> None:
        self._ciphers = dict(ciphers)

    @property
    def first(self) -> tuple[str, AESGCM]:
        """Id and cipher of the key to encrypt with."""
        return next(iter(self._ciphers.items()))

    def cipher(self, key_id: str) -> AESGCM | None:
        """The cipher of a key, None for a key that is not on the ring."""
        return self._ciphers.get(key_id)

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._ciphers)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not pickled or copied")


def key_ring(keys: Mapping[str, bytes] | None = None) -> KeyRing:
    """
    The keys to use: those given, else those of ``WARP_TOKEN_KEYS``, else one in the keyring, made when it has none.

    Raises:
        TokenStoreError: There are no keys (reason ``no_key``), or they are malformed (``bad_key``).
        ImportError: The extra ``stores`` is not installed.
    """
    found, keys = found_keys(keys), None
    return sound(found)


def found_keys(keys: Mapping[str, bytes] | None) -> KeyRing | Problem:
    """As `key_ring`; what is wrong is handed up, for who holds keys to let go of them before it is raised."""
    try:
        import cryptography  # noqa: F401 -- here, and not where keys are at hand
    except ImportError:
        return Problem(_MISSING, "token stores need cryptography; install warp-client-core[stores]")
    return _from_caller(keys) if keys is not None else _from_environment() or _from_keyring()


def sound(found: KeyRing | Problem) -> KeyRing:
    """The keys that were found, or the error that there are none. Raises as `key_ring`."""
    if not isinstance(found, Problem):
        return found
    if found.reason == _MISSING:
        raise ImportError(found.text, name="cryptography")
    raise TokenStoreError(found.text, reason=found.reason)


def _from_caller(keys: Mapping[str, bytes]) -> KeyRing | Problem:
    if not isinstance(keys, Mapping) or not keys:
        return Problem("bad_key", "keys must be a mapping of at least one id to 32 bytes")
    for number, (key_id, key) in enumerate(keys.items(), 1):
        if problem := _fault(key_id, key, where="keys", number=number):
            return problem
    return KeyRing({key_id: _aes(bytes(key)) for key_id, key in keys.items()})


def _from_environment() -> KeyRing | Problem | None:
    text = os.environ.get(VARIABLE, "").strip()
    return _parsed(text, VARIABLE) if text else None


def _from_keyring() -> KeyRing | Problem:
    try:
        import keyring
    except ImportError:
        return Problem("no_key", _NO_KEY)
    try:
        backend = keyring.get_keyring()
        if any("plaintext" in type(one).__name__.lower() for one in (backend, *getattr(backend, "backends", ()))):
            return Problem("no_key", f"the system's keyring is a plain file, which is no place for a key; {_NO_KEY}")
        text = keyring.get_password(SERVICE, ACCOUNT)
        if text is None:
            keyring.set_password(SERVICE, ACCOUNT, _made())
            # Read back, because a process that started with this one may have been the last to write.
            text = keyring.get_password(SERVICE, ACCOUNT)
    except Exception as error:
        # Backends let errors of their own libraries through; all of them mean that there is no key.
        return Problem("no_key", f"the system's keyring failed ({type(error).__name__}); {_NO_KEY}")
    if not text:
        return Problem("no_key", f"the system's keyring keeps nothing; {_NO_KEY}")
    return _parsed(text, f"the keyring's entry {SERVICE}/{ACCOUNT}")


def _made() -> str:
    return f"k{os.urandom(4).hex()}:{base64.b64encode(os.urandom(SIZE)).decode()}"


def _parsed(text: str, where: str) -> KeyRing | Problem:
    ciphers: dict[str, AESGCM] = {}
    for number, entry in enumerate(text.split(","), 1):
        key_id, _colon, encoded = (part.strip() for part in entry.partition(":"))
        key = _decoded(encoded)
        if problem := _fault(key_id, key, where=where, number=number):
            return problem
        if key_id in ciphers:
            return Problem("bad_key", f"{where}: the id {key_id} stands there twice")
        ciphers[key_id] = _aes(key)
    return KeyRing(ciphers)


def _fault(key_id: object, key: object, *, where: str, number: int) -> Problem | None:
    if not isinstance(key_id, str) or not _ID.fullmatch(key_id):
        return Problem(
            "bad_key",
            f"{where}: entry {number} has no id of 1 to 32 letters, digits, '.', '_' or '-'; the form is {_FORM}",
        )
    if not isinstance(key, (bytes, bytearray)):
        return Problem("bad_key", f"{where}: the key {key_id} is {type(key).__name__}, not bytes")
    if len(key) != SIZE:
        return Problem("bad_key", f"{where}: the key {key_id} is not {SIZE} bytes long; the form is {_FORM}")
    return None


def _decoded(encoded: str) -> bytes:
    """The bytes of base64 in either alphabet, with or without padding; none for what is not base64."""
    plain = encoded.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _aes(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
