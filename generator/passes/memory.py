"""
memory: facts about a whole API that many modules ask for, worked out once.

One rule: what is remembered is a pure function of one API, and only for the API that was asked about last.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from generator.model import ir

T = TypeVar("T")


def once_per_api(work: Callable[[ir.Api], T]) -> Callable[[ir.Api], T]:
    """The same function, which works once for each API that is asked about several times in a row."""
    last: list[tuple[ir.Api, T]] = []

    @functools.wraps(work)
    def remembered(api: ir.Api) -> T:
        if not last or last[0][0] is not api:
            last[:] = [(api, work(api))]
        return last[0][1]

    return remembered
