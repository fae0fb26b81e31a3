"""
``build --spec``: read one document, make its client, write the project and the list of its problems.

One rule: nothing is written before everything is known; the folder is replaced as a whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from generator.emit.ruff import formatted
from generator.emit.tree import replace_tree
from generator.foreign import PROBLEMS, inputs_for, problems_json, settings_for, understand_foreign
from generator.pipeline import Stopwatch, finish, print_out
from generator.problems import BuildStopped, Place, Problem
from generator.read.files import located, read_document

if TYPE_CHECKING:
    from generator.passes.compose import FileTree
    from generator.read.sources import Project

_MOST_LOCATED = 1_000_000
"""Bytes of a file in which warnings get their lines."""


def build_spec(project: Project, arguments: argparse.Namespace) -> int:
    """Make the client of ``--spec``; gives back the exit code."""
    if not arguments.package or not arguments.output:
        print("build --spec needs --package and -o", file=sys.stderr)
        return 2
    spec = Path(arguments.spec)
    watch = Stopwatch()
    try:
        tree = spec_tree(project, spec, arguments.package, lenient=arguments.lenient, watch=watch)
    except BuildStopped as stopped:
        for problem in located(stopped.problems, spec.parent):
            print(problem.render(), file=sys.stderr)
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    replace_tree(Path(arguments.output), tree)
    summary = json.loads(tree[PROBLEMS])["summary"]
    counts = ", ".join(f"{count} {word}" for word, count in summary.items())
    print(f"{arguments.output}: {counts}; see {PROBLEMS}")
    return 0


def spec_tree(
    project: Project, spec: Path, package: str, *, lenient: bool, watch: Stopwatch, tidy: bool = True
) -> FileTree:
    """
    Every file of the client of a document, path -> text.

    Args:
        project: Where templates and licence are.
        spec: The root document; what it refers to is read below its folder only.
        package: Name of the Python package.
        lenient: Go on with what is usable where the document is wrong.
        watch: Books the time of each stage.
        tidy: Format the modules.

    Raises:
        BuildStopped: With every problem that stands in the way.
    """
    settings_for(package, spec.name, "")
    start = time.process_time()
    try:
        sources = read_document(spec.parent, spec.name)
        watch.lap("read", start)
        foreign = understand_foreign(sources, spec.name, package, lenient=lenient, watch=watch)
    except (RecursionError, MemoryError) as error:
        what = "more levels than can be followed" if isinstance(error, RecursionError) else "more memory than there is"
        advice = "Split the document, and shorten the chains of references in it."
        raise BuildStopped([Problem(Place(spec.name), f"this document takes {what}", advice)]) from None
    start = time.process_time()
    digest = hashlib.sha256("\0".join(f"{name}\0{json.dumps(sources[name])}" for name in sorted(sources)).encode())
    digests = {**project.digests(), "documents": digest.hexdigest()}
    inputs = inputs_for(foreign, project.templates(), project.licence(), digests)
    text = print_out(foreign.client, inputs)
    start = watch.lap("render", start)
    tidied = formatted({package: text})[package] if tidy else text
    tidied = dict(tidied)
    faults, notes = (located(group, spec.parent, most=_MOST_LOCATED) for group in (foreign.faults, foreign.notes))
    tidied[PROBLEMS] = problems_json(faults, notes, len(foreign.client.api.operations))
    tree = finish(foreign.client, tidied, inputs, (foreign.client,)).tree
    watch.lap("format and verify", start)
    return tree
