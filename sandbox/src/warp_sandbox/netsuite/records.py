"""
Records of every type, with internal and external ids.

One rule: what was written is what is read. Sublists are kept whole and shown as a link unless they are asked for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.netsuite.amounts import READ_ONLY, postings, settled, totals, violations
from warp_sandbox.netsuite.forms import Forms
from warp_sandbox.netsuite.references import dangling, is_used
from warp_sandbox.wire.exchange import Record, stamp

EXTERNAL = "eid:"
_NOT_WRITTEN = ("id", "links", *READ_ONLY)
_CREATED = {"customer": "dateCreated", "invoice": "createdDate"}


class Records:
    """
    The records of one sandbox.

    Args:
        forms: Says what a record must look like.
        first_id: Internal id of the first record that is created; the next ones count up, over all types.
    """

    def __init__(self, forms: Forms, *, first_id: int = 50001) -> None:
        self._forms = forms
        self._next = first_id
        self._types: dict[str, dict[str, Record]] = {}
        self._external: dict[tuple[str, str], str] = {}

    def put(self, kind: str, record: Record) -> None:
        """Keep a finished record under its own id."""
        known = self._types.setdefault(kind, {})
        self._forget(kind, known.get(record["id"]))
        known[record["id"]] = copy.deepcopy(record)
        if isinstance(record.get("externalId"), str):
            self._external[kind, record["externalId"]] = record["id"]

    def _forget(self, kind: str, record: Record | None) -> None:
        if record is not None:
            self._external.pop((kind, record.get("externalId") or ""), None)

    def all(self, kind: str) -> Iterator[Record]:
        """Every record of a type, in the order of creation."""
        yield from self._types.get(kind, {}).values()

    def find(self, kind: str, record_id: str) -> Record | None:
        """A record by its internal id, or by ``eid:`` and its external id."""
        if not record_id.startswith(EXTERNAL):
            return self._types.get(kind, {}).get(record_id)
        known = self._external.get((kind, record_id.removeprefix(EXTERNAL)))
        return None if known is None else self._types[kind][known]

    def get(self, kind: str, record_id: str) -> Record:
        """
        A record by its internal or external id.

        Raises:
            Refusal: 404 NONEXISTENT_ID.
        """
        record = self.find(kind, record_id)
        if record is None:
            raise Refusal(404, "The record instance does not exist.", code="NONEXISTENT_ID")
        return record

    def create(self, kind: str, body: Record, now: datetime) -> str:
        """
        Keep a new record; returns its id.

        Raises:
            Refusal: 400 when the external id is taken, a reference leads nowhere, or the record would not be whole.
        """
        _refuse_if(self._forms.new(kind, body))
        times = {_CREATED[kind]: stamp(now), "lastModifiedDate": stamp(now)} if kind in _CREATED else {}
        record = {"id": str(self._next), **_numbered(self._stored(body)), **times}
        self._keep(kind, settled(kind, record, now), body.get("externalId"))
        self._next += 1
        return str(record["id"])

    def change(self, kind: str, record_id: str, body: Record, now: datetime, *, replace: str = "") -> str:
        """
        Merge into a record; None deletes a value; returns its id.

        Args:
            replace: Sublists, separated by commas, whose lines are replaced rather than merged by number.

        Raises:
            Refusal: 404 when there is no such record, 400 as for `create`.
        """
        old = self.get(kind, record_id)
        record = dict(old)
        for name, value in self._stored(body).items():
            if _is_sublist(value) and _is_sublist(record.get(name)) and name not in replace.split(","):
                record[name] = {"items": _merged(record[name]["items"], value["items"])}
            else:
                record.update(_numbered({name: value}))
        if kind in _CREATED:
            record["lastModifiedDate"] = stamp(now)
        is_new = body.get("externalId") != old.get("externalId")
        self._keep(kind, settled(kind, _without_none(record), now), body.get("externalId") if is_new else None)
        return str(record["id"])

    def delete(self, kind: str, record_id: str) -> None:
        """
        Forget a record.

        Raises:
            Refusal: 404 when there is no such record, 400 while others refer to it.
        """
        known = self.get(kind, record_id)["id"]
        if is_used(kind, known, (one for other in self._types for one in self.all(other))):
            message = "This record cannot be deleted, because other records refer to it."
            raise Refusal(400, message, code="INVALID_CONTENT")
        gone = self._types[kind].pop(known)
        self._forget(kind, gone)
        self._post(kind, gone, -1)

    def _keep(self, kind: str, record: Record, external_id: str | None) -> None:
        if external_id is not None and self.find(kind, EXTERNAL + external_id) is not None:
            raise Refusal(400, "A record with this external id exists already.", code="DUPLICATE_EXTERNAL_ID")
        _refuse_if(self._forms.whole(kind, record))
        _refuse_if(violations(kind, record))
        old = self._types.get(kind, {}).get(record["id"])
        self.put(kind, record)
        self._post(kind, old, -1)
        self._post(kind, record, 1)

    def _post(self, kind: str, record: Record | None, sign: int) -> None:
        """Add what a record adds to others, or take it back."""
        for other, record_id, field, amount in postings(kind, record) if record else ():
            target = self._types.get(other, {}).get(record_id)
            if target is not None:
                target[field] = round(max((target.get(field) or 0.0) + sign * amount, 0.0), 2)
                target.update(totals(other, target))

    def _stored(self, body: Record) -> Record:
        _refuse_if(list(_malformed(body)))
        stored = {name: self._resolved(value) for name, value in body.items() if name not in _NOT_WRITTEN}
        _refuse_if(dangling(stored, self._exists))
        return {name: {"items": value["items"]} if _is_sublist(value) else value for name, value in stored.items()}

    def _resolved(self, value: Any) -> Any:
        """The value with references by external id turned into references by internal id."""
        if isinstance(value, list):
            return [self._resolved(one) for one in value]
        if not isinstance(value, dict):
            return value
        inner = {name: self._resolved(child) for name, child in value.items()}
        if "id" not in inner and "externalId" in inner:
            return {**inner, "id": self._id_of(inner["externalId"])}
        return inner

    def _exists(self, kind: str, record_id: str) -> bool:
        return record_id in self._types.get(kind, {})

    def _id_of(self, external_id: str) -> str:
        found = (self.find(kind, EXTERNAL + external_id) for kind in self._types)
        record = next((one for one in found if one is not None), None)
        if record is None:
            raise Refusal(400, f"There is no record with the external id {external_id}.", code="INVALID_CONTENT")
        return str(record["id"])


def shown(record: Record, href: str, *, expanded: bool) -> Record:
    """
    The record as a reply shows it.

    Args:
        href: Address of the record.
        expanded: Send sublists in full rather than as a link.
    """
    parts = {name: _sublist(value, f"{href}/{name}", expanded) for name, value in record.items() if _is_sublist(value)}
    return {**record, **parts, "links": link(href)}


def link(href: str, relation: str = "self") -> list[dict[str, str]]:
    """A list of one link."""
    return [{"rel": relation, "href": href}]


def _sublist(value: Record, href: str, expanded: bool) -> Record:
    lines = value["items"]
    whole = {"items": lines, "count": len(lines), "offset": 0, "totalResults": len(lines), "hasMore": False}
    return {**(whole if expanded else {}), "links": link(href)}


def _malformed(body: Record) -> Iterator[Violation]:
    """What no record may look like, whatever its type."""
    if not isinstance(body.get("externalId", ""), str | None):
        yield Violation("externalId", "Must be text.")
    for name, value in body.items():
        for line in value["items"] if _is_sublist(value) else ():
            if not isinstance(line, dict) or not isinstance(line.get("line", 0), int):
                yield Violation(f"{name}.items", "Must be objects, with numbers as their lines.")


def _is_sublist(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("items"), list)


def _numbered(record: Record) -> Record:
    """The record with numbers on the lines of an invoice, which updates find them by."""
    lines: Any = record.get("item")
    return {**record, "item": {"items": _merged([], lines["items"])}} if _is_sublist(lines) else record


def _merged(lines: list[Record], changes: list[Record]) -> list[Record]:
    merged = {line["line"]: line for line in lines}
    for change in changes:
        number = change.get("line") or max(merged, default=0) + 1
        merged[number] = _without_none({**merged.get(number, {}), **change, "line": number})
    return list(merged.values())


def _without_none(record: Record) -> Record:
    return {name: value for name, value in record.items() if value is not None}


def _refuse_if(violations: Sequence[Violation]) -> None:
    if violations:
        raise Refusal(400, "The record is not acceptable.", code="INVALID_CONTENT", violations=violations)
