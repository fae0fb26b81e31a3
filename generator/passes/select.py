"""select: the nodes of a document that a JSONPath names."""

from __future__ import annotations

from typing import Any

import jsonpath
from jsonpath.exceptions import JSONPathError

_PATHS = jsonpath.JSONPathEnvironment(strict=True)


def select(path: str, tree: Any) -> list[jsonpath.JSONPathMatch]:
    """
    The nodes that a path selects, each once, last and innermost first, so that a removal moves no other match.

    Raises:
        ValueError: It is no usable path of RFC 9535.
    """
    try:
        found = {match.parts: match for match in _PATHS.finditer(path, tree)}
    except (JSONPathError, RecursionError) as error:
        # ``str()`` of some of these fails.
        raise ValueError(str(error.args[0]) if error.args else type(error).__name__) from error
    order = sorted(found, key=lambda parts: [(isinstance(part, str), part) for part in parts], reverse=True)
    return [found[parts] for parts in order]
