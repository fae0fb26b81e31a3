"""What every overlay stands on, on the real documents: each kind of change of each required thing stops the build."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache, partial
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
    "moved to a tag": "requires {name}: the name is now elsewhere.",
    "called otherwise": "requires {name}: the name is now elsewhere.something (was ",
    "sent otherwise": "requires {name}: the method is now ",
    "reply retyped": "requires {name}: the reply is now str (was ",
    "request retyped": "requires {name}: the request is now application/vnd.other+json (was ",
    "payload retyped": "requires {name}: the payload is now Other (was ",
    "session changed": "requires {name}: the session is now None (was ",
    "field removed": "requires {name}: {one!r} is not among its fields any more",
    "field renamed": "requires {name}: {one!r} is not among its fields any more",
    "parameter removed": "requires {name}: {one!r} is not among its parameters any more",
    "parameter renamed": "requires {name}: {one!r} is not among its parameters any more",
}
PATH_ONLY = {"removed", "renamed", "moved", "moved to a tag", "called otherwise", "sent otherwise", "reply retyped"}
LISTED = {f"{what} {how}": f"{what}s" for what in ("field", "parameter") for how in ("removed", "renamed")}
NAMED = {  # by names.toml, so a tag does not matter
    operation
    for file in tomllib.loads((ROOT / "openapi/names.toml").read_text("utf-8"))["documents"].values()
    for operation in file.get("methods", {})
}


def applies(kind: str, entry: Tree) -> bool:
    """Whether the change is one of the thing that the entry requires."""
    if kind in LISTED:
        return LISTED[kind] in entry
    if "event" in entry:
        return kind in {"removed", "renamed", "payload retyped"}
    if kind == "request retyped":
        return entry.get("request", "none") != "none"
    if kind == "session changed":
        return "session" in entry
    if kind == "moved to a tag":
        return "name" in entry and entry["operation"] not in NAMED
    received = entry["operation"] == "receive_webhook_delivery"  # the platform sends it, to a path of the caller's
    return kind in PATH_ONLY and not (received and kind in ("moved", "called otherwise", "reply retyped"))


def cases() -> Iterator[Any]:
    """Overlay, place of the required fact, kind of change, and which one of several."""
    for file in sorted((ROOT / "overlays").glob("*/overlay.toml")):
        for index, entry in enumerate(tomllib.loads(file.read_text("utf-8")).get("requires", [])):
            for kind in KINDS:
                if applies(kind, entry):
                    label = f"{file.parent.name}-{entry.get('operation') or entry['event']}-{kind}".replace(" ", "_")
                    for one in entry[LISTED[kind]] if kind in LISTED else [""]:
                        yield pytest.param(file.parent.name, index, kind, one, id=f"{label}-{one}" if one else label)


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
    names: Tree
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
    names = unshared(dict(inputs.names))
    return Stage(tree, document, settings.audience, audiences, names, settings.document, alone), entry


@cache
def silence(overlay: str, index: int) -> list[str]:
    """What `link` says about one required fact as long as nothing changed."""
    return stage(overlay, index)[0].found()


@attrs.frozen
class Spot:
    """Where the thing stands that a fact is about: in which path items, its path and verb; an event has its stream."""

    tree: Tree
    methods: Tree
    holder: Tree
    path: str
    verb: str
    one: str

    @property
    def operation(self) -> Tree:
        """The operation."""
        found: Tree = self.holder[self.path][self.verb]
        return found


def spot(on: Stage, entry: Tree, one: str) -> Spot:
    """The spot of a required thing; ``one`` is the name of its field or parameter."""
    methods = on.names["documents"].setdefault(on.root, {}).setdefault("methods", {})
    if "event" in entry:
        streams = on.tree["x-streams"].values()
        events = next(stream["events"] for stream in streams if entry["event"] in stream["events"])
        return Spot(on.tree, methods, events, entry["event"], "", one)
    for group in ("paths", "webhooks"):
        for path, item in on.tree.get(group, {}).items():
            for verb, node in item.items():
                if isinstance(node, dict) and node.get("operationId") == entry["operation"]:
                    return Spot(on.tree, methods, on.tree[group], path, verb, one)
    raise LookupError(entry)


def _removed(at: Spot) -> None:
    del at.holder[at.path]


def _renamed(at: Spot) -> None:
    if at.verb:
        at.operation["operationId"] += "_now"
    else:
        at.holder[f"{at.path}.now"] = at.holder.pop(at.path)


def _moved(at: Spot) -> None:
    at.holder[f"/moved{at.path}"] = at.holder.pop(at.path)


def _moved_to_a_tag(at: Spot) -> None:
    at.operation["tags"] = ["elsewhere"]


def _called(at: Spot) -> None:
    at.methods[at.operation["operationId"]] = "elsewhere.something"


def _sent(at: Spot) -> None:
    verb = "patch" if at.verb != "patch" else "put"
    at.holder[at.path][verb] = {**at.holder[at.path].pop(at.verb), "x-safety": "unsafe"}


def _reply(at: Spot) -> None:
    at.operation.pop("x-paging", None)
    refused = {status: one for status, one in at.operation["responses"].items() if not status.startswith("2")}
    at.operation["responses"] = {"200": json_reply({"type": "string"}), **refused}


def _request(at: Spot) -> None:
    body = unshared(follow(at.tree, at.operation["requestBody"], "")[0])
    (media, said), *_ = body["content"].items()
    files = {"schema": {"type": "object", "properties": {}}} if media.startswith("multipart") else said
    at.operation["requestBody"] = {**body, "content": {"application/vnd.other+json": files}}


def _payload(at: Spot) -> None:
    at.tree["components"]["schemas"]["Other"] = {"type": "object", "description": "x", "properties": {}}
    at.holder[at.path] = {"$ref": "#/components/schemas/Other"}


def _session(at: Spot) -> None:
    del at.operation["x-session"]


def _field(at: Spot, now: str = "") -> None:
    content = at.holder[at.path]
    if at.verb:
        body = follow(at.tree, at.operation["requestBody"], "")[0]
        content = next(iter(body["content"].values()))["schema"]
    schema, pointer = follow(at.tree, content, "")
    schema = unshared(schema)
    if pointer:
        at.tree["components"]["schemas"][pointer.rpartition("/")[2]] = schema
    wire = next(name for name in schema["properties"] if name.replace("_", "").lower() == at.one.replace("_", ""))
    field = schema["properties"].pop(wire)
    schema["properties"] |= {f"{wire}{now}": field} if now else {"another": {"type": "string"}}
    schema.pop("required", None)


def _parameter(at: Spot, now: str = "") -> None:
    for owner in (at.operation, at.holder[at.path]):
        found = [unshared(follow(at.tree, one, "")[0]) for one in owner.get("parameters", [])]
        owner["parameters"] = [
            {**one, "name": f"{one['name']}{now}"} if one["name"] == at.one else one
            for one in found
            if now or one["name"] != at.one
        ]


MAKE: dict[str, Callable[[Spot], None]] = {
    "removed": _removed,
    "renamed": _renamed,
    "moved": _moved,
    "moved to a tag": _moved_to_a_tag,
    "called otherwise": _called,
    "sent otherwise": _sent,
    "reply retyped": _reply,
    "request retyped": _request,
    "payload retyped": _payload,
    "session changed": _session,
    "field removed": _field,
    "field renamed": partial(_field, now="Now"),
    "parameter removed": _parameter,
    "parameter renamed": partial(_parameter, now="_now"),
}


@pytest.mark.parametrize(("overlay", "index", "kind", "one"), list(cases()))
def test_a_change_of_what_an_overlay_requires_stops_the_build_in_words(
    overlay: str, index: int, kind: str, one: str
) -> None:
    """
    Unchanged it is silent; changed, the sentence names the thing, what it is now and what it was.
    """
    ready, entry = stage(overlay, index)
    assert [] == silence(overlay, index)
    MAKE[kind](spot(ready, entry, one))

    found = ready.found()

    subject = entry.get("operation") or entry["event"]
    wanted = KINDS[kind].format(name=subject, kind="event" if "event" in entry else "operation", one=one)
    assert any(message.startswith(wanted) for message in found), found


def test_every_required_operation_is_held_to_its_verb_path_name_and_types() -> None:
    """
    A manifest that states less would let a change pass.
    """
    inputs, _ = whole()
    lacking = {
        (one.name, entry["operation"], fact)
        for one in inputs.overlays.values()
        for entry in one.requires
        if "operation" in entry and entry["operation"] != "receive_webhook_delivery"
        for fact in ("method", "path", "name", "reply")
        if fact not in entry
    }

    assert set() == lacking
