"""explain: one operation's way through the passes, told line by line."""

from __future__ import annotations

from generator.model.document import Document
from generator.model.layout import Method, Resource
from generator.passes.plan_models import enum_names
from generator.passes.plan_operations import signature
from generator.passes.types import reply_annotation
from generator.passes.validate import operations
from generator.pipeline import Client, Inputs, Stopwatch, prepare, understand
from generator.problems import Place, Problem
from generator.read.sources import Project


def explain(operation_id: str, inputs: Inputs, project: Project) -> list[str]:
    """
    What each pass made of an operation, for every client that offers it; empty when no document has it.

    Args:
        operation_id: An operationId.
        inputs: Everything a build reads.
        project: Locates places in files.
    """
    documents = prepare(inputs, check_schema=False, watch=Stopwatch())
    lines: list[str] = []
    for root, document in documents.items():
        for pointer, path, verb, operation in operations(document.tree):
            if operation["operationId"] == operation_id:
                lines += _found(document, root, pointer, f"{verb.upper()} {path}", project)
                lines.append(f"audience     {', '.join(operation['x-audience'])}; safety {operation['x-safety']}")
                for settings in inputs.clients:
                    if settings.document == root and settings.audience in operation["x-audience"]:
                        lines += _client(understand(settings, document, inputs), operation_id)
    return lines


def _found(document: Document, root: str, pointer: str, request: str, project: Project) -> list[str]:
    place = _where(document.place(pointer), project)
    corrections = document.corrections(pointer)
    return [
        f"read         {place}",
        f"bundle       {root}#{pointer}  ({request})",
        f"correct      {', '.join(corrections) if corrections else 'no correction touches it'}",
        "validate     keeps the house rules",
    ]


def _where(place: Place, project: Project) -> str:
    located = project.locate(Problem(place, "", ""))
    return f"{located.place.file}:{located.line}:{located.column}"


def _client(client: Client, operation_id: str) -> list[str]:
    settings = client.settings
    for resource in client.layout.resources:
        for method in resource.methods:
            if method.operation.id == operation_id:
                return [
                    "",
                    f"client       {settings.key} ({settings.distribution})",
                    *_method(client, resource, method),
                ]
    return []


def _method(client: Client, resource: Resource, method: Method) -> list[str]:
    operation = method.operation
    path, keywords = signature(operation, enum_names(client.api))
    source = f"generated/{client.settings.key}/src/{client.settings.package}"
    body = operation.body
    lines = [
        f"lower        body {body.media_type if body else 'none'}, reply {operation.reply.kind}",
        f"name         {resource.name}.{method.name}" + (" (internal: a call only)" if operation.internal else ""),
        *(f"             {param.declaration}" for param in (*path, *keywords)),
        f"             -> {reply_annotation(operation.reply)}",
    ]
    links = [f"{name} is supplied by {source_method}" for name, source_method in method.supplied]
    links += [f"{mixin.overlay} extends {resource.class_name}" for mixin in resource.mixins]
    links += [f"replaced by {method.replaced_by}"] if method.replaced_by else []
    lines.append(f"link         {'; '.join(links) or 'no overlay'}")
    lines.append(f"plan         {source}/calls/{resource.name}.py")
    if not operation.internal and method.replaced_by is None:
        lines.append(f"             {source}/resources/{resource.name}.py")
    return lines
