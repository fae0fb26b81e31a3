"""
plan, webhooks: the module that types what the service sends to its users.

One rule: it is made where no overlay handles the webhooks, so nothing here checks who sent them.
"""

from __future__ import annotations

import attrs

from generator.model import ir
from generator.model.views import Planned, WebhooksModule, WebhookView
from generator.passes.imports import Imports
from generator.passes.plan_wire import alias_names, type_argument
from generator.passes.types import PREFIXED, annotation
from generator.passes.wording import sentence


def plan_webhooks(api: ir.Api, path: str) -> list[Planned]:
    """The module with a function for each webhook and callback; none where there are none."""
    imports = Imports()
    imports.add("warp_client_core", "payloads as _payloads")
    views = []
    for webhook in api.webhooks:
        if webhook.type is None:
            continue
        returns = annotation(webhook.type, PREFIXED)
        imports.use(returns)
        doc = f"The payload of ``{webhook.id}``, received by {webhook.method}: {sentence(webhook.summary)}"
        views.append(WebhookView(webhook.id, (doc,), returns, type_argument(webhook.type, imports, alias_names(api))))
    if not views:
        return []
    lines = tuple(attrs.evolve(one, module=".") if one.module == ".." else one for one in imports.lines())
    view = WebhooksModule(lines, tuple(sorted(imports.modules)), tuple(views))
    return [Planned(path, "package/webhooks.py.jinja", view)]
