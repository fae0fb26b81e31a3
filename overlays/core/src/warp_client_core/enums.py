"""
Enumerations that outlive the platform's next release.

A server may add a status, or write a known one in another case, at any time. The rule: reading a reply never
fails because of an enum value, and a value that is not known keeps the text the server sent.
"""

from __future__ import annotations

import enum
import functools
import threading
from collections.abc import Mapping
from typing import ClassVar, Final, Self


class Heard(threading.local):
    """
    Unknown values that were looked up in this thread.

    Attributes:
        values: Class name and text of each lookup, while somebody collects them; None at other times.
        held: What ``values`` was, while it rests.
    """

    values: list[tuple[str, str]] | None = None
    held: list[tuple[str, str]] | None = None

    def forget(self) -> None:
        """Drop what was collected so far, because a reply is read anew."""
        if self.values:
            self.values.clear()


HEARD: Final = Heard()
"""Filled by lookups; who wants to collect them sets ``values`` to a list, and to None in the end."""


class OpenEnum(enum.StrEnum):
    """
    A ``StrEnum`` whose lookup by value accepts any text.

    Known values are found without regard to case. Any other text gives an unregistered member that keeps it
    exactly: it equals and hashes like the text, is an instance of the class, and can be pickled and copied.
    ``__also__`` pairs other texts that older servers use with the values that they mean.
    """

    __also__: ClassVar[tuple[tuple[str, str], ...]] = ()

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        known = _folded(cls).get(value.casefold())
        if known is not None:
            return known  # type: ignore[return-value] # a member of cls, by the way it was found
        if HEARD.values is not None:
            HEARD.values.append((cls.__name__, value))
        return cls._unregistered(value)

    @classmethod
    def _unregistered(cls, text: str) -> Self:
        member = str.__new__(cls, text)
        member._name_ = text
        member._value_ = text
        return member

    @property
    def is_known(self) -> bool:
        """Whether this version of the client knows the value."""
        return self._value_ in type(self)._value2member_map_

    def __reduce_ex__(self, protocol: object) -> tuple[type[Self], tuple[str]]:
        """Pickle by value: an unregistered member has no name to be found by."""
        return type(self), (self._value_,)

    def __deepcopy__(self, memo: object) -> Self:
        """The member itself, which cannot change."""
        return self


@functools.cache
def _folded(kind: type[OpenEnum]) -> Mapping[str, OpenEnum]:
    """Members by their texts in folded case."""
    also = {other.casefold(): kind(value) for other, value in kind.__also__}
    return also | {member.casefold(): member for member in reversed(kind)}
