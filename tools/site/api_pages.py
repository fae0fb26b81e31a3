"""
The pages of the API: one for each resource of a client, one for each domain of its types, and those of the runtime.

One rule: nothing is known here by name; methods come from the catalog and the surface, texts from the docstrings.
"""

from __future__ import annotations

import inspect
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.clients.cassettes.cases import CLIENTS, surface
from tools.site.examples import CLASSES, FLAVOURS, examples
from warp_client_core.enums import OpenEnum

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_HEADING = "    options: {show_root_heading: false, show_root_toc_entry: false, heading_level: 3}"
RUNTIME = {
    "errors": ("Errors", ["warp_client_core.errors", "warp_client_core.warp_error", "warp_client_core.values"]),
    "options": ("Options and settings", ["warp_client_core.options", "warp_client_core.settings"]),
    "calls": ("Calls as values", ["warp_client_core.calls"]),
    "pages": ("Pages", ["warp_client_core.pages"]),
    "stores": ("Where tokens are kept", ["warp_client_core.stores", "warp_client_core.tokens"]),
    "google": ("Signing in with Google", ["warp_client_core.google"]),
    "streaming": ("Live events", ["warp_client_core.streaming"]),
    "query": ("Cached queries", ["warp_client_core.query"]),
}


def api_pages() -> dict[str, str]:
    """Path to text."""
    pages = {"api/index.md": _index()}
    for client in CLIENTS:
        found = _by_resource(client)
        pages[f"api/{client}/index.md"] = _client_index(client, found)
        for resource, methods in found.items():
            pages[f"api/{client}/{resource or 'client'}.md"] = _resource(client, resource, methods)
        for module in _domains(client):
            pages[f"api/{client}/models-{module}.md"] = _models(client, module)
    pages["api/core/index.md"] = "# warp_client_core\n\n" + "".join(
        f"- [{title}]({name}.md)\n" for name, (title, _) in RUNTIME.items()
    )
    for name, (title, modules) in RUNTIME.items():
        options = (
            "    options: {show_root_heading: false, show_root_toc_entry: false, filters: ['!^_'], heading_level: 2}"
        )
        pages[f"api/core/{name}.md"] = f"# {title}\n\n" + "".join(f"::: {one}\n{options}\n\n" for one in modules)
    return pages


def _by_resource(client: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for call in surface(client)["methods"]:
        found.setdefault(call.rpartition(".")[0], []).append(call)
    return dict(sorted(found.items()))


def _domains(client: str) -> list[str]:
    folder = ROOT / f"generated/{client}/src/warp_{client}/models"
    return sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("_"))


def _catalog(client: str) -> dict[str, Any]:
    file = ROOT / f"generated/{client}/src/warp_{client}/catalog.json"
    methods: dict[str, Any] = json.loads(file.read_text("utf-8"))["methods"]
    return methods


def _index() -> str:
    rows = [
        f"| [`{CLASSES[one]}`]({one}/index.md) | `warp_{one}` | {len(surface(one)['methods'])} |" for one in CLIENTS
    ]
    table = "\n".join(["| client | import | methods |", "|---|---|---|", *rows])
    return (
        f"# API\n\n{table}\n\nEvery method has an example in both flavours, and every example is run by a test. "
        "What all clients share is in [`warp_client_core`](core/index.md); the documents themselves are "
        "[shown by Redoc](../openapi.md).\n"
    )


def _client_index(client: str, found: dict[str, list[str]]) -> str:
    lines = [f"# {CLASSES[client]}", ""]
    lines += ["| method | what it does |", "|---|---|"]
    catalog = _catalog(client)
    for resource, methods in found.items():
        for call in methods:
            anchor = f"{resource or 'client'}.md#{_anchor(call)}"
            lines.append(f"| [`{call}`]({anchor}) | {_cell(catalog.get(call, {}).get('summary', ''))} |")
    lines += ["", "Types: " + ", ".join(f"[{one}](models-{one}.md)" for one in _domains(client)) + "."]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _anchor(call: str) -> str:
    return call.replace(".", "-").replace("_", "-")


def _resource(client: str, resource: str, methods: list[str]) -> str:
    codes = {(one.call, one.flavour): one.code for one in examples() if one.client == client}
    lines = [f"# {resource or CLASSES[client]}", ""]
    for call in methods:
        entry = surface(client)["methods"][call]
        lines += [f"## {call} {{ #{_anchor(call)} }}", ""]
        if "operation" in entry:
            about = f"`{entry['request']}` · operation `{entry['operation']}` · {entry['safety']}"
        else:
            about = f"written by hand, overlay `{entry['overlay']}`"
        lines += [f'<p class="request" markdown>{about}</p>', ""]
        for flavour in FLAVOURS:
            code = "".join(f"    {line}" if line.strip() else line for line in codes[call, flavour].splitlines(True))
            lines += [f'=== "{flavour}"', "", "    ```python", code.rstrip(), "    ```", ""]
        lines += [f"::: {_path(client, resource, call)}", WITHOUT_HEADING, ""]
    return "\n".join(lines)


def _path(client: str, resource: str, call: str) -> str:
    """Where the method is written: in the generated class, or in the hand-written one that it extends."""
    if resource:
        module = import_module(f"warp_{client}.resources.{resource}")
        own = [one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__]
        owner = next(one for one in own if not one.__name__.startswith("Async"))
    else:
        owner = getattr(import_module(f"warp_{client}"), CLASSES[client])
    found = inspect.getattr_static(owner, call.rpartition(".")[2])
    function: Any = found.fget if isinstance(found, property) else found
    return f"{function.__module__}.{function.__qualname__}"


def _models(client: str, module: str) -> str:
    """A class each in the order of the module, those of enumerations with their values, which no docstring has."""
    found = import_module(f"warp_{client}.models.{module}")
    classes = [one for one in vars(found).values() if isinstance(one, type) and one.__module__ == found.__name__]
    lines = [f"# Types: {module}", "", inspect.cleandoc(found.__doc__ or ""), ""]
    for one in classes:
        lines += [f"::: {found.__name__}.{one.__name__}", "    options: {filters: ['!^_'], heading_level: 2}", ""]
        if issubclass(one, OpenEnum):
            lines += [*(f"- `{name}` = `{member!s}`" for name, member in one.__members__.items()), ""]
    return "\n".join(lines)
