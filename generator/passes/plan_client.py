"""plan, client: the module of the two client classes."""

from __future__ import annotations

from generator.model import ir
from generator.model.layout import Layout
from generator.model.settings import ClientSettings
from generator.model.views import AccessModule, ClientModule, Import, Planned, ResourceEntry
from generator.passes.access import filled, is_absolute
from generator.passes.plan_operations import mixin_imports, public
from generator.passes.plan_queries import queries_name
from generator.passes.wording import sentence, wrap


def plan_client(api: ir.Api, layout: Layout, settings: ClientSettings, path: str) -> Planned:
    """The client classes."""
    tags = dict(api.tags)
    described = ("DescribedAccess",) if _is_described(api) else ()
    imports = mixin_imports(layout.mixins, ".") + ((Import(".access", described),) if described else ())
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
        imports=imports,
        bases=(*(mixin.sync for mixin in layout.mixins), *described, "SyncClient"),
        async_bases=(*(mixin.asynchronous for mixin in layout.mixins), *described, "AsyncClient"),
        origins=tuple(dict.fromkeys(mixin.overlay for mixin in layout.mixins)),
        resources=tuple(
            ResourceEntry(one.name, one.class_name, sentence(one.doc or tags.get(one.name, "") or one.name))
            for one in public(layout)
        ),
    )
    return Planned(path, "client/client.py.jinja", view)


def plan_access(api: ir.Api, path: str) -> list[Planned]:
    """The module of schemes and servers; none where the usual ones do."""
    if not _is_described(api):
        return []
    view = AccessModule(
        schemes=tuple((repr(one.name), repr(one.kind), repr(one.wire)) for one in api.schemes),
        security=repr(api.security),
        servers=tuple((repr(one.url), repr(one.description), _variables(one)) for one in api.servers),
    )
    return [Planned(path, "package/access.py.jinja", view)]


def _is_described(api: ir.Api) -> bool:
    has_variables = any(one.variables for one in api.servers)
    return bool(api.schemes) or len(api.servers) > 1 or has_variables or _own_servers(api)


def _variables(server: ir.Server) -> str:
    return repr({name: (default, allowed) for name, default, allowed in server.variables})


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
