"""
rings: unions that are options of each other become what all of them hold together.

``A`` may be a text or ``B``, and ``B`` a number or ``A``: both are a text or a number. One rule: only ways from option
to option count; a list or an object in between is an end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs

from generator.model.document import Tree
from generator.model.side_table import AliasFacts
from generator.passes.circles import strong_components
from generator.passes.unions import keeps_unknown
from generator.passes.words import is_null, or_null, reference


def without_rings(aliases: dict[str, AliasFacts], plain: dict[str, Tree]) -> None:
    """
    Write the options out of unions that lead to each other, in place.

    Args:
        aliases: The unions by their keys.
        plain: Plain schemas by the same keys; those of a union hold its options.
    """
    links = {key: [one for one, _ in _links(key, aliases, plain)] for key in aliases}
    rings: defaultdict[int, list[str]] = defaultdict(list)
    for key, ring in strong_components(links).items():
        rings[ring].append(key)
    found = {
        key: _written_out(key, [key, *(one for one in ring if one != key)], aliases, plain)
        for ring in rings.values()
        for key in ring
        if len(ring) > 1
    }
    for key, (facts, schema) in found.items():
        aliases[key], plain[key] = facts, schema


def _links(key: str, aliases: dict[str, AliasFacts], plain: dict[str, Tree]) -> Iterator[tuple[str, bool]]:
    """The unions among the options of a union, each with whether null may stand in its place."""
    for option in plain[key]["properties"].values():
        for part in option.get("anyOf", [option]):
            name = reference(part)
            if name in aliases:
                yield name, "anyOf" in option


def _written_out(
    key: str, ring: list[str], aliases: dict[str, AliasFacts], plain: dict[str, Tree]
) -> tuple[AliasFacts, Tree]:
    options: list[Tree] = []
    places: dict[str, int] = {}
    nullable = False
    for member in ring:
        nullable |= any(may_be_null for name, may_be_null in _links(member, aliases, plain) if name in ring)
        for place, option in plain[member]["properties"].items():
            parts = [part for part in option.get("anyOf", [option]) if reference(part) not in ring]
            if parts and not all(map(is_null, parts)):
                rest = option if len(parts) == len(option.get("anyOf", [option])) else {"anyOf": parts}
                options += [] if rest in options else [rest]
                places |= {place: options.index(rest)} if member == key else {}
    # Of nothing but each other: anything.
    options = options or [{}]
    options[0] = or_null(options[0]) if nullable else options[0]
    facts = aliases[key]
    numbers = {number: places[place] for number, place in enumerate(facts.options) if place in places}
    fields = {f"p{number}": option for number, option in enumerate(options)}
    known = tuple((value, numbers[number]) for value, number in facts.tags if number in numbers)
    changed = attrs.evolve(
        facts, options=tuple(fields), tags=known, keeps_unknown=bool(facts.tag) or keeps_unknown(options)
    )
    return changed, {"type": "object", "properties": fields}
