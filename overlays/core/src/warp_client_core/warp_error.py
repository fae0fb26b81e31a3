"""
The root of all errors. Import it from `warp_client_core.errors`, which has the whole tree.

The rule: a message is one printable line, because it ends up in logs; and every error can be pickled and copied.
"""

from __future__ import annotations

from typing import Any

from warp_client_core.redact import one_line


class WarpError(Exception):
    """
    Root of all errors raised by the runtime, the clients and their overlays.

    Attributes:
        message: What happened, in one printable line.
    """

    def __init__(self, message: str) -> None:
        if not message.isprintable():
            message = one_line(message, 4_000) or type(self).__name__
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from attributes: subclasses need more than ``args``, and live replies cannot be pickled."""
        state = {name: None if name == "response" else value for name, value in self.__dict__.items()}
        return _rebuild, (type(self), self.args, state)


def _rebuild(kind: type[WarpError], args: tuple[Any, ...], state: dict[str, Any]) -> WarpError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
