"""
The command line: read, run the pipeline, write or compare, say what happened.

Exit codes: 0 done, 1 the input has problems or the tree drifted, 2 the command line itself is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.emit.documents import FOLDER, documents_tree
from generator.emit.tree import differences, read_tree, replace_tree
from generator.passes.provenance import is_current
from generator.problems import BuildStopped, Problems, attempt
from generator.read.sources import Project
from generator.release.command import add_release

if TYPE_CHECKING:
    from generator.passes.compose import FileTree
    from generator.pipeline import Built, Client, Inputs, Stopwatch


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives back the exit code."""
    arguments = _parser().parse_args(argv)
    project = Project(Path(arguments.project).resolve())
    try:
        code: int = arguments.run(project, arguments)
    except BuildStopped as stopped:
        for problem in sorted(project.locate(one) for one in stopped.problems):
            print(problem.render(), file=sys.stderr)
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument("--project", default=".", help="the checkout (default: this folder)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="generate the client projects")
    build.add_argument("-o", "--output", help="folder for the projects (default: generated/)")
    build.add_argument("--force", action="store_true", help="build even when nothing changed")
    build.add_argument("--no-schema-check", action="store_true", help="skip openapi-spec-validator")
    build.add_argument("--spec", help="make one client from this OpenAPI document instead")
    build.add_argument("--package", help="with --spec: name of its Python package")
    build.add_argument("--lenient", action="store_true", help="with --spec: use what is usable of a wrong document")
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help="fail when generated/ differs from what the inputs give")
    check.add_argument("--no-schema-check", action="store_true", help="skip openapi-spec-validator")
    check.set_defaults(run=_check)
    bundle = commands.add_parser("bundle", help="write each client's document as one JSON file")
    bundle.add_argument("-o", "--output", required=True, help="folder for the documents")
    bundle.set_defaults(run=_bundle)
    explain = commands.add_parser("explain", help="show an operation's way through the passes")
    explain.add_argument("operation", help="an operationId")
    explain.set_defaults(run=_explain)
    surface = commands.add_parser("surface", help="print a client's public surface as JSON")
    surface.add_argument("client", help="a client of clients.toml")
    surface.set_defaults(run=_surface)
    add_release(commands)
    return parser


def _build(project: Project, arguments: argparse.Namespace) -> int:
    if arguments.spec:
        from generator.foreign_command import build_spec

        return build_spec(project, arguments)
    output = Path(arguments.output) if arguments.output else project.root / "generated"
    started, cpu = time.monotonic(), time.process_time()
    digests = project.digests()
    trees = {settings.key: read_tree(output / settings.key) for settings in project.clients()}
    current = (output / FOLDER).is_dir() and all(is_current(tree, digests) for tree in trees.values())
    if current and not arguments.force:
        for settings in project.clients():
            print(_summary(project.root, output / settings.key, trees[settings.key], changed=0))
        print(f"Nothing changed: checked in {time.process_time() - cpu:.2f} s of CPU.")
        return 0
    built, documents, watch = _run(project, check_schema=not arguments.no_schema_check)
    for one in built:
        folder = output / one.settings.key
        print(_summary(project.root, folder, one.tree, changed=replace_tree(folder, one.tree)))
    replace_tree(output / FOLDER, documents)
    stages = ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in watch.seconds.items())
    print(f"Built in {time.monotonic() - started:.1f} s; CPU seconds by stage: {stages}.")
    return 0


def _summary(root: Path, folder: Path, tree: Mapping[str, str], *, changed: int) -> str:
    """One line on one client project: what it offers, by its own surface."""
    surface = json.loads(tree["surface.json"])
    offered = [*surface["methods"].values(), *surface["internal_calls"].values()]
    operations = len({entry["operation"] for entry in offered if "operation" in entry})
    counts = ", ".join(f"{len(surface[key])} {key}" for key in ("methods", "models", "enums"))
    return f"{_shown(root, folder)}: {operations} operations, {counts}, {len(tree)} files ({changed} changed)"


def _shown(root: Path, folder: Path) -> str:
    return str(folder.relative_to(root)) if folder.is_relative_to(root) else str(folder)


