"""The folder index: what its pages say, and that it is never half of anything."""

from __future__ import annotations

import hashlib
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.release import index
from generator.release.refusal import Refused
from tests.generator.release.toys import toy_wheel


class Links(HTMLParser):
    """The attributes of each link of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index with two versions of one project."""
    found = tmp_path / "index"
    index.add(found, [toy_wheel(tmp_path / "made", version=version) for version in ("1.10.0", "1.9.0")])
    return found


def page(folder: Path, name: str = "toy") -> dict[str, dict[str, str | None]]:
    """File name -> attributes of its link."""
    links = Links((folder / f"simple/{name}/index.html").read_text("utf-8")).found
    return {str(link["href"]).split("#")[0].rsplit("/", 1)[-1]: link for link in links}


def record(folder: Path, name: str = "toy") -> dict[str, dict[str, object]]:
    """File name -> entry of the JSON page."""
    text = (folder / f"simple/{name}/index.json").read_text("utf-8")
    return {one["filename"]: one for one in json.loads(text)["files"]}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_a_link_leads_to_its_file_and_names_its_hash(folder: Path) -> None:
    """
    PEP 503: relative to the page, with the digest as fragment.
    """
    href, _, fragment = str(page(folder)["toy-1.9.0-py3-none-any.whl"]["href"]).partition("#")

    content = (folder / "simple/toy" / href).read_bytes()
    assert f"sha256={hashlib.sha256(content).hexdigest()}" == fragment


def test_html_and_json_say_the_same(folder: Path) -> None:
    """
    PEP 691: hashes, required Python, metadata; versions are in their order (PEP 700).
    """
    for name, link in page(folder).items():
        entry = record(folder)[name]
        metadata = folder / f"files/toy/{name}.metadata"
        digest = hashlib.sha256(metadata.read_bytes()).hexdigest()
        assert {"sha256": str(link["href"]).rsplit("=", 1)[-1]} == entry["hashes"]
        assert (">=3.11", ">=3.11") == (link["data-requires-python"], entry["requires-python"])
        assert (f"sha256={digest}", {"sha256": digest}) == (link["data-core-metadata"], entry["core-metadata"])
    listed = json.loads((folder / "simple/toy/index.json").read_text("utf-8"))
    assert ["1.9.0", "1.10.0"] == listed["versions"]
    assert [{"name": "toy"}] == json.loads((folder / "simple/index.json").read_text("utf-8"))["projects"]


def test_the_metadata_beside_a_wheel_is_the_one_inside(folder: Path) -> None:
    """
    PEP 658: a resolver reads it instead of the wheel.
    """
    text = (folder / "files/toy/toy-1.9.0-py3-none-any.whl.metadata").read_text("utf-8")

    assert text.startswith("Metadata-Version: 2.4\nName: toy\nVersion: 1.9.0\n")


def test_adding_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """
    Not a byte, and nothing counts as new.
    """
    before = snapshot(folder)

    fresh = index.add(folder, [tmp_path / "made/toy-1.9.0-py3-none-any.whl"])

    assert ([], before) == (fresh, snapshot(folder))


def test_the_order_of_publishing_leaves_no_trace(folder: Path, tmp_path: Path) -> None:
    """
    The index is a function of its files.
    """
    for version in ("1.9.0", "1.10.0"):
        index.add(tmp_path / "other", [tmp_path / f"made/toy-{version}-py3-none-any.whl"])

    assert snapshot(folder) == snapshot(tmp_path / "other")


def test_other_bytes_under_a_published_name_are_refused_whole(folder: Path, tmp_path: Path) -> None:
    """
    Also what came with them is not published.
    """
    before = snapshot(folder)
    other = toy_wheel(tmp_path / "other", version="1.9.0", files={"toy/__init__.py": b"A = 2\n"})
    new = toy_wheel(tmp_path / "other", version="2.0.0")

    with pytest.raises(Refused, match=r"toy-1\.9\.0.* other bytes .*prepare the next one"):
        index.add(folder, [other, new])

    assert before == snapshot(folder)


def test_a_racing_writer_cannot_overwrite_a_file(tmp_path: Path) -> None:
    """
    The name is taken by whoever is first, even without the lock.
    """
    index.place_file(tmp_path / "a", b"first")

    with pytest.raises(Refused, match="other bytes"):
        index.place_file(tmp_path / "a", b"second")

    assert [("a", b"first")] == [(one.name, one.read_bytes()) for one in tmp_path.iterdir()]


