"""
wheels: a project folder becomes a wheel whose bytes depend on the sources alone.

The rule: building happens in a copy that holds nothing but the project, with the time of the sources' commit, by the
backend that the project pins. Wheels of the runtime get their two records here; clients have theirs from the generator.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from generator.emit.tree import read_tree
from generator.model.software import Software
from generator.passes.provenance import FILE as PROVENANCE
from generator.passes.provenance import output_digest, package_digest, record
from generator.read.software import read_software
from generator.release.refusal import Refused
from generator.release.sbom import CORE, core_sbom
from generator.release.sbom import FILE as SBOM

CORE_PACKAGE = "warp_client_core"
_EARLIEST = 315_532_800  # 1980, the first year of zip
_TABLE = "[tool.hatch.build.targets.wheel]\n"


def build_wheel(project: Path, output: Path, *, epoch: int, software: Software, python: str = sys.executable) -> Path:
    """
    Build one wheel; gives back its file.

    Args:
        project: A folder with a ``pyproject.toml``.
        output: Where the wheel goes.
        epoch: Seconds since 1970 that the files in the archive carry.
        software: What the runtime stands on, for its records.
        python: The interpreter that builds; it finds the backend where this one does.

    Raises:
        Refused: The backend is not the pinned one, or it fails.
    """
    check_backend(project)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wheel-") as place:
        copy = Path(place) / "project"
        _copy(project, copy)
        if distribution(project) == CORE:
            add_core_records(copy, software)
        made = Path(place) / "made"
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONPATH": _backend_folder()}
        command = [python, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        wheels = sorted(made.glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            raise Refused(f"{project} cannot be built. Correct what hatchling says: {done.stderr.strip()[-2000:]}")
        target = output / wheels[0].name
        shutil.copyfile(wheels[0], target)
    return target


def distribution(project: Path) -> str:
    """The name of the distribution that a project folder makes."""
    return str(_pyproject(project)["project"]["name"])


def check_backend(project: Path) -> None:
    """
    Make sure that a project pins its backend and that this is the one installed here.

    Raises:
        Refused: Wheels would not come out the same elsewhere.
    """
    wanted = _pyproject(project)["build-system"]["requires"]
    here = f"hatchling=={importlib.metadata.version('hatchling')}"
    if wanted != [here]:
        raise Refused(f"{project} is built by {wanted}, and {here} is installed. Install requirements/release.txt.")


def add_core_records(copy: Path, software: Software) -> None:
    """Write ``provenance.toml`` and the bill of materials into a copy of the runtime's project."""
    tree = read_tree(copy)
    inputs = {"sources": output_digest(tree)}
    heads = {"distribution": CORE, "output": output_digest(tree), "package": package_digest(CORE_PACKAGE, tree)}
    tools = {name: version for name, version in software.tools.items() if name in ("hatchling", "build")}
    (copy / "src" / CORE_PACKAGE / PROVENANCE).write_text(record(heads, inputs, tools), "utf-8")
    (copy / SBOM).write_text(core_sbom(software), "utf-8")
    text = tree["pyproject.toml"]
    if text.count(_TABLE) != 1:
        raise Refused(f"{CORE}'s pyproject.toml has no table {_TABLE.strip()}. Keep it, its records are named there.")
    (copy / "pyproject.toml").write_text(text.replace(_TABLE, f'{_TABLE}sbom-files = ["{SBOM}"]\n'), "utf-8")


def _backend_folder() -> str:
    """Where the backend is installed: it is plain Python, so another interpreter can run it from there."""
    return str(Path(str(importlib.metadata.distribution("hatchling").locate_file(""))))


def _copy(project: Path, copy: Path) -> None:
    """Nothing but what the project is: no caches, no earlier builds. The backend sets the modes, whatever the umask."""
    for path in sorted(read_tree(project)):
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / path, target)


def _pyproject(project: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((project / "pyproject.toml").read_text("utf-8"))


def main(arguments: list[str] | None = None) -> int:
    """Build the wheels of some projects as they stand, committed or not, dated 1980: for tests, not for an index."""
    parser = argparse.ArgumentParser(prog="python -m generator.release.wheels", description=main.__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("projects", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    for project in options.projects:
        build_wheel(project, options.output, epoch=_EARLIEST, software=read_software(Path()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
