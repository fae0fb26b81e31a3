"""Documents beyond all measure: a client or a clear refusal, within two gigabytes and a bounded time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.generator.hostile.places import base, schemas
from tests.generator.specimens import CORE, ROOT

SCALE = float(os.environ.get("WARP_LIMITS_SCALE", "0.01"))
"""1 is the full size: 40 MB, 10,000 levels, 100,000 properties."""
SECONDS = 20 if SCALE < 1 else 180
"""Of CPU."""
_FINE: dict[str, Any] = {"200": {"description": "a"}}
HEAD = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: a}}}}}\n"
_RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from pathlib import Path
from tests.generator.hostile.building import *
try:
    tree = spec_tree(Project(ROOT), Path(sys.argv[1]), "big", lenient=True, watch=Stopwatch(), tidy=False)
    print("made", len(tree))
except BuildStopped as stopped:
    print("refused", stopped.problems[0].render())
"""


def _many(count: int) -> int:
    return max(2, int(count * SCALE))


def _named(count: int, word: str = "") -> Any:
    """That many types, and one that holds them all: as its properties, or as a union."""
    types = {f"M{n}": {"type": "object", "properties": {f"p{n}": {"type": "string"}}} for n in range(count)}
    links = [{"$ref": f"#/components/schemas/{name}"} for name in types]
    whole = {word: links} if word else {"type": "object", "properties": dict(zip(types, links, strict=True))}
    return schemas({"A": whole, **types})


def _chain(count: int, word: str) -> Any:
    last = {f"A{count}": {"type": "object", "properties": {"a": {}}}}
    return schemas({f"A{n}": {word: [{"$ref": f"#/components/schemas/A{n + 1}"}]} for n in range(count)} | last)


def _tags(count: int) -> Any:
    return base(
        paths={f"/a{n}": {"get": {"operationId": f"a{n}", "tags": [f"t{n}"], "responses": _FINE}} for n in range(count)}
    )


def _example(count: int) -> str:
    """A document of which nearly everything is an example."""
    one = {"id": 1, "name": "name", "tags": ["a", "b"], "nested": {"a": 1.5, "b": None}}
    content = {"application/json": {"schema": {"type": "array"}, "example": [one] * count}}
    replies = {"200": {"description": "a", "content": content}}
    return json.dumps(base(paths={"/a": {"get": {"operationId": "a", "responses": replies}}}))


def _ring(word: str, count: int) -> Any:
    both = [{"$ref": "#/components/schemas/A{}"}, {"$ref": "#/components/schemas/A{}"}]
    last = {f"A{count}": {"type": "object", "properties": {"a": {}}}}
    return schemas(
        {f"A{n}": {word: json.loads(json.dumps(both).replace("{}", str(n + 1)))} for n in range(count)} | last
    )


MADE = {
    "a long title": lambda: json.dumps(base(info={"title": "a" * _many(30_000_000), "version": "1"})),
    "a long description": lambda: json.dumps(
        schemas({"A": {"type": "object", "description": "b " * _many(2_000_000)}})
    ),
    "a long name": lambda: json.dumps(schemas({"A": {"type": "object", "properties": {"x" * _many(1_000_000): {}}}})),
    "a long value": lambda: json.dumps(schemas({"A": {"type": "string", "enum": ["y" * _many(1_000_000)]}})),
    "a long pattern": lambda: json.dumps(schemas({"A": {"type": "string", "pattern": "(a+)+" * _many(100_000)}})),
    "a large number": lambda: json.dumps(schemas({"A": {"type": "integer", "default": 10**4000}})),
    "many properties": lambda: json.dumps(
        schemas({"A": {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(_many(100_000))}}})
    ),
    "many values": lambda: json.dumps(
        schemas({"A": {"type": "string", "enum": [f"v{n}" for n in range(_many(100_000))]}})
    ),
    "many alike": lambda: json.dumps(
        schemas({"A": {"type": "object", "properties": {"a" + "." * n: {} for n in range(_many(8_000))}}})
    ),
    "allOf in diamonds": lambda: json.dumps(_ring("allOf", 30)),
    "anyOf in diamonds": lambda: json.dumps(_ring("anyOf", 30)),
    "oneOf in diamonds": lambda: json.dumps(_ring("oneOf", 30)),
    "many types": lambda: json.dumps(_named(_many(9_000))),
    "many options of oneOf": lambda: json.dumps(_named(_many(5_000), "oneOf")),
    "many options of anyOf": lambda: json.dumps(_named(_many(5_000), "anyOf")),
    "many tags": lambda: json.dumps(_tags(_many(1_500))),
    "large examples": lambda: _example(_many(140_000)),
    "large examples in YAML": lambda: f"---\n{_example(_many(140_000))}",
    "many aliases": lambda: f"{HEAD}x-a: &a [x]\nx-b: [{', '.join(['*a'] * _many(900_000))}]\n",
    "a chain of allOf": lambda: json.dumps(_chain(_many(3_000), "allOf")),
    "a chain of oneOf": lambda: json.dumps(_chain(_many(3_000), "oneOf")),
}
REFUSED = {
    "fifty megabytes of JSON": lambda: f'{{"openapi": "3.1.0", "x-a": "{"a" * 50_000_000}"}}',
    "fifty megabytes of YAML": lambda: f"{HEAD}x-a: {'a' * 50_000_000}\n",
    "deep through aliases": lambda: (
        HEAD + "".join(f"x-a{n}: &a{n} {'[' * 60}{f'*a{n - 1}' if n else 'x'}{']' * 60}\n" for n in range(200))
    ),
    "deep in flow": lambda: HEAD + "x-a: " + "[" * 10_000 + "]" * 10_000,
    "deep in blocks": lambda: HEAD + "".join(" " * n + "a:\n" for n in range(2_000)),
    "deep in JSON": lambda: '{"openapi": "3.1.0", "a":' + '{"a":' * 10_000 + "1" + "}" * 10_001,
    "a bomb of aliases": lambda: (
        HEAD + "x-a0: &a0 [x]\n" + "\n".join(f"x-a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
    ),
}
_LARGE = {
    "too many nodes of YAML": lambda: f"{HEAD}x-a: [{'a,' * 3_100_000}]\n",
    "two million aliases": lambda: f"{HEAD}x-a: &a [x]\nx-b: [{', '.join(['*a'] * 2_000_000)}]\n",
    "too many operations": lambda: json.dumps(_tags(10_001)),
    "too many types": lambda: json.dumps(_named(20_001)),
}
"""Those that cannot be made small."""
REFUSED |= _LARGE if SCALE >= 1 else {}
_LIMITS = ("nested deeper", "nodes", "larger than", "more than 10,000", "more than 20,000")


def judged(text: str, folder: Path) -> str:
    """What becomes of a document in a process with two gigabytes."""
    file = folder / ("spec.json" if text.startswith("{") else "spec.yaml")
    file.write_text(text, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(CORE)])}
    command = [sys.executable, "-B", "-c", _RUN, str(file), str(SECONDS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]
    return done.stdout


@pytest.mark.parametrize("name", MADE)
def test_what_is_large_is_a_client(name: str, tmp_path: Path) -> None:
    """
    Sizes of single parts are no reason to refuse a document.
    """
    assert judged(MADE[name](), tmp_path).startswith("made")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_nested_without_measure_is_refused(name: str, tmp_path: Path) -> None:
    """
    With the limit in the message.
    """
    said = judged(REFUSED[name](), tmp_path)

    assert said.startswith("refused")
    assert any(words in said for words in _LIMITS)
