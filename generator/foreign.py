"""
A client of a document that nobody here wrote: the passes of the pipeline after `adopt`, without any configuration.

One rule: what comes out is a whole project or nothing; what is weaker in it than in the document is listed in it.
"""

from __future__ import annotations

import json
import keyword
import re
import time
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from generator.model.settings import ClientSettings
from generator.passes.adopt.adopt import adopt
from generator.passes.adopt.fallback import canonical_or_raw
from generator.passes.adopt.operation_rules import AUDIENCE
from generator.passes.adopt.python_names import name_apart
from generator.passes.audience import audience
from generator.passes.link import link
from generator.passes.lower import lower
from generator.passes.validate import validate
from generator.pipeline import Client, Inputs, Stopwatch
from generator.problems import Place, Problem, Problems, one_line

PROBLEMS = "problems.json"
_PACKAGE = re.compile(r"[a-z][a-z0-9_]{0,60}\Z")
_TAKEN = frozenset({"attrs", "httpx", "warp_client_core"})
_ENVIRONMENT = ("base_url", "access_token", "refresh_token", "api_key")


@attrs.frozen
class Foreign:
    """One client half way, and what its document got wrong or could not be kept."""

    client: Client
    faults: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def settings_for(package: str, document: str, title: str) -> ClientSettings:
    """
    What ``clients.toml`` would say about the client of a document.

    Raises:
        BuildStopped: The package cannot be called that.
    """
    if not _PACKAGE.match(package) or keyword.iskeyword(package) or package in _TAKEN:
        problems = Problems()
        problems.add(Place("--package"), f"{package!r} cannot name a package", "Write a snake_case name of your own.")
        problems.stop()
    words = package.split("_")
    return ClientSettings(
        key=package,
        distribution="-".join(word for word in words if word),
        package=package,
        client="".join(word[:1].upper() + word[1:] for word in words) + "Client",
        summary=one_line(f"Python client for {' '.join(title.split())[:120] or package}"),
        version="0.1.0",
        document=re.sub(r"[^A-Za-z0-9._-]", "_", document),
        audience=AUDIENCE,
        environment={option: f"{package.upper()}_{option.upper()}" for option in _ENVIRONMENT},
    )


def understand_foreign(
    sources: Mapping[str, Any], root: str, package: str, *, lenient: bool, watch: Stopwatch
) -> Foreign:
    """
    The files of a document as far as the linked layout.

    Raises:
        BuildStopped: The document is wrong and ``lenient`` is off, or nothing of it is usable.
    """
    start = time.process_time()
    adopted = adopt(sources, root, lenient=lenient)
    document = validate(adopted.document)
    part = audience(document, AUDIENCE, {AUDIENCE})
    start = watch.lap("adopt", start)
    canonical, notes = canonical_or_raw(part)
    start = watch.lap("canonicalise", start)
    api = lower(canonical)
    settings = settings_for(package, root, api.title)
    api, layout = name_apart(api, settings.client)
    layout = link(api, layout, [])
    watch.lap("parse", start)
    return Foreign(Client(settings, part, api, layout), adopted.faults, (*adopted.notes, *notes))


def inputs_for(foreign: Foreign, templates: Mapping[str, str], licence: str, digests: Mapping[str, str]) -> Inputs:
    """What the passes that print read, without documents, corrections, names or overlays."""
    return Inputs(
        clients=(foreign.client.settings,),
        documents={},
        corrections={},
        names={},
        overlays={},
        templates=templates,
        licence=licence,
        digests=digests,
    )


def problems_json(faults: Iterable[Problem], notes: Iterable[Problem], operations: int) -> str:
    """The text of ``problems.json``: counts first, then every problem with its place."""
    entries = [
        {
            "severity": severity,
            "file": one.place.file,
            "pointer": one.place.pointer,
            "line": one.line,
            "column": one.column,
            "operation": one.subject,
            "message": one.message,
            "advice": one.advice,
        }
        for severity, group in (("error", faults), ("warning", notes))
        for one in dict.fromkeys(group)
    ]
    counts = {word: sum(one["severity"] == word for one in entries) for word in ("error", "warning")}
    summary = {"operations": operations, "errors": counts["error"], "warnings": counts["warning"]}
    return json.dumps({"summary": summary, "problems": entries}, indent=1, ensure_ascii=False) + "\n"
