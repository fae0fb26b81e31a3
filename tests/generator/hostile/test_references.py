"""References that want to be followed: nothing outside the folder of the document is opened, nothing is connected."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.generator.hostile.places import PET, base, get
from tests.generator.specimens import CORE, ROOT, Tree, json_reply

SECRET = "classified7f3a"
TARGETS = [
    "../secret.yaml", "../secret.yaml#/A", "..//secret.yaml", "./../secret.yaml", "sub/../../secret.yaml",
    "%2e%2e/secret.yaml", "%2e%2e%2fsecret.yaml", "..%2fsecret.yaml", "..%2Fsecret.yaml#/A", "%252e%252e/secret.yaml",
    "..\\secret.yaml", "..%5csecret.yaml", "link.yaml", "link.yaml#/A", "folder/secret.yaml", "folder/secret.yaml#/A",
    "{secret}", "{secret}#/A", "file://{secret}", "file:{secret}", "file:///{secret}#/A", "FILE://{secret}",
    "file://localhost{secret}", "/etc/passwd", "file:///etc/passwd#/A", "/proc/self/environ", "/dev/stdin",
    "http://127.0.0.1:{port}/a.yaml", "https://127.0.0.1:{port}/a.yaml#/A", "//127.0.0.1:{port}/a.yaml",
    "HTTP://127.0.0.1:{port}/a.yaml", "ftp://127.0.0.1:{port}/a", "http:%2f%2f127.0.0.1:{port}/a.yaml",
    "jar:http://127.0.0.1:{port}/a!/b", "data:application/json,{}", "gopher://127.0.0.1:{port}/_a", "~/secret.yaml",
    "secret.yaml\x00", "pipe.yaml", "sub", ".", "..", "a" * 5000, "$HOME/secret.yaml", "%00../secret.yaml",
    "?/../../secret.yaml", "sub/loop/loop/loop/secret.yaml", "link.yaml/../secret.yaml", "spec.yaml/../../secret.yaml",
]  # fmt: skip
PLACES = {
    "schema": lambda one: get(responses={"200": json_reply(one)}),
    "parameter": lambda one: get(parameters=[one]),
    "response": lambda one: get(responses={"200": one}),
    "body": lambda one: get(requestBody=one),
    "example": lambda one: get(
        requestBody={"content": {"a/b": {"examples": {"a": {**one, "externalValue": one["$ref"]}}}}}
    ),
    "header": lambda one: get(responses={"200": {"description": "", "headers": {"A": one}, **json_reply(PET)}}),
    "callback": lambda one: get(callbacks={"a": one}),
}
_RUN = """
import json, os, sys
from pathlib import Path
from tests.generator.hostile.building import *
seen, on = [], [False]
def hook(event, args):
    if on[0] and event == "open":
        seen.append(str(args[0]))
    elif on[0] and event.startswith(("socket.", "subprocess.", "os.system", "urllib.")):
        seen.append(f"{event} {args!r}")
project = Project(ROOT)
project.templates(), project.digests(), project.licence()
import generator.passes.catalog, generator.passes.render
found = {}
specs = json.loads(Path(sys.argv[1]).read_text())
def build(spec, lenient):
    try:
        return dict(spec_tree(project, Path(spec), "evil", lenient=lenient, watch=Stopwatch(), tidy=False))
    except BuildStopped as stopped:
        return {"problems": "\\n".join(one.render() for one in stopped.problems)}
build(next(iter(specs.values())), True)
sys.addaudithook(hook)
for name, spec in specs.items():
    seen.clear()
    on[0] = True
    strict, lenient = build(spec, False), build(spec, True)
    on[0] = False
    texts = {"strict": "\\n".join(strict.values()), "lenient": "\\n".join(lenient.values())}
    found[name] = {"opened": sorted(set(seen)), **texts}
print(json.dumps(found))
"""


def _documents(secret: Path) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for target in TARGETS:
        text = target.replace("{secret}", str(secret)).replace("{port}", "9")
        found[f"schema {target[:60]!r}"] = base(paths={"/a": {"get": PLACES["schema"]({"$ref": text})}})
    for place, make in PLACES.items():
        for target in (f"file://{secret}", "http://127.0.0.1:9/a.yaml", "../secret.yaml#/A", "link.yaml#/A"):
            found[f"{place} {target[:4]}"] = base(paths={"/a": {"get": make({"$ref": target})}})
    item = base(paths={"/a": {"$ref": "../secret.yaml#/A"}, "/b": {"get": get()}})
    mapped = {"oneOf": [PET, PET], "discriminator": {"propertyName": "a", "mapping": {"a": "../secret.yaml#/A"}}}
    return {**found, "path item": item, "mapping": base(paths={"/a": {"get": PLACES["schema"](mapped)}})}


NAMES = list(_documents(Path("/secret.yaml")))


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What every document opened and what came of it, strict and lenient; one watched process for all."""
    root = tmp_path_factory.mktemp("references")
    secret = root / "secret.yaml"
    secret.write_text(f"A: {{type: string, description: {SECRET}}}\ntype: object\ntitle: {SECRET}\n", "utf-8")
    folder = root / "documents"
    (folder / "sub").mkdir(parents=True)
    (folder / "link.yaml").symlink_to(secret)
    (folder / "folder").symlink_to(root, target_is_directory=True)
    (folder / "sub" / "loop").symlink_to(folder / "sub", target_is_directory=True)
    os.mkfifo(folder / "pipe.yaml")
    specs = {}
    for index, (name, tree) in enumerate(zip(NAMES, _documents(secret).values(), strict=True)):
        file = folder / f"spec{index}.json"
        file.write_text(json.dumps(tree), "utf-8")
        specs[name] = str(file)
    listed = root / "specs.json"
    listed.write_text(json.dumps(specs), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(CORE)]), "HOME": str(root)}
    command = [sys.executable, "-B", "-c", _RUN, str(listed)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return {name: {**one, "folder": str(folder)} for name, one in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_opens_nothing_outside(batch: dict[str, Any], name: str) -> None:
    """
    No file but those in the folder of the document and those of this checkout, no address, no process.
    """
    found = batch[name]

    outside = [
        one for one in found["opened"] if not one.startswith((found["folder"], str(ROOT), sys.prefix, sys.base_prefix))
    ]
    assert [] == outside
    assert SECRET not in found["strict"] + found["lenient"]


@pytest.mark.parametrize("name", [one for one in NAMES if one.startswith("schema")])
def test_a_reference_that_leads_out_is_a_fault(batch: dict[str, Any], name: str) -> None:
    """
    Strict it stops the build, lenient the method stays.
    """
    assert "reference" in batch[name]["strict"]
    assert "def " in batch[name]["lenient"]
