"""
What each NetSuite operation does to the records and jobs.

One rule: an operation is known by its method and path alone, so a record type that the document adds needs no code.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from warp_sandbox.errors import Refusal, Violation, invalid
from warp_sandbox.netsuite.filters import parse
from warp_sandbox.netsuite.forms import Forms
from warp_sandbox.netsuite.jobs import Jobs, Work
from warp_sandbox.netsuite.pages import stretch
from warp_sandbox.netsuite.records import EXTERNAL, Records, link, shown
from warp_sandbox.netsuite.supplement import COLLECTION, MOST_IN_A_BATCH, RECORDS
from warp_sandbox.spec.document import Operation
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply

NAMES = "x-netsuite-propertynamevalidation"
_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_-]+")

One = Callable[[Call], Reply]


class Handlers:
    """The operations on records of one sandbox."""

    def __init__(self, records: Records, forms: Forms, jobs: Jobs) -> None:
        self._records = records
        self._forms = forms
        self._jobs = jobs

    def by_operation(self, operations: Iterable[Operation]) -> dict[str, Handler]:
        """A handler for every operation on records."""
        found = {one.id: self._handler(one) for one in operations if one.path.startswith(RECORDS)}
        return {name: handler for name, handler in found.items() if handler is not None}

    def _handler(self, operation: Operation) -> Handler | None:
        many: dict[str, Handler] = {
            "GET": self._list,
            "POST": self._create,
            "PUT": self._batch(self._upsert_one),
            "PATCH": self._batch(self._change_one),
            "DELETE": self._each(self._delete),
        }
        single: dict[str, Handler] = {
            "GET": self._later(self._get),
            "PUT": self._later(self._upsert),
            "PATCH": self._later(self._change),
            "DELETE": self._later(self._delete),
        }
        return (single if operation.path.endswith("/{id}") else many).get(operation.method)

    def _list(self, call: Call) -> Reply:
        if "ids" in call.query:
            return self._each(self._get)(call)
        return self._later(self._listed)(call)

    def _listed(self, call: Call) -> Reply:
        kind, address = _kind(call), f"{call.base_url}{call.operation.path}"
        query = {"q": call.query["q"]} if "q" in call.query else {}
        holds = parse(call.query["q"], lambda name: self._sort(kind, name)) if query else None
        kept = [one for one in self._records.all(kind) if holds is None or holds(one)]

        def show(one: Record) -> Record:
            return {"links": link(f"{address}/{one['id']}"), "id": one["id"]}

        return Reply(200, stretch(call, kept, address, show, **query))

    def _sort(self, kind: str, name: str) -> str:
        """The sort of a field; one that only other types have is text that is never there."""
        return self._forms.field(kind, name) or ("text" if self._forms.is_anywhere(name) else "")

    def _get(self, call: Call) -> Reply:
        record = self._records.get(_kind(call), call.path["id"])
        expanded = call.query.get("expandSubResources", False)
        return Reply(200, shown(record, _address(call, record["id"]), expanded=expanded))

    def _create(self, call: Call) -> Reply:
        if call.media == COLLECTION:
            return self._batch(self._create_one)(call)
        return self._later(self._create_one)(call)

    def _create_one(self, call: Call) -> Reply:
        return _written(call, self._records.create(_kind(call), self._known(call), call.now))

    def _change(self, call: Call) -> Reply:
        replace = call.query.get("replace", "")
        found = self._records.change(_kind(call), call.path["id"], self._known(call), call.now, replace=replace)
        return _written(call, found)

    def _change_one(self, call: Call) -> Reply:
        """A change whose body says what it is about."""
        named = str(call.body.get("id") or f"{EXTERNAL}{call.body.get('externalId', '')}")
        return self._change(attrs.evolve(call, path={"id": named}))

    def _upsert(self, call: Call) -> Reply:
        external_id = call.path["id"].removeprefix(EXTERNAL)
        if external_id == call.path["id"] or _EXTERNAL_ID.fullmatch(external_id) is None:
            message = "A record is created or changed by eid: and letters, digits, _ and - only."
            raise Refusal(400, message, code="INVALID_REQUEST", violations=[Violation("id", message)])
        return self._upsert_one(attrs.evolve(call, body={**call.body, "externalId": external_id}))

    def _upsert_one(self, call: Call) -> Reply:
        if not isinstance(call.body.get("externalId"), str):
            raise invalid("externalId", "Is required.")
        named = EXTERNAL + call.body["externalId"]
        if self._records.find(_kind(call), named) is None:
            body = {name: value for name, value in call.body.items() if value is not None}
            return self._create_one(attrs.evolve(call, body=body))
        return self._change(attrs.evolve(call, path={"id": named}))

    def _delete(self, call: Call) -> Reply:
        self._records.delete(_kind(call), call.path["id"])
        return Reply(204)

    def _batch(self, write: One) -> Handler:
        """Writes each record of a collection, as a job."""

        def handle(call: Call) -> Reply:
            _check_async(call)
            return self._jobs.run(call, [_work(write, attrs.evolve(call, body=one)) for one in call.body["items"]])

        return handle

    def _each(self, act: One) -> Handler:
        """Acts on each of the records that ``ids`` names, as a job."""

        def handle(call: Call) -> Reply:
            _check_async(call)
            ids = [one.strip() for one in call.query["ids"].split(",") if one.strip()]
            if not 1 <= len(ids) <= MOST_IN_A_BATCH:
                raise invalid("ids", f"Must name 1 to {MOST_IN_A_BATCH} records.")
            return self._jobs.run(call, [_work(act, attrs.evolve(call, path={"id": one})) for one in ids])

        return handle

    def _later(self, act: One) -> Handler:
        """Acts at once, or as a job of one task when the caller prefers that and the document knows of it."""

        def handle(call: Call) -> Reply:
            if _is_async(call) and call.operation.reply(202) is not None:
                return self._jobs.run(call, [_work(act, call)])
            return act(call)

        return handle

    def _known(self, call: Call) -> Record:
        """
        The body with what the record type does not know left out.

        Raises:
            Refusal: 400, when the caller would rather know of a name that is not known.
        """
        unknown = self._forms.unknown(_kind(call), call.body)
        if unknown and call.headers.get(NAMES, "Warning").lower() == "error":
            found = [Violation(name, f"Unknown reference or field {name}.") for name in unknown]
            raise Refusal(400, "The record has unknown fields.", code="INVALID_CONTENT", violations=found)
        body = copy.deepcopy(call.body)
        for name in unknown:
            _drop(body, name.split("."))
        kept: Record = body
        return kept


def _work(act: One, call: Call) -> Work:
    return lambda now: act(attrs.evolve(call, now=now))


def _drop(value: Any, path: list[str]) -> None:
    if isinstance(value, list):
        for one in value:
            _drop(one, path)
    elif isinstance(value, dict) and len(path) > 1:
        _drop(value.get(path[0]), path[1:])
    elif isinstance(value, dict):
        value.pop(path[0], None)


def _written(call: Call, record_id: str) -> Reply:
    return Reply(204, None, {"Location": _address(call, record_id)})


def _kind(call: Call) -> str:
    return call.operation.path.removeprefix(RECORDS).partition("/")[0]


def _address(call: Call, record_id: str) -> str:
    return f"{call.base_url}{RECORDS}{_kind(call)}/{record_id}"


def _is_async(call: Call) -> bool:
    return "respond-async" in [part.strip().lower() for part in call.headers.get("prefer", "").split(",")]


def _check_async(call: Call) -> None:
    if not _is_async(call):
        raise Refusal(400, "Several records at once need the header Prefer: respond-async.", code="INVALID_HEADER")
