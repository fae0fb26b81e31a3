"""
Ids of calls: from an index to an id and back, without a list.

One rule: an id that was not made from an index leads to none.
"""

from __future__ import annotations

from hashlib import blake2b
from random import Random

_NODES = 1 << 48


class CallIds:
    """Ids in the form of a UUID; the last 12 digits hide the index, the others are its digest."""

    def __init__(self, dice: Random) -> None:
        self._key = dice.randbytes(16)
        self._factor = dice.randrange(_NODES) | 1
        self._offset = dice.randrange(_NODES)
        self._inverse = pow(self._factor, -1, _NODES)

    def of(self, index: int) -> str:
        """The id of a call."""
        digits = blake2b(str(index).encode(), key=self._key, digest_size=8).hexdigest()
        node = (index * self._factor + self._offset) % _NODES
        return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-8{digits[13:16]}-{node:012x}"

    def index(self, text: str) -> int | None:
        """The index behind an id, None when there is none."""
        try:
            node = int(text[-12:], 16)
        except ValueError:
            return None
        index = (node - self._offset) * self._inverse % _NODES
        return index if self.of(index) == text else None
