"""
The value that means "this argument was left out".

``None`` is sent as ``null``, which clears a field in a PATCH; `UNSET` is not sent at all. The rule of this
module: there is exactly one such value in a process, and it survives pickling and copying.
"""

import enum
from typing import Final


class Unset(enum.Enum):
    """The type of `UNSET`, for annotations such as ``str | None | Unset``."""

    UNSET = "UNSET"

    def __bool__(self) -> bool:
        """False, so that ``value or default`` reads as expected."""
        return False

    def __repr__(self) -> str:
        """``UNSET``, short enough for signatures in documentation."""
        return "UNSET"


UNSET: Final = Unset.UNSET
"""An argument that was left out, as opposed to one that is None."""
