"""
operation rules: what the house asks of each operation and an arbitrary document does not say.

Summary, audience and safety; one success reply at least; path-level parameters, callbacks and servers where later
passes look for them. One rule: the verb decides how safe a repetition is, and only a key header makes a POST safer.
"""

from __future__ import annotations

import re
from typing import Any

from generator.model.document import Tree, unshared
from generator.passes.adopt.work import Work
from generator.passes.shape import is_verb
from generator.passes.validate import OF_OTHER_METHODS, SAFETY_OF_VERB
from generator.problems import join

AUDIENCE = "public"
_KEY_HEADERS = frozenset({"idempotency-key", "x-idempotency-key"})
_CODE = re.compile(r"[1-5](?:[0-9][0-9]|xx)\Z", re.IGNORECASE)
_ITEM_WORDS = frozenset({"summary", "description"})
_KNOWN = _ITEM_WORDS | {"parameters", "servers"}


def operation_rules(work: Work) -> None:
    """Put every operation in order."""
    _path_items(work)
    for pointer, _, verb, operation in work.operations():
        subject = operation["x-operation-id"]
        _words(operation)
        _safety(operation, verb, work)
        _responses(operation, pointer, work, subject)
        _clean(operation, pointer, work)
    for name, item in work.tree.get("webhooks", {}).items():
        for verb in filter(is_verb, item):
            _words(item[verb])
            item[verb]["x-audience"] = [AUDIENCE]
            _clean(item[verb], join("/webhooks", name, verb), work)


def _path_items(work: Work) -> None:
    for kind in ("paths", "webhooks"):
        for name, item in list(work.tree.get(kind, {}).items()):
            pointer = join("", kind, name)
            shared = item.get("parameters", [])
            for verb in [verb for verb in item if is_verb(verb) and isinstance(item[verb], dict)]:
                operation = item[verb]
                own = operation.get("parameters") or []
                seen = {_key(work, one) for one in own}
                inherited = [unshared(one) for one in shared if _key(work, one) not in seen]
                if own or inherited:
                    operation["parameters"] = [*own, *inherited]
                if "servers" in item and "servers" not in operation:
                    operation["servers"] = unshared(item["servers"])
            others = [key for key in item if not is_verb(key) and key not in _KNOWN]
            for key in [one for one in others if not one.startswith("x-")]:
                work.note(join(pointer, key), f"there is no rule for {key} in a path item")
            for key in [key for key in item if not is_verb(key) and key not in _ITEM_WORDS]:
                del item[key]
            for key in [key for key in _ITEM_WORDS & item.keys() if not isinstance(item[key], str)]:
                del item[key]


def _key(work: Work, parameter: Any) -> tuple[Any, Any]:
    node = work.target(parameter, "parameters")
    return node.get("in"), node.get("name")


def _words(operation: Tree) -> None:
    summary = operation.get("summary")
    if not isinstance(summary, str) or not summary.strip():
        text = operation.get("description")
        first = text.strip().partition("\n")[0].partition(". ")[0] if isinstance(text, str) else ""
        name = operation["operationId"].replace("_", " ")
        operation["summary"] = first if 0 < len(first) <= 80 else name[:1].upper() + name[1:]
    operation["summary"] = " ".join(operation["summary"].split())
    if not isinstance(operation.get("description", ""), str):
        del operation["description"]


def _safety(operation: Tree, verb: str, work: Work) -> None:
    operation["x-audience"] = [AUDIENCE]
    operation["x-overlay"] = {"name": "none", "reason": "The document has no overlays."}
    allowed = SAFETY_OF_VERB.get(verb, OF_OTHER_METHODS)
    header = next(
        (
            name
            for one in operation.get("parameters", [])
            for node in [work.target(one, "parameters")]
            for name in [node.get("name")]
            if node.get("in") == "header" and isinstance(name, str) and name.lower() in _KEY_HEADERS
        ),
        None,
    )
    if header is not None and "keyed" in allowed:
        operation["x-safety"], operation["x-idempotency-header"] = "keyed", header
    else:
        operation["x-safety"] = next(one for one in ("read", "idempotent", "unsafe") if one in allowed)


def _responses(operation: Tree, pointer: str, work: Work, subject: str) -> None:
    responses = operation.get("responses")
    at = join(pointer, "responses")
    if not isinstance(responses, dict) or not responses:
        if work.version == (3, 0):
            work.fault(at, "there are no responses", subject=subject)
        responses = {}
    kept: Tree = {}
    for code, reply in responses.items():
        if not (_CODE.match(code) or code == "default"):
            work.fault(join(at, code), f"{code!r} is not a status", subject=subject)
            continue
        node = work.target(reply, "responses") if isinstance(reply, dict) else {}
        if "x-dangling" not in node and not isinstance(node.get("description"), str) and work.version < (3, 2):
            work.fault(join(at, code), f"the {code} reply has no description", subject=subject)
        kept[code.upper() if code != "default" else code] = reply
    successes = {code: reply for code, reply in kept.items() if code.startswith("2")}
    if not successes:
        successes = {"2XX": kept.get("default", {"description": "Done."})}
    operation["responses"] = successes
    for reply in successes.values():
        reply.pop("headers", None)
        reply.pop("x-dangling", None)


def _clean(operation: Tree, pointer: str, work: Work) -> None:
    for key, test in (("deprecated", bool), ("description", str), ("parameters", list), ("requestBody", dict)):
        if key in operation and not isinstance(operation[key], test):
            del operation[key]
    security = operation.get("security", [])
    if not (isinstance(security, list) and all(isinstance(one, dict) for one in security)):
        work.fault(join(pointer, "security"), "security must be a list of mappings")
        del operation["security"]
