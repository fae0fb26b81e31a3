"""
soundness: whether a wheel that was built may be shown to anyone.

The rule: what is checked is the file that will be published, by programs that had no part in making it.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from generator.model.software import Software
from generator.passes.provenance import FILE, output_digest
from generator.release.checkout import Subject
from generator.release.refusal import Refused
from generator.release.wheel_file import core_metadata, identity
from generator.release.wheels import build_wheel

CHECKS = (("twine", "check", "--strict"), ("check_wheel_contents",))


def refuse_unsound(wheel: Path, subject: Subject, *, epoch: int, software: Software) -> None:
    """
    Make sure of a wheel: it is what it says, and comes out the same again.

    Raises:
        Refused: With the first thing that is wrong.
    """
    said = identity(wheel.name)
    if said != (subject.distribution, subject.version):
        raise Refused(f"{wheel.name} is not {subject.distribution} {subject.version}. Run `nox -s regenerate`, commit.")
    core_metadata(wheel.read_bytes(), wheel.name)
    _refuse_wrong_record(wheel, subject)
    with tempfile.TemporaryDirectory(prefix="again-") as place:
        before = os.umask(0o077)
        try:
            again = build_wheel(subject.project, Path(place) / "deep" / "er", epoch=epoch, software=software)
        finally:
            os.umask(before)
        if again.read_bytes() != wheel.read_bytes():
            raise Refused(f"{wheel.name} comes out differently when built again. Find out why before it is released.")


def refuse_unacceptable(wheels: Sequence[Path]) -> None:
    """
    Make sure that twine and check-wheel-contents accept some wheels, each asked once for all of them.

    Raises:
        Refused: With what they say.
    """
    for check in CHECKS:
        command = [sys.executable, "-m", *check, *map(str, wheels)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            names = ", ".join(wheel.name for wheel in wheels)
            raise Refused(f"{check[0]} does not accept {names}. Correct what it says: {done.stdout.strip()[-2000:]}")


def provenance_of(wheel: Path, package: str) -> bytes:
    """
    The record that a wheel carries.

    Raises:
        Refused: It carries none.
    """
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as archive:
        if f"{package}/{FILE}" not in archive.namelist():
            raise Refused(f"{wheel.name} carries no {FILE}. Run `nox -s regenerate`, commit.")
        return archive.read(f"{package}/{FILE}")


def _refuse_wrong_record(wheel: Path, subject: Subject) -> None:
    record = tomllib.loads(provenance_of(wheel, subject.package).decode())
    with zipfile.ZipFile(wheel) as archive:
        inside = [one for one in archive.namelist() if one.startswith(f"{subject.package}/")]
        files = {one: archive.read(one).decode("utf-8", errors="surrogateescape") for one in inside}
    del files[f"{subject.package}/{FILE}"]
    if record.get("package") != output_digest(files):
        raise Refused(f"{wheel.name} holds other files than its {FILE} says. Run `nox -s regenerate`, commit.")
