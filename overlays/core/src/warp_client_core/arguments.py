"""
What callers hand in, on its way to the wire, where a generated call cannot pass it on as it is.

Pure. The rule: what cannot be meant is refused here, before anything is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warp_client_core.bodies import FileSource


def as_wire(kind: Any, value: object) -> object:
    """
    A value for a nested object, with wire names where the caller wrote Python names.

    Args:
        kind: The model that the value, or each of its items, stands for, or a type expression that holds it.
        value: A model, a mapping, a sequence of them, None or UNSET; only mappings are changed.
    """
    from warp_client_core import codec

    return codec.wire_mapping(kind, value)


def as_file(source: FileSource | str) -> FileSource:
    """A file to upload: text is taken for its path."""
    if not isinstance(source, str):
        return source
    from pathlib import Path

    return Path(source)


def as_files(sources: object) -> object:
    """One file or several to upload, as `as_file`; anything else passes."""
    if isinstance(sources, (list, tuple)):
        return [as_files(one) for one in sources]
    return as_file(sources) if isinstance(sources, str) else sources


def custom_fields(given: Mapping[str, object], *prefixes: str) -> Mapping[str, object]:
    """
    The keywords that a method has no parameter for, when their names may be sent as they are.

    Args:
        given: Keyword -> value.
        prefixes: How the names of custom fields begin, such as ``custentity_``.

    Raises:
        TypeError: A name begins otherwise, so it is a mistake.
    """
    for name in given:
        if not name.startswith(prefixes):
            raise TypeError(f"unexpected keyword {name!r}; custom fields begin with {' or '.join(prefixes)}")
    return given
