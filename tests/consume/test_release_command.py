"""``python -m generator release`` on a whole checkout: the real gates, and the default sessions of a small project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.release.audit import audit
from generator.release.checkout import git
from tests.consume.releases import ROOT
from tests.generator.release.toys import committed, ssh_key
from tests.generator.specimens import Checkout, checkout

WHO = "release@example.test"
NOXFILE = """\
import nox
nox.options.sessions = ["tests"]

@nox.session(venv_backend="none")
def tests(session):
    session.run("python3", "-c", "import {module}", external=True)
    session.log("ran the default sessions")
"""


@pytest.fixture
def pets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A client and its runtime, prepared and committed, whose default sessions pass."""
    found = checkout(tmp_path / "checkout")
    skipped = shutil.ignore_patterns("__pycache__", "dist")
    shutil.copytree(ROOT / "overlays/core", found.root / "overlays/core", ignore=skipped)
    for name in ("tools/session.py", "requirements/nox.txt", "requirements/runtime.txt", "pyproject.toml"):
        found.write(name, (ROOT / name).read_text("utf-8"))
    if (ROOT / ".venv").is_dir():  # else the small project makes its own, as on a fresh machine
        (found.root / ".venv").symlink_to(ROOT / ".venv")
    found.write(".gitignore", "dist/\n.venv\n.nox/\n__pycache__/\n")
    found.write("noxfile.py", NOXFILE.format(module="json"))
    for client in ("core", "pets"):
        said = found.run("release", "prepare", "--client", client, "--date", "2026-11-23")
        assert 0 == said.code, said.err
    committed(found.root)
    key, _ = ssh_key(tmp_path)
    monkeypatch.setenv("WARP_RELEASE_KEY", str(key))
    monkeypatch.setenv("WARP_RELEASE_INDEX", str(tmp_path / "index"))
    return found


def offered(pets: Checkout) -> set[str]:
    """Wheels that the pages of the index name."""
    pages = (pets.root.parent / "index/simple").glob("*/index.json")
    return {file["filename"] for page in pages for file in json.loads(page.read_text("utf-8"))["files"]}


def test_a_green_checkout_is_released_by_the_command(pets: Checkout) -> None:
    """
    Once: the same commit again, and the same version with other content, are refused.
    """
    first = pets.run("release", "publish")
    again = pets.run("release", "publish", "pets")
    pets.write("openapi/pets.yaml", (pets.root / "openapi/pets.yaml").read_text("utf-8").replace("Fine.", "Well."))
    pets.build()
    committed(pets.root)
    other = pets.run("release", "publish", "pets")

    version = pets.run("release", "verify", "--signers", str(pets.root.parent / "signers"), "--identity", WHO)
    assert (0, 2) == (first.code, first.out.count("\nreleased ")), first.err
    assert "the default sessions passed just now" in first.out
    assert [] == audit(pets.root.parent / "index", pets.root.parent / "signers", WHO)
    assert 0 == version.code, version.out
    assert (1, True) == (again.code, "exists in the index, as it would be built now" in again.err)
    assert (1, True) == (other.code, "exists in the index, with other bytes" in other.err)
    assert 2 == len(offered(pets))


def test_a_red_run_of_the_default_sessions_is_refused_by_the_command(pets: Checkout) -> None:
    """
    They are run by the one entry point, and its exit code counts; once they pass, the release goes through.
    """
    pets.write("noxfile.py", NOXFILE.format(module="no_such_module"))
    committed(pets.root)

    red = pets.run("release", "publish")

    assert (1, set(), "") == (red.code, offered(pets), git(pets.root, "tag"))
    assert "The default sessions fail on" in red.err
    assert [] == list(pets.root.glob("dist/green/*"))


def _dirty(pets: Checkout) -> None:
    pets.write("openapi/notes.txt", "x")


def _drifted(pets: Checkout) -> None:
    file = pets.root / "generated/pets/src/pets/client.py"
    file.write_text(file.read_text("utf-8") + "# by hand\n", "utf-8")
    record = pets.root / "generated/pets/provenance.toml"
    record.write_text(record.read_text("utf-8").replace('package = "', 'package = "0'), "utf-8")
    committed(pets.root)


def _unprepared(pets: Checkout) -> None:
    clients = pets.root / "openapi/clients.toml"
    clients.write_text(clients.read_text("utf-8").replace('version = "1.0.0"', 'version = "1.1.0"'), "utf-8")
    pets.build()
    committed(pets.root)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_dirty, r"1 file(s) are not committed (openapi/notes.txt). Commit them"),
        (_drifted, "generated/ is not what the documents give. Run `nox -s regenerate`"),
        (_unprepared, "openapi/releases/pets.json does not begin with 1.1.0"),
    ],
    ids=["dirty", "drift", "unprepared"],
)
def test_what_is_not_fit_is_refused_by_the_command(pets: Checkout, spoil: object, said: str) -> None:
    """
    In a sentence, and the sessions are not even run.
    """
    assert callable(spoil)
    spoil(pets)

    done = pets.run("release", "publish")

    assert (1, set()) == (done.code, offered(pets))
    assert said in done.err
    assert not (pets.root / ".nox").exists()
