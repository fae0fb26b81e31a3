"""
What an overlay says to become a command of ``warp``: values, so that no overlay needs a library for terminals.

An overlay names a function in its manifest (``[[commands]]``) that gives a `Command`. The rule: nothing of a client is
loaded before the command runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from warp_client_core.catalog import Parameter

NOT_READY = 6
"""Exit code: what was asked for is on its way, and there is nothing to download yet."""

FAULTY = 7
"""Exit code: a file has faults and was not sent."""


class Terminal(Protocol):
    """
    The side of the command line that a command sees.

    Attributes:
        dry_run: Only the first request is wanted: what goes through a client ends the command there, and what does
            not is told to `plan`.
    """

    dry_run: bool

    def client(self, *, keep_tokens: bool = False) -> AbstractContextManager[Any]:
        """The client as the user set it up, closed at the end; with ``keep_tokens`` what it signs in with is kept."""
        ...

    def show(self, value: object) -> None:
        """Print a result, as JSON or as a table."""
        ...

    def line(self, value: object) -> None:
        """Print one value as a line of JSON, at once."""
        ...

    def say(self, text: str) -> None:
        """Tell the user something that is no result."""
        ...

    def plan(self, method: str, url: str) -> None:
        """Print a request that no client sends."""
        ...

    def progress(self, label: str) -> AbstractContextManager[Callable[[int, int | None], None]]:
        """A bar that is told how far it is: done, and the whole where that is known."""
        ...


class Command(NamedTuple):
    """
    A command of an overlay.

    Attributes:
        summary: One sentence for help.
        parameters: What it takes; positional ones are arguments, the others options.
        run: Does it, and gives the exit code; None is 0.
        sends: It sends something, so that there is something to plan.
    """

    summary: str
    parameters: tuple[Parameter, ...]
    run: Callable[[Terminal, Mapping[str, Any]], int | None]
    sends: bool = True


def argument(name: str, help: str, **schema: Any) -> Parameter:
    """A parameter that is given by position and needed; text unless a schema is given."""
    return Parameter(name, name, "argument", True, schema or {"type": "string"}, help, positional=True)


def option(name: str, help: str, *, required: bool = False, **schema: Any) -> Parameter:
    """A parameter that is given by name; text unless a schema is given."""
    return Parameter(name, name, "argument", required, schema or {"type": "string"}, help)
