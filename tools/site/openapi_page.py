"""
The pages of the OpenAPI documents: Redoc and the document in one file, which asks nobody for anything.

One rule: an address in the bundle that a browser would load from is taken out; when it is not there, the build stops.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = Path(__file__).parent / "node_modules/redoc/bundles/redoc.standalone.js"
LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
NO_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
_OPTIONS = {
    "hideDownloadButtons": True,
    "expandResponses": "200,201",
    "jsonSamplesExpandLevel": 3,
    "nativeScrollbars": True,
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>body {{ margin: 0; font-family: system-ui, sans-serif; }} .back {{ display: block; padding: .6em 1em;
background: #3f51b5; color: #fff; text-decoration: none; }}
img[src^="data:image/svg"] {{ display: none; }}</style>
</head>
<body>
<a class="back" href="../openapi.html">&#8592; WARP clients</a>
<div id="redoc"></div>
<script>{bundle}</script>
<script id="document" type="application/json">{document}</script>
<script>
Redoc.init(JSON.parse(document.getElementById("document").textContent), {options}, document.getElementById("redoc"));
</script>
</body>
</html>
"""


def documents() -> dict[str, dict[str, Any]]:
    """The document of each client, bundled, with its own operations only."""
    folder = ROOT / "dist" / "openapi"
    command = [sys.executable, "-m", "generator", "bundle", "--output", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))}


def redoc_page(document: dict[str, Any]) -> str:
    """One page of HTML."""
    # What ends a script must not stand inside of one.
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    title = html.escape(document["info"]["title"])
    return _PAGE.format(title=title, bundle=_bundle(), document=text, options=json.dumps(_OPTIONS))


@cache
def _bundle() -> str:
    text = BUNDLE.read_text("utf-8")
    if text.count(LOGO) != 1:
        raise ValueError(f"{BUNDLE.name} has {text.count(LOGO)} times the address {LOGO}; look what else it loads")
    return text.replace(LOGO, NO_PICTURE).replace("</script", "<\\/script").rpartition("//# sourceMappingURL")[0]
