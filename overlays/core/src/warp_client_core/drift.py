"""
What the platform sends that this version of the client does not know.

Counted, so that an upgrade of the client can be planned. The rule: counting never makes a reply fail and never
costs a good reply more than a look; only a client made with ``strict=True``, for tests, turns a sighting into an
error.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Final

from warp_client_core.forks import register

MOST_NAMES: Final = 1_000
"""Names that are counted one by one; sightings of further names are only counted together."""

SAMPLE: Final = 100
"""Unknown fields are looked for on the first reply of an operation and then on one in so many."""

_LONGEST: Final = 100


class Drift:
    """
    Counts of unknown enum values and unknown fields, over all copies of a client. Threads may share it.

    Args:
        strict: Whether a reply that holds something unknown is an error.
    """

    def __init__(self, *, strict: bool = False) -> None:
        self.is_strict = strict
        self._watches: dict[str, Watch] = {}
        self._other = Watch(self)
        self._reset()
        register(self)

    @property
    def enum_values(self) -> Mapping[str, int]:
        """
        How often each unknown enum value was read, by ``TrunkStatus.hibernating``. Every reply is counted.
        """
        return dict(self._values)

    @property
    def fields(self) -> Mapping[str, int]:
        """
        How often each unknown field was seen, by ``Trunk.newField`` with the name on the wire.

        Looked for on the first reply of each operation and then on one in a hundred.
        """
        return dict(self._fields)

    @property
    def uncounted(self) -> int:
        """Sightings of names beyond the first thousand."""
        return self._beyond

    def watch(self, operation_id: str) -> Watch:
        """What counts the replies of an operation."""
        found = self._watches.get(operation_id)
        if found is None:
            if len(self._watches) >= MOST_NAMES:
                return self._other
            found = self._watches.setdefault(operation_id, Watch(self))
        return found

    def report(self) -> str:
        """The counts as text, one line per name, most frequent first."""
        lines = [f"{number:>7}  unknown value  {name}" for name, number in _ranked(self.enum_values)]
        lines += [f"{number:>7}  unknown field  {name}" for name, number in _ranked(self.fields)]
        lines += [f"{self._beyond:>7}  further sightings"] if self._beyond else []
        return "\n".join(lines) or "nothing unknown was seen"

    def clear(self) -> None:
        """Forget all counts; the next reply of every operation is looked at for unknown fields again."""
        self._watches.clear()
        self._reset()

    def add(self, *, values: Iterable[str] = (), fields: Iterable[str] = ()) -> None:
        """Count sightings."""
        with self._lock:
            for counts, names in ((self._values, values), (self._fields, fields)):
                for name in names:
                    self._count(counts, name)

    def _count(self, counts: dict[str, int], name: str) -> None:
        # Servers may send anything, and reports end up in logs: one line of printable text each.
        name = "".join(letter if letter.isprintable() else "?" for letter in name[:_LONGEST])
        if name not in counts and len(self._values) + len(self._fields) >= MOST_NAMES:
            self._beyond += 1
        else:
            counts[name] = counts.get(name, 0) + 1

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, int] = {}
        self._fields: dict[str, int] = {}
        self._beyond = 0


class Watch:
    """
    Looks at the replies of one operation.

    Args:
        drift: Where sightings are counted.

    Attributes:
        is_strict: Whether something unknown is an error.
    """

    __slots__ = ("_drift", "_turns", "is_strict")

    def __init__(self, drift: Drift) -> None:
        self.is_strict = drift.is_strict
        self._drift = drift
        self._turns = count()

    def is_due(self) -> bool:
        """Whether to look for unknown fields in this reply."""
        return not next(self._turns) % SAMPLE or self.is_strict

    def values(self, seen: Iterable[tuple[str, str]]) -> None:
        """Count unknown enum values, each as name of the enum and text."""
        self._drift.add(values=[f"{owner}.{text}" for owner, text in seen])

    def fields(self, seen: Iterable[tuple[str, str]]) -> None:
        """Count unknown fields, each as name of the model and wire name."""
        self._drift.add(fields=[f"{owner}.{name}" for owner, name in seen])


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
