"""
circles: which members of a graph lead back to themselves, for modules that import each other.

One rule: one walk over the graph, whatever its size and depth: Tarjan's strongly connected components, with a stack of
its own instead of recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def strong_components(links: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Each name -> the number of its component; two names share one when each leads to the other."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    unsettled: list[str] = []
    found: dict[str, int] = {}

    def enter(name: str) -> tuple[str, Iterator[str]]:
        order[name] = lowest[name] = len(order)
        unsettled.append(name)
        return name, iter(links.get(name, ()))

    def leave(name: str) -> None:
        while lowest[name] == order[name] and name not in found:
            found[unsettled.pop()] = order[name]

    for root in links:
        walk = [] if root in order else [enter(root)]
        while walk:
            name, below = walk[-1]
            child = next(below, None)
            if child is None:
                walk.pop()
                leave(name)
                for parent, _ in walk[-1:]:
                    lowest[parent] = min(lowest[parent], lowest[name])
            elif child not in order:
                walk.append(enter(child))
            elif child not in found:
                lowest[name] = min(lowest[name], order[child])
    return found
