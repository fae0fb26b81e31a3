"""
The pages of the OpenAPI documents: Redoc and the document in one file, which asks nobody for anything.

One rule: an address in the bundle that a browser would load from is taken out; when it is not there, the build stops.
A page is dark when the site is: by the choice that mkdocs-material keeps for its folder, else as the machine is.
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
_FONT = "system-ui, sans-serif"
_TYPOGRAPHY = {"fontFamily": _FONT, "headings": {"fontFamily": _FONT}, "code": {"fontFamily": "monospace"}}
_LIGHT: dict[str, Any] = {"typography": _TYPOGRAPHY}
_DARK: dict[str, Any] = {
    "colors": {
        "primary": {"main": "#8c9eff"},
        "success": {"main": "#81c784"},
        "warning": {"main": "#ffb74d"},
        "error": {"main": "#ff8a80"},
        "text": {"primary": "#e0e3ee", "secondary": "#b4bacb"},
        "border": {"dark": "rgba(255,255,255,.16)", "light": "#1e2129"},
        "responses": {"info": {"color": "#81d4fa"}},
    },
    "schema": {"linesColor": "#5c6482", "nestedBackground": "#262a36"},
    "typography": {
        **_TYPOGRAPHY,
        "code": {"fontFamily": "monospace", "color": "#ffab91", "backgroundColor": "#2b2f3b"},
    },
    "sidebar": {
        "backgroundColor": "#1a1c23",
        "textColor": "#e0e3ee",
        "groupItems": {"activeBackgroundColor": "#2e3342"},
        "level1Items": {"activeBackgroundColor": "#2e3342"},
    },
    "rightPanel": {
        "backgroundColor": "#171920",
        "servers": {
            "overlay": {"backgroundColor": "#262a36", "textColor": "#e0e3ee"},
            "url": {"backgroundColor": "#1e2129"},
        },
    },
    "codeBlock": {"backgroundColor": "#101218"},
}
_DARK_STYLE = """html.dark { background: #1e2129; color-scheme: dark; }
html.dark h5, html.dark caption, html.dark h5 span { color: #b4bacb; }
html.dark td span { color: #9fd3d8; }
html.dark td, html.dark table { border-color: #3a4154; }
html.dark h5 ~ * svg, html.dark h5 ~ * polygon, html.dark h5 ~ svg polygon { fill: #b4bacb; }
html.dark .react-tabs__tab--selected.react-tabs__tab--selected { background: #2b3040; color: #fff; }
"""
"""What Redoc's theme has no word for: colours that are fixed in its styles."""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>body {{ margin: 0; font-family: system-ui, sans-serif; }} .back {{ display: block; padding: .6em 1em;
background: #3f51b5; color: #fff; text-decoration: none; }}
{dark_style}
img[src^="data:image/svg"] {{ display: none; }}</style>
</head>
<body>
<a class="back" href="../openapi.html">&#8592; WARP clients</a>
<div id="redoc"></div>
<script>{bundle}</script>
<script id="document" type="application/json">{document}</script>
<script>
const chosen = JSON.parse(localStorage.getItem(new URL("..", location).pathname + ".__palette"))?.color?.scheme;
const isDark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.classList.toggle("dark", isDark);
const options = {{...{options}, theme: isDark ? {dark} : {light}}};
Redoc.init(JSON.parse(document.getElementById("document").textContent), options, document.getElementById("redoc"));
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
    themes = {"dark": json.dumps(_DARK), "light": json.dumps(_LIGHT)}
    return _PAGE.format(
        title=title, bundle=_bundle(), document=text, options=json.dumps(_OPTIONS), dark_style=_DARK_STYLE, **themes
    )


@cache
def _bundle() -> str:
    text = BUNDLE.read_text("utf-8")
    if text.count(LOGO) != 1:
        raise ValueError(f"{BUNDLE.name} has {text.count(LOGO)} times the address {LOGO}; look what else it loads")
    return text.replace(LOGO, NO_PICTURE).replace("</script", "<\\/script").rpartition("//# sourceMappingURL")[0]
