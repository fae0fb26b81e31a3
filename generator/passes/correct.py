"""
correct: OpenAPI Overlay 1.1 documents applied to the bundled document, in the order of their file names.

One rule: a correction that does nothing is wrong. A target that matches nothing, and an action that changes nothing,
are problems, because either the platform mended its document or the correction never worked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from generator.model.document import Document, unshared
from generator.problems import Place, Problems, join

if TYPE_CHECKING:
    from jsonpath import JSONPathMatch


def correct(document: Document, corrections: Mapping[str, Any], root: str) -> Document:
    """
    The document after every correction that extends ``root``.

    Args:
        document: The bundled document; it is not changed.
        corrections: Path -> tree of each Overlay document.
        root: File name of the root document; a correction names it in ``extends``.

    Raises:
        BuildStopped: A correction is not an Overlay 1.x document, or one of its actions matches or changes nothing.
    """
    chosen = {file: tree for file, tree in sorted(corrections.items()) if _extends(tree, root)}
    problems = Problems()
    result = Document(unshared(document.tree) if chosen else document.tree, dict(document.origins))
    for file, tree in chosen.items():
        _check_head(tree, Place(file), problems)
        actions = tree.get("actions") if isinstance(tree, dict) else None
        for index, action in enumerate(actions if isinstance(actions, list) else []):
            _apply(result, action, Place(file, join("/actions", index)), problems)
    problems.stop()
    return result


def _extends(tree: Any, root: str) -> bool:
    return not isinstance(tree, dict) or tree.get("extends") in (None, root)


def _check_head(tree: Any, place: Place, problems: Problems) -> None:
    version = tree.get("overlay") if isinstance(tree, dict) else None
    if not isinstance(version, str) or version.split(".")[0] != "1":
        problems.add(place, "this is not an OpenAPI Overlay 1.x document", "Start it with `overlay: 1.1.0`.")
    elif not isinstance(tree.get("info"), dict) or not {"title", "version"} <= tree["info"].keys():
        problems.add(place, "info needs a title and a version", "Say in the title why the correction exists.")
    elif not isinstance(tree.get("actions"), list) or not tree["actions"]:
        problems.add(place, "there are no actions", "Add an action or delete the file.")


def _apply(document: Document, action: Any, place: Place, problems: Problems) -> None:
    if not isinstance(action, dict) or not isinstance(action.get("target"), str):
        problems.add(place, "an action needs a target", "Write `target: <JSONPath of RFC 9535>`.")
        return
    verbs = [verb for verb in ("update", "copy", "remove") if verb in action]
    if len(verbs) != 1:
        problems.add(place, "an action needs exactly one of update, copy and remove", "Split it into several actions.")
        return
    if verbs[0] == "remove" and action["remove"] is not True:
        problems.add(place.child("remove"), "remove must be true", "Write `remove: true` or delete the action.")
        return
    try:
        matches = _select(action["target"], document.tree)
        value = _value(document, action, verbs[0])
    except LookupError as error:
        problems.add(place.child("copy"), str(error), "Copy from exactly one node.")
        return
    except ValueError as error:
        problems.add(place, f"not a usable JSONPath: {error}", "Check it against RFC 9535.")
        return
    if not matches:
        problems.add(
            place.child("target"),
            f"{action['target']} matches nothing",
            "Delete the action if the document was mended, else correct the path.",
        )
        return
    changed = False
    for match in matches:
        pointer = join("", *match.parts)
        written = _Written(document, pointer, place.child(verbs[0]))
        if _change(match, verbs[0], value, document.tree, written):
            changed = True
            document.touched[pointer] = (*document.touched.get(pointer, ()), place.file)
    if not changed:
        problems.add(place, f"{action['target']} already is as the action wants it", "Delete the action.")


def _select(path: str, tree: Any) -> list[JSONPathMatch]:
    # Not loaded for documents without corrections: it takes longer than generating a small client.
    from generator.passes.select import select

    return select(path, tree)


def _value(document: Document, action: dict[str, Any], verb: str) -> Any:
    if verb != "copy":
        return action[verb]
    found = _select(str(action["copy"]), document.tree)
    if len(found) != 1:
        raise LookupError(f"{action['copy']} matches {len(found)} nodes, not one")
    return unshared(found[0].obj)


def _change(match: JSONPathMatch, verb: str, value: Any, tree: Any, written: _Written) -> bool:
    if match.parent is None:
        return verb != "remove" and _merge(tree, value, written)
    container: Any = match.parent.obj
    key = match.parts[-1]
    if verb == "remove":
        del container[key]
        return True
    if isinstance(container[key], (dict, list)):
        return _merge(container[key], value, written)
    changed = bool(container[key] != value)
    container[key] = value
    written.note()
    return changed


def _merge(target: Any, value: Any, written: _Written) -> bool:
    if isinstance(target, list):
        added = unshared(value) if isinstance(value, list) else [unshared(value)]
        for index in range(len(target), len(target) + len(added)):
            written.child(index).note()
        target.extend(added)
        return bool(added)
    if not isinstance(value, dict):
        return False
    changed = False
    for key, new in value.items():
        old = target.get(key)
        if (isinstance(old, dict) and isinstance(new, dict)) or isinstance(old, list):
            changed |= _merge(old, new, written.child(key))
        elif key not in target or old != new:
            target[key] = unshared(new)
            written.child(key).note()
            changed = True
    return changed


@attrs.frozen
class _Written:
    """Remembers in the document's origins which nodes a correction wrote."""

    document: Document
    pointer: str
    place: Place

    def child(self, key: str | int) -> _Written:
        place = self.place if isinstance(key, int) else self.place.child(key)
        return _Written(self.document, join(self.pointer, key), place)

    def note(self) -> None:
        self.document.origins[self.pointer] = self.place
