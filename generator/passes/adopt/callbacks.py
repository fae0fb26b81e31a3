"""
callbacks: requests that the service sends because of a call are webhooks like any other.

One rule: the payload is what counts; the address it is sent to is the caller's own.
"""

from __future__ import annotations

from generator.passes.adopt.work import Work
from generator.passes.shape import is_verb


def callbacks(work: Work) -> None:
    """Move the callbacks of every operation to the webhooks."""
    found = work.tree.setdefault("webhooks", {})
    for _, _, _, operation in work.operations():
        for name, callback in (operation.pop("callbacks", None) or {}).items():
            for item in callback.values():
                if isinstance(item, dict) and any(map(is_verb, item)):
                    key = f"{operation['operationId']} {name}"
                    number = 2
                    while key in found:
                        key = f"{operation['operationId']} {name} {number}"
                        number += 1
                    found[key] = item
    if not found:
        del work.tree["webhooks"]
