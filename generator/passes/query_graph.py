"""
query_graph: which data is cached under which key, and what makes it obsolete, as the document says.

``x-queries: true`` at the root of a document is a promise: every operation that users call then says ``x-query`` or
``x-touches``, every event of a socket has an entry in the ``x-queries`` of its stream, and every key that is touched is
the key of something that is read. A document without it has no queries.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from generator.model.document import Document, Tree, follow
from generator.model.queries import EventRule, QueryGraph, Template
from generator.passes.shape import VERBS
from generator.problems import Problems, join

ROOT = "x-queries"
_PART = re.compile(r"[a-z][a-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\}")
_EXAMPLE = "Write a list of words and {parameters}, such as [trunks, item, '{trunk_id}']."


def query_graph(document: Document) -> QueryGraph | None:
    """The graph of a checked document; None when it has no queries. What is touched and never read is left out."""
    tree = document.tree
    if tree.get(ROOT) is not True:
        return None
    operations = [operation for _, operation in _operations(tree)]
    reads = {one["operationId"]: tuple(one["x-query"]) for one in operations if "x-query" in one}
    keys = list(reads.values())

    def known(touches: Any) -> tuple[Template, ...]:
        return tuple(tuple(one) for one in touches if any(_leads_to(one, key) for key in keys))

    writes = {one["operationId"]: known(one["x-touches"]) for one in operations if "x-touches" in one}
    events = {
        name: EventRule(
            known(rule.get("touches", [])),
            tuple(rule["updates"]) if tuple(rule.get("updates", ())) in keys else None,
            rule.get("partial") is True,
        )
        for stream in tree.get("x-streams", {}).values()
        for name, rule in stream.get(ROOT, {}).items()
    }
    return QueryGraph(reads, writes, {name: rule for name, rule in events.items() if rule.touches or rule.updates})


def check_queries(document: Document, problems: Problems) -> None:
    """Report what a document says wrongly, or does not say, about queries."""
    _Rules(document, problems).check()


def _operations(tree: Tree) -> list[tuple[str, Tree]]:
    """Operations that users call, with their pointers."""
    return [
        (join("/paths", path, verb), item[verb])
        for path, item in (tree.get("paths") or {}).items()
        for verb in VERBS
        if verb in item and item[verb].get("x-internal") is not True
    ]


def _leads_to(touch: Collection[str], key: Collection[str]) -> bool:
    """Whether everything that a key template stands for, or some of it, begins with the touched one."""
    pairs = zip(touch, key, strict=False)
    return len(touch) <= len(key) and all(a == b or (a[:1] == "{" and b[:1] == "{") for a, b in pairs)


class _Rules:
    """One look at a document."""

    def __init__(self, document: Document, problems: Problems) -> None:
        self._document, self._problems = document, problems
        self._tree = document.tree
        self._subject = ""
        self._keys: list[list[str]] = []

    def check(self) -> None:
        """All rules."""
        promised = self._tree.get(ROOT)
        if promised not in (None, True):
            self._say(join("", ROOT), f"{ROOT} is {promised!r}", "Write true, or leave it out.")
        operations = _operations(self._tree)
        if promised is not True:
            for pointer, one in operations:
                if "x-query" in one or "x-touches" in one:
                    self._subject = str(one.get("operationId", ""))
                    self._say(pointer, "it says what it means for queries", f"Promise it for all: {ROOT}: true.")
            return
        self._keys = [one["x-query"] for _, one in operations if _is_key(one.get("x-query"))]
        for pointer, one in operations:
            self._subject = str(one.get("operationId", ""))
            self._operation(pointer, one)
        for path, stream in self._tree.get("x-streams", {}).items():
            self._subject = path
            self._stream(join("/x-streams", path), stream)

    def _operation(self, pointer: str, one: Tree) -> None:
        is_read = one.get("x-safety") == "read"
        wanted, other = ("x-query", "x-touches") if is_read else ("x-touches", "x-query")
        if other in one:
            self._say(pointer, f"{other} on an operation that is {one.get('x-safety')}", f"Write {wanted} instead.")
        known = self._names(pointer, one)
        if is_read:
            self._key(pointer, one.get("x-query"), known, "x-query")
            return
        touches = one.get("x-touches")
        if not isinstance(touches, list):
            self._say(pointer, "x-touches is missing", "List the keys that are obsolete after it, or [] and why.")
            return
        self._touches(pointer, touches, one.get("x-touches-why"), known)

    def _touches(self, pointer: str, touches: list[Any], why: Any, known: Collection[str] | None) -> None:
        if bool(touches) == bool(isinstance(why, str) and why.strip()):
            self._say(pointer, "it touches nothing and does not say why, or both", "Write keys, or [] and a reason.")
        for touch in touches:
            if self._key(pointer, touch, known, "a touched key") and not any(
                _leads_to(touch, key) for key in self._keys
            ):
                self._say(pointer, f"no operation reads {touch!r}", "Correct the key, or give a read this x-query.")

    def _key(self, pointer: str, key: Any, known: Collection[str] | None, what: str) -> bool:
        if not _is_key(key):
            self._say(pointer, f"{what} is {key!r}", _EXAMPLE)
            return False
        for part in key:
            if part[:1] == "{" and known is not None and part[1:-1] not in known:
                self._say(pointer, f"{what} names {part}, which is no parameter or field", "Correct the name.")
                return False
        return True

    def _stream(self, pointer: str, stream: Tree) -> None:
        rules, events = stream.get(ROOT), stream.get("events", {})
        if not isinstance(rules, dict) or not all(isinstance(rule, dict) for rule in rules.values()):
            self._say(pointer, f"{ROOT} is missing", "Say for each event which keys it touches or updates.")
            return
        for name in sorted(rules.keys() ^ events.keys()):
            self._say(pointer, f"the event {name} is in one of events and {ROOT}", "List each event in both.")
        for name in sorted(rules.keys() & events.keys()):
            rule, fields = rules[name], self._fields(events[name], join(pointer, "events", name))
            if "updates" in rule:
                self._updates(pointer, name, rule["updates"], fields)
            else:
                touches = rule.get("touches")
                self._touches(pointer, touches if isinstance(touches, list) else [], rule.get("why"), fields)

    def _updates(self, pointer: str, name: str, key: Any, fields: Collection[str]) -> None:
        if not self._key(pointer, key, (), f"what {name} updates"):
            return
        if key not in self._keys:
            self._say(pointer, f"no operation reads {key!r}, which {name} updates", "Correct the key.")
        if "timestamp" not in fields:
            self._say(
                pointer, f"{name} updates data and has no timestamp", "Without one an old event is not told apart."
            )

    def _names(self, pointer: str, one: Tree) -> set[str]:
        """The parameters of an operation, and the fields of its body."""
        names = set()
        for index, entry in enumerate(one.get("parameters", [])):
            parameter, _ = follow(self._tree, entry, join(pointer, "parameters", index))
            names.add(str(parameter.get("name")))
        body, at = follow(self._tree, one.get("requestBody", {}), join(pointer, "requestBody"))
        for media, entry in body.get("content", {}).items():
            names |= self._fields(entry.get("schema", {}), join(at, "content", media, "schema"))
        return names

    def _fields(self, schema: Any, pointer: str) -> set[str]:
        schema, at = follow(self._tree, schema, pointer)
        if not isinstance(schema, dict):
            return set()
        found = set(schema.get("properties", {}))
        for index, part in enumerate(schema.get("allOf", [])):
            found |= self._fields(part, join(at, "allOf", index))
        return found

    def _say(self, pointer: str, message: str, advice: str) -> None:
        self._problems.add(self._document.place(pointer), message, advice, subject=self._subject)


def _is_key(key: Any) -> bool:
    return isinstance(key, list) and bool(key) and all(isinstance(one, str) and _PART.fullmatch(one) for one in key)
