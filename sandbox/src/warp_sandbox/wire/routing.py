"""
From method and path to an operation.

One rule: a fixed segment wins over a variable one, from left to right, and a percent-encoded slash stays inside its
segment (RFC 3986, 2.2), so that an id never turns into another address.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Operation


@attrs.frozen
class Match:
    """The operation that a request names, and its path parameters, decoded."""

    operation: Operation
    path: dict[str, str]


class Router:
    """
    The operations of one API below a base path.

    Args:
        base: Path in front of the document's paths, such as ``/v1``.
    """

    def __init__(self, operations: Iterable[Operation], *, base: str) -> None:
        self._base = base
        self._routes: dict[tuple[str, ...], dict[str, Operation]] = {}
        for operation in operations:
            self._routes.setdefault(_segments(operation.path), {})[operation.method] = operation
        self._order = sorted(self._routes, key=lambda template: [_is_variable(segment) for segment in template])

    def match(self, method: str, raw_path: str) -> Match:
        """
        The operation at a path that is still percent-encoded.

        Raises:
            Refusal: 404 when nothing is at the path, 405 when it does not know the method.
        """
        segments = _segments(raw_path.removeprefix(self._base)) if raw_path.startswith(self._base + "/") else None
        templates = [one for one in self._order if segments is not None and _fits(one, segments)]
        if segments is None or not templates:
            raise Refusal(404, "There is no such path.")
        for template in templates:
            operation = self._routes[template].get(method)
            if operation is not None:
                return Match(operation, _values(template, segments))
        allowed = sorted({method for template in templates for method in self._routes[template]})
        raise Refusal(405, "The path does not know this method.", headers={"Allow": ", ".join(allowed)})


def _segments(path: str) -> tuple[str, ...]:
    return tuple(path.removeprefix("/").split("/"))


def _is_variable(segment: str) -> bool:
    return segment.startswith("{")


def _fits(template: tuple[str, ...], segments: tuple[str, ...]) -> bool:
    if len(template) != len(segments):
        return False
    pairs = zip(template, segments, strict=True)
    return all(segment if _is_variable(one) else unquote(segment) == one for one, segment in pairs)


def _values(template: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str]:
    pairs = zip(template, segments, strict=True)
    return {one.strip("{}"): unquote(segment) for one, segment in pairs if _is_variable(one)}
