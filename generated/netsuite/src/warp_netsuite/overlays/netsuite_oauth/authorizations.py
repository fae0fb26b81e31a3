"""
Remembers the authorizations that were begun and not yet ended.

The rule: a state works once, for ten minutes, and is compared in constant time. Cryptography is loaded when a user
signs in, not when a client is built.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any, Final, NoReturn

import attrs

LIFETIME: Final = 600.0
"""Seconds within which the callback has to arrive."""

_STATE: Final = re.compile(r"[\x21-\x7e]{22,1024}")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")
_STATE_BYTES: Final = 32
_VERIFIER_BYTES: Final = 48


def _check_state(_instance: object, _attribute: object, state: Any) -> None:
    if not isinstance(state, str) or not _STATE.fullmatch(state):
        raise ValueError("state must be 22 to 1,024 printable ASCII characters without spaces")


def _check_verifier(_instance: object, _attribute: object, verifier: Any) -> None:
    if not isinstance(verifier, str) or not _VERIFIER.fullmatch(verifier):
        raise ValueError("verifier must be 43 to 128 of the characters A-Z a-z 0-9 - . _ ~")


@attrs.frozen
class Authorization:
    """
    One authorization on its way through the browser.

    Attributes:
        state: Comes back with the callback (RFC 6749, 10.12); 22 to 1,024 printable ASCII characters.
        verifier: Proves to the token service that the same client asks (RFC 7636, 4.1); 43 to 128 characters.
        ends: Clock time, in seconds, after which the callback is refused.

    Raises:
        ValueError: State or verifier has another form; the message does not show it.
    """

    state: str = attrs.field(repr=False, validator=_check_state)
    verifier: str = attrs.field(repr=False, validator=_check_verifier)
    ends: float

    def __reduce__(self) -> NoReturn:
        raise TypeError("authorizations hold a secret and are not pickled or copied")

    @property
    def challenge(self) -> str:
        """The verifier as it is shown to the browser (RFC 7636, 4.2, S256)."""
        import base64
        import hashlib

        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


class Authorizations:
    """
    The authorizations that one client and its copies have begun. Safe to use from several threads.

    Args:
        random_text: Unguessable URL-safe text made of so many random bytes; by default that of `secrets`.
    """

    def __init__(self, random_text: Callable[[int], str] | None = None) -> None:
        self._lock = threading.Lock()
        self._pending: list[Authorization] = []
        self._random_text = random_text or _unguessable

    def begin(self, now: float, *, state: str | None = None) -> Authorization:
        """
        A new authorization, remembered until its callback arrives or it ends.

        Args:
            now: Clock time in seconds.
            state: What shall come back with the callback; made up by default.

        Raises:
            ValueError: The state has another form, or belongs to an authorization that is under way.
        """
        state = self._random_text(_STATE_BYTES) if state is None else state
        made = Authorization(state, self._random_text(_VERIFIER_BYTES), now + LIFETIME)
        with self._lock:
            pending = self._unended(now)
            if any(one.state == state for one in pending):
                raise ValueError("state belongs to another authorization already; each needs one of its own")
            self._pending = [*pending, made]
        return made

    def end(self, state: str, now: float) -> Authorization | None:
        """
        The authorization that a callback belongs to, forgotten from here on; None when there is none.

        Args:
            state: The state that came with the callback.
            now: Clock time in seconds.
        """
        from secrets import compare_digest

        given = state.encode("utf-8", "surrogatepass")
        found = None
        with self._lock:
            self._pending = self._unended(now)
            for one in self._pending:
                if compare_digest(one.state.encode("ascii"), given):
                    found = one
            self._pending = [one for one in self._pending if one is not found]
        return found

    def suspended(self, clock: float, now: float) -> str:
        """
        What is under way, as text that another process can `resume`; it holds secrets.

        Args:
            clock: Clock time in seconds.
            now: Seconds since 1970 UTC, which other processes share.
        """
        import json

        with self._lock:
            pending = self._unended(clock)
        # Without spaces: what keeps secrets takes what could stand in a header.
        return json.dumps([[one.state, one.verifier, one.ends - clock + now] for one in pending], separators=(",", ":"))

    def resume(self, text: str, clock: float, now: float) -> None:
        """Go on with what another process left off; nothing lives longer for it. Raises ValueError."""
        import json

        given = json.loads(text)
        found = [Authorization(state, verifier, clock + min(ends - now, LIFETIME)) for state, verifier, ends in given]
        with self._lock:
            known = {one.state for one in self._pending}
            self._pending += [one for one in found if one.state not in known and clock < one.ends]

    def _unended(self, now: float) -> list[Authorization]:
        return [one for one in self._pending if now < one.ends]


def _unguessable(size: int) -> str:
    from secrets import token_urlsafe

    return token_urlsafe(size)
