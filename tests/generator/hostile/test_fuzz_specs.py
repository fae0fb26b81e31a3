"""Documents made at random: the client of each parses, passes ruff and mypy, imports, and can be called."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import importlib.abc
import importlib.util
import inspect
import itertools
import json
import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest
from hypothesis import HealthCheck, given, seed, settings

from generator.emit.ruff import formatted
from generator.foreign import inputs_for, understand_foreign
from generator.pipeline import Stopwatch, finish, print_out
from generator.problems import BuildStopped
from tests.generator.hostile.inert import findings, imported
from tests.generator.hostile.specs import SPECS
from tests.generator.samples import Maker
from tests.generator.specimens import ROOT, templates
from warp_client_core.errors import WarpError

DEFAULT = 25
EXAMPLES = int(os.environ.get("WARP_FUZZ_EXAMPLES", DEFAULT))
BATCH, PART = 100, 500
REPLIES: tuple[dict[str, Any], ...] = (
    {"json": {"id": "a"}},
    {"json": [{"id": "a", "kind": "cat"}, None]},
    {"json": None},
    {"text": "text"},
    {"content": b""},
    {"content": b'data: {"id": 1}\n\n', "headers": {"content-type": "text/event-stream"}},
    {"content": b"\xff\x00", "headers": {"content-type": "application/octet-stream"}},
)
"""What each call is answered with, one after another."""
MISSED = json.loads((Path(__file__).parent / "missed.json").read_text("utf-8"))
"""Documents that brought the generator down once, each by what was wrong."""


@attrs.define
class Kept:
    """The clients that were made, package -> path -> text, a batch at a time."""

    folder: Path
    count: int = 0
    failed: list[str] = attrs.field(factory=list)
    trees: dict[str, dict[str, str]] = attrs.field(factory=dict)

    def add(self, package: str, tree: Mapping[str, str]) -> None:
        """Keep one; a full batch goes through ruff and a guarded process."""
        self.trees[package] = dict(tree)
        if len(self.trees) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Judge what is kept."""
        try:
            tidy = formatted(self.trees)
        except BuildStopped as stopped:
            self.failed += [one.message for one in stopped.problems]
            tidy = self.trees
        self.failed += [f"{package}: {one}" for package, tree in tidy.items() for one in findings(tree)]
        self.failed += imported(tidy, self.folder / f"batch{self.count // BATCH}").values()
        if EXAMPLES > DEFAULT:
            self.failed += typed(tidy, self.folder / f"batch{self.count // BATCH}")
        self.trees = {}


@attrs.frozen
class InMemory(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports a package from its texts."""

    tree: Mapping[str, str]

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The module, when it is one of these."""
        stem = f"src/{fullname.replace('.', '/')}"
        is_package = f"{stem}/__init__.py" in self.tree
        if not is_package and f"{stem}.py" not in self.tree:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=is_package)

    def get_source(self, fullname: str) -> str:
        """The text of a module."""
        stem = f"src/{fullname.replace('.', '/')}"
        return self.tree.get(f"{stem}/__init__.py") or self.tree.get(f"{stem}.py", "")


def made(spec: Any, package: str) -> dict[str, str]:
    """The project of a document in memory."""
    found = understand_foreign({"spec.json": spec}, "spec.json", package, lenient=True, watch=Stopwatch())
    inputs = inputs_for(found, templates(), "A licence.", {"documents": "0" * 64})
    return dict(finish(found.client, print_out(found.client, inputs), inputs, (found.client,)).tree)


def loaded(tree: Mapping[str, str], package: str) -> Iterator[ModuleType]:
    """The package while it is used; its modules are forgotten afterwards."""
    finder = InMemory(tree)
    sys.meta_path.append(finder)
    try:
        yield importlib.import_module(package)
    finally:
        sys.meta_path.remove(finder)
        for name in [one for one in sys.modules if one == package or one.startswith(f"{package}.")]:
            del sys.modules[name]


