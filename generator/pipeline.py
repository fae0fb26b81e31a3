"""
The table of contents: how documents become client projects, one line per pass.

Everything here is a value in and a value out. Reading is done by `generator.read`, writing by `generator.emit`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from generator.emit.compiled import Compiled
from generator.model import ir
from generator.model.document import Document
from generator.model.layout import Layout, Overlay
from generator.model.settings import ClientSettings
from generator.model.software import Software
from generator.passes.arrange import arrange
from generator.passes.audience import audience
from generator.passes.bundle import bundle
from generator.passes.canonicalise import canonicalise
from generator.passes.compose import NOTHING_RELEASED, FileTree, compose
from generator.passes.correct import correct
from generator.passes.link import link
from generator.passes.lower import lower
from generator.passes.name import name
from generator.passes.overrides import check_names
from generator.passes.plan import plan
from generator.passes.provenance import FILE, provenance
from generator.passes.query_graph import query_graph
from generator.passes.renames import renames, unused
from generator.passes.render import SETTINGS, render
from generator.passes.schema_check import schema_faults
from generator.passes.validate import validate
from generator.passes.verify import verify
from generator.problems import BuildStopped, Place, Problem
from generator.release.sbom import FILE as SBOM
from generator.release.sbom import client_sbom

_COMPILED = Compiled(SETTINGS)


@attrs.frozen
class Inputs:
    """Everything that a build reads. ``digests`` identifies it; ``releases`` is the ledger of each client, as text."""

    clients: tuple[ClientSettings, ...]
    documents: Mapping[str, Mapping[str, Any]]
    corrections: Mapping[str, Any]
    names: Mapping[str, Any]
    overlays: Mapping[str, Overlay]
    templates: Mapping[str, str]
    licence: str
    digests: Mapping[str, str]
    releases: Mapping[str, str] = attrs.field(factory=dict)
    software: Software = attrs.field(factory=Software)


@attrs.frozen
class Client:
    """One client half way: its document, its named IR and its linked layout."""

    settings: ClientSettings
    document: Document
    api: ir.Api
    layout: Layout


@attrs.frozen
class Built:
    """One finished client project."""

    settings: ClientSettings
    tree: FileTree


@attrs.define
class Stopwatch:
    """CPU seconds by stage."""

    seconds: dict[str, float] = attrs.field(factory=dict)

    def lap(self, stage: str, since: float) -> float:
        """Book the time since ``since`` on a stage; gives back now."""
        now = time.process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - since
        return now


def prepare(inputs: Inputs, *, check_schema: bool, watch: Stopwatch) -> dict[str, Document]:
    """Every document: bundled, corrected, validated. With ``check_schema`` against the OpenAPI schema as well."""
    documents: dict[str, Document] = {}
    found = unused_corrections(inputs)
    for root, sources in inputs.documents.items():
        start = time.process_time()
        try:
            document = bundle(sources, root)
            document = correct(document, inputs.corrections, root)
            document = arrange(validate(document))
            start = watch.lap("read", start)
            if check_schema:
                schema_faults(document)
                watch.lap("schema check", start)
            documents[root] = document
        except BuildStopped as stopped:
            found += stopped.problems
    if found:
        raise BuildStopped(found)
    check_names(inputs.names, documents)
    return documents


def unused_corrections(inputs: Inputs) -> list[Problem]:
    """Corrections that no client's document would ever take."""
    return [
        Problem(
            Place(file, "/extends"), f"no client is built from {tree['extends']!r}", "Name a document, or delete it."
        )
        for file, tree in sorted(inputs.corrections.items())
        if isinstance(tree, dict) and tree.get("extends") is not None and tree["extends"] not in inputs.documents
    ]


def unused_renames(inputs: Inputs, clients: Iterable[Client]) -> None:
    """Nothing, when every renamed name of ``names.toml`` belongs to a client; else the build stops."""
    used: dict[str, list[ir.Rename]] = {}
    for client in clients:
        used.setdefault(client.settings.document, []).extend(client.api.renames)
    unused(inputs.names, used)


def understand(settings: ClientSettings, document: Document, inputs: Inputs) -> Client:
    """One client from its validated document to the linked layout."""
    audiences = {one.audience for one in inputs.clients if one.document == settings.document}
    part = audience(document, settings.audience, audiences)
    api = attrs.evolve(lower(canonicalise(part)), queries=query_graph(part))
    api, layout = name(api, inputs.names, settings.document)
    layout = link(api, layout, [inputs.overlays[one] for one in settings.overlays])
    kept = renames(api, layout, inputs.names, settings.document, settings.version)
    return Client(settings, part, attrs.evolve(api, renames=kept), layout)


def print_out(client: Client, inputs: Inputs) -> FileTree:
    """One client from its layout to unformatted text."""
    overlays = tuple(inputs.overlays[one] for one in client.settings.overlays)
    planned = plan(client.api, client.layout, client.settings, overlays)
    rendered = render(planned.files, inputs.templates, _COMPILED)
    record = inputs.releases.get(client.settings.key, NOTHING_RELEASED)
    tree = compose(planned, rendered, client.api, client.layout, licence=inputs.licence, record=record)
    tree[SBOM] = client_sbom(client.settings, inputs.software)
    return tree


def finish(client: Client, tree: FileTree, inputs: Inputs, others: tuple[Client, ...]) -> Built:
    """One client from formatted text to the tree that is written."""
    verify(tree, forbidden(client, others))
    tree[FILE] = provenance(client.settings, inputs.digests, tree, inputs.software.tools)
    return Built(client.settings, dict(sorted(tree.items())))


def forbidden(client: Client, others: tuple[Client, ...]) -> set[str]:
    """What a client must not say because it hides the other's audience: operationIds, paths and type names."""

    def words(one: Client) -> set[str]:
        found = {operation.id for operation in one.api.operations if "_" in operation.id}
        found |= {operation.path for operation in one.api.operations}
        names = {model.name for model in one.api.models} | {enum.name for enum in one.api.enums}
        return (
            found
            | {f"class {name}:" for name in names}
            | {f"class {name}(" for name in names}
            | {name for name in names if name[1:].lower() != name[1:]}
        )

    hidden = [one for one in others if one.settings.audience in client.settings.hides]
    return {word for one in hidden for word in words(one)} - words(client)
