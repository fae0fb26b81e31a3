"""
The harness of the cases: a folder's document becomes an imported package, and a wire to watch it on.

One rule: a case builds with the passes of ``build --spec`` in this process, and calls what users call.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import httpx
import pytest

from generator.foreign_command import spec_tree
from generator.pipeline import Stopwatch
from generator.read.sources import Project

ROOT = Path(__file__).resolve().parents[3]


@attrs.frozen
class Case:
    """
    One case folder, built and imported.

    Attributes:
        package: The generated package.
        files: Path -> text of the project.
    """

    package: ModuleType
    files: dict[str, str]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What could not be expressed, as ``problems.json`` lists it."""
        found: list[dict[str, Any]] = json.loads(self.files["problems.json"])["problems"]
        return found

    @property
    def surface(self) -> dict[str, Any]:
        """The content of ``surface.json``."""
        found: dict[str, Any] = json.loads(self.files["surface.json"])
        return found

    @property
    def models(self) -> ModuleType:
        """The package's types."""
        found: ModuleType = self.package.models
        return found


@attrs.define
class Wire:
    """
    Calls of one flavour over a transport that keeps the requests and answers what the test says.

    Attributes:
        requests: Everything that was sent, oldest first.
    """

    case: Case
    flavour: str
    requests: list[httpx.Request] = attrs.field(factory=list)
    _answer: Callable[[httpx.Request], httpx.Response] = lambda request: httpx.Response(200, json={})
    _settings: dict[str, Any] = attrs.field(factory=dict)

    @property
    def request(self) -> httpx.Request:
        """The last request."""
        return self.requests[-1]

    @property
    def sent(self) -> Any:
        """The JSON body of the last request."""
        return json.loads(self.request.content)

    @property
    def target(self) -> str:
        """Path and query of the last request as they stood on the wire."""
        return self.request.url.raw_path.decode()

    def configure(self, **settings: Any) -> None:
        """Arguments of the client, on top of an access token, no retries and a base URL."""
        self._settings |= settings

    def reply(self, status: int = 200, **response: Any) -> None:
        """What every request is answered with: the arguments of `httpx.Response`, such as ``json=`` or ``text=``."""
        self._answer = lambda request: httpx.Response(status, **response)

    def answer(self, handler: Callable[[httpx.Request], httpx.Response]) -> None:
        """What a request is answered with, by a function of it."""
        self._answer = handler

    def call(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        """What ``client.<method>(...)`` gives back; ``method`` is dotted, such as ``trunks.list``."""
        return self.use(lambda client: reduce(getattr, method.split("."), client)(*arguments, **keywords))

    def use(self, make: Callable[[Any], Any]) -> Any:
        """What a function of the open client gives back, awaited or collected in the async flavour."""
        if self.flavour == "sync":
            with self._client("") as client:
                return _gathered(make(client))
        return asyncio.run(self._in_loop(make))

    async def _in_loop(self, make: Callable[[Any], Any]) -> Any:
        async with self._client("Async") as client:
            found = make(client)
            if hasattr(found, "__aiter__"):
                return [one async for one in found]
            found = await found
            return [one async for one in found] if hasattr(found, "__aiter__") else found

    def _client(self, prefix: str) -> Any:
        name = next(name for name in self.case.package.__all__ if name.endswith("CaseClient"))
        kind = getattr(self.case.package, prefix + name.removeprefix("Async"))
        given = {"access_token": "token", "base_url": "https://service.test/v1", "max_retries": 0, **self._settings}
        return kind(transport=httpx.MockTransport(self._handle), **given)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)


def _gathered(found: Any) -> Any:
    """Events and lines as a list, while the client is open; anything else as it is."""
    return list(found) if hasattr(found, "__next__") else found


@pytest.fixture(scope="module")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The client of the folder's ``spec.yaml`` (or ``spec.json``), imported under a name of its own."""
    folder = Path(request.path).parent
    spec = next(folder / name for name in ("spec.yaml", "spec.json") if (folder / name).is_file())
    name = f"{folder.name}_case"
    files = spec_tree(Project(ROOT), spec, name, lenient=False, watch=Stopwatch(), tidy=False)
    target = tmp_path_factory.mktemp(name)
    for path, text in files.items():
        if path.startswith("src/"):
            file = target / path.removeprefix("src/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    package = imported(target, name)
    yield Case(package, files)
    for module in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
        del sys.modules[module]


@pytest.fixture(params=["sync", "async"])
def wire(case: Case, request: pytest.FixtureRequest) -> Wire:
    """A wire for each flavour of the client."""
    return Wire(case, request.param)


def imported(folder: Path, name: str) -> ModuleType:
    """The package of this name in a folder, without that folder on the path."""
    place = importlib.util.spec_from_file_location(
        name, folder / name / "__init__.py", submodule_search_locations=[str(folder / name)]
    )
    assert place is not None
    assert place.loader is not None
    package = importlib.util.module_from_spec(place)
    sys.modules[name] = package
    place.loader.exec_module(package)
    return package
