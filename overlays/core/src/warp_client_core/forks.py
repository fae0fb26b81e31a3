"""
Puts objects right in a child process after ``os.fork``.

A lock that another thread held at the moment of the fork stays locked in the child for ever, and connections are
shared with the parent. The rule: what holds a lock or a connection for longer than a function registers here, and
its ``_after_fork`` makes new ones without touching the old.
"""

from __future__ import annotations

import os
from typing import Any, Final, Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that must change in the child."""

    def _after_fork(self) -> None:
        """
        Make new locks and forget connections.

        Runs in the child, in its only thread, before any other code. Must not block, do I/O or close what the
        parent still uses.
        """
        ...


_REGISTERED: Final[WeakSet[Any]] = WeakSet()


def register(thing: Forkable) -> None:
    """
    Have ``thing._after_fork()`` called in every child process for as long as the object lives.

    Args:
        thing: Hashed and compared by identity.
    """
    _REGISTERED.add(thing)


def _put_right() -> None:
    failures: list[str] = []
    for thing in list(_REGISTERED):
        try:
            thing._after_fork()
        except Exception as error:
            failures.append(f"{type(thing).__name__} ({type(error).__name__}: {error})")
    if failures:
        # The interpreter prints type and text of it, and goes on.
        raise RuntimeError(f"not put right after os.fork: {', '.join(failures)}")


# Once per process, hence here and not in `register`: it cannot be undone. Windows has no fork.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_put_right)
