"""
A run of releases to consume: the real clients and the real runtime under other versions, built once for all tests.

The rule: a wheel here is one that the release code would publish, record and all; only the version, the runtime that it
asks for, and one edit in words differ from the checkout.
"""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import attrs

from generator.emit.tree import read_tree
from generator.passes.provenance import FILE, package_digest
from generator.read.software import read_software
from generator.release.versions import core_range
from generator.release.wheels import build_wheel

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1_795_000_000
CLIENTS = {"warp-customer-client": "customer", "warp-admin-client": "admin", "warp-netsuite-client": "netsuite"}


@attrs.frozen
class Made:
    """One release: the runtime beside it, its interface number, and edits ``(file, old, new)``."""

    name: str
    version: str
    core: str = "0.1.0"
    abi: int = 1
    edits: tuple[tuple[str, str, str], ...] = ()


RENAMED = ("src/warp_customer/client.py", "def trunks(", "def sip_trunks(")
RELEASES = (
    Made("warp-client-core", "0.1.0"),
    Made("warp-client-core", "0.1.1"),
    Made("warp-client-core", "0.2.0", abi=2),
    Made("warp-customer-client", "1.2.0"),
    Made("warp-customer-client", "1.2.1"),
    Made("warp-customer-client", "1.3.0", core="0.1.1"),
    Made("warp-customer-client", "1.4.0", core="0.1.1"),
    Made("warp-customer-client", "2.0.0", core="0.2.0", abi=2, edits=(RENAMED,)),
    Made("warp-admin-client", "1.0.0", core="0.1.1"),
    Made("warp-admin-client", "2.0.0", core="0.2.0", abi=2),
    Made("warp-netsuite-client", "1.1.0"),
)


def release_wheels(shared: Path) -> dict[tuple[str, str], Path]:
    """Name and version -> wheel of every release; built by whichever process comes first."""
    shared.mkdir(parents=True, exist_ok=True)
    with open(shared / "lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return {(one.name, one.version): _wheel(shared, one) for one in RELEASES}


def dependency_wheels(shared: Path) -> list[Path]:
    """What the runtime stands on, pinned and hashed: fetched once, by pip, from where this machine gets packages."""
    shared.mkdir(parents=True, exist_ok=True)
    done, folder = shared / "fetched", shared / "needs"
    with open(shared / "lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            pins = (
                "--require-hashes",
                "--no-deps",
                "--only-binary",
                ":all:",
                "-r",
                str(ROOT / "requirements/runtime.txt"),
            )
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *pins]
            subprocess.run([*command, "-d", str(folder)], check=True)
            done.touch()
    return sorted(folder.glob("*.whl"))


def _wheel(shared: Path, release: Made) -> Path:
    file = shared / f"{release.name.replace('-', '_')}-{release.version}-py3-none-any.whl"
    if file.is_file():
        return file
    copy = shared / "projects" / f"{release.name}-{release.version}"
    project = ROOT / ("generated" if release.name in CLIENTS else "overlays") / CLIENTS.get(release.name, "core")
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    for path, text in changed(read_tree(project), release).items():
        (copy / path).write_text(text, "utf-8", newline="\n")
    return build_wheel(copy, shared, epoch=EPOCH, software=read_software(ROOT).at(release.version))


def changed(tree: Mapping[str, str], release: Made) -> dict[str, str]:
    """The files of a project that are other ones in this release."""
    new = dict(tree)
    if release.name == "warp-client-core":
        path = "src/warp_client_core/_abi.py"
        text = re.sub(r'^VERSION: Final = ".*"$', f'VERSION: Final = "{release.version}"', tree[path], flags=re.M)
        new[path] = re.sub(r"^ABI: Final = \d+$", f"ABI: Final = {release.abi}", text, flags=re.M)
        return {path: new[path]}
    package = f"warp_{CLIENTS[release.name]}"
    project = re.sub(r'^version = ".*"$', f'version = "{release.version}"', tree["pyproject.toml"], flags=re.M)
    ranges = re.compile(r'(warp-client-core(?:\[\w+\])?)>=[^"]+"')
    new["pyproject.toml"] = ranges.sub(rf'\g<1>{core_range(release.core)}"', project)
    root = f"src/{package}/__init__.py"
    text = re.sub(r"^require\(\d+, ", f"require({release.abi}, ", tree[root], flags=re.M)
    new[root] = re.sub(r'^__version__ = ".*"$', f'__version__ = "{release.version}"', text, flags=re.M)
    for path, old, other in release.edits:
        assert old in new[path]
        new[path] = new[path].replace(old, other)
    digest = package_digest(package, new)
    new[FILE] = re.sub(r'^package = ".*"$', f'package = "{digest}"', tree[FILE], flags=re.M)
    return {path: text for path, text in new.items() if text != tree[path]}
