"""
methods: operations of OpenAPI 3.2, of the method ``query`` and of those that ``additionalOperations`` lists.

One rule: a method that cannot be sent is listed, never left out in silence.
"""

from __future__ import annotations

import re

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.passes.shape import OTHER, VERBS
from generator.problems import join

_METHOD = re.compile(r"[A-Z][A-Z0-9!#$%&'*+.^_`|~-]{0,39}\Z")
_NOT_SENT = frozenset({"CONNECT"})
"""Makes a tunnel of the connection."""
_HELD = "additionalOperations"


def methods(work: Work) -> None:
    """Put every such operation where the others are."""
    for kind in ("paths", "webhooks"):
        for name, item in work.tree.get(kind, {}).items():
            at = join("", kind, name)
            if "query" in item:
                item[f"{OTHER}QUERY"] = item.pop("query")
                work.origins[join(at, f"{OTHER}QUERY")] = work.place(join(at, "query"))
            others: Tree = item.pop(_HELD, {})
            for method, operation in others.items():
                place = work.place(join(at, _HELD, method))
                verb = method.lower() if method.lower() in VERBS else OTHER + method
                if verb in item:
                    work.fault(join(at, _HELD, method), f"{method} stands twice")
                elif method in _NOT_SENT or not (_METHOD.match(method) or verb in VERBS):
                    message = f"{method!r} cannot be sent, the operation has no method"
                    work.notes.add(place, message, "Write the name of an HTTP method in capitals.")
                else:
                    item[verb] = operation
                    work.origins[join(at, verb)] = place