def called(package: ModuleType, tree: Mapping[str, str]) -> None:
    """Every method called in both flavours; it may refuse its arguments, or the reply, in words, and nothing else."""
    catalog = json.loads(tree[f"src/{package.__name__}/catalog.json"])
    kind = next(getattr(package, name) for name in package.__all__ if name.endswith("Client") and name[:5] != "Async")
    given = {"base_url": "https://a.test", "access_token": "t", "max_retries": 0}
    replies = itertools.cycle(REPLIES)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, **next(replies)))
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        with kind(**given, transport=transport) as client:
            for name, first, values in _arguments(catalog):
                with _refusals():
                    result = reduce(getattr, name.split("."), client)(*first, **values)
                    list(result) if hasattr(result, "__next__") else None
        asyncio.run(_awaited(getattr(package, f"Async{kind.__name__}")(**given, transport=transport), catalog))


async def _awaited(client: Any, catalog: Any) -> None:
    async with client:
        for name, first, values in _arguments(catalog):
            with _refusals():
                result = reduce(getattr, name.split("."), client)(*first, **values)
                result = await result if inspect.isawaitable(result) else result
                [one async for one in result] if hasattr(result, "__anext__") else None


def _arguments(catalog: Any) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Each method with the arguments that it needs."""
    sample = Maker(catalog)
    for name, entry in catalog["methods"].items():
        needed = [one for one in entry.get("parameters", []) if one.get("required")]
        first = [sample(one.get("schema")) for one in needed if one.get("positional")]
        yield name, first, {one["name"]: sample(one.get("schema")) for one in needed if not one.get("positional")}


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except WarpError:
        pass
    except (TypeError, ValueError) as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        if "warp_client_core" not in last.filename:
            raise  # core refuses arguments in words; from anywhere else it is a fault


def typed(packages: Iterable[str], folder: Path) -> list[str]:
    """What mypy --strict says about clients that lie in a folder, all of them in one run."""
    source = ROOT / "overlays" / "core" / "src"
    paths = os.pathsep.join([*(str(folder / package / "src") for package in packages), str(source)])
    mypy = ROOT / ".nox" / "types" / "bin" / "mypy"
    command = [str(mypy) if mypy.is_file() else "mypy", "--strict", f"--cache-dir={folder.parent / 'known'}"]
    command += [part for one in packages for part in ("-p", one)]
    environment = {**os.environ, "MYPYPATH": paths, "PYTHONPATH": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    return [one for one in done.stdout.splitlines() if ": error:" in one]


def holds_up(spec: Any, kept: Kept) -> None:
    """The document is a client that works, or it is refused with places."""
    package = f"fuzz{kept.count}"
    kept.count += 1
    try:
        tree = made(spec, package)
    except BuildStopped as stopped:
        kept.failed += [one.message for one in stopped.problems if one.place.file != "spec.json" or not one.advice]
        return
    assert all(ast.parse(text) for path, text in tree.items() if path.endswith(".py"))
    for module in loaded(tree, package):
        called(module, tree)
    kept.add(package, tree)


@pytest.mark.parametrize("part", range(-(-EXAMPLES // PART)))
def test_a_document_at_random_is_a_client_that_works(part: int, tmp_path: Path) -> None:
    """
    ``WARP_FUZZ_EXAMPLES`` of them; with more than the default mypy sees them all, a batch at a time.
    """
    kept = Kept(tmp_path)

    @seed(part)
    @settings(max_examples=min(EXAMPLES, PART), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(SPECS)
    def every(spec: Any) -> None:
        holds_up(spec, kept)

    every()
    kept.flush()

    assert min(EXAMPLES, PART) <= kept.count
    assert [] == kept.failed


@pytest.mark.parametrize("name", MISSED)
def test_what_was_missed_once_is_not_missed_again(name: str, tmp_path: Path) -> None:
    """
    Each document stands for a fault that was mended.
    """
    kept = Kept(tmp_path)

    holds_up(MISSED[name], kept)
    kept.flush()

    assert [] == kept.failed
