"""plan, client: the module of the two client classes."""

from __future__ import annotations

from generator.model import ir
from generator.model.layout import Layout
from generator.model.settings import ClientSettings
from generator.model.views import ClientModule, Planned, ResourceEntry
from generator.passes.plan_operations import mixin_imports, public
from generator.passes.wording import sentence, wrap


def plan_client(api: ir.Api, layout: Layout, settings: ClientSettings, path: str) -> Planned:
    """The client classes."""
    tags = dict(api.tags)
    about = {
        "dist": settings.distribution,
        "version": settings.version,
        "base_url": "" if "{" in api.server else api.server,
        "ws_url": settings.ws_url,
        "environment": dict(settings.environment),
    }
    view = ClientModule(
        client=settings.client,
        doc=tuple(_client_doc(settings)),
        about=tuple(f"{key}={value!r}" for key, value in about.items() if value),
        imports=mixin_imports(layout.mixins, "."),
        bases=(*(mixin.sync for mixin in layout.mixins), "SyncClient"),
        async_bases=(*(mixin.asynchronous for mixin in layout.mixins), "AsyncClient"),
        origins=tuple(dict.fromkeys(mixin.overlay for mixin in layout.mixins)),
        resources=tuple(
            ResourceEntry(one.name, one.class_name, sentence(one.doc or tags.get(one.name, "") or one.name))
            for one in public(layout)
        ),
    )
    return Planned(path, "client/client.py.jinja", view)


def _client_doc(settings: ClientSettings) -> list[str]:
    """What the client class says of itself: summary, and where its settings come from."""
    variables = ", ".join(f"``{variable}`` ({setting})" for setting, variable in settings.environment.items())
    lines = [sentence(settings.summary), "", "Takes the keyword arguments of `warp_client_core.SyncClient`."]
    if variables:
        lines += wrap(f"What is left out is read from the environment when the client is built: {variables}.")
    return lines
