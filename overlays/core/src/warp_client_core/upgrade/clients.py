"""
Finds the clients to check against: installed ones, wheels, folders.

The rule: a package is found by its files (``changes.json`` stands beside its code) and never imported.
"""

from __future__ import annotations

import importlib.metadata
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from warp_client_core.upgrade.failing import UpgradeError
from warp_client_core.upgrade.surfaces import Files

LEDGER = "changes.json"
GROUP = "warp_client_core.clients"
"""Entry points by which installed clients name their packages."""


@attrs.frozen
class Client:
    """Where the files of one client are: a folder, or a folder inside a wheel."""

    package: str
    place: Path

    def files(self) -> Files:
        """Its Python files, by path below the package."""
        if self.place.is_dir():
            found = sorted(self.place.rglob("*.py"))
            return {one.relative_to(self.place).as_posix(): one.read_text("utf-8") for one in found}
        with zipfile.ZipFile(self.place) as wheel:
            names = [one for one in wheel.namelist() if one.startswith(f"{self.package}/") and one.endswith(".py")]
            return {one.removeprefix(f"{self.package}/"): wheel.read(one).decode() for one in names}

    def ledger(self) -> str | None:
        """The text of its ``changes.json``, if it has one."""
        if self.place.is_dir():
            file = self.place / LEDGER
            return file.read_text("utf-8") if file.is_file() else None
        with zipfile.ZipFile(self.place) as wheel:
            name = f"{self.package}/{LEDGER}"
            return wheel.read(name).decode() if name in wheel.namelist() else None


def find_clients(named: Iterable[str]) -> list[Client]:
    """
    The clients to check against; the installed ones stand after those that were named.

    Args:
        named: Import names, wheels, or folders of packages.

    Raises:
        UpgradeError: One of them is no client.
    """
    return list(dict.fromkeys([*(_named(one) for one in named), *_installed()]))


def _named(name: str) -> Client:
    path = Path(name)
    if path.suffix == ".whl" and path.is_file():
        try:
            with zipfile.ZipFile(path) as wheel:
                packages = [one.partition("/")[0] for one in wheel.namelist() if one.endswith(f"/{LEDGER}")]
        except (zipfile.BadZipFile, OSError) as error:
            raise UpgradeError(f"{name} is no wheel ({error}). Download it anew.") from None
        if len(packages) != 1:
            raise UpgradeError(f"{name} holds no {LEDGER}. Give the wheel of a client.")
        return Client(packages[0], path)
    if (path / "__init__.py").is_file():
        return Client(path.resolve().name, path.resolve())
    if name.isidentifier() and (place := _on_path(name)):
        return Client(name, place)
    raise UpgradeError(f"--client {name}: no wheel, no folder of a package and not installed. Check the name.")


def _installed() -> Iterator[Client]:
    names = {one.value.partition(":")[0] for one in importlib.metadata.entry_points(group=GROUP)}
    names |= {one.parent.name for folder in _search() for one in folder.glob(f"warp_*/{LEDGER}")}
    for name in sorted(names - {"warp_client_core"}):
        if place := _on_path(name):
            yield Client(name, place)


def _on_path(name: str) -> Path | None:
    return next((folder / name for folder in _search() if (folder / name / "__init__.py").is_file()), None)


def _search() -> list[Path]:
    """The folders that imports are looked up in; asked for by path, since a finder may run somebody's code."""
    return [folder for one in sys.path if (folder := Path(one or ".").resolve()).is_dir()]
