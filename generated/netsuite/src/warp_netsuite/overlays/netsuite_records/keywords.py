"""
Gives methods that pass their keywords on to a call the types of that call's keywords.

For type checkers only. The rule: the keywords of a record stand in one place, the generated call; ``options`` and the
account's own fields are among its free ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def keywords_of(_call: Callable[P, object]) -> Callable[[Callable[..., R]], Callable[Concatenate[Any, P], R]]:
    """For a method that takes what a call takes: an id and keywords."""
    return _unchanged


def create_keywords_of(
    _call: Callable[P, object],
) -> Callable[[Callable[..., R]], Callable[Concatenate[Any, str, P], R]]:
    """For a method that takes an external id beside the keywords of a call."""
    return _unchanged


def _unchanged(method: Any) -> Any:
    return method
