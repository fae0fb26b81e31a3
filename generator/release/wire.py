"""
wire: what changed between two documents, as `redocly diff` rates it, told by the names that callers know.

One rule: a rating is taken only from a rule that is listed here. A rule that is not counts as major until somebody has
looked at it, and so does a configuration whose ratings are switched off, which Redocly does not mention.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from generator.model.document import follow
from generator.passes.name import field_name
from generator.problems import GeneratorError, split
from generator.release.ledger import Change, Severity
from generator.release.overlooked import eased, grown, overlooked
from generator.release.security import spelled_out
from generator.release.spelling import written_out

RULES: dict[str, str] = {
    "enum-values-added": "Expect values that are not in your copy of the enum.",
    "enum-values-removed": "Stop sending the value.",
    "media-type-removed": "Upgrade before the platform does.",
    "operation-id-changed": "Use the new name.",
    "operation-removed": "Stop calling it.",
    "parameter-became-required": "Give it in every call.",
    "parameter-removed": "Stop giving it.",
    "parameter-serialization-changed": "Upgrade before the platform does.",
    "path-removed": "Upgrade before the platform does.",
    "property-removed": "Stop using it.",
    "request-body-became-required": "Give its fields in every call.",
    "request-body-removed": "Stop giving its fields.",
    "required-properties-added": "Give it in every call.",
    "required-properties-removed": "Expect it to be absent.",
    "response-header-removed": "Stop reading it.",
    "response-removed": "Check what you do with the old status.",
    "schema-combinator-changed": "Check the values you send and read.",
    "schema-constraint-changed": "Check the values you send against the new limit.",
    "schema-type-changed": "Check the values you send and read.",
    "security-requirement-changed": "Sign in the new way.",
    "security-scheme-changed": "Sign in the new way.",
    "server-removed": "Nothing, unless you pass this address as base_url.",
}
"""Every rule of the pinned version -> what the caller must do."""


def _canary(*paths: str) -> dict[str, Any]:
    reply = {"get": {"responses": {"200": {"description": "Fine."}}}}
    info = {"title": "Canary", "version": "1.0.0"}
    return {"openapi": "3.1.0", "info": info, "paths": dict.fromkeys(paths, reply)}


CANARY = (_canary("/a", "/b"), _canary("/a"))
"""A pair that every configuration fit for use rates as major."""

_DOCUMENTATION = frozenset({"description", "summary", "title", "example", "examples", "externalDocs", "tags"})
_WORDS = {"modified": "changed", "added": "added", "removed": "removed"}
_TYPES = {"Operation": "method", "PathItem": "method"}
_KNOWN: tuple[Severity, ...] = ("patch", "minor", "major")


class WireError(GeneratorError):
    """`redocly diff` could not be run, or its configuration rates nothing."""


@attrs.frozen
class Names:
    """How one side calls things: its bundled document, operationId -> method, and the public types."""

    document: Mapping[str, Any]
    methods: Mapping[str, str]
    types: frozenset[str]


def reports(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], tools: Path, config: Path) -> list[Any]:
    """
    The report of `redocly diff` on each pair of documents, all made by one process.

    Args:
        tools: Folder with ``differ.mjs`` and its installed ``node_modules``.
        config: The configuration with the policy.

    Raises:
        WireError: Node or Redocly is missing or fails, or the policy is not in force.
    """
    with tempfile.TemporaryDirectory(prefix="wire-") as name:
        folder = Path(name)
        jobs = []
        for index, sides in enumerate((*pairs, CANARY)):
            files = [str(folder / f"{index}-{side}.json") for side in ("base", "head", "report")]
            for file, tree in zip(files, spelled_out(*sides), strict=False):
                Path(file).write_text(json.dumps(written_out(tree), sort_keys=True), "utf-8")
            jobs.append(files)
        _run(json.dumps(jobs), tools, config)
        found = [json.loads(Path(report).read_text("utf-8")) for _, _, report in jobs if Path(report).is_file()]
    if len(found) != len(jobs):
        raise WireError(
            f"redocly diff wrote {len(found)} of {len(jobs)} reports. Run `npm ci` in tools/ and try again."
        )
    if found.pop()["bump"] != "major":
        raise WireError(
            f"{config.name} rates nothing: by it, a path that is gone is no major change. "
            "Add diff-recommended to its `extends`."
        )
    return found


def _run(jobs: str, tools: Path, config: Path) -> None:
    command = ["node", str(tools / "differ.mjs"), str(config)]
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    try:
        done = subprocess.run(command, input=jobs, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise WireError("Node is not on the PATH. Install requirements/verdict.txt, which brings it.") from None
    if done.returncode:
        raise WireError(f"redocly diff failed: {done.stderr.strip()[-2000:]}\nRun `npm ci` in tools/ if it is missing.")


def wire_changes(report: Mapping[str, Any], base: Names, head: Names) -> tuple[Change, ...]:
    """The changes in a report, one for each subject and rule; wording only is one ``documentation`` a subject."""
    found: dict[tuple[str, str], Change] = {}
    replaced = grown(report)
    for entry in report["changes"]:
        for change in _changes(entry, base, head, replaced):
            key = (change.subject, change.rule)
            if key not in found or _KNOWN.index(found[key].severity) < _KNOWN.index(change.severity):
                found[key] = change
    return tuple(found[key] for key in sorted(found))


def _changes(entry: Mapping[str, Any], base: Names, head: Names, replaced: frozenset[str]) -> Iterator[Change]:
    names = base if entry["kind"] == "removed" else head
    other = head if names is base else base
    subjects = subjects_of(entry["path"], names) or subjects_of(entry["path"], other) or ["*"]
    was, now = (_value(entry.get(side)) for side in ("base", "revision"))
    for subject in subjects:
        for verdict in entry["verdicts"]:
            rule, impact = verdict["ruleId"], verdict["impact"]
            if rule in RULES and impact in _KNOWN:
                rated = eased(rule, impact, entry, replaced)
                yield Change(rated, "wire", rule, subject, _plain(verdict["message"]), RULES[rule], was, now)
            else:
                what = f"A rule that nobody has looked at yet: {_plain(verdict['message'])}"
                do = "Wait for a release that says what it means."
                yield Change("major", "wire", f"unknown-{_rule(rule)}", subject, what, do, was, now)
        if not entry["verdicts"]:
            yield overlooked(entry, subject, was, now) or _unrated(entry, subject, was, now)


def _unrated(entry: Mapping[str, Any], subject: str, was: Any, now: Any) -> Change:
    """A difference that no rule of Redocly speaks of, with the impact that it gives by itself."""
    last, place = entry.get("property"), entry["path"]
    severity: Severity = entry["impact"] if entry["impact"] in _KNOWN else "major"
    if last == "default" and severity == "patch":
        what = f"The platform takes {now} for {subject} when it is left out, no longer {was}."
        do = "Give it where you relied on the old one."
        return Change("minor", "wire", "server-default-changed", subject, what, do, was, now)
    if last == "deprecated" and now is True:
        do = "Look for what replaces it; it will go."
        return Change("minor", "wire", "method-deprecated", subject, f"{subject} is deprecated.", do, was, now)
    *_, owner, key = ("", *split(place.removeprefix("#")))
    if severity == "patch" and (last in _DOCUMENTATION or (key in _DOCUMENTATION and owner != "properties")):
        return Change("patch", "wire", "documentation", subject, f"The words on {subject} changed.", "Nothing.")
    word = _WORDS.get(entry["kind"], entry["kind"])
    what = f"{place.removeprefix('#/')}{f' ({last})' if last else ''} was {word}."
    rule = f"{_TYPES.get(entry['typeName'], _rule(entry['typeName']))}-{word}"
    return Change(severity, "wire", rule, subject, what, "Nothing.", was, now)


def subjects_of(pointer: str, names: Names) -> list[str]:
    """The public names at a place of a document; none when no name belongs to it."""
    keys = split(pointer.removeprefix("#"))
    match keys:
        case ["paths", path, *rest]:
            if "responses" in rest and (within := _within_type(keys, names)):
                return within
            item = names.document.get("paths", {}).get(path, {})
            verbs = [one for one in item if isinstance(item[one], dict) and "operationId" in item[one]]
            chosen = [rest[0]] if rest and rest[0] in verbs else verbs
            inner = rest[1:] if chosen == rest[:1] else rest
            return [
                f"{names.methods[item[verb]['operationId']]}{_argument(inner, item[verb], names)}"
                for verb in chosen
                if item[verb]["operationId"] in names.methods
            ]
        case ["components", "schemas", name, *rest]:
            return _of_type(name, rest, names)
    return []


def _within_type(keys: list[str], names: Names) -> list[str]:
    """The public type, or its field, that the keys of a reply lead into through references; callers know it by that."""
    node: Any = names.document
    found: list[str] = []
    for index, key in enumerate(keys):
        node = _child(node, key)
        if isinstance(node, dict) and "$ref" in node:
            *owner, name = split(node["$ref"].removeprefix("#"))
            node, _ = follow(dict(names.document), node, "")
            if owner == ["components", "schemas"] and name in names.types:
                found = _of_type(name, keys[index + 1 :], names)
    return found


def _child(node: Any, key: str) -> Any:
    if isinstance(node, list):
        return node[int(key)] if key.isdigit() and int(key) < len(node) else None
    return node.get(key) if isinstance(node, dict) else None


def _argument(keys: list[str], operation: Mapping[str, Any], names: Names) -> str:
    """``(name)`` when the keys lead into a parameter or a field of the request body."""
    match keys:
        case ["parameters", index, *_] if index.isdigit() and int(index) < len(operation.get("parameters", ())):
            node = operation["parameters"][int(index)]
            node, _ = follow(dict(names.document), node, "")
            return f"({field_name(node['name'])})"
        case ["requestBody", "content", _, "schema", "properties", name, *_]:
            return f"({field_name(name)})"
    return ""


def _of_type(name: str, rest: list[str], names: Names) -> list[str]:
    field = field_name(rest[1]) if rest[:1] == ["properties"] and len(rest) > 1 else ""
    if name in names.types:
        return [f"{name}.{field}" if field else name]
    reference = f"#/components/schemas/{name}"
    found = []
    for item in names.document.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict) and reference in json.dumps(operation.get("requestBody", {})):
                method = names.methods.get(operation.get("operationId", ""))
                if method:
                    found.append(f"{method}({field})" if field else method)
    return found


def _value(side: Any) -> Any:
    """A value as it may stand in a record: what is long is left out."""
    value = side.get("value") if isinstance(side, Mapping) else None
    return value if len(json.dumps(value)) <= 200 else None


def _plain(message: str) -> str:
    return message.replace("`", "")


def _rule(text: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", text.lower()))
