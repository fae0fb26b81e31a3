"""
adopt: any OpenAPI document to one that keeps the house rules, and the lists of what was wrong and what is weaker.

The order of the passes is the table of contents of this folder. From outside it is a function of the files; inside,
the passes rewrite one private tree, because a large document has no time for a copy per rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from generator.model.document import Document
from generator.passes.adopt.broken import circles, without_broken_parameters
from generator.passes.adopt.callbacks import callbacks
from generator.passes.adopt.component_names import name_components
from generator.passes.adopt.contents import contents
from generator.passes.adopt.domains import domains
from generator.passes.adopt.families import families
from generator.passes.adopt.gather import gather
from generator.passes.adopt.methods import methods
from generator.passes.adopt.operation_names import name_operations, name_webhooks
from generator.passes.adopt.operation_rules import operation_rules
from generator.passes.adopt.parameters import parameters
from generator.passes.adopt.root import is_swagger, root_rules, version_of
from generator.passes.adopt.schema_rules import schema_rules
from generator.passes.adopt.sizes import chain_lengths, parameter_counts, whole_size
from generator.passes.adopt.swagger import from_swagger
from generator.passes.adopt.unoffered import unoffered
from generator.problems import BuildStopped, Problem


@attrs.frozen
class Adopted:
    """A document in order; ``faults`` is what it got wrong, ``notes`` what could not be kept."""

    document: Document
    faults: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def adopt(sources: Mapping[str, Any], root: str, *, lenient: bool = False) -> Adopted:
    """
    The document of these files, in house order.

    Args:
        sources: Path -> tree, the root and every file it reaches.
        root: The path of the root document.
        lenient: Go on with what is usable where the document is wrong.

    Raises:
        BuildStopped: It is no OpenAPI 3 document, or it is wrong and ``lenient`` is off; with every fault.
    """
    is_old = lenient and is_swagger(sources[root])
    sources = {**sources, root: from_swagger(sources[root])} if is_old else sources
    version = version_of(sources, root)
    work = gather(sources, root)
    work.version = version
    if is_old:
        work.fault("/swagger", "this is Swagger 2.0, read as if it were OpenAPI 3.0", "Convert it to OpenAPI 3.")
    circles(work)
    chain_lengths(work)
    root_rules(work)
    whole_size(work)
    methods(work)
    families(work)
    name_components(work)
    name_operations(work)
    callbacks(work)
    name_webhooks(work)
    operation_rules(work)
    parameters(work)
    parameter_counts(work)
    without_broken_parameters(work)
    contents(work)
    schema_rules(work)
    unoffered(work)
    if len(work.faults) and not lenient:
        raise BuildStopped(work.faults)
    document = Document(work.tree, work.origins, domains=domains(work), foreign=True)
    return Adopted(document, tuple(work.faults), tuple(work.notes))
