"""
Enumerations that outlive the platform's next release.

A server may add a status, or write a known one in another case, at any time. The rule: reading a reply never
fails because of an enum value, and a value that is not known keeps the text the server sent.
"""

import enum
from typing import Self


class OpenEnum(enum.StrEnum):
    """
    A ``StrEnum`` whose lookup by value accepts any text.

    Known values are found without regard to case. Any other text gives an unregistered member that keeps it
    exactly: it equals and hashes like the text, is an instance of the class, and can be pickled and copied.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        folded = value.casefold()
        for member in cls:
            if member.value.casefold() == folded:
                return member
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
