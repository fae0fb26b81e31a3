"""plan, client: the module of the two client classes."""

from __future__ import annotations

from generator.model import ir
from generator.model.layout import Layout
from generator.model.settings import ClientSettings
from generator.model.views import ClientModule, Planned, ResourceEntry
from generator.passes.access import filled, is_absolute
from generator.passes.plan_operations import mixin_imports, public
from generator.passes.plan_queries import queries_name
from generator.passes.wording import sentence, wrap


def plan_client(api: ir.Api, layout: Layout, settings: ClientSettings, path: str) -> Planned:
    """The client classes."""
    tags = dict(api.tags)
    access = access_of(api)
    described = ("Described",) if access else ()
    about = {
        "dist": settings.distribution,
        "version": settings.version,
        "base_url": _base_url(api),
        "ws_url": settings.ws_url,
        "environment": dict(settings.environment),
    }
    view = ClientModule(
        client=settings.client,
        queries=queries_name(settings) if api.queries else "",
        doc=tuple(_client_doc(settings)),
        about=tuple(f"{key}={value!r}" for key, value in about.items() if value),
        imports=mixin_imports(layout.mixins, "."),
        bases=(*(mixin.sync for mixin in layout.mixins), *described, "SyncClient"),
        async_bases=(*(mixin.asynchronous for mixin in layout.mixins), *described, "AsyncClient"),
        access=access,
        origins=tuple(dict.fromkeys(mixin.overlay for mixin in layout.mixins)),
        resources=tuple(
            ResourceEntry(one.name, one.class_name, sentence(one.doc or tags.get(one.name, "") or one.name))
            for one in public(layout)
        ),
    )
    return Planned(path, "client/client.py.jinja", view)


def access_of(api: ir.Api) -> tuple[tuple[str, str, str], ...]:
    """The class attributes for schemes and servers, as name, type and value; none where the usual ones do."""
    if not (api.schemes or len(api.servers) > 1 or any(one.variables for one in api.servers) or _own_servers(api)):
        return ()
    schemes = ", ".join(f"{one.name!r}: Scheme({one.kind!r}, {one.wire!r})" for one in api.schemes)
    servers = ", ".join(_server(one) for one in api.servers)
    return (
        ("schemes", "ClassVar[Mapping[str, Scheme]]", f"{{{schemes}}}"),
        ("security", "ClassVar[Alternatives]", repr(api.security)),
        ("servers", "ClassVar[tuple[Server, ...]]", f"({servers}{',' if servers else ''})"),
    )


def _server(server: ir.Server) -> str:
    variables = ", ".join(f"{name!r}: ({default!r}, {allowed!r})" for name, default, allowed in server.variables)
    return f"Server({server.url!r}, {server.description!r}, {{{variables}}})"


def _own_servers(api: ir.Api) -> bool:
    return any(operation.server for operation in api.operations)


def _base_url(api: ir.Api) -> str:
    """The address of the document's first server, when it is whole."""
    if api.servers:
        found = filled(api.servers[0])
        return found if is_absolute(found) else ""
    return "" if "{" in api.server or (api.is_foreign and not is_absolute(api.server)) else api.server


def _client_doc(settings: ClientSettings) -> list[str]:
    """What the client class says of itself: summary, and where its settings come from."""
    variables = ", ".join(f"``{variable}`` ({setting})" for setting, variable in settings.environment.items())
    lines = [sentence(settings.summary), "", "Takes the keyword arguments of `warp_client_core.SyncClient`."]
    if variables:
        lines += wrap(f"What is left out is read from the environment when the client is built: {variables}.")
    return lines
