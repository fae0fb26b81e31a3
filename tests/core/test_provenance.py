"""What is installed, held against what was released."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from warp_client_core.provenance import ProvenanceError, check, main

FILES = {"pets/__init__.py": b"A = 1\n", "pets/calls/pets.py": b""}


def digest(files: dict[str, bytes]) -> str:
    """The digest of a package, spelled out."""
    found = hashlib.sha256()
    for path, content in sorted(files.items()):
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def row(path: str, content: bytes) -> str:
    hashed = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"{path},sha256={hashed},{len(content)}"


def install(site: Path, files: dict[str, bytes] | None = None, *, record: bytes | None = None) -> list[str]:
    """Put a wheel where an installer would; gives back the path to look in."""
    package = FILES if files is None else files
    given = f'package = "{digest(package)}"\n[inputs]\ndocuments = "abc"\n'.encode() if record is None else record
    everything = {
        **package,
        "pets/provenance.toml": given,
        "pets_client-1.0.dist-info/METADATA": b"Name: pets-client\nVersion: 1.0\n",
    }
    rows = [row(path, content) for path, content in everything.items()]
    rows += ["pets_client-1.0.dist-info/RECORD,,", "pets/__pycache__/a.pyc,,"]
    for path, content in {**everything, "pets_client-1.0.dist-info/RECORD": "\n".join(rows).encode()}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    return [str(site)]


def test_a_package_as_it_was_released(tmp_path: Path) -> None:
    """
    What Python compiles beside it does not count.
    """
    where = install(tmp_path)
    (tmp_path / "pets/__pycache__").mkdir()
    (tmp_path / "pets/__pycache__/a.pyc").write_bytes(b"x")

    report = check("pets", where=where)

    assert () == report.differences
    assert ("pets-client 1.0", 4, {"documents": "abc"}) == (
        report.distribution,
        report.checked,
        report.record["inputs"],
    )
    assert hashlib.sha256((tmp_path / "pets/provenance.toml").read_bytes()).hexdigest() == report.digest


@pytest.mark.parametrize(
    ("path", "content", "line"),
    [
        ("pets/__init__.py", b"A = 2\n", "pets/__init__.py: was changed"),
        ("pets/__init__.py", None, "pets/__init__.py: is missing"),
        ("pets/more.py", b"", "pets/more.py: is not of this release"),
        ("pets_client-1.0.dist-info/METADATA", b"Name: pets-client\nVersion: 1.0\n\n", "METADATA: was changed"),
        ("pets/provenance.toml", b"", "pets/provenance.toml: was changed"),
    ],
    ids=["changed", "missing", "foreign", "metadata", "record"],
)
def test_a_file_that_differs_is_named(tmp_path: Path, path: str, content: bytes | None, line: str) -> None:
    """
    Whatever was done to it.
    """
    where = install(tmp_path)
    if content is None:
        (tmp_path / path).unlink()
    else:
        (tmp_path / path).write_bytes(content)

    differences = check("pets", where=where).differences

    assert any(one.endswith(line) for one in differences)


def test_a_record_that_was_changed_with_the_file_does_not_hide_it(tmp_path: Path) -> None:
    """
    The package as a whole is still not the one that the provenance was written for.
    """
    released = f'package = "{digest(FILES)}"\n'.encode()
    where = install(tmp_path, {**FILES, "pets/__init__.py": b"A = 2\n"}, record=released)

    (line,) = check("pets", where=where).differences

    assert "the package as a whole is not the one" in line


def test_a_package_that_was_made_anew_is_caught_by_what_was_released(tmp_path: Path) -> None:
    """
    Somebody who writes every record anew cannot write the one that was signed.
    """
    where = install(tmp_path / "a")
    released = (tmp_path / "a/pets/provenance.toml").read_bytes()
    other = install(tmp_path / "b", {"pets/__init__.py": b"A = 2\n"})

    assert () == check("pets", where=where, expected=released).differences
    assert () == check("pets", where=other).differences
    assert ("pets/provenance.toml: is not the one that was released",) == check(
        "pets", where=other, expected=released
    ).differences


@pytest.mark.parametrize(
    ("package", "record", "advice"),
    [
        ("cats", None, "Name an installed package"),
        ("pet", None, "Name an installed package"),
        ("pets", b"\xff", "Install the package again"),
        ("pets", b"[", "Install the package again"),
    ],
    ids=["absent", "prefix", "bytes", "toml"],
)
def test_what_cannot_be_said_is_an_error(tmp_path: Path, package: str, record: bytes | None, advice: str) -> None:
    """
    With what to do.
    """
    with pytest.raises(ProvenanceError, match=advice):
        check(package, where=install(tmp_path, record=record))


def test_a_wheel_without_a_record_is_no_release(tmp_path: Path) -> None:
    """
    As a checkout is none.
    """
    where = install(tmp_path)
    rows = (tmp_path / "pets_client-1.0.dist-info/RECORD").read_text("utf-8").splitlines()
    kept = [one for one in rows if "provenance" not in one]
    (tmp_path / "pets_client-1.0.dist-info/RECORD").write_text("\n".join(kept), "utf-8")

    with pytest.raises(ProvenanceError, match=r"carries no provenance\.toml"):
        check("pets", where=where)


def test_the_command_says_it_in_lines_and_exit_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    0 as released, 1 differs, 2 cannot be said.
    """
    monkeypatch.setattr("sys.path", install(tmp_path))
    released = tmp_path / "pets/provenance.toml"

    assert 0 == main(["pets", "--expect", str(released)])
    assert "pets-client 1.0: as released (4 files" in capsys.readouterr().out
    (tmp_path / "pets/__init__.py").write_bytes(b"")
    assert 1 == main(["pets"])
    assert "  ! pets/__init__.py: was changed\n" in capsys.readouterr().out
    assert 2 == main(["pets", "cats"])
    assert "No wheel that brings cats" in capsys.readouterr().err
    assert 2 == main(["pets", "--expect", str(tmp_path / "none")])
