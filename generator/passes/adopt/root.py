"""
root: the version, the info and the servers of a document.

One rule: what is no OpenAPI 3 document is refused before anything is read of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.problems import Place, Problems

_KEPT = frozenset({"openapi", "info", "paths", "webhooks", "components", "servers", "security", "tags"})


def is_swagger(tree: Any) -> bool:
    """Whether a document says that it is one of Swagger 2."""
    return (
        isinstance(tree, dict) and re.match(r"2\.0\Z", str(tree.get("swagger"))) is not None and "openapi" not in tree
    )


def version_of(sources: Mapping[str, Any], root: str) -> tuple[int, int]:
    """
    The version that the root document says it keeps.

    Raises:
        BuildStopped: It is no OpenAPI 3 document at all.
    """
    problems = Problems()
    tree = sources[root]
    place = Place(root)
    if not isinstance(tree, dict):
        problems.add(place, "an OpenAPI document must be a mapping", "Start it with `openapi: 3.1.0`.")
    elif "swagger" in tree:
        message = f"this is Swagger {tree['swagger']!r}, not OpenAPI 3"
        problems.add(
            place.child("swagger"), message, "Convert it to OpenAPI 3, or build what can be read of it with --lenient."
        )
    elif "openapi" not in tree:
        problems.add(place, "openapi is missing", "Start the document with `openapi: 3.1.0`.")
    elif not re.match(r"3\.[0-2](?:\.|\Z)", str(tree["openapi"])):
        problems.add(place.child("openapi"), f"openapi is {tree['openapi']!r}", "Write an OpenAPI 3 document.")
    elif not any(isinstance(tree.get(key), dict) for key in ("paths", "webhooks", "components")):
        problems.add(place, "there are no paths", "Add `paths:`.")
    problems.stop()
    return 3, int(str(tree["openapi"])[2])


def root_rules(work: Work) -> None:
    """The parts of the root that later passes read, each of the right kind."""
    tree = work.tree
    for key in [key for key in tree if key not in _KEPT]:
        del tree[key]
    tree["openapi"] = "3.1.0"
    tree["info"] = _info(tree.get("info"), work)
    tree.setdefault("paths", {})
    servers = tree.get("servers")
    good = [one for one in servers if isinstance(one, dict) and isinstance(one.get("url"), str)] if servers else []
    tree["servers"] = good
    if not good:
        del tree["servers"]
    security = tree.get("security")
    if security is not None and not (isinstance(security, list) and all(isinstance(one, dict) for one in security)):
        work.fault("/security", "security must be a list of mappings")
        del tree["security"]


def _info(info: Any, work: Work) -> Tree:
    given = info if isinstance(info, dict) else {}
    if not given:
        work.fault("/info", "info is missing", "Add the title and the version of the API.")
    texts = {key: value for key, value in given.items() if isinstance(value, (str, int, float))}
    found = {key: str(texts[key]) for key in ("title", "version", "description", "summary") if key in texts}
    return {"title": "API", "version": "0", **found}
