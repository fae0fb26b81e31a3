"""
The keys of queries and what makes them obsolete, as the API description says.

Pure. The rule: a key is a tuple of texts; what touches a key touches everything that begins with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from warp_client_core.unset import UNSET
from warp_client_core.value import Value

Key: TypeAlias = tuple[str, ...]
Template: TypeAlias = tuple[str, ...]
"""A key in which ``{name}`` stands for the value of a parameter or field."""


class Read(Value):
    """
    An operation that reads.

    Attributes:
        id: The operation.
        name: What users call, such as ``trunks.list``.
        key: Its key.
        type: Gives the type of what it returns, or of its items when that comes in pages; None for secrets, which are
            never written down.
        path: Names of its path parameters, in order.
    """

    __slots__ = __match_args__ = ("id", "name", "key", "type", "path")

    def __init__(
        self, id: str, name: str, key: Template, *, type: Callable[[], Any] | None = None, path: tuple[str, ...] = ()
    ) -> None:
        self.id: Final = id
        self.name: Final = name
        self.key: Final = key
        self.type: Final = type
        self.path: Final = path


class Write(Value):
    """
    An operation that changes something.

    Attributes:
        id: The operation.
        name: What users call, such as ``trunks.create``.
        touches: The keys that are obsolete once it was carried out.
        path: Names of its path parameters, in order.
    """

    __slots__ = __match_args__ = ("id", "name", "touches", "path")

    def __init__(self, id: str, name: str, touches: tuple[Template, ...] = (), *, path: tuple[str, ...] = ()) -> None:
        self.id: Final = id
        self.name: Final = name
        self.touches: Final = touches
        self.path: Final = path


class Rule(Value):
    """
    What an event of the socket means for queries.

    Attributes:
        touches: The keys that are obsolete after it.
        updates: The key whose data it brings along.
        partial: Whether it tells of some changes only (the balance fell below a limit), so that polling goes on.
    """

    __slots__ = __match_args__ = ("touches", "updates", "partial")

    def __init__(
        self, touches: tuple[Template, ...] = (), *, updates: Template | None = None, partial: bool = False
    ) -> None:
        self.touches: Final = touches
        self.updates: Final = updates
        self.partial: Final = partial

    def covers(self, key: Key) -> bool:
        """Whether it is about a key, for some values."""
        about = (*self.touches, self.updates) if self.updates else self.touches
        return any(matches(key, one) for one in about)

    @property
    def reaches(self) -> tuple[Key, ...]:
        """The keys that it is about, whatever it holds."""
        return tuple(filled(one, {}) for one in (*self.touches, *((self.updates,) if self.updates else ())))


def matches(key: Key, template: Template) -> bool:
    """Whether a key is one that a template stands for, or lies below such a one."""
    return len(template) <= len(key) and all(
        part[:1] == "{" or part == one for part, one in zip(template, key, strict=False)
    )


def filled(template: Template, values: Mapping[str, object]) -> Key:
    """The key for some values; it ends before the first value that is missing, and so stands for all there are."""
    parts: list[str] = []
    for part in template:
        if part[:1] == "{":
            value = values.get(part[1:-1])
            if value is None or value is UNSET:
                break
            part = str(getattr(value, "value", value))
        parts.append(part)
    return tuple(parts)


def is_within(key: Key, prefixes: Iterable[Key]) -> bool:
    """Whether a key begins with one of the others."""
    return any(key[: len(one)] == one for one in prefixes)


def given(path: tuple[str, ...], args: tuple[object, ...], keywords: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a call by name; path parameters may be given by position."""
    return {**keywords, **dict(zip(path, args, strict=False))}


def frozen(value: Any) -> object:
    """A value as part of a lookup: hashable, and equal for equal values."""
    if isinstance(value, Mapping):
        return tuple(sorted((str(name), frozen(one)) for name, one in value.items()))
    if isinstance(value, (list, tuple)):
        return tuple(frozen(one) for one in value)
    if isinstance(value, (set, frozenset)):
        return frozenset(frozen(one) for one in value)
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value
