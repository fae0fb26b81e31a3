"""
verdict: how much a client changed since a release, by three detectors that do not know of each other.

One rule: the bump is the highest that any of them asks for, and what none of them can place counts as major.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs

from generator.model.document import Document
from generator.passes.audience import audience
from generator.problems import Place
from generator.release.consumer import Complaint, Program, complaints, failures, program
from generator.release.differ import differences
from generator.release.ledger import Change, Detector, Severity, change_record, highest
from generator.release.merge import merged
from generator.release.objects import CORE, Snapshot, client_objects, core_objects
from generator.release.renames import renamed_objects
from generator.release.wire import Names, reports, wire_changes

ROOT = Path(__file__).resolve().parents[2]
"""The checkout that judges: its tools and its policy apply to both sides."""


@attrs.frozen
class Side:
    """One of the two states of a client: where its sources are, and its records."""

    package: str
    clients: tuple[str, ...]
    folders: tuple[Path, ...]
    objects: Snapshot
    surface: Mapping[str, Any]
    document: Mapping[str, Any]

    @property
    def names(self) -> Names:
        """How this side calls what is in its document."""
        entries = {**self.surface.get("internal_calls", {}), **self.surface.get("methods", {})}
        methods = {entry["operation"]: name for name, entry in entries.items() if "operation" in entry}
        types = frozenset({*self.surface.get("models", {}), *self.surface.get("enums", {})})
        return Names(self.document, methods, types)


@attrs.frozen
class Verdict:
    """
    What a release has to be.

    Attributes:
        bump: The highest severity of all changes; ``patch`` when there is none.
        changes: By severity, then subject; each told by the detector that says most about it.
        detectors: What each detector asked for by itself; None when it saw nothing.
    """

    client: str
    bump: Severity
    changes: tuple[Change, ...]
    detectors: Mapping[Detector, Severity | None]

    def record(self) -> dict[str, Any]:
        """As it stands in ``verdict.json``."""
        return {
            "client": self.client,
            "bump": self.bump,
            "detectors": dict(self.detectors),
            "changes": [change_record(one) for one in self.changes],
        }


def verdict(base: Path, head: Path, client: str) -> Verdict:
    """
    How much a client, or ``core``, changed between two checkouts.

    Args:
        base: The released state, with its ``generated/`` folder.
        head: The state to be released.
        client: Key of the client in ``clients.toml``, or ``core``.

    Raises:
        WireError: The documents cannot be compared.
        OSError: A side is not complete.
    """
    return verdicts(base, head, (client,))[client]


def verdicts(base: Path, head: Path, clients: Sequence[str]) -> dict[str, Verdict]:
    """The same for several clients, whose documents are compared in one go."""
    sides = {one: (client_side(base, one), client_side(head, one)) for one in clients if one != "core"}
    compared = reports(
        [(on_the_wire(old.document), on_the_wire(new.document)) for old, new in sides.values()],
        ROOT / "tools",
        ROOT / "redocly.yaml",
    )
    found = {
        one: judged(one, old, new, report) for (one, (old, new)), report in zip(sides.items(), compared, strict=True)
    }
    if "core" in clients:
        found["core"] = core_verdict(base, head)
    return {one: found[one] for one in clients}


def judged(client: str, old: Side, new: Side, report: Mapping[str, Any]) -> Verdict:
    """One client, from both sides and the report of their documents."""
    written = program(old.package, old.objects, old.clients)
    return combined(
        client,
        {
            "wire": wire_changes(report, old.names, new.names),
            "surface": (*differences(old.objects, new.objects), *recorded(old.surface, new.surface)),
            "consumer": misfits(written, old.folders, new.folders),
        },
        renames={**old.surface.get("renamed", {}), **new.surface.get("renamed", {})},
    )


def core_verdict(base: Path, head: Path) -> Verdict:
    """The runtime: its public names, and the clients of the old release on the new runtime."""
    old, new = (root / "overlays/core/src" for root in (base, head))
    before, after = core_objects(old), core_objects(new)
    probe = misfits(program(CORE, before), (old,), (new,))
    return combined("core", {"core": differences(before, after, "core"), "consumer": (*probe, *_clients_on(base, new))})


def _clients_on(base: Path, core: Path) -> tuple[Change, ...]:
    """Released clients that do not type-check any more on another runtime."""
    found = []
    for folder in sorted((base / "generated").glob("*/src/*")):
        before = check([folder], (folder.parent, base / "overlays/core/src"))
        after = check([folder], (folder.parent, core))
        new = sorted(set(_messages(after)) - set(_messages(before)))
        if new:
            what = f"The released {folder.name} does not fit this runtime: {new[0]}."
            do = f"Upgrade {folder.name} together with the runtime."
            found.append(Change("major", "consumer", "released-client-breaks", "*", what, do))
    return tuple(found)


def _messages(report: str) -> list[str]:
    lines = [line for line in report.splitlines() if " error[" in line]
    return [line.partition(" error[")[2].partition("] ")[2].replace("`", "").rstrip(".") for line in lines]


def combined(
    client: str,
    found: Mapping[Detector, Sequence[Change]],
    renames: Mapping[str, Mapping[str, str]] | None = None,
) -> Verdict:
    """The verdict over what the detectors saw."""
    detectors = {name: highest(tuple(one.severity for one in seen)) if seen else None for name, seen in found.items()}
    everything = tuple(change for seen in found.values() for change in seen)
    bump = highest(tuple(one.severity for one in everything))
    return Verdict(client, bump, merged(found, renames or {}), detectors)


def client_side(root: Path, client: str) -> Side:
    """One state of a client in a checkout."""
    settings = tomllib.loads((root / "openapi/clients.toml").read_text("utf-8"))["clients"]
    mine = settings[client]
    file = root / "generated/documents" / f"{Path(mine['document']).stem}.json"
    tree = json.loads(file.read_text("utf-8"))
    known = {one["audience"] for one in settings.values() if one["document"] == mine["document"]}
    document = audience(Document(tree, {"": Place(file.name)}), mine["audience"], known).tree
    folders = (root / "generated" / client / "src", root / "overlays/core/src")
    surface = json.loads((root / "generated" / client / "surface.json").read_text("utf-8"))
    return side(mine["package"], mine["client"], folders, surface, document)


def side(
    package: str, client: str, folders: tuple[Path, Path], surface: Mapping[str, Any], document: Mapping[str, Any]
) -> Side:
    """One state of a client, its sources read."""
    objects = renamed_objects(client_objects(*folders, package), surface.get("renamed", {}))
    return Side(package, (client, f"Async{client}"), folders, objects, surface, document)


def on_the_wire(node: Any, *, named: bool = False) -> Any:
    """A document without its ``x-`` keys: they steer the generator, and what they do shows in the surface."""
    if isinstance(node, list):
        return [on_the_wire(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    free = {"properties", "headers", "schemas", "parameters", "example", "default"}
    return {
        key: on_the_wire(value, named=not named and key in free)
        for key, value in node.items()
        if named or not key.startswith("x-")
    }


def recorded(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """What only the records of both sides tell: how safe a call is to repeat, and what a socket carries."""
    before, after = ({**one.get("internal_calls", {}), **one.get("methods", {})} for one in (old, new))
    found = []
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name].get("safety"), after[name].get("safety")
        if was != now:
            what = f"{name} is {now} now, no longer {was}: it is repeated, or not, accordingly after a failure."
            do = "Check what you do when a call fails half way."
            found.append(Change("minor", "surface", "safety-changed", name, what, do, was, now))
    for subject, entry in sorted(new.get("renamed", {}).items()):
        if subject not in old.get("renamed", {}):
            what = f"{subject} was renamed to {entry['to']}; the old name warns, and goes away in {entry['gone']}."
            do = f"Use {entry['to']} before {entry['gone']}."
            found.append(
                Change("minor", "surface", f"{_kind_of(subject)}-renamed", subject, what, do, None, entry["to"])
            )
    for part in ("events", "commands"):
        found += _messages_of(part.removesuffix("s"), old.get(part, {}), new.get(part, {}))
    return tuple(found)


def _kind_of(subject: str) -> str:
    """What a dotted name is, by its form."""
    owner, dot, name = subject.partition(".")
    if subject.endswith(")"):
        return "parameter"
    if not dot:
        return "class"
    return "method" if owner[0].islower() else "member" if name.isupper() else "field"


def _messages_of(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Events or commands of a socket that came, went, or carry another type; their names are text, not Python."""
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if was is None:
            what = f"The {part} {name} is new."
            yield Change("minor", "surface", f"{part}-added", "events", what, "Nothing.", was, now)
        elif now is None:
            what, do = f"The {part} {name} is gone.", f"Stop relying on {name}."
            yield Change("major", "surface", f"{part}-removed", "events", what, do, was, now)
        elif was != now:
            what, do = f"The {part} {name} carries a {now}, no longer a {was}.", f"Adapt what handles {name}."
            yield Change("major", "surface", f"{part}-changed", "events", what, do, was, now)


def misfits(written: Program, old: tuple[Path, ...], new: tuple[Path, ...]) -> tuple[Change, ...]:
    """What a type checker says of an old consumer on the new sources, and did not say on the old ones."""
    before = {one.line for one in _complaints(written.text, old)}
    return failures(written, [one for one in _complaints(written.text, new) if one.line not in before])


@lru_cache(maxsize=8)  # a released client is compared with many successors
def _complaints(text: str, folders: tuple[Path, ...]) -> tuple[Complaint, ...]:
    with tempfile.TemporaryDirectory(prefix="consumer-") as folder:
        file = Path(folder) / "old_consumer.py"
        file.write_text(text, "utf-8")
        return complaints(check([file], folders), file.name)


def check(paths: Iterable[Path], folders: Iterable[Path]) -> str:
    """What ty says of some sources, in its concise form."""
    searched = [part for folder in folders for part in ("--extra-search-path", str(folder))]
    command = [
        sys.executable, "-m", "ty", "check", "--output-format", "concise", "--exit-zero", "--python", sys.prefix,
        "--python-version", "3.11", *searched, *(str(path) for path in paths),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(f"ty failed: {done.stderr.strip()[-1000:]}")
    return done.stdout
