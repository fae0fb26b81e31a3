"""
Makes the site: ``python -m tools.site.build`` stages every page into ``dist/docs`` and prints them into ``site/``.

One rule: pages are written by hand in ``docs/`` or follow from the code; what is staged is thrown away and made anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from tools.site.api_pages import api_pages
from tools.site.decisions import decision_pages
from tools.site.openapi_page import documents, redoc_page
from tools.site.picture import picture

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / "dist" / "docs"
HERE = Path(__file__).parent
GUIDES = {
    "auth.md": "Signing in",
    "pagination.md": "Lists in pages",
    "errors.md": "Errors and retries",
    "uploads.md": "Uploads",
    "streaming.md": "Live events",
    "netsuite.md": "NetSuite",
    "queries.md": "Cached queries",
    "testing.md": "Testing with the sandbox",
    "upgrading.md": "Pinning and upgrading",
    "migration.md": "From the TypeScript client",
}
TOOLS = {"cli.md": "Command line", "mcp.md": "MCP server"}
INSIDE = {"pipeline.md": "The generator", "releasing.md": "Releasing"}


def stage(folder: Path = STAGE) -> Path:
    """Write all pages and assets to a folder, and the configuration with the menu beside it; gives back the latter."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    for file in folder.glob("*.md"):
        # Files of the repository are no pages; their names stay.
        file.write_text(re.sub(r"\[([^\]]+)\]\(\.\./[^)]+\)", r"`\1`", file.read_text("utf-8")), "utf-8")
    api, decisions = api_pages(), decision_pages()
    texts: dict[str, str] = {**api, **decisions, "assets/pipeline.svg": picture()}
    texts["assets/iframe-worker.js"] = (HERE / "node_modules/iframe-worker/shim/index.js").read_text("utf-8")
    for asset in (HERE / "assets").iterdir():
        texts[f"assets/{asset.name}"] = asset.read_text("utf-8")
    for name, document in documents().items():
        texts[f"openapi/{name}.html"] = redoc_page(document)
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    settings = ROOT / "dist" / "mkdocs.yml"
    settings.write_text(configuration(menu(api, decisions, folder)), "utf-8")
    return settings


def menu(api: Mapping[str, str], decisions: Mapping[str, str], folder: Path) -> list[object]:
    """The menu: written pages in their order, then what follows from the code; a new page stands under Tools."""
    known = {"index.md", *GUIDES, *TOOLS, *INSIDE}
    others = {
        file.name: _title(file.read_text("utf-8")) for file in sorted(folder.glob("*.md")) if file.name not in known
    }
    reference: list[object] = ["api/index.md"]
    for client in ("customer", "admin", "netsuite", "core"):
        pages = [path for path in api if path.startswith(f"api/{client}/")]
        reference.append({client: pages})
    reference.append({"OpenAPI documents": "openapi.md"})
    return [
        {"Start": "index.md"},
        {"Guides": [{title: page} for page, title in GUIDES.items()]},
        {"Tools": [{title: page} for page, title in {**TOOLS, **others}.items() if page != "openapi.md"]},
        {"API": reference},
        {"Inside": [*({title: page} for page, title in INSIDE.items()), {"Decisions": list(decisions)}]},
    ]


def configuration(nav: list[object]) -> str:
    """``mkdocs.yml`` with the menu, for the folder ``dist``."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    text = text.replace("docs_dir: dist/docs", "docs_dir: docs").replace("site_dir: site", "site_dir: ../site")
    text = text.replace("            - overlays/", "            - ../overlays/").replace(
        "- generated/", "- ../generated/"
    )
    return text + "\n" + yaml.safe_dump({"nav": nav}, sort_keys=False, allow_unicode=True)


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")


def main() -> int:
    """Stage, then print; gives back the exit code of mkdocs."""
    settings = stage()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(settings)]
    # The printer's advertisement for its next version is no news here: README.md tells what was decided about it.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
