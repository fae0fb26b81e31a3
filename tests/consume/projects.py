"""A small checkout to release from: a runtime and two clients of a few lines, committed, with their ledgers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from generator.model.software import Software
from generator.passes.provenance import FILE, package_digest, record
from generator.release.checkout import CORE_KEY, Subject
from generator.release.destination import Destination, FolderIndex
from generator.release.ledger import Change, Release, Severity, write_ledger
from generator.release.publish import Workshop, publish
from generator.release.sbom import CORE
from tests.generator.release.toys import committed, ssh_key

NOW = 1_795_400_000.0
PYPROJECT = """\
[build-system]
requires = ["hatchling==1.33.0"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
description = "A toy"
readme = "README.md"
requires-python = ">=3.11"
license = "Apache-2.0"
license-files = ["LICENSE"]

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]
"""
RECORD = '[tool.hatch.build.targets.wheel.force-include]\n"{file}" = "{package}/{file}"\n'


@attrs.define
class Shop:
    """A checkout, and what it is released with; tests change one thing at a time."""

    root: Path
    versions: dict[str, str]
    key: Path
    signers: Path
    destination: Destination
    severity: Severity = "patch"
    changes: tuple[Change, ...] = ()
    drift: int = 0
    suite: Callable[[], int] = lambda: 0
    said: list[str] = attrs.field(factory=list)

    def subjects(self) -> list[Subject]:
        """What can be released."""
        return [
            Subject(key, *names(key), version, self.root / "projects" / key, (f"projects/{key}",))
            for key, version in self.versions.items()
        ]

    def write(self, key: str, version: str, *, base: str = "none", body: str = "A = 1\n") -> None:
        """A project in a version, prepared but not committed."""
        self.versions[key] = version
        name, package = names(key)
        project = {
            "README.md": f"# {name}\n",
            "LICENSE": "A licence.\n",
            "pyproject.toml": PYPROJECT.format(name=name, version=version, package=package),
            f"src/{package}/__init__.py": body,
        }
        if key != CORE_KEY:
            project["pyproject.toml"] += RECORD.format(file=FILE, package=package)
            heads = {"distribution": name, "package": package_digest(package, project)}
            project[FILE] = record(heads, {"documents": "a" * 64}, {})
        for path, text in project.items():
            target = self.root / "projects" / key / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        earlier = () if base == "none" else (Release(base, "none", "2026-11-01", "patch"),)
        write_ledger(self.root, key, (Release(version, base, "2026-11-23", "patch"), *earlier))

    def publish(self, *wanted: str) -> list[str]:
        """Release what is committed."""
        return publish(self.workshop(), self.subjects(), wanted)

    def workshop(self) -> Workshop:
        """What the release is made with."""
        return Workshop(
            root=self.root,
            software=Software(),
            destination=self.destination,
            records=self.index / "releases",
            key=self.key,
            rated=lambda subject, base: (self.severity, self.changes),
            drift=lambda: self.drift,
            suite=self.suite,
            say=self.said.append,
            now=NOW,
        )

    @property
    def index(self) -> Path:
        """The folder index."""
        return self.root.parent / "index"


def names(key: str) -> tuple[str, str]:
    """Distribution and package of a subject."""
    return (CORE, "warp_client_core") if key == CORE_KEY else (f"{key}-client", key)


def shop(place: Path) -> Shop:
    """A runtime and two clients, committed, nothing released."""
    place.mkdir(exist_ok=True)
    key, signers = ssh_key(place)
    root = place / "checkout"
    (root / "overlays/core/src/warp_client_core").mkdir(parents=True)
    (root / ".gitignore").write_text("dist/\n", "utf-8")
    found = Shop(root, {}, key, signers, FolderIndex(place / "index"))
    for name in (CORE_KEY, "pets", "cats"):
        found.write(name, "0.1.0" if name == CORE_KEY else "1.0.0")
    committed(root)
    return found