def _check(project: Project, arguments: argparse.Namespace) -> int:
    built, documents, _ = _run(project, check_schema=not arguments.no_schema_check)
    generated = project.root / "generated"
    trees = {FOLDER: documents, **{one.settings.key: one.tree for one in built}}
    lines = [line for key, tree in trees.items() for line in differences(generated / key, tree)]
    lines += [f"orphan   {one.name}" for one in sorted(generated.glob("[!.]*")) if one.name not in trees]
    for line in lines:
        print(line)
    print(
        "generated/ differs: run `python3 tools/session.py regenerate` and commit the result."
        if lines
        else "generated/ is current."
    )
    return 1 if lines else 0


def _bundle(project: Project, arguments: argparse.Namespace) -> int:
    from generator.passes.audience import audience
    from generator.pipeline import Stopwatch, prepare

    inputs = load(project)
    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    output = Path(arguments.output)
    output.mkdir(parents=True, exist_ok=True)
    for settings in inputs.clients:
        audiences = {one.audience for one in inputs.clients if one.document == settings.document}
        part = audience(documents[settings.document], settings.audience, audiences)
        target = output / f"{settings.key}.json"
        target.write_text(json.dumps(part.tree, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(target)
    return 0


def _explain(project: Project, arguments: argparse.Namespace) -> int:
    from generator.explain import explain

    lines = explain(arguments.operation, load(project), project)
    print("\n".join(lines) if lines else f"No operation is called {arguments.operation}.")
    return 0 if lines else 1


def _surface(project: Project, arguments: argparse.Namespace) -> int:
    from generator.passes.surface import surface

    inputs = load(project)
    for client in _understood(inputs):
        if client.settings.key == arguments.client:
            overlays = tuple(inputs.overlays[one] for one in client.settings.overlays)
            found = surface(client.api, client.layout, client.settings, overlays)
            print(json.dumps(found, indent=1, ensure_ascii=False))
            return 0
    print(f"clients.toml has no client {arguments.client}.", file=sys.stderr)
    return 1


def load(project: Project) -> Inputs:
    """Everything that a build of the project reads."""
    from generator.pipeline import Inputs

    problems = Problems()
    clients = attempt(problems, project.clients) or ()
    documents = {
        root: attempt(problems, partial(project.document, root))
        for root in dict.fromkeys(client.document for client in clients)
    }
    overlays = {
        one: attempt(problems, partial(project.overlay, one))
        for one in dict.fromkeys(one for client in clients for one in client.overlays)
    }
    corrections = attempt(problems, project.corrections)
    names = attempt(problems, project.names)
    licence = attempt(problems, project.licence)
    releases = {one.key: attempt(problems, partial(project.releases, one.key)) for one in clients}
    problems.stop()
    return Inputs(
        clients=clients,
        documents={root: tree for root, tree in documents.items() if tree is not None},
        corrections=corrections or {},
        names=names or {},
        overlays={name: overlay for name, overlay in overlays.items() if overlay is not None},
        templates=project.templates(),
        licence=licence or "",
        digests=project.digests(),
        software=project.software(),
        releases={key: text for key, text in releases.items() if text is not None},
    )


def _understood(inputs: Inputs) -> list[Client]:
    from generator.pipeline import Stopwatch, prepare, understand

    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    return [understand(settings, documents[settings.document], inputs) for settings in inputs.clients]


def _run(project: Project, *, check_schema: bool) -> tuple[list[Built], FileTree, Stopwatch]:
    from generator.emit.ruff import formatted
    from generator.pipeline import Stopwatch, finish, prepare, print_out, understand, unused_renames

    watch = Stopwatch()
    start = time.process_time()
    inputs = load(project)
    start = watch.lap("read", start)
    documents = prepare(inputs, check_schema=check_schema, watch=watch)
    start = time.process_time()
    problems = Problems()
    understood = [
        attempt(problems, partial(understand, settings, documents[settings.document], inputs))
        for settings in inputs.clients
    ]
    problems.stop()
    clients = [client for client in understood if client is not None]
    unused_renames(inputs, clients)
    start = watch.lap("parse", start)
    rough = {client.settings.key: print_out(client, inputs) for client in clients}
    start = watch.lap("render", start)
    trees = formatted(rough)
    built = [finish(client, trees[client.settings.key], inputs, tuple(clients)) for client in clients]
    watch.lap("format and verify", start)
    return built, documents_tree(documents), watch
