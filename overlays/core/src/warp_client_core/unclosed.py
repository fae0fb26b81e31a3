"""
Warns about connections that were left open, and says where they came from.

There is no ``__del__``, which would run while an object is being taken apart. The rule: whoever opened no connection
or closed them all hears nothing, and nothing is said when the interpreter ends.
"""

from __future__ import annotations

import weakref
from types import CodeType, FrameType
from typing import Final, TypeAlias

from warp_client_core.frames import calling

Stack: TypeAlias = tuple[tuple[CodeType, int], ...]
"""Code and line of frames, the nearest first."""

_DEPTH: Final = 12
"""Most frames kept, from the caller's line outwards."""


class Unclosed:
    """
    Watches over one pool of connections. The warning is a ResourceWarning at the line where this was made.

    Args:
        owner: The pool. It is not kept alive; the warning comes when it is gone.
        name: What the caller knows it as, such as ``CustomerClient``.
        remedy: How to close it, such as ``close()``.

    Attributes:
        is_open: Whether there are connections that nobody closed; set it when the first one is opened.
    """

    __slots__ = ("_finalizer", "_name", "_remedy", "_stack", "is_open")

    def __init__(self, owner: object, name: str, remedy: str = "close()") -> None:
        self.is_open = False
        self._name, self._remedy, self._stack = name, remedy, _stack()
        self._finalizer = weakref.finalize(owner, self._report)
        self._finalizer.atexit = False

    def closed(self) -> None:
        """Stop watching, because everything is closed. May be called again."""
        self._finalizer.detach()

    def _report(self) -> None:
        if not self.is_open:
            return
        import warnings

        code, line = self._stack[0]
        warnings.warn_explicit(
            f"a {self._name} with open connections was never closed: use it in a `with` block or call {self._remedy}\n"
            f"It was made here (most recent call last):\n{_formatted(self._stack)}",
            ResourceWarning,
            filename=code.co_filename,
            lineno=line,
        )


def _stack() -> Stack:
    frame: FrameType | None = calling()
    kept: list[tuple[CodeType, int]] = []
    while frame is not None and len(kept) < _DEPTH:
        kept.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return tuple(kept)


def _formatted(stack: Stack) -> str:
    import linecache

    lines: list[str] = []
    for code, line in reversed(stack):
        lines.append(f'  File "{code.co_filename}", line {line}, in {code.co_name}')
        if source := linecache.getline(code.co_filename, line).strip():
            lines.append(f"    {source}")
    return "\n".join(lines)