@pytest.mark.parametrize("writes", range(1, 11))
def test_a_publication_cut_at_any_write_never_breaks_the_index(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """
    Every link leads to a file with its hash, before and after it is taken up again.
    """
    wheels = [toy_wheel(tmp_path / "made", version="2.0.0"), toy_wheel(tmp_path / "made", "pet", "1.0.0")]
    left = iter(range(writes - 1))
    real = os.fsync

    def cut(handle: int) -> None:
        if next(left, None) is None:
            raise OSError("power cut")
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", cut)
        with pytest.raises(OSError, match="power cut"):
            index.add(folder, wheels)
    for name in ("toy", "pet"):
        if (folder / f"simple/{name}/index.html").is_file():
            for link in page(folder, name).values():
                href, _, fragment = str(link["href"]).partition("#sha256=")
                assert fragment == hashlib.sha256((folder / f"simple/{name}" / href).read_bytes()).hexdigest()
                assert (folder / f"simple/{name}" / f"{href}.metadata").is_file()

    index.add(folder, wheels)

    assert [] == index.differences(folder)
    assert "toy-2.0.0-py3-none-any.whl" in page(folder)
    assert "pet-1.0.0-py3-none-any.whl" in page(folder, "pet")


def test_a_yanked_version_says_why(folder: Path) -> None:
    """
    PEP 592, in both pages, escaped; and it can be taken back.
    """
    before = {name: text for name, text in snapshot(folder).items() if name.startswith("simple")}

    index.yank(folder, "toy", "1.9.0", 'loses "calls" <b>')

    assert 'loses "calls" <b>' == page(folder)["toy-1.9.0-py3-none-any.whl"]["data-yanked"]
    assert 'loses "calls" <b>' == record(folder)["toy-1.9.0-py3-none-any.whl"]["yanked"]
    assert False is record(folder)["toy-1.10.0-py3-none-any.whl"]["yanked"]
    assert "data-yanked" not in page(folder)["toy-1.10.0-py3-none-any.whl"]
    index.yank(folder, "toy", "1.9.0", None)
    assert before == {name: text for name, text in snapshot(folder).items() if name.startswith("simple")}


@pytest.mark.parametrize(
    ("version", "reason", "advice"),
    [("3.0.0", "bad", "nothing to yank"), ("1.9.0", " ", "Say why")],
)
def test_a_yank_of_nothing_is_refused(folder: Path, version: str, reason: str, advice: str) -> None:
    """
    A version that is not there; a reason that says nothing.
    """
    with pytest.raises(Refused, match=advice):
        index.yank(folder, "toy", version, reason)


@pytest.mark.parametrize(
    ("name", "change", "advice"),
    [
        ("toy-1.0.0-py3-none-any.whl", lambda content: content + b"more", "bytes follow its end"),
        ("toy-1.0.0-py3-none-any.whl", lambda content: content[:-30], "cannot be read as a wheel"),
        ("toy-1.0.0-py3-none-any.whl", lambda content: content.replace(b"A = 1", b"A = 2"), "is damaged"),
        ("toy-1.0.1-py3-none-any.whl", lambda content: content, "says of itself that it is toy 1.0.0"),
        ("pet-1.0.0-py3-none-any.whl", lambda content: content, "says of itself that it is toy 1.0.0"),
        ("toy-1.0.0.tar.gz", lambda content: content, "takes wheels only"),
    ],
    ids=["trailing", "cut", "damaged", "version", "name", "sdist"],
)
def test_a_file_that_is_not_what_it_says_is_refused(tmp_path: Path, name: str, change: object, advice: str) -> None:
    """
    Before anything is written.
    """
    content = toy_wheel(tmp_path / "made").read_bytes()
    (tmp_path / name).write_bytes(change(content))  # type: ignore[operator] # a function from the table above

    with pytest.raises(Refused, match=advice):
        index.add(tmp_path / "index", [tmp_path / name])

    assert not (tmp_path / "index/files").exists()


def test_a_page_that_was_changed_is_told(folder: Path) -> None:
    """
    And so is a file whose bytes are others than the page says; `refresh` sets pages right.
    """
    (folder / "simple/toy/index.html").write_text("", "utf-8")
    (folder / "simple/index.json").unlink()

    lines = index.differences(folder)

    assert [True, True] == [any(word in line for line in lines) for word in ("does not say", "is missing")]
    index.refresh(folder)
    assert [] == index.differences(folder)
