"""
overrides: ``names.toml`` against the documents.

One rule: an entry that nothing needs stops the build, so that the file never says more than the rules of `name` leave
open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.document import Document
from generator.passes.name import singular
from generator.passes.validate import operations
from generator.problems import Place, Problems, join

NAMES = Place("openapi/names.toml")
_METHOD = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")
_SPELLING = re.compile(r"[A-Z][A-Za-z0-9]*\Z")


def check_names(names: Mapping[str, Any], documents: Mapping[str, Document]) -> None:
    """
    Nothing, when every entry of ``names.toml`` is well formed and needed.

    Args:
        names: Content of ``names.toml``.
        documents: Root file -> its validated document.

    Raises:
        BuildStopped: With every entry that is malformed, or that no document needs.
    """
    problems = Problems()
    tables = _table(names, "", ("spelling", "documents"), problems)
    tags = {tag for document in documents.values() for tag in _ids_by_tag(document)}
    spelling = _texts(tables.get("spelling", {}), "/spelling", problems)
    for word, spelled in spelling.items():
        if not _SPELLING.match(spelled) or spelled.lower() != word:
            _say(problems, join("/spelling", word), f"{spelled!r} is not {word!r} with other capitals", "Correct it.")
        elif not any(word in (part, part.removesuffix("s")) for tag in tags for part in tag.split("_")):
            _say(problems, join("/spelling", word), f"no tag has the word {word}", "Delete the entry.")
    for root, table in _table(tables.get("documents", {}), "/documents", None, problems).items():
        at = join("/documents", root)
        if root in documents:
            _check_document(
                _table(table, at, ("methods", "drop", "renamed", "tag_words"), problems), at, documents[root], problems
            )
        else:
            _say(problems, at, f"no client is built from {root}", "Delete the table.")
    problems.stop()


def _check_document(table: Mapping[str, Any], at: str, document: Document, problems: Problems) -> None:
    by_tag = _ids_by_tag(document)
    for name, method in _texts(table.get("methods", {}), join(at, "methods"), problems).items():
        where = join(at, "methods", name)
        if not any(name in ids for ids in by_tag.values()):
            _say(problems, where, f"no operation is called {name}", "Delete the override.")
        if not _METHOD.match(method):
            _say(problems, where, f"{method!r} is not `resource.method`", "Write both in snake_case.")
    for word in _words(table.get("drop", []), join(at, "drop"), problems):
        if not _is_used(word, [name for ids in by_tag.values() for name in ids]):
            _say(problems, join(at, "drop"), f"no operationId has the word {word}", "Delete it.")
    for tag, words in _table(table.get("tag_words", {}), join(at, "tag_words"), None, problems).items():
        where = join(at, "tag_words", tag)
        for word in _words(words, where, problems):
            if not _is_used(word, by_tag.get(tag, [])):
                _say(problems, where, f"no operationId of {tag} has the word {word}", "Delete it.")


def _is_used(word: str, ids: Iterable[str]) -> bool:
    return any(word in (part, singular(part)) for name in ids for part in name.split("_"))


def _ids_by_tag(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, _, _, operation in operations(document.tree):
        found.setdefault(operation["tags"][0], []).append(operation["operationId"])
    return found


def _table(value: Any, at: str, keys: tuple[str, ...] | None, problems: Problems) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        _say(problems, at, "this must be a table", "Mend it.")
        return {}
    for key in value:
        if keys is not None and key not in keys:
            _say(problems, join(at, key), f"{key!r} means nothing here", f"Known: {', '.join(keys)}.")
    return value


def _texts(value: Any, at: str, problems: Problems) -> dict[str, str]:
    table = _table(value, at, None, problems)
    for key in [key for key, text in table.items() if not isinstance(text, str)]:
        _say(problems, join(at, key), "this must be a text", "Mend it.")
    return {key: text for key, text in table.items() if isinstance(text, str)}


def _words(value: Any, at: str, problems: Problems) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        _say(problems, at, "this must be a list of words", "Mend it.")
        return []
    return value


def _say(problems: Problems, pointer: str, message: str, advice: str) -> None:
    problems.add(Place(NAMES.file, pointer), message, advice)
