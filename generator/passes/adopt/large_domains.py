"""
large domains: types of a large domain go to several modules, so that to read one reply is not to make them all.

The smallest replies stay together, as many as are quickly made. What only larger replies hold goes with what exactly
the same replies hold. One rule: a module that is loaded for a reply has nothing in it that the reply does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from generator.problems import split

LARGE: Final = 60
"""Types that may stay together, well below those that `generator.passes.late` has made when a resource is touched."""


def parted(found: Mapping[str, str], replies: Iterable[frozenset[str]], sizes: Mapping[str, int]) -> dict[str, str]:
    """
    The domains, large ones parted.

    Args:
        found: Type -> its domain.
        replies: What each reply holds, however deep.
        sizes: Type -> how many types it makes, those within it and itself.
    """
    members: dict[str, set[str]] = {}
    for name, domain in found.items():
        members.setdefault(domain, set()).add(name)
    result = dict(found)
    taken = set(members)
    several = list(replies)
    for domain in sorted(one for one, names in members.items() if _size(names, sizes) > LARGE):
        for group in _groups(members[domain], several, sizes):
            module = _free(f"{domain}_{_snake(min(map(_word, group)))}", taken)
            result.update(dict.fromkeys(group, module))
    return result


def types_in(schema: object) -> int:
    """How many types a schema makes: objects and enums, at any depth."""
    found, waiting = 0, [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            found += "properties" in node or "enum" in node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def _size(names: Iterable[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes[name] for name in names)


def _groups(names: set[str], replies: list[frozenset[str]], sizes: Mapping[str, int]) -> list[list[str]]:
    """The types that only large replies hold, by the replies that hold them."""
    held = sorted(
        {reply & names for reply in replies} - {frozenset()}, key=lambda one: (_size(one, sizes), sorted(one))
    )
    together: set[str] = set()
    late = []
    for reply in held:
        if _size(together | reply, sizes) <= LARGE:
            together |= reply
        else:
            late.append(reply)
    groups: dict[tuple[int, ...], list[str]] = {}
    for name in sorted(names - together):
        holders = tuple(number for number, reply in enumerate(late) if name in reply)
        if holders:
            groups.setdefault(holders, []).append(name)
    return list(groups.values())


def _word(name: str) -> str:
    """The name of a type, or of the operation whose reply has none."""
    return split(name)[1] if name.startswith("/") else name


def _snake(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", re.sub(r"[^A-Za-z0-9]+", "_", name))
    return words.strip("_").lower()


def _free(module: str, taken: set[str]) -> str:
    number = 1
    while (name := module if number == 1 else f"{module}_{number}") in taken:
        number += 1
    taken.add(name)
    return name
