"""
Error classes by machine code.

A class stands for a code, and a class that joins it with a class for a status is what gets raised, so that both
can be caught. The rule: a server cannot make the process grow by inventing codes. Classes are held weakly: one
lives as long as an error of it, or code that catches it, holds on to it. There is only ever one class alive for
a code, so naming it for the first time while an error is under way finds the class of that error.

Classes belong to a process, therefore so does the table of them.
"""

from __future__ import annotations

import copyreg
import os
import re
import threading
from typing import Any, Final, TypeVar, cast
from weakref import WeakValueDictionary

E = TypeVar("E", bound=Exception)

_WELL_FORMED: Final = r"[A-Z][A-Z0-9_]{1,63}"


class Coded(type):
    """Type of the classes made here; by it they can be pickled, though they have no name to be imported by."""

    _made_from: tuple[type[Exception], str, type[Exception]]


def is_code(text: object) -> bool:
    """Whether this is a machine code that can have a class: ``TRUNK_IN_USE``, 2 to 64 characters."""
    return isinstance(text, str) and re.fullmatch(_WELL_FORMED, text) is not None


def joined(kind: type[E], code: str, root: type[Exception]) -> type[E]:
    """
    The class of errors that are ``kind`` and have this code, named such as ``ConflictError[TRUNK_IN_USE]``.

    Args:
        kind: ``root`` or a class below it. Of a class made here, the class in front of the bracket counts.
        code: A code for which `is_code` holds.
        root: The class above all that have codes; joined with a code it stands for the code alone.
    """
    origin: type[Exception] = kind
    if isinstance(kind, Coded) and _is_made(kind):
        origin = kind._made_from[0]
    bases: tuple[type[Exception], ...] = (origin,)
    if origin is not root:
        alone = joined(root, code, root)
        if issubclass(kind, alone):
            return kind
        bases = (origin, alone)
    with _table.lock:
        found = _table.classes.get((origin, code))
        if found is None:
            # Not a plain assignment: what collecting garbage runs may have made the class meanwhile.
            found = _table.classes.setdefault((origin, code), _made(origin, code, root, bases))
    return cast("type[E]", found)


def _made(origin: type[Exception], code: str, root: type[Exception], bases: tuple[type[Exception], ...]) -> Coded:
    name = f"{origin.__name__}[{code}]"
    about = f"{origin.__name__} with the code {code}."
    made = Coded(name, bases, {"__doc__": about, "__module__": origin.__module__})
    made._made_from = origin, code, root
    return made


def _is_made(kind: Coded) -> bool:
    """False for a class that somebody wrote down below one made here."""
    return "_made_from" in vars(kind)


def _reduced(kind: Coded) -> str | tuple[Any, ...]:
    """How a class is pickled: by its name where it has one, else by what it was made from."""
    return (joined, kind._made_from) if _is_made(kind) else kind.__qualname__


class _Table:
    """The classes that are alive."""

    def __init__(self) -> None:
        self.classes: WeakValueDictionary[tuple[type[Exception], str], Coded] = WeakValueDictionary()
        self.free()

    def free(self) -> None:
        """Forget who holds the lock: the thread that did is not part of a forked process."""
        # Reentrant, because collecting garbage may run anybody's code while it is held.
        self.lock = threading.RLock()


_table: Final = _Table()
copyreg.pickle(Coded, _reduced)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_table.free)
