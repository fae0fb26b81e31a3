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
"""1 is the full size: 50 MB, 10,000 levels, 100,000 properties."""
SECONDS = 60 if SCALE < 1 else 600
HEAD = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {get: {responses: {'200': {description: a}}}}}\n"
_RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
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


def _ring(word: str, count: int) -> Any:
    both = [{"$ref": "#/components/schemas/A{}"}, {"$ref": "#/components/schemas/A{}"}]
    last = {f"A{count}": {"type": "object", "properties": {"a": {}}}}
    return schemas(
        {f"A{n}": {word: json.loads(json.dumps(both).replace("{}", str(n + 1)))} for n in range(count)} | last
    )


MADE = {
    "a long title": lambda: json.dumps(base(info={"title": "a" * _many(50_000_000), "version": "1"})),
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
        schemas({"A": {"type": "object", "properties": {"a" + "." * n: {} for n in range(_many(10_000))}}})
    ),
    "allOf in diamonds": lambda: json.dumps(_ring("allOf", 30)),
    "anyOf in diamonds": lambda: json.dumps(_ring("anyOf", 30)),
    "oneOf in diamonds": lambda: json.dumps(_ring("oneOf", 30)),
}
REFUSED = {
    "deep in flow": lambda: HEAD + "x-a: " + "[" * 10_000 + "]" * 10_000,
    "deep in blocks": lambda: HEAD + "".join(" " * n + "a:\n" for n in range(2_000)),
    "deep in JSON": lambda: '{"openapi": "3.1.0", "a":' + '{"a":' * 10_000 + "1" + "}" * 10_001,
    "a bomb of aliases": lambda: (
        HEAD + "x-a0: &a0 [x]\n" + "\n".join(f"x-a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
    ),
}


def judged(text: str, folder: Path) -> str:
    """What becomes of a document in a process with two gigabytes."""
    file = folder / ("spec.json" if text.startswith("{") else "spec.yaml")
    file.write_text(text, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(CORE)])}
    command = [sys.executable, "-B", "-c", _RUN, str(file)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS)
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
    assert "nested deeper" in said or "nodes once aliases" in said
