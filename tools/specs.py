"""
Whole clients of whole documents, proven: every module imported, checked by mypy --strict, every method called.

``python -m tools.specs FILE...`` builds the client of each document as ``build --spec`` does, and calls each method in
both flavours against a server made from the document. One rule: every number it prints was counted in this run, and
anything short of all of it is exit code 1.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.cli import main as generate
from generator.passes.shape import VERBS
from generator.read.files import read_document
from tests.generator.roundtrip import both_flavours

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "tests" / "generator" / "roundtrip_document" / "spec.yaml"
_MOST_SHOWN = 40


def main(arguments: list[str]) -> int:
    """Prove each document; gives back the exit code."""
    good = [prove(Path(one), number) for number, one in enumerate(arguments or [str(DOCUMENT)])]
    return 0 if all(good) else 1


def prove(spec: Path, number: int) -> bool:
    """Whether everything of one document works; prints what was counted."""
    name = f"proven_{number}_client"
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / name
        started = time.process_time()
        if generate(["--project", str(ROOT), "build", "--spec", str(spec), "--package", name, "-o", str(target)]):
            return False
        print(f"{spec.name}: built in {time.process_time() - started:.1f} s of CPU")
        folder = target / "src" / name
        sys.path.insert(0, str(target / "src"))
        faults = [*_missing(spec, target), *_not_importable(folder), *_wrong_types(folder)]
        sync, awaited, judged = both_flavours(importlib.import_module(name), spec, folder)
        sys.path.remove(str(target / "src"))
    for flavour, found in (("sync", sync), ("async", awaited)):
        bad = [one for one in found if one]
        print(f"{spec.name}: {len(found) - len(bad)} of {len(found)} {flavour} calls come back with their reply")
        faults += [f"{flavour}: {one}" for one in bad]
    print(f"{spec.name}: {judged} values of requests held against the document")
    for line in faults[:_MOST_SHOWN]:
        print(f"    {line}")
    return not faults


def _missing(spec: Path, target: Path) -> list[str]:
    """Operations of the document, as it was written, without a method."""
    methods = json.loads((target / "surface.json").read_text("utf-8"))["methods"].values()
    made = {method["request"] for method in methods if "request" in method}
    paths = read_document(spec.parent, spec.name)[spec.name].get("paths", {})
    written = [
        f"{verb.upper()} {path}"
        for path, item in paths.items()
        if isinstance(item, dict)
        for verb in VERBS
        if isinstance(item.get(verb), dict)
    ]
    lost = len(written) - len({method["operation"] for method in methods if "operation" in method})
    print(f"{spec.name}: {len(written)} operations in the document, {len(made)} requests, {len(methods)} methods")
    return [f"no method: {one}" for one in written if one not in made] if lost > 0 else []


def _not_importable(folder: Path) -> list[str]:
    faults = []
    modules = sorted(folder.rglob("*.py"))
    for file in modules:
        module = ".".join(file.relative_to(folder.parent).with_suffix("").parts).removesuffix(".__init__")
        try:
            importlib.import_module(module)
        except Exception as error:  # whatever it is, the module cannot be used
            faults.append(f"{module}: {type(error).__name__}: {error}")
    print(f"{folder.name}: {len(modules) - len(faults)} of {len(modules)} modules can be imported")
    return faults


def _wrong_types(folder: Path) -> list[str]:
    configuration = ("--config-file", os.devnull, "--strict", "--no-incremental")
    environment = {**os.environ, "MYPYPATH": os.pathsep.join((str(ROOT / "overlays/core/src"), str(folder.parent)))}
    command = [sys.executable, "-m", "mypy", *configuration, "-p", folder.name]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder.parent, check=False)
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    print(f"{folder.name}: {len(lines)} findings of mypy --strict")
    return lines or ([done.stdout + done.stderr] if done.returncode else [])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
