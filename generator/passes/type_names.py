"""
Names of types: unique when case is ignored, short enough, and none that the generated modules need for themselves.

One rule: what asks first gets the name it wants, so components come before the inline types inside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

RESERVED = frozenset(
    {
        "Any", "ClassVar", "Decimal", "False", "FileSource", "Mapping", "None", "OpenEnum", "RawValue", "Required",
        "Sequence", "Timestamp", "True", "TypeAlias", "TypedDict", "UUID", "Value",
    }
)  # fmt: skip
"""Names that the models modules use themselves."""
_LONGEST = 72


class TypeNames:
    """The names of types that are taken; ``known`` are taken from the start."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in (*RESERVED, *known)}

    def claim(self, wanted: str) -> str:
        """A name like the wanted one that no other type has, nor the mapping of another type."""
        if len(wanted) > _LONGEST:
            wanted = wanted[: _LONGEST - 8] + hashlib.sha256(wanted.encode()).hexdigest()[:8]
        name = wanted
        number = 2
        while not self._is_free(name.lower()):
            name = f"{wanted}{number}"
            number += 1
        self._taken.add(name.lower())
        return name

    def _is_free(self, name: str) -> bool:
        return not {name, f"{name}dict"} & self._taken and not (name.endswith("dict") and name[:-4] in self._taken)
