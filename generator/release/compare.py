"""
compare: the command behind ``nox -s verdict``: the checkout against its last release, written down.

One rule: the released state comes from ``git archive`` into a temporary folder; the checkout itself is never touched.

    python -m generator.release.compare [BASE] [--output FOLDER] [--client KEY]

BASE is a tag or commit; the last release of each client by default, and ``none`` where there is none yet. Exit
codes: 0 done, 1 the two states cannot be compared.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from generator.problems import GeneratorError
from generator.release.changelog import changelog
from generator.release.verdict import ROOT, Verdict, verdicts

NONE = "none"
PARTS = ("generated", "openapi", "overlays/core")


class BaseMissing(GeneratorError):
    """The state to compare with cannot be had."""


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Compare, write, and say the bumps; gives back the exit code."""
    parser = argparse.ArgumentParser(prog="python -m generator.release.compare", description=__doc__)
    parser.add_argument("base", nargs="?", default="", help="tag or commit; `none` when nothing was released")
    parser.add_argument("--output", default="dist/verdict", help="folder for verdict.json and CHANGELOG.md by client")
    parser.add_argument("--client", action="append", help="only this one; may be repeated")
    given = parser.parse_args(arguments)
    found = distributions(root)
    bases = {key: given.base or last_release(root, key) for key in given.client or found}
    try:
        judgements = against(bases, root)
    except GeneratorError as error:
        print(error, file=sys.stderr)
        return 1
    for key, one in judgements.items():
        write(Path(given.output) / key, one, found[key], bases[key])
        seen = ", ".join(f"{name} {bump or 'nothing'}" for name, bump in one.detectors.items())
        told = f"{len(one.changes)} changes since {bases[key]} ({seen})" if seen else "no release to compare with"
        print(f"{key}: {one.bump}, {told}")
    return 0


def distributions(root: Path) -> dict[str, str]:
    """Everything that gets a verdict, the runtime last -> its distribution."""
    settings = tomllib.loads((root / "openapi/clients.toml").read_text("utf-8"))["clients"]
    return {**{key: str(one["distribution"]) for key, one in settings.items()}, "core": "warp-client-core"}


def last_release(root: Path, key: str) -> str:
    """The nearest tag that a release of it left; ``none`` when there is none."""
    done = _git(root, "describe", "--tags", "--abbrev=0", "--match", f"{key}-[0-9]*")
    return done.stdout.decode().strip() if done.returncode == 0 else NONE


def against(bases: Mapping[str, str], root: Path) -> dict[str, Verdict]:
    """
    A verdict for each client on its base; an empty one where there is nothing to compare with.

    Raises:
        BaseMissing: Git does not know a base, or it lacks what is compared.
        WireError: The documents cannot be compared.
    """
    found = {key: Verdict(key, "patch", (), {}) for key in bases}
    for base in sorted(set(bases.values()) - {NONE}):
        with tempfile.TemporaryDirectory(prefix="released-") as folder:
            unpack(base, root, Path(folder))
            found |= verdicts(Path(folder), root, [key for key, one in bases.items() if one == base])
    return found


def unpack(base: str, root: Path, folder: Path) -> None:
    """
    The released state of what is compared, below ``folder``.

    Raises:
        BaseMissing: Git does not know it, or not with these folders.
    """
    done = _git(root, "archive", "--format=tar", base, *PARTS)
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip()
        raise BaseMissing(
            f"{base} cannot be compared with: {reason}. Give a tag or commit that has {', '.join(PARTS)}."
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def write(folder: Path, found: Verdict, title: str, base: str) -> None:
    """``verdict.json`` and ``CHANGELOG.md`` of one client."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {"base": base, **found.record()}
    (folder / "verdict.json").write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    text = changelog(title, base, found.bump, found.changes)
    (folder / "CHANGELOG.md").write_text(text, "utf-8")


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
