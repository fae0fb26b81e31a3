"""
Says whether an installed package is what was released: ``python -m warp_client_core.provenance warp_customer``.

The rule: nothing of the checked package is imported; its files are read as bytes. A wheel carries ``provenance.toml``
with the digest of its package and of all that it was made from; installers keep each file's own in ``RECORD``.
What vouches for ``provenance.toml`` is the copy beside the release's signed ``SHA256SUMS``, given as ``--expect``.

Exit codes: 0 as released, 1 something differs, 2 it cannot be said.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import importlib.metadata
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from attrs import frozen

from warp_client_core.warp_error import WarpError

FILE = "provenance.toml"


class ProvenanceError(WarpError):
    """It cannot be said what the package is: it is not installed, or carries no record. ``message`` says what to do."""


@frozen
class Report:
    """
    What an installed package is.

    Attributes:
        distribution: Its name and version.
        record: The content of its ``provenance.toml``.
        digest: SHA-256 of that file.
        checked: How many files were compared.
        differences: What is not as released, a line each.
    """

    distribution: str
    record: Mapping[str, Any]
    digest: str
    checked: int
    differences: tuple[str, ...]


def check(package: str, *, expected: bytes | None = None, where: list[str] | None = None) -> Report:
    """
    Hold an installed package against its own record, file by file and as a whole.

    Args:
        package: Its import name, ``warp_customer`` for example.
        expected: ``provenance.toml`` as it was released, to be held against the one that is installed.
        where: Folders to look in; by default those that Python imports from.

    Raises:
        ProvenanceError: It is not installed as a wheel, or the wheel carries no record.
    """
    distribution, files = _installed(package, where)
    recorded = {path: digest for path, digest in files.items() if digest}
    differences = [line for path, digest in sorted(recorded.items()) if (line := _differs(distribution, path, digest))]
    own = f"{package}/{FILE}"
    if own not in recorded:
        raise ProvenanceError(f"{package} carries no {FILE}: it is no release. Install one from the package index.")
    content = _content(distribution, own) or b""
    record = _parsed(content, own)
    present = _present(distribution, package)
    differences += [f"{path}: is not of this release" for path in sorted(present - recorded.keys())]
    if _digest({path: _content(distribution, path) or b"" for path in present - {own}}) != record.get("package"):
        differences.append(f"{package}: the package as a whole is not the one that {FILE} was written for")
    if expected is not None and expected != content:
        differences.append(f"{own}: is not the one that was released")
    title = f"{distribution.name} {distribution.version}"
    return Report(title, record, hashlib.sha256(content).hexdigest(), len(recorded), tuple(differences))


def main(arguments: list[str] | None = None) -> int:
    """Check packages and print what was found; gives back the exit code."""
    parser = argparse.ArgumentParser(prog="python -m warp_client_core.provenance", description=__doc__)
    parser.add_argument("packages", nargs="+", metavar="PACKAGE", help="import name, for example warp_customer")
    parser.add_argument("--expect", metavar="FILE", help=f"{FILE} as released, for a single package")
    options = parser.parse_args(arguments)
    if options.expect and len(options.packages) > 1:
        parser.error("--expect is the record of one package; check the packages one by one")
    code = 0
    for package in options.packages:
        try:
            expected = Path(options.expect).read_bytes() if options.expect else None
            report = check(package, expected=expected)
        except (ProvenanceError, OSError) as error:
            sys.stderr.write(f"{error}\n")
            code = 2
            continue
        sys.stdout.write("\n".join(_lines(report)) + "\n")
        code = max(code, 1 if report.differences else 0)
    return code


def _lines(report: Report) -> list[str]:
    state = "DIFFERS from what was released" if report.differences else "as released"
    inputs = report.record.get("inputs", {})
    return [
        f"{report.distribution}: {state} ({report.checked} files, provenance {report.digest})",
        *(f"  {name} {digest}" for name, digest in sorted(inputs.items())),
        *(f"  ! {line}" for line in report.differences),
    ]


def _installed(package: str, where: list[str] | None) -> tuple[Distribution, dict[str, str]]:
    """The distribution that brought a package, and what its RECORD says: path -> digest."""
    for distribution in importlib.metadata.distributions(path=sys.path if where is None else where):
        rows = csv.reader((distribution.read_text("RECORD") or "").splitlines())
        files = {row[0]: row[1] for row in rows if len(row) > 1}
        if any(path.startswith(f"{package}/") for path in files):
            return distribution, files
    raise ProvenanceError(
        f"No wheel that brings {package} is installed here (a checkout cannot be checked). "
        f"Name an installed package, such as warp_customer."
    )


def _differs(distribution: Distribution, path: str, recorded: str) -> str | None:
    content = _content(distribution, path)
    if content is None:
        return f"{path}: is missing"
    name, _, wanted = recorded.partition("=")
    if name not in hashlib.algorithms_guaranteed:
        return f"{path}: is recorded by {name}, which is not known here"
    found = base64.urlsafe_b64encode(hashlib.new(name, content).digest()).rstrip(b"=").decode()
    return None if found == wanted else f"{path}: was changed"


def _content(distribution: Distribution, path: str) -> bytes | None:
    file = Path(str(distribution.locate_file(path)))
    return file.read_bytes() if file.is_file() else None


def _present(distribution: Distribution, package: str) -> set[str]:
    """Every file in the package's folder, but for what Python compiled."""
    root = Path(str(distribution.locate_file("")))
    files = (file.relative_to(root) for file in (root / package).rglob("*") if file.is_file())
    return {file.as_posix() for file in files if "__pycache__" not in file.parts}


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _parsed(content: bytes, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ProvenanceError(f"{path} cannot be read: it is no release. Install the package again.") from None


if __name__ == "__main__":
    raise SystemExit(main())
