"""``python -m generator release``: prepare a version, publish it, yank it, verify what was published."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.read.sources import Project

if TYPE_CHECKING:
    from generator.release.checkout import Subject
    from generator.release.destination import Destination
    from generator.release.ledger import Change, Severity

INDEX, UPLOAD, SIMPLE, KEY = "WARP_RELEASE_INDEX", "WARP_RELEASE_UPLOAD", "WARP_RELEASE_SIMPLE", "WARP_RELEASE_KEY"


def add_release(commands: Any) -> None:
    """Add the command to those of the generator."""
    release = commands.add_parser("release", help="prepare, publish, yank and verify releases")
    actions = release.add_subparsers(required=True, metavar="ACTION")
    prepare = actions.add_parser("prepare", help="set the next version and write its entry in the ledger")
    prepare.add_argument("--client", required=True, help="a client of clients.toml, or core")
    prepare.add_argument("--version", help="default: the lowest that the verdict admits")
    prepare.add_argument("--date", default=datetime.now(UTC).date().isoformat(), help="default: today")
    prepare.set_defaults(run=_refusable(_prepare))
    publish = actions.add_parser("publish", help="build, verify and publish what is committed")
    publish.add_argument("names", nargs="*", help="clients, or core; default: every new version")
    publish.set_defaults(run=_refusable(_publish))
    yank = actions.add_parser("yank", help="mark a version of the folder index as not to be chosen")
    yank.add_argument("distribution")
    yank.add_argument("version")
    yank.add_argument("--reason", help="shown by installers; without it the mark is taken back")
    yank.set_defaults(run=_refusable(_yank))
    verify = actions.add_parser("verify", help="hold the folder index against itself and its signatures")
    verify.add_argument("--signers", required=True, help="file of allowed signers (man ssh-keygen)")
    verify.add_argument("--identity", required=True, help="whose signature it must be")
    verify.set_defaults(run=_refusable(_verify))


def _refusable(action: Callable[[Project, argparse.Namespace], int]) -> Callable[[Project, argparse.Namespace], int]:
    def run(project: Project, arguments: argparse.Namespace) -> int:
        from generator.release.refusal import Refused

        try:
            return action(project, arguments)
        except Refused as refused:
            print(refused, file=sys.stderr)
            return 1

    return run


def _prepare(project: Project, arguments: argparse.Namespace) -> int:
    from generator.cli import main
    from generator.release.checkout import CORE_KEY, subjects
    from generator.release.ledger import read_ledger
    from generator.release.prepare import FIRST, base_of, entry, write
    from generator.release.refusal import Refused

    known = subjects(project)
    if arguments.client not in known:
        raise Refused(f"There is no client {arguments.client}. Name one of {', '.join(known)}.")
    subject = known[arguments.client]
    base = base_of(read_ledger(project.root, subject.key), arguments.version)
    severity, changes = ("patch", ()) if base == FIRST else rated(project, subject, base)
    release = entry(subject, base, arguments.version, severity, changes, date=arguments.date)
    files = write(project.root, subject, release)
    code = main(["--project", str(project.root), "build", "--no-schema-check"])
    print(f"{subject.distribution} {release.base} -> {release.version} ({severity}, {len(changes)} changes).")
    print(f"Written: {', '.join(files)}, generated/. Review the diff, commit it, then run `nox -s release`.")
    if subject.key == CORE_KEY:
        print("Every client now asks for this runtime: release it before them, or with them.")
    return code


def _publish(project: Project, arguments: argparse.Namespace) -> int:
    from generator.cli import main
    from generator.release.checkout import subjects
    from generator.release.publish import Workshop, publish
    from generator.release.refusal import Refused

    key = os.environ.get(KEY)
    if not key:
        raise Refused(f"Nothing signs this release. Set {KEY} to the path of an ssh key (docs/releasing.md).")
    shop = Workshop(
        root=project.root,
        software=project.software(),
        destination=destination(project.root),
        records=_index(project.root) / "releases",
        key=Path(key),
        rated=lambda subject, base: rated(project, subject, base),
        drift=lambda: main(["--project", str(project.root), "check"]),
        suite=lambda: default_sessions(project.root),
        say=print,
        now=time.time(),
    )
    for line in publish(shop, list(subjects(project).values()), arguments.names):
        print(f"released {line}")
    return 0


def _yank(project: Project, arguments: argparse.Namespace) -> int:
    from generator.release.index import yank

    yank(_index(project.root), arguments.distribution, arguments.version, arguments.reason)
    state = "yanked" if arguments.reason else "no longer yanked"
    print(f"{arguments.distribution} {arguments.version}: {state}")
    return 0


def _verify(project: Project, arguments: argparse.Namespace) -> int:
    from generator.release.audit import audit

    faults = audit(_index(project.root), Path(arguments.signers), arguments.identity)
    for line in faults:
        print(line)
    print("The index is not as it was signed." if faults else "Pages, files and signatures agree.")
    return 1 if faults else 0


def destination(root: Path) -> Destination:
    """Where the environment says that wheels go: an endpoint when one is named, else the folder index."""
    from generator.release.destination import Endpoint, FolderIndex
    from generator.release.refusal import Refused

    upload, simple = os.environ.get(UPLOAD), os.environ.get(SIMPLE)
    if bool(upload) != bool(simple):
        raise Refused(f"An endpoint needs {UPLOAD} (takes uploads) and {SIMPLE} (its pages). Set both or neither.")
    return Endpoint(upload, simple) if upload and simple else FolderIndex(_index(root))


def rated(project: Project, subject: Subject, base: str) -> tuple[Severity, tuple[Change, ...]]:
    """The verdict on a subject since a version, and the changes behind it."""
    from generator.release.checkout import export, tag
    from generator.release.refusal import Refused
    from generator.release.verdict import verdict
    from generator.release.wire import WireError

    with tempfile.TemporaryDirectory(prefix="base-") as place:
        export(project.root, tag(subject.key, base), Path(place))
        try:
            found = verdict(Path(place), project.root, subject.key)
        except (OSError, KeyError, WireError) as error:
            advice = "Run `npm ci --prefix tools`, install requirements/release.txt, and see that the tag is a release."
            raise Refused(f"{subject.distribution} cannot be compared with {base}: {error}. {advice}") from None
    return found.bump, found.changes


def default_sessions(root: Path) -> int:
    """Run the default sessions, as anyone would on a fresh machine; gives back the exit code."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run([sys.executable, "tools/session.py"], cwd=root, env=kept, check=False).returncode


def _index(root: Path) -> Path:
    return Path(os.environ.get(INDEX) or root / "dist" / "index")
