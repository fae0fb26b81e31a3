"""``python -m generator release yank`` and ``verify``, as a person gives them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.release import index
from generator.release.sums import SUMS, sign, sums
from tests.generator.release.toys import ssh_key, toy_wheel

WHO = "release@example.test"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index with two versions, both with their signed records."""
    key, _ = ssh_key(tmp_path)
    found = tmp_path / "index"
    for version in ("1.0.0", "1.1.0"):
        wheel = toy_wheel(tmp_path / "made", version=version)
        record = found / "releases/toy" / version
        record.mkdir(parents=True)
        (record / wheel.name).write_bytes(wheel.read_bytes())
        (record / SUMS).write_text(sums({wheel.name: wheel.read_bytes()}), "utf-8")
        sign(record, key)
        index.add(found, [wheel])
    monkeypatch.setenv("WARP_RELEASE_INDEX", str(found))
    return found


def given(tmp_path: Path, *words: str) -> int:
    """The exit code of ``release`` with these words."""
    return main(["--project", str(tmp_path), "release", *words])


def yanked(folder: Path) -> dict[str, object]:
    """Version -> what its page says of it."""
    files = json.loads((folder / "simple/toy/index.json").read_text("utf-8"))["files"]
    return {one["filename"].split("-")[1]: one.get("yanked", False) for one in files}


def test_a_version_is_yanked_with_a_reason_and_taken_back_without(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The other version stays as it is, both times.
    """
    codes = [given(tmp_path, "yank", "toy", "1.0.0", "--reason", "loses calls")]
    marked = yanked(folder)
    codes.append(given(tmp_path, "yank", "toy", "1.0.0"))

    assert [0, 0] == codes
    assert ({"1.0.0": "loses calls", "1.1.0": False}, {"1.0.0": False, "1.1.0": False}) == (marked, yanked(folder))
    assert ["toy 1.0.0: yanked", "toy 1.0.0: no longer yanked"] == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("toy", "9.9.9", "--reason", "x"), "toy 9.9.9 is not in the index"),
        (("dog", "1.0.0", "--reason", "x"), "dog 1.0.0 is not in the index"),
        (("toy", "1.0.0", "--reason", " "), "no reason was given"),
    ],
)
def test_a_yank_that_cannot_be_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """
    In words, with exit code 1, and nothing is marked.
    """
    code = given(tmp_path, "yank", *words)

    assert (1, True) == (code, said in capsys.readouterr().err)
    assert {"1.0.0": False, "1.1.0": False} == yanked(folder)


def test_an_index_as_it_was_signed_is_verified(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    A yank changes pages, which nobody signs, and takes no signature away.
    """
    given(tmp_path, "yank", "toy", "1.0.0", "--reason", "loses calls")

    code = given(tmp_path, "verify", "--signers", str(tmp_path / "signers"), "--identity", WHO)

    assert (0, "Pages, files and signatures agree.") == (code, capsys.readouterr().out.splitlines()[-1])


@pytest.mark.parametrize("what", ["wheel", "record", "page", "signer"])
def test_an_index_that_somebody_changed_is_not_verified(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    """
    What differs is named, and the exit code is 1.
    """
    wheel = "toy-1.1.0-py3-none-any.whl"
    if what == "wheel":
        (folder / "files/toy" / wheel).write_bytes((folder / "files/toy/toy-1.0.0-py3-none-any.whl").read_bytes())
    if what == "record":
        (folder / "releases/toy/1.1.0" / wheel).write_bytes(b"")
    if what == "page":
        (folder / "simple/toy/index.json").write_text("{}", "utf-8")
    identity = "mallory@example.test" if what == "signer" else WHO

    code = given(tmp_path, "verify", "--signers", str(tmp_path / "signers"), "--identity", identity)

    *lines, last = capsys.readouterr().out.splitlines()
    named = {"wheel": wheel, "record": wheel, "page": "simple/toy/index.json", "signer": "did not sign it"}
    assert (1, "The index is not as it was signed.") == (code, last)
    assert any(named[what] in line for line in lines)
