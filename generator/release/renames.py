"""renames: old names that still work, as ``surface.json`` records them."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from generator.release.objects import Object, Snapshot


def renamed_objects(objects: Snapshot, renamed: Mapping[str, Mapping[str, str]]) -> Snapshot:
    """The snapshot with the old names in it, each as what the new one is; parameters have theirs already."""
    found: dict[tuple[str, bool], Object] = dict(objects)
    for old, entry in renamed.items():
        for prefix in ("", "calls."):
            for (subject, asynchronous), one in objects.items():
                if subject == prefix + entry["to"]:
                    former = prefix + old
                    found[(former, asynchronous)] = attrs.evolve(one, subject=former, path=_path(one, former))
    return found


def _path(one: Object, old: str) -> str:
    return one.path if one.inside else f"models.{old}" if one.path.startswith("models.") else old
