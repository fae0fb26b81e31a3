"""renames: old names that still work, as ``surface.json`` records them."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from generator.release.objects import Object, Snapshot


def renamed_objects(objects: Snapshot, renamed: Mapping[str, Mapping[str, str]]) -> Snapshot:
    """The snapshot with the old names in it, each as what the new one is."""
    found: dict[tuple[str, bool], Object] = dict(objects)
    for old, entry in renamed.items():
        for (subject, asynchronous), one in objects.items():
            if subject == entry["to"] and (old, asynchronous) not in found:
                found[(old, asynchronous)] = attrs.evolve(one, subject=old, path=_path(one, old))
    return found


def _path(one: Object, old: str) -> str:
    return one.path if one.inside else f"models.{old}" if one.path.startswith("models.") else old
