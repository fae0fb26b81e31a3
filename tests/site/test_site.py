"""The printed site: whole, alone, and readable in a browser that has no network. `nox -s docs` prints it first."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.clients.cassettes.cases import CLIENTS, surface
from tools.site.picture import stages

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
OWN = {"404.html"}
"""Served by web servers only, for addresses of any depth."""


class Seen(HTMLParser):
    """What a page names, links to and loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in LOADING and LOADING[tag] in given and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(given[LOADING[tag]])


@cache
def seen() -> dict[Path, Seen]:
    """Every page of the site."""
    found = {}
    for file in sorted(SITE.rglob("*.html")):
        found[file] = Seen()
        found[file].feed(file.read_text("utf-8"))
    return found


def test_no_link_is_broken() -> None:
    """
    Each leads to a page of the site, and to a place on it.
    """
    broken = []
    for file, page in seen().items():
        for link in page.links if file.name not in OWN else ():
            parts = urlsplit(link)
            if parts.scheme or not (parts.path or parts.fragment):
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            known = seen().get(target)
            if not target.exists() or (parts.fragment and known and unquote(parts.fragment) not in known.ids):
                broken.append(f"{file.relative_to(SITE)}: {link}")

    assert 100 < len(seen())
    assert [] == broken


def test_nothing_is_loaded_from_elsewhere() -> None:
    """
    Neither by a page nor by a style.
    """
    outside = re.compile(r"^(?:https?:)?//")
    found = [f"{file.name}: {one}" for file, page in seen().items() for one in page.loaded if outside.match(one)]
    styles = [
        file.name for file in SITE.rglob("*.css") if re.search(r"url\(['\"]?(?:https?:)?//", file.read_text("utf-8"))
    ]

    assert [] == found
    assert [] == styles


@pytest.mark.parametrize("client", CLIENTS)
def test_every_method_has_its_place_with_both_examples(client: str) -> None:
    """
    On the page of its resource.
    """
    for call in surface(client)["methods"]:
        resource, _, name = call.rpartition(".")
        text = (SITE / "api" / client / f"{resource or 'client'}.html").read_text("utf-8")
        section = text.partition(f'id="{call.replace(".", "-").replace("_", "-")}"')[2].partition("<h2 ")[0]
        plain = re.sub(r"<[^>]+>", "", section)
        assert f"client.{call}" in plain, call
        assert "async def main()" in plain, call
        assert f"{name}" in plain, call


def test_the_picture_shows_every_pass() -> None:
    """
    As the code has them.
    """
    drawn = re.findall(r">([a-z_]+)</text>", (SITE / "assets" / "pipeline.svg").read_text("utf-8"))

    assert [name for stage in stages() for name in (stage.name, *stage.passes)] == drawn


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What Chromium saw, from ``file://`` with the network off; screenshots are left in ``dist/screenshots``."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert browser, f"none of {BROWSERS} is installed; on Debian: apt-get install -y chromium"
    out = ROOT / "dist" / "screenshots"
    command = ["node", str(ROOT / "tools/site/check.mjs"), str(SITE), str(out), browser]
    subprocess.run(command, check=True, timeout=600)
    found: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
    return found


def test_a_browser_asks_nobody_and_meets_no_error(report: dict[str, Any]) -> None:
    """
    On any page it was shown, Redoc's included.
    """
    assert [] == report["requests"]
    assert [] == report["errors"]


def test_search_works_from_a_file(report: dict[str, Any]) -> None:
    """
    The name of an error leads to its guide and its reference.
    """
    found = {urlsplit(one).path.rpartition("/site/")[2] for one in report["search"]}

    assert {"errors.html", "api/core/errors.html"} <= found


def test_pages_fit_a_phone_and_follow_the_scheme_of_the_machine(report: dict[str, Any]) -> None:
    """
    No page scrolls sideways.
    """
    assert [] == report["wide"]
    assert ["dark slate", "light default"] == report["scheme"]


def test_text_stands_out_from_what_it_stands_on(report: dict[str, Any]) -> None:
    """
    By the contrast that WCAG's level AA asks for, in both schemes and widths.
    """
    assert [] == report["faint"]
