"""
Old names that still work for a while.

The rule: an old name does exactly what the new one does, and says at the caller's line what to write instead and until
when it works.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any, TypeVar, cast

from warp_client_core.frames import calling
from warp_client_core.unset import UNSET

F = TypeVar("F", bound=Callable[..., Any])


def tell(old: str, new: str, gone: str) -> None:
    """
    Warn that a name was renamed.

    Args:
        gone: The version that no longer has the old name.
    """
    frame = calling()
    warnings.warn_explicit(
        f"{old} was renamed: use {new}. The old name goes away in {gone}",
        DeprecationWarning,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=str(frame.f_globals.get("__name__")),
        registry=frame.f_globals.setdefault("__warningregistry__", {}),
    )


def renamed(function: F, old: str, new: str, gone: str) -> F:
    """The function under its old name."""

    @functools.wraps(function)
    def called(*arguments: Any, **keywords: Any) -> Any:
        tell(old, new, gone)
        return function(*arguments, **keywords)

    called.__name__ = called.__qualname__ = old.rpartition(".")[2]
    called.__doc__ = f"Renamed to `{new}`; goes away in {gone}."
    return cast("F", called)


def argument(given: Any, before: Any, function: str, old: str, new: str, gone: str) -> Any:
    """
    The argument ``new``, which may still be given as ``old``.

    Args:
        given: What was given by the new name; UNSET or None when it was left out.
        before: What was given by the old name; UNSET when nothing was.

    Raises:
        TypeError: Both were given.
    """
    if before is UNSET:
        return given
    if given is not UNSET and given is not None:
        raise TypeError(f"{function}() got {new} and {old}, its old name. Give {new} only.")
    tell(f"{function}({old})", f"{function}({new})", gone)
    return before


def needed(given: Any, function: str, new: str) -> Any:
    """
    An argument that must be given, by one of its names.

    Raises:
        TypeError: It was not.
    """
    if given is UNSET:
        raise TypeError(f"{function}() needs {new}.")
    return given


class Renamed:
    """The old name of an enum member or a model's field: reading it warns and gives what the new name holds."""

    def __init__(self, new: str, gone: str) -> None:
        self._new = new
        self._gone = gone
        self._old = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._old = name

    def __get__(self, instance: Any, owner: type) -> Any:
        tell(f"{owner.__name__}.{self._old}", f"{owner.__name__}.{self._new}", self._gone)
        return getattr(owner if instance is None else instance, self._new)
