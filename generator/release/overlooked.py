"""
overlooked: where the differ's own rating is not what a change means to callers of a client.

One rule: a rating is raised for what stops clients that are already installed, and lowered only for what no caller can
notice in their code.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from generator.passes.name import field_name
from generator.problems import split
from generator.release.ledger import Change, Severity

_WIDER = {("int32", "int64"), ("float", "double")}
_ADDRESSES = frozenset({"authorizationUrl", "deviceAuthorizationUrl", "refreshUrl", "tokenUrl"})


def eased(rule: str, impact: Severity, entry: Mapping[str, Any], grown: Collection[str]) -> Severity:
    """
    The rating of a rule, lowered where code for the old client still does all that it did.

    Args:
        grown: Where the report knows of responses that are new: an error that another one stands for is not gone.
    """
    keys, place = split(entry["path"].removeprefix("#")), entry["path"].rpartition("/")[0]
    if rule == "response-removed" and keys[-1][:1] in ("4", "5") and place not in grown:
        return "minor" if impact == "major" else impact
    sides = tuple((entry.get(side) or {}).get("value") for side in ("base", "revision"))
    if rule == "schema-constraint-changed" and entry.get("property") == "format" and sides in _WIDER:
        return "minor" if "responses" in keys and impact == "major" else "patch"
    return impact


def grown(report: Mapping[str, Any]) -> frozenset[str]:
    """Where responses were added, by the pointer of the object that holds them."""
    added = (one for one in report["changes"] if one["kind"] == "added" and one["typeName"] == "Response")
    return frozenset(one["path"].rpartition("/")[0] for one in added)


def overlooked(entry: Mapping[str, Any], subject: str, was: Any, now: Any) -> Change | None:
    """What no rule of the differ speaks of although it breaks callers; None for everything else."""
    last, keys = entry.get("property"), split(entry["path"].removeprefix("#"))
    if last == "key" and keys[-2:-1] == ["properties"] and field_name(str(was)) == field_name(str(now)):
        what = f"{was} is called {now} on the wire; its name in Python stays."
        return Change("major", "wire", "property-removed", subject, what, "Upgrade before the platform does.", was, now)
    if last == "writeOnly" and now is True and "responses" in keys:
        what = f"{subject} is only written, no reply has it any more."
        return Change("major", "wire", "property-removed", subject, what, "Stop reading it.", was, now)
    is_flow = keys[:2] == ["components", "securitySchemes"] and keys[3:4] == ["flows"] and len(keys) == 5
    if is_flow and (entry["kind"] == "removed" or (last in _ADDRESSES and was is not None)):
        part = f"{last} of the flow" if last else "The flow"
        what = f"{part} {keys[4]} of {keys[2]} is {'gone' if now is None else 'another'}."
        return Change("major", "wire", "security-scheme-changed", subject, what, "Sign in the new way.", was, now)
    return None
