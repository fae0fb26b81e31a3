"""
index_pages: what a static package index says, as HTML (PEP 503) and JSON (PEP 691), with hashes, metadata, yanks.

The rule: a page is a function of the entries; addresses are relative, so an index works from any server or folder.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any

import attrs


@attrs.frozen
class Entry:
    """
    One file of the index.

    Attributes:
        size: In bytes.
        yanked: Why nobody should choose it any more (PEP 592); None when it is in use.
    """

    name: str
    version: str
    filename: str
    sha256: str
    size: int
    metadata_sha256: str
    requires_python: str | None = None
    yanked: str | None = None

    @property
    def url(self) -> str:
        """From the page of the project."""
        return f"../../files/{self.name}/{self.filename}"


def render(entries: Sequence[Entry]) -> dict[str, str]:
    """Path below ``simple/`` -> text of every page; the entries are sorted by name and version."""
    pages = {}
    projects = {name: list(found) for name, found in groupby(entries, key=lambda entry: entry.name)}
    for name, found in projects.items():
        pages[f"{name}/index.html"] = _page(f"Links for {name}", [_link(entry) for entry in found])
        pages[f"{name}/index.json"] = dump_json(_project(name, found))
    pages["index.html"] = _page("Simple index", [f'<a href="{name}/">{name}</a>' for name in projects])
    pages["index.json"] = dump_json({"meta": _META, "projects": [{"name": name} for name in projects]})
    return pages


def dump_json(value: Any) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def parse_yanked(text: str) -> dict[str, str]:
    """Version -> reason, as ``yanked.json`` has it."""
    return {str(version): str(reason) for version, reason in json.loads(text).items()}


_META = {"api-version": "1.1"}


def _page(title: str, links: list[str]) -> str:
    head = (
        f'<meta charset="utf-8"><meta name="pypi:repository-version" content="{_META["api-version"]}">'
        f"<title>{escape(title)}</title>"
    )
    body = "\n".join(f"{link}<br>" for link in links)
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>\n{body}\n</body></html>\n"


def _link(entry: Entry) -> str:
    attributes = {
        "href": f"{entry.url}#sha256={entry.sha256}",
        "data-requires-python": entry.requires_python,
        "data-core-metadata": f"sha256={entry.metadata_sha256}",
        "data-dist-info-metadata": f"sha256={entry.metadata_sha256}",
        "data-yanked": entry.yanked,
    }
    said = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value is not None)
    return f"<a {said}>{escape(entry.filename)}</a>"


def _project(name: str, entries: list[Entry]) -> dict[str, Any]:
    versions = list(dict.fromkeys(entry.version for entry in entries))
    return {"meta": _META, "name": name, "versions": versions, "files": [_file(entry) for entry in entries]}


def _file(entry: Entry) -> dict[str, Any]:
    metadata = {"sha256": entry.metadata_sha256}
    said: dict[str, Any] = {
        "filename": entry.filename,
        "url": entry.url,
        "size": entry.size,
        "hashes": {"sha256": entry.sha256},
        "core-metadata": metadata,
        "dist-info-metadata": metadata,
        "yanked": entry.yanked or False,
    }
    return {**said, "requires-python": entry.requires_python} if entry.requires_python else said
