"""
domains: which module a type lives in, when one file holds them all.

A type that one tag alone reaches lives with that tag; one that several reach lives with the others that the same first
tag shares. What no reply holds has a module of its own beside it, because to describe a call is to load its reply only;
so have types without a name that are parameters and bodies.
One rule: to touch a resource is to load its own types and the shared ones it needs, not the whole document.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable
from typing import Any

from generator.model.document import within
from generator.passes.adopt.large_domains import parted, types_in
from generator.passes.adopt.work import Work
from generator.problems import split

PAYLOADS = "webhook_payloads"
GIVEN = "_given"


def domains(work: Work) -> dict[str, str]:
    """The domain of every component, by its pointer, and of what has no name, by its operation."""
    uses = {name: _schemas_in(schema) for name, schema in work.components("schemas").items()}
    users: dict[str, dict[str, None]] = {name: {} for name in uses}
    starts: dict[str, dict[str, None]] = {}
    received: set[str] = set()
    given: dict[str, str] = {}
    replies: list[list[str]] = []
    unnamed: dict[str, str] = {}
    sizes = {name: max(types_in(schema), 1) for name, schema in work.components("schemas").items()}
    for pointer, operation in work.everything():
        is_webhook = pointer.startswith("/webhooks/")
        tag = PAYLOADS if is_webhook else operation["tags"][0]
        starts.setdefault(tag, {}).update(dict.fromkeys(_schemas_of(operation, work)))
        held = _schemas_of(operation if is_webhook else operation.get("responses"), work)
        received.update(held)
        if not is_webhook:
            own = within(operation, "responses")
            replies.append([own, *held])
            sizes[own] = types_in(operation.get("responses"))
            unnamed[own] = module_name(tag)
            given.update(
                {within(operation, part): f"{module_name(tag)}{GIVEN}" for part in ("parameters", "requestBody")}
            )
    received = _reached(received, uses)
    for tag, names in starts.items():
        for name in _reached(names, uses):
            users[name][tag] = None
    found: dict[str, str] = {}
    shared: dict[tuple[str, ...], list[str]] = {}
    for name, tags in users.items():
        if len(tags) > 1:
            shared.setdefault(tuple(sorted(tags)), []).append(name)
        else:
            found[name] = module_name(next(iter(tags), "unused"))
    everywhere = [one for group, members in shared.items() if len(group) * 2 > len(starts) for one in members]
    found.update(dict.fromkeys(everywhere, "shared"))
    for group, members in shared.items():
        if len(group) * 2 <= len(starts):
            found.update(dict.fromkeys(members, f"shared_{module_name(group[0])}"))
    found = {name: domain if name in received else f"{domain}{GIVEN}" for name, domain in found.items()}
    everything = (frozenset({own, *_reached(held, uses)}) for own, *held in replies)
    found = parted({**found, **unnamed}, everything, sizes)
    return {
        **{name if name in unnamed else f"/components/schemas/{name}": domain for name, domain in found.items()},
        **given,
    }


def module_name(tag: str) -> str:
    """A tag as the name of a module of types."""
    return f"{tag}_" if keyword.iskeyword(tag) else tag


def _reached(names: Iterable[str], uses: dict[str, list[str]]) -> set[str]:
    waiting = list(names)
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached and name in uses:
            reached.add(name)
            waiting.extend(uses[name])
    return reached


def _schemas_of(operation: Any, work: Work) -> list[str]:
    found: list[str] = []
    waiting: list[Any] = [operation]
    seen: set[tuple[str, str]] = set()
    while waiting:
        for kind, name in _references(waiting.pop()):
            if kind == "schemas":
                found.append(name)
            elif (kind, name) not in seen:
                seen.add((kind, name))
                waiting.append(work.components(kind).get(name))
    return found


def _schemas_in(schema: Any) -> list[str]:
    return [name for kind, name in _references(schema) if kind == "schemas"]


def _references(node: Any) -> list[tuple[str, str]]:
    found = []
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            for key, value in current.items():
                if key == "$ref" and isinstance(value, str):
                    keys = split(value.removeprefix("#"))
                    found += [(keys[1], keys[2])] if keys[:1] == ["components"] and len(keys) > 2 else []
                elif isinstance(value, (dict, list)):
                    stack.append(value)
        elif isinstance(current, list):
            stack.extend(current)
    return found
