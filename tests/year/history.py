"""
The year's changes: data, and how one is applied to a checkout.

The rule: a change that does not fit the documents any more is an error that names it; nothing is searched for loosely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs
import yaml

from generator.release.ledger import Severity

FOLDER = Path(__file__).parent / "changes"
_SEVERITIES = attrs.validators.deep_mapping(value_validator=attrs.validators.in_(get_args(Severity)))


@attrs.frozen
class Edit:
    """
    One edit of one file.

    Attributes:
        find, put: Text that stands there once, and what takes its place.
        add: Text for the end of the file.
        cut: How a line begins that goes away, with the lines below it that are indented further.
    """

    file: str
    find: str = ""
    put: str = ""
    add: str = ""
    cut: str = ""

    def applied(self, text: str) -> str:
        """The text after the edit. ValueError when the edit does not fit it."""
        if self.add:
            return text + self.add
        if self.cut:
            return _without(text, self.cut)
        if text.count(self.find) != 1:
            raise ValueError(f"{self.file} has {self.find!r} {text.count(self.find)} times, not once")
        return text.replace(self.find, self.put)


@attrs.frozen
class Change:
    """
    One month's change.

    Attributes:
        rated: Client -> how it has to be rated; a client that is not named has no change at all.
        breaks: Teams whose program does not type-check on the release.
        adapt: Team -> edits of its program, made when it moves to the release.
    """

    name: str
    month: int
    rated: Mapping[str, str] = attrs.field(validator=_SEVERITIES)
    edits: tuple[Edit, ...]
    breaks: tuple[str, ...] = ()
    adapt: Mapping[str, tuple[Edit, ...]] = attrs.field(factory=dict)


def changes() -> list[Change]:
    """All of them, by month."""
    return [_change(yaml.safe_load(file.read_text("utf-8"))) for file in sorted(FOLDER.glob("*.yaml"))]


def apply(edits: Iterable[Edit], root: Path) -> None:
    """Write the edits into the files below ``root``. ValueError when one does not fit."""
    for edit in edits:
        file = root / edit.file
        file.write_text(edit.applied(file.read_text("utf-8")), "utf-8")


def _change(tree: dict[str, Any]) -> Change:
    adapt = {team: tuple(Edit(f"{team}.py", **one) for one in edits) for team, edits in tree.pop("adapt", {}).items()}
    edits = tuple(Edit(**one) for one in tree.pop("edits"))
    return Change(edits=edits, breaks=tuple(tree.pop("breaks", ())), adapt=adapt, **tree)


def _without(text: str, start: str) -> str:
    kept, cutting, found = [], False, 0
    for line in text.splitlines(keepends=True):
        indent = len(start) - len(start.lstrip())
        if line.startswith(start):
            cutting, found = True, found + 1
        elif cutting and line.strip() and len(line) - len(line.lstrip()) <= indent:
            cutting = False
        if not cutting:
            kept.append(line)
    if found != 1:
        raise ValueError(f"{found} lines begin with {start!r}, not one")
    return "".join(kept)
