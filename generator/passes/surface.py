"""surface: what downstream imports, as data: the reviewable text of a client's public names, signatures and fields."""

from __future__ import annotations

from typing import Any

from generator.model import ir
from generator.model.layout import Layout, Overlay
from generator.model.settings import ClientSettings
from generator.passes.plan_models import bodies, enum_names
from generator.passes.plan_operations import public, signature
from generator.passes.types import annotation, reply_annotation


def surface(api: ir.Api, layout: Layout, settings: ClientSettings, overlays: tuple[Overlay, ...]) -> dict[str, Any]:
    """
    The public surface of one client.

    Keys: ``package``, ``version``, ``methods`` (call path -> operation, request, safety, parameters, returns),
    ``internal_calls`` (the same for operations that are calls but not methods),
    ``models`` (name -> field -> type, ``!`` marks required), ``enums`` (name -> values), ``exports`` (name -> overlay),
    ``events`` and ``commands`` of its socket (name -> payload).
    """
    enums = enum_names(api)
    methods: dict[str, Any] = {}
    for mixin in layout.mixins:
        methods.update({name: {"overlay": mixin.overlay} for name, _ in mixin.adds})
    for resource in public(layout):
        for mixin in resource.mixins:
            methods.update({f"{resource.name}.{name}": {"overlay": mixin.overlay} for name, _ in mixin.adds})
        for method in resource.methods:
            if not method.operation.internal:
                entry = _method(method.operation, enums, [name for name, _ in method.supplied])
                if method.replaced_by:
                    entry["overlay"] = method.replaced_by
                methods[f"{resource.name}.{method.name}"] = entry
    internal = {
        f"{resource.name}.{method.name}": _method(method.operation, enums, [])
        for resource in layout.resources
        for method in resource.methods
        if method.operation.internal
    }
    unseen = bodies(api)
    return {
        "package": settings.package,
        "version": settings.version,
        "methods": dict(sorted(methods.items())),
        "internal_calls": dict(sorted(internal.items())),
        "models": {
            model.name: {field.name: annotation(field.type) + ("!" if field.required else "") for field in model.fields}
            for model in sorted(api.models, key=lambda one: one.name)
            if model.name not in unseen
        },
        "enums": {
            enum.name: [value for _, value in enum.members] for enum in sorted(api.enums, key=lambda one: one.name)
        },
        **_renamed(api),
        "exports": dict(sorted((name, overlay.name) for overlay in overlays for name in overlay.exports)),
        "events": {event.name: event.model for event in sorted(api.events, key=lambda one: one.name)},
        "commands": {command.name: command.model for command in sorted(api.commands, key=lambda one: one.name)},
    }


def _renamed(api: ir.Api) -> dict[str, Any]:
    """``renamed`` (old name -> new name and the versions around it), when there is anything to say."""
    found = {one.former: {"to": one.subject, "since": one.since, "gone": one.gone} for one in api.renames}
    return {"renamed": dict(sorted(found.items()))} if found else {}


def _method(operation: ir.Operation, enums: frozenset[str], supplied: list[str]) -> dict[str, Any]:
    path, keywords = signature(operation, enums)
    return {
        "operation": operation.id,
        **({"x-operation-id": operation.document_id} if operation.document_id else {}),
        "request": f"{operation.method} {operation.path}",
        "safety": operation.safety,
        "positional": [param.declaration for param in path if param.name not in supplied],
        "keywords": [param.declaration for param in keywords]
        + [f"{param.declaration} | None = None" for param in path if param.name in supplied],
        "returns": reply_annotation(operation.reply),
    }
