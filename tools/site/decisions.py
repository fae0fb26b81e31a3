"""
The pages of decisions: the "Why" sections of the READMEs, as they stand there.

One rule: nothing is told twice; a page is its README's section under the name of the folder.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "openapi": "The documents",
    "generator": "The generator",
    "generator/release": "Releases",
    "overlays/core": "The runtime",
    "overlays/token_refresh": "Staying signed in",
    "overlays/rate_import": "Rate decks",
    "overlays/streaming": "Live events",
    "overlays/following": "Followed records",
    "overlays/cdr_export": "Exports of call records",
    "overlays/webhook_deliveries": "Webhook deliveries",
    "overlays/netsuite_oauth": "NetSuite: signing in",
    "overlays/netsuite_records": "NetSuite: records",
    "overlays/netsuite_governance": "NetSuite: limits",
    "overlays/netsuite_sync": "NetSuite: synchronisation",
    "sandbox": "The sandbox",
    "bench": "Measuring",
    "tools/site": "This site",
}
_HEADING = re.compile(r"^(#{2,3}) (Why\b.*)$", re.M)


def decision_pages() -> dict[str, str]:
    """Path to text, an index first."""
    pages = {}
    lines = [
        "# Decisions",
        "",
        "What was chosen, at which price, and when to think again; taken from the folders they are about.",
        "",
    ]
    for folder, title in SOURCES.items():
        name = f"decisions/{folder.rpartition('/')[2]}.md"
        text = why((ROOT / folder / "README.md").read_text("utf-8"))
        if not text:
            raise ValueError(f"{folder}/README.md has no section Why")
        pages[name] = f"# {title}\n\nFrom `{folder}/README.md`.\n\n{text}"
        lines.append(f"- [{title}]({name.partition('/')[2]})")
    return {"decisions/index.md": "\n".join(lines) + "\n", **pages}


def why(text: str) -> str:
    """The sections of a README that are called Why; links to files of the repository become code."""
    found = []
    for match in _HEADING.finditer(text):
        end = re.search(rf"^#{{1,{len(match[1])}}} ", text[match.end() :], re.M)
        section = text[match.end() :][: end.start() if end else None]
        found.append(re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]+\)", r"`\1`", section).strip())
    return "\n\n".join(found) + "\n" if found else ""
