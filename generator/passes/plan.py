"""
plan: which files there are and what each template gets to see.

Paths come from names, never from positions, so that one more operation moves nothing else.
"""

from __future__ import annotations

import attrs

from generator.model import ir
from generator.model.layout import Layout, Overlay
from generator.model.settings import ClientSettings
from generator.model.views import Planned
from generator.passes.plan_client import plan_access, plan_client
from generator.passes.plan_models import plan_models
from generator.passes.plan_operations import plan_calls, plan_resources
from generator.passes.plan_project import plan_errors, plan_package, plan_project
from generator.passes.plan_queries import plan_queries
from generator.passes.plan_streams import plan_streams
from generator.passes.plan_webhooks import plan_webhooks
from generator.problems import Place, Problems


@attrs.frozen
class Plan:
    """What is going to be written for one client, before rendering."""

    settings: ClientSettings
    files: tuple[Planned, ...]
    overlays: tuple[Overlay, ...]


def plan(api: ir.Api, layout: Layout, settings: ClientSettings, overlays: tuple[Overlay, ...]) -> Plan:
    """
    The files of one client.

    Raises:
        BuildStopped: Two outputs share a path, a resource has the name of the client, or a client has two sockets.
    """
    source = f"src/{settings.package}"
    files = [
        *plan_models(api, f"{source}/models"),
        *plan_calls(api, layout, f"{source}/calls"),
        *plan_resources(api, layout, f"{source}/resources"),
        plan_client(api, layout, settings, f"{source}/client.py"),
        *plan_queries(api, layout, settings, f"{source}/queries.py"),
        *plan_access(api, f"{source}/access.py"),
        plan_errors(f"{source}/errors.py"),
        *plan_webhooks(api, f"{source}/webhooks.py"),
        *plan_streams(api, settings, f"{source}/channels.py"),
        plan_package(settings, overlays, f"{source}/__init__.py"),
        *plan_project(api, layout, settings, overlays),
    ]
    problems = Problems()
    seen: set[str] = set()
    for planned in files:
        if planned.path.lower() in seen:
            problems.add(Place("openapi/names.toml"), f"two outputs are called {planned.path}", "Rename a tag or type.")
        seen.add(planned.path.lower())
    for resource in layout.resources:
        if {resource.class_name, f"Async{resource.class_name}"} & {settings.client, f"Async{settings.client}"}:
            place = Place("openapi/clients.toml", f"/clients/{settings.key}/client")
            message = f"{settings.client} is the class of the resource {resource.name} too"
            problems.add(place, message, "Rename the client or the tag.")
    problems.stop()
    return Plan(settings, tuple(files), overlays)
