"""What every overlay stands on, on the real documents: each kind of change of each required thing stops the build."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import attrs
import pytest

from generator.cli import load
from generator.model.document import Document, follow, unshared
from generator.model.layout import Overlay
from generator.passes.audience import audience
from generator.passes.canonicalise import canonicalise
from generator.passes.link import link
from generator.passes.lower import lower
from generator.passes.name import name
from generator.pipeline import Inputs, Stopwatch, prepare
from generator.read.sources import Project
from tests.generator.specimens import ROOT, Tree, json_reply, messages, operation

KINDS: dict[str, str] = {
    "removed": "requires {name}: there is no such {kind}",
    "renamed": "requires {name}: there is no such {kind}",
    "moved": "requires {name}: the path is now /moved",
    "sent otherwise": "requires {name}: the method is now ",
    "reply retyped": "requires {name}: the reply is now str (was ",
    "request retyped": "requires {name}: the request is now application/vnd.other+json (was ",
    "payload retyped": "requires {name}: the payload is now Other (was ",
    "field renamed": "requires {name}: {first!r} is not among its fields any more",
    "parameter renamed": "requires {name}: {first!r} is not among its parameters any more",
}
PATH_ONLY = {"removed", "renamed", "moved", "sent otherwise", "reply retyped"}


def applies(kind: str, entry: Tree) -> bool:
    """Whether the change is one of the thing that the entry requires."""
    if "event" in entry:
        return kind in {"removed", "renamed", "payload retyped"} or (kind == "field renamed" and "fields" in entry)
    if kind == "request retyped":
        return entry.get("request", "none") != "none"
    if kind in ("field renamed", "parameter renamed"):
        return f"{kind.split()[0]}s" in entry
    received = entry["operation"] == "receive_webhook_delivery"  # the platform sends it, to a path of the caller's
    return kind in PATH_ONLY and not (received and kind in ("moved", "reply retyped"))


def cases() -> Iterator[Any]:
    """Overlay, place of the required fact, kind of change."""
    for file in sorted((ROOT / "overlays").glob("*/overlay.toml")):
        for index, entry in enumerate(tomllib.loads(file.read_text("utf-8")).get("requires", [])):
            for kind in KINDS:
                if applies(kind, entry):
                    label = f"{file.parent.name}-{entry.get('operation') or entry['event']}-{kind}"
                    yield pytest.param(file.parent.name, index, kind, id=label.replace(" ", "_"))


@cache
def whole() -> tuple[Inputs, dict[str, Document]]:
    """The inputs of the checkout and its documents, read once."""
    inputs = load(Project(ROOT))
    return inputs, prepare(inputs, check_schema=False, watch=Stopwatch())


@attrs.frozen
class Stage:
    """A document with the one thing that a fact is about, and the overlay with that fact alone."""

    tree: Tree
    document: Document
    audience: str
    audiences: frozenset[str]
    names: Mapping[str, Any]
    root: str
    overlay: Overlay

    def found(self) -> list[str]:
        """What `link` says about it."""

        def linked() -> None:
            changed = attrs.evolve(self.document, tree=self.tree)
            api = lower(canonicalise(audience(changed, self.audience, set(self.audiences))))
            link(*name(api, self.names, self.root), [self.overlay])

        # The overlay claims nothing here, so that the claims of others do not matter.
        return [one for one in messages(linked) if one != "this upload has no overlay"]


def stage(overlay: str, index: int) -> tuple[Stage, Tree]:
    """The stage for one required fact, and the fact."""
    inputs, documents = whole()
    settings = next(one for one in inputs.clients if overlay in one.overlays)
    document, full = documents[settings.document], inputs.overlays[overlay]
    entry: Any = full.requires[index]
    tree = {key: value for key, value in document.tree.items() if key not in ("paths", "webhooks")}
    tree["components"] = {group: dict(entries) for group, entries in tree["components"].items()}
    tree["x-streams"] = unshared(tree.get("x-streams", {}))
    # Something has to be left when the required operation is removed.
    filler = operation("stay_here", **{"x-audience": [settings.audience], "tags": ["filler"]})
    tree["paths"] = {"/stay": {"get": filler}}
    for group in ("paths", "webhooks"):
        for path, item in document.tree.get(group, {}).items():
            for verb, node in item.items():
                if isinstance(node, dict) and node.get("operationId") == entry.get("operation"):
                    shared = {"parameters": item["parameters"]} if "parameters" in item else {}
                    tree.setdefault(group, {})[path] = unshared({**shared, verb: node})
    alone = attrs.evolve(full, requires=(entry,), extends=(), supplies=(), exports=(), files=(), commands=())
    audiences = frozenset(one.audience for one in inputs.clients if one.document == settings.document)
    return Stage(tree, document, settings.audience, audiences, inputs.names, settings.document, alone), entry


@cache
def silence(overlay: str, index: int) -> list[str]:
    """What `link` says about one required fact as long as nothing changed."""
    return stage(overlay, index)[0].found()


def spot(tree: Tree, entry: Tree) -> tuple[Tree, str, str]:
    """The path items that hold the operation, its path and its verb; for an event, its stream."""
    if "event" in entry:
        streams = tree["x-streams"].values()
        return next(one["events"] for one in streams if entry["event"] in one["events"]), entry["event"], ""
    for group in ("paths", "webhooks"):
        for path, item in tree.get(group, {}).items():
            for verb, node in item.items():
                if isinstance(node, dict) and node.get("operationId") == entry["operation"]:
                    return tree[group], path, verb
    raise LookupError(entry)


def change(tree: Tree, entry: Tree, kind: str) -> None:
    """Change the thing in its document."""
    holder, path, verb = spot(tree, entry)
    MAKE[kind](tree, holder, path, verb, entry)


def _removed(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    for stream in tree.get("x-streams", {}).values():
        stream["events"].pop(path, None)
    holder.pop(path, None)


def _renamed(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    if verb:
        holder[path][verb]["operationId"] += "_now"
        return
    for stream in tree["x-streams"].values():
        if path in stream["events"]:
            stream["events"][f"{path}.now"] = stream["events"].pop(path)


def _moved(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    holder[f"/moved{path}"] = holder.pop(path)


def _sent(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    holder[path]["patch" if verb != "patch" else "put"] = {**holder[path].pop(verb), "x-safety": "unsafe"}


def _reply(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    node = holder[path][verb]
    node.pop("x-paging", None)
    refused = {status: one for status, one in node["responses"].items() if not status.startswith("2")}
    node["responses"] = {"200": json_reply({"type": "string"}), **refused}


def _request(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    body = unshared(follow(tree, holder[path][verb]["requestBody"], "")[0])
    (media, said), *_ = body["content"].items()
    files = {"schema": {"type": "object", "properties": {}}} if media.startswith("multipart") else said
    holder[path][verb]["requestBody"] = {**body, "content": {"application/vnd.other+json": files}}


def _payload(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    tree["components"]["schemas"]["Other"] = {"type": "object", "description": "x", "properties": {}}
    for stream in tree["x-streams"].values():
        if path in stream["events"]:
            stream["events"][path] = {"$ref": "#/components/schemas/Other"}


def _field(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    content = holder[path]
    if verb:
        body = follow(tree, holder[path][verb]["requestBody"], "")[0]
        content = next(iter(body["content"].values()))["schema"]
    schema, pointer = follow(tree, content, "")
    schema = unshared(schema)
    tree["components"]["schemas"][pointer.rpartition("/")[2]] = schema
    first = entry["fields"][0]
    wire = next(one for one in schema["properties"] if one.replace("_", "").lower() == first.replace("_", "").lower())
    schema["properties"][f"{wire}Now"] = schema["properties"].pop(wire)
    schema["required"] = [one for one in schema.get("required", []) if one != wire] or ["absent"]
    if schema["required"] == ["absent"]:
        del schema["required"]


def _parameter(tree: Tree, holder: Tree, path: str, verb: str, entry: Tree) -> None:
    for owner in (holder[path][verb], holder[path]):
        found = [unshared(follow(tree, one, "")[0]) for one in owner.get("parameters", [])]
        for one in found:
            if one["name"] == entry["parameters"][0]:
                one["name"] += "_now"
        owner["parameters"] = found


MAKE: dict[str, Callable[[Tree, Tree, str, str, Tree], None]] = {
    "removed": _removed,
    "renamed": _renamed,
    "moved": _moved,
    "sent otherwise": _sent,
    "reply retyped": _reply,
    "request retyped": _request,
    "payload retyped": _payload,
    "field renamed": _field,
    "parameter renamed": _parameter,
}


@pytest.mark.parametrize(("overlay", "index", "kind"), list(cases()))
def test_a_change_of_what_an_overlay_requires_stops_the_build_in_words(overlay: str, index: int, kind: str) -> None:
    """
    Unchanged it is silent; changed, the sentence names the thing, what it is now and what it was.
    """
    ready, entry = stage(overlay, index)
    assert [] == silence(overlay, index)
    change(ready.tree, entry, kind)

    (message, *others) = ready.found()

    first = entry.get({"field renamed": "fields", "parameter renamed": "parameters"}.get(kind, ""), [""])[0]
    subject = entry.get("operation") or entry["event"]
    wanted = KINDS[kind].format(name=subject, kind="event" if "event" in entry else "operation", first=first)
    assert any(one.startswith(wanted) for one in (message, *others)), (message, others)


def test_every_required_operation_is_held_to_its_verb_path_and_types() -> None:
    """
    A manifest that states less would let a change pass.
    """
    inputs, _ = whole()
    lacking = {
        (one.name, entry["operation"], fact)
        for one in inputs.overlays.values()
        for entry in one.requires
        if "operation" in entry and entry["operation"] != "receive_webhook_delivery"
        for fact in ("method", "path", "reply")
        if fact not in entry
    }

    assert set() == lacking
