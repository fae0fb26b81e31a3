"""
What decoders say about a text that they cannot read, taken apart.

One rule: a part that was read on its own tells its end of the path, so that the caller sees one path from the top.
"""

from __future__ import annotations

import re
from typing import Final

_PATH: Final = r"(?s:^(.*) - at `(.*)`$)"


class Misread(ValueError):
    """
    A part that was read on its own cannot be read.

    Attributes:
        path: Where within the part, from ``$``.
    """

    def __init__(self, error: Exception, *, is_parted: bool = False) -> None:
        reason, path = reason_and_path(error)
        self.path = re.sub(r"^\$\.\++", "$", path) if is_parted else path
        super().__init__(reason)


def reason_and_path(error: Exception) -> tuple[str, str]:
    """The reason of an error of msgspec or of this package, and where it is."""
    found = re.match(_PATH, str(error))
    reason, path = found.groups() if found else (str(error) or type(error).__name__, "$")
    part = error if isinstance(error, Misread) else error.__cause__
    return (reason, path + part.path[1:]) if isinstance(part, Misread) else (reason, path)
