"""
component names: every schema gets a name that can be a class, no two alike when case is ignored.

A name that is one already keeps it; of two that become alike the first in the document does. `title` names nothing.
"""

from __future__ import annotations

import re

from generator.passes.adopt.spelling import pascal
from generator.passes.adopt.work import Work
from generator.passes.type_names import TypeNames
from generator.problems import join

_CLASS = re.compile(r"[A-Z][A-Za-z0-9]{0,63}\Z")


def name_components(work: Work) -> None:
    """Rename the schemas, and everything that refers to them."""
    names = TypeNames()
    schemas = work.components("schemas")
    ready = [name for name in schemas if _CLASS.match(name)]
    renamed = {name: names.claim(name) for name in ready}
    renamed |= {name: names.claim(pascal(name, "Type")) for name in schemas if name not in renamed}
    if all(old == new for old, new in renamed.items()):
        return
    work.tree["components"]["schemas"] = {renamed[name]: schema for name, schema in schemas.items()}
    places = {name: work.place(join("/components/schemas", name)) for name in schemas if renamed[name] != name}
    for name in places:
        work.origins.pop(join("/components/schemas", name), None)
    for name, place in places.items():
        work.origins[join("/components/schemas", renamed[name])] = place
    targets = {f"#{join('/components/schemas', old)}": f"#/components/schemas/{new}" for old, new in renamed.items()}
    for node in work.references:
        node["$ref"] = targets.get(node["$ref"], node["$ref"])
    for mapping in work.mappings:
        mapping.update({value: targets.get(reference, reference) for value, reference in mapping.items()})
