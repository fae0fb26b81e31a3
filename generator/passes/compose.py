"""compose: rendered text, overlay copies and the two records (surface, provenance) become one file tree."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.model import ir
from generator.model.layout import Layout
from generator.passes.catalog import catalog
from generator.passes.plan import Plan
from generator.passes.surface import surface

FileTree = dict[str, str]
NOTHING_RELEASED = "[]\n"


def compose(
    plan: Plan, rendered: Mapping[str, str], api: ir.Api, layout: Layout, *, licence: str, record: str
) -> FileTree:
    """
    Every file of one client project, path -> text, provenance excepted.

    Args:
        plan: What was planned.
        rendered: From `render`, not formatted yet.
        api: The named IR.
        layout: The linked layout.
        licence: Text of the licence.
        record: The ledger of releases, which the package carries as ``changes.json``.
    """
    source = f"src/{plan.settings.package}"
    tree: FileTree = dict(rendered)
    tree["LICENSE"] = licence
    tree[f"{source}/py.typed"] = ""
    tree[f"{source}/changes.json"] = record
    if plan.overlays:
        tree[f"{source}/overlays/__init__.py"] = '"""Hand-written parts of this client, copied as they are."""\n'
    for overlay in plan.overlays:
        for file, text in overlay.files:
            tree[f"{source}/overlays/{overlay.name}/{file}"] = text
    table = catalog(api, layout, plan.settings, plan.overlays)
    tree[f"{source}/catalog.json"] = json.dumps(table, indent=1, ensure_ascii=False) + "\n"
    public = surface(api, layout, plan.settings, plan.overlays)
    tree["surface.json"] = json.dumps(public, indent=1, ensure_ascii=False) + "\n"
    return dict(sorted(tree.items()))
