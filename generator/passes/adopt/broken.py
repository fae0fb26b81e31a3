"""
broken: components that are references in a circle, and parameters that are none.

One rule: what cannot be used is listed and put out of the way of what can.
"""

from __future__ import annotations

from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.problems import join

_KINDS = ("schemas", "parameters", "headers", "requestBodies", "responses")
_PLACES = frozenset({"path", "query", "header", "cookie"})
DANGLING = "x-dangling"


def circles(work: Work) -> None:
    """Cut each circle of references once."""
    for kind in _KINDS:
        components = work.components(kind)
        for name in components:
            if _leads_back(name, components, f"#{join('/components', kind)}/"):
                pointer = join("/components", kind, name)
                work.fault(pointer, "these references lead in a circle", "Write one of them out.")
                beside = {key: value for key, value in components[name].items() if key != "$ref"}
                components[name] = {"schemas": beside, "requestBodies": {"content": {}}}.get(kind, {DANGLING: True})


def without_broken_parameters(work: Work) -> None:
    """Take what cannot be sent out of components and webhooks; operations have lost it already."""
    shared = work.components("parameters")
    for pointer, operation in work.everything():
        if pointer.startswith("/webhooks/") and isinstance(operation.get("parameters"), list):
            given = operation["parameters"]
            operation["parameters"] = [one for one in given if isinstance(one, dict) and _is_parameter(one, shared)]
    for name in [name for name, node in shared.items() if not _is_parameter(node, shared)]:
        if not {DANGLING, "$ref"} & shared[name].keys():
            work.fault(join("/components/parameters", name), "a parameter needs a name and a place that can be sent")
        del shared[name]


def _leads_back(name: str, components: Tree, lead: str) -> bool:
    seen: set[str] = set()
    target = name
    while target not in seen:
        seen.add(target)
        node: Any = components.get(target)
        reference = node.get("$ref") if isinstance(node, dict) else None
        if not isinstance(reference, str) or not reference.startswith(lead):
            return False
        target = reference.removeprefix(lead)
    return target == name


def _is_parameter(node: Any, shared: Tree) -> bool:
    while isinstance(node.get("$ref"), str):
        node = shared.get(node["$ref"].rpartition("/")[2], {})
    return node.get("in") in _PLACES and isinstance(node.get("name"), str) and bool(node["name"])
