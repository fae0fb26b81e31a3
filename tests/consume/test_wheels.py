"""The wheels themselves: the same bytes wherever they are made, and what stands in them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.version import Version

from generator.read.software import read_software
from generator.release.refusal import Refused
from generator.release.wheels import build_wheel, check_backend
from tests.consume.releases import CLIENTS, EPOCH, ROOT
from tests.consume.teams import team

PROJECTS = {"core": "overlays/core", **{key: f"generated/{key}" for key in CLIENTS.values()}}
Wheels = dict[tuple[str, str], Path]


def interpreters() -> dict[str, str]:
    """Python minor version -> an interpreter of it, of those on this machine that the wheels are for."""
    # pyenv keeps its versions in folders of their own; what it puts on the path runs only one of them.
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    plain = [one for one in os.environ["PATH"].split(os.pathsep) if Path(one) != pyenv / "shims"]
    path = os.pathsep.join([*map(str, sorted(pyenv.glob("versions/3.*/bin"))), *plain])
    command = ["uv", "python", "list", "--only-installed", "--no-config", "--output-format", "json"]
    listed = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True)
    found = [one for one in json.loads(listed.stdout) if one["implementation"] == "cpython"]
    usable = {
        one["version"].rsplit(".", 1)[0]: one["path"] for one in found if Version(one["version"]) >= Version("3.11")
    }
    return {**usable, f"{sys.version_info[0]}.{sys.version_info[1]}": sys.executable}


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Sets the mask of new files; as it was, after the test."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.mark.parametrize("project", PROJECTS)
def test_a_wheel_is_the_same_bytes_wherever_it_is_made(
    tmp_path: Path,
    project: str,
    umask: Callable[[int], int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """
    Another folder, file times, modes, umask and hash seed; every Python that is here (which ones is printed).
    """
    software, source = read_software(ROOT), ROOT / PROJECTS[project]
    first = build_wheel(source, tmp_path / "first", epoch=EPOCH, software=software).read_bytes()
    umask(0o077)
    copy = tmp_path / "some" / "where" / "else"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "dist"), copy_function=shutil.copyfile)
    for file in copy.rglob("*.py"):
        os.utime(file, (1, 1))
        file.chmod(0o600)
    (copy / "src" / "__pycache__").mkdir()
    (copy / "src" / "__pycache__" / "a.pyc").write_bytes(b"x")
    pythons = interpreters()
    with capsys.disabled():
        here = ", ".join(sorted(pythons)) + ("" if len(pythons) > 1 else ", the only one here")
        sys.stdout.write(f" {project} on Python {here} ")

    for seed, (minor, python) in enumerate(sorted(pythons.items())):
        monkeypatch.setenv("PYTHONHASHSEED", str(seed))
        again = build_wheel(copy, tmp_path / minor, epoch=EPOCH, software=software, python=python)
        assert first == again.read_bytes(), minor


def test_another_date_is_another_wheel(tmp_path: Path) -> None:
    """
    The date comes from the commit, not from the files.
    """
    software, source = read_software(ROOT), ROOT / PROJECTS["core"]

    one, two = (build_wheel(source, tmp_path / str(at), epoch=EPOCH + at, software=software) for at in (0, 10))

    assert one.read_bytes() != two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {(2026, 11, 18)} == {info.date_time[:3] for info in archive.infolist()}


def test_another_backend_is_refused(tmp_path: Path) -> None:
    """
    Its version stands in the wheel.
    """
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["hatchling>=1"]\n', "utf-8")

    with pytest.raises(Refused, match=r"Install requirements/release\.txt"):
        check_backend(tmp_path)


@pytest.mark.parametrize(
    "name", ["warp-client-core", "warp-customer-client", "warp-admin-client", "warp-netsuite-client"]
)
def test_the_bill_of_materials_is_sound_by_the_word_of_cyclonedx(wheels: Wheels, name: str) -> None:
    """
    Against the strict schema, and read back as a model of theirs that is complete in itself.
    """
    text = _bill(next(wheel for (one, _), wheel in sorted(wheels.items()) if one == name))

    assert None is JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    bom = Bom.from_json(json.loads(text))  # type: ignore[attr-defined] # made by their serialiser at import
    assert bom.validate()
    assert name == bom.metadata.component.name
    references = {one.bom_ref.value for one in bom.components} | {bom.metadata.component.bom_ref.value}
    assert {
        one for link in bom.dependencies for one in (link.ref.value, *(d.ref.value for d in link.dependencies))
    } <= (references)


def test_the_bill_lists_what_an_install_brings(folder: Path, wheels: Wheels, tmp_path: Path) -> None:
    """
    Every required component and its version, and nothing else, from an index of the pinned ones.
    """
    bill = json.loads(_bill(wheels["warp-customer-client", "1.2.0"]))
    members = team(tmp_path / "team", (folder / "simple").as_uri())
    members.install("warp-customer-client==1.2.0", "warp-client-core==0.1.0")

    required = {one["name"]: one["version"] for one in bill["components"] if one["scope"] == "required"}
    marked = {"colorama", "typing-extensions"}  # for other platforms and older Pythons
    installed = members.installed()
    assert installed.keys() - {"warp-customer-client"} <= required.keys()
    assert required.keys() - installed.keys() <= marked
    assert {} == {
        name: at for name, at in required.items() if name in installed and installed[name] != at and "warp" not in name
    }


def test_the_licence_is_in_the_metadata_and_beside_it(wheels: Wheels) -> None:
    """
    PEP 639: an expression and the file.
    """
    for wheel in wheels.values():
        with zipfile.ZipFile(wheel) as archive:
            (path,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
            metadata = archive.read(path).decode()
            assert path.replace("METADATA", "licenses/LICENSE") in archive.namelist()
        assert "\nLicense-Expression: Apache-2.0\nLicense-File: LICENSE\n" in metadata


def test_the_checkers_of_wheels_accept_every_one(wheels: Wheels) -> None:
    """
    twine, strictly, and check-wheel-contents.
    """
    files = [str(wheel) for wheel in wheels.values()]

    for command in (["twine", "check", "--strict"], ["check_wheel_contents"]):
        done = subprocess.run([sys.executable, "-m", *command, *files], capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stdout


def _bill(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (one for one in archive.namelist() if one.endswith(".dist-info/sboms/sbom.cdx.json"))
        return archive.read(path).decode()
