"""
late: which replies name their types only when the first of them is read.

To touch a resource is to describe its calls. One rule: that makes no more types than take a few milliseconds; the
smallest replies come first, because a first reply that has to make a single type is slow for its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from generator.model import ir
from generator.passes.memory import once_per_api
from generator.passes.plan_models import bodies, domain_graph

MADE_AT_ONCE: Final = 90
"""Types; a model with ten fields takes half a millisecond, an enum a fifth."""


def late_replies(api: ir.Api, operations: Iterable[ir.Operation]) -> frozenset[str]:
    """The ids of the operations of one calls module whose replies name their types later."""
    homes, sizes = _homes(api), _sizes(api)
    loaded = {}
    for operation in operations:
        starts = {homes[name] for ref in operation.reply.types() for name in ir.names_in(ref)}
        loaded[operation.id] = frozenset(ir.closure(starts, domain_graph(api)))
    together: set[str] = set()
    late = set()
    for name, domains in sorted(loaded.items(), key=lambda one: (_count(one[1], sizes), one[0])):
        if _count(together | domains, sizes) <= MADE_AT_ONCE:
            together |= domains
        elif not domains <= together:
            late.add(name)
    return frozenset(late)


def _count(domains: Iterable[str], sizes: Mapping[str, int]) -> int:
    return sum(sizes[domain] for domain in domains)


@once_per_api
def _homes(api: ir.Api) -> dict[str, str]:
    return {one.name: one.domain for one in (*ir.composed(api), *api.enums)}


@once_per_api
def _sizes(api: ir.Api) -> dict[str, int]:
    """Each domain -> the number of its types."""
    sizes: dict[str, int] = {}
    for name, domain in _homes(api).items():
        sizes[domain] = sizes.get(domain, 0) + (name not in bodies(api))
    return sizes
