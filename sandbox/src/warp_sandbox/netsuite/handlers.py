"""
What each NetSuite operation does to the records and jobs.

One rule: an operation is known by its method and path alone, so a record type that the document adds needs no code.
"""

from __future__ import annotations

from collections.abc import Iterable

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.netsuite.filters import parse
from warp_sandbox.netsuite.jobs import Jobs
from warp_sandbox.netsuite.records import EXTERNAL, Records, link, shown
from warp_sandbox.spec.document import Operation
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply

COLLECTION = "type=collection"
_RECORDS = "/record/v1/"


class Handlers:
    """The operations of one sandbox."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._jobs = Jobs()

    def by_operation(self, operations: Iterable[Operation]) -> dict[str, Handler]:
        """A handler for every operation of the document but the token service."""
        found = {operation.id: self._handler(operation) for operation in operations}
        return {name: handler for name, handler in found.items() if handler is not None}

    def _handler(self, operation: Operation) -> Handler | None:
        fixed: dict[str, Handler] = {
            "/system/v1/serverTime": _server_time,
            "/async/v1/job/{job_id}": self._jobs.get,
            "/async/v1/job/{job_id}/task": self._jobs.tasks,
            "/async/v1/job/{job_id}/task/{task_id}/result": self._jobs.result,
        }
        many: dict[str, Handler] = {"GET": self._list, "POST": self._create, "PUT": self._upsert_all}
        single: dict[str, Handler] = {"GET": self._get, "PATCH": self._change, "DELETE": self._delete}
        if operation.path.startswith(_RECORDS):
            return (single if operation.path.endswith("/{id}") else many).get(operation.method)
        return fixed.get(operation.path)

    def _list(self, call: Call) -> Reply:
        limit, offset = call.query["limit"], call.query["offset"]
        if offset % limit:
            raise invalid("offset", "Must be a multiple of limit.")
        conditions = parse(call.query["q"]) if "q" in call.query else ()
        kept = [one for one in self._records.all(_kind(call)) if all(condition.holds(one) for condition in conditions)]
        page = kept[offset : offset + limit]
        has_more = offset + limit < len(kept)
        address = f"{call.base_url}{call.operation.path}"
        links = link(f"{address}?limit={limit}&offset={offset}")
        links += link(f"{address}?limit={limit}&offset={offset + limit}", "next") if has_more else []
        body = {
            "links": links,
            "count": len(page),
            "hasMore": has_more,
            "items": [{"links": link(f"{address}/{one['id']}"), "id": one["id"]} for one in page],
            "offset": offset,
            "totalResults": len(kept),
        }
        return Reply(200, body)

    def _get(self, call: Call) -> Reply:
        record = self._records.get(_kind(call), call.path["id"])
        expanded = call.query.get("expandSubResources", False)
        return Reply(200, shown(record, _address(call, record["id"]), expanded=expanded))

    def _create(self, call: Call) -> Reply:
        if COLLECTION in call.media:
            _check_async(call)
            return self._jobs.run(call, call.body["items"], lambda record: self._created(call, record))
        return Reply(204, None, {"Location": self._created(call, call.body)})

    def _upsert_all(self, call: Call) -> Reply:
        _check_async(call)
        return self._jobs.run(call, call.body["items"], lambda record: self._upserted(call, record))

    def _change(self, call: Call) -> Reply:
        replace = call.query.get("replace", "")
        found = self._records.change(_kind(call), call.path["id"], call.body, call.now, replace=replace)
        return Reply(204, None, {"Location": _address(call, found)})

    def _delete(self, call: Call) -> Reply:
        self._records.delete(_kind(call), call.path["id"])
        return Reply(204)

    def _created(self, call: Call, record: Record) -> str:
        return _address(call, self._records.create(_kind(call), record, call.now))

    def _upserted(self, call: Call, record: Record) -> str:
        external_id = EXTERNAL + record["externalId"]
        if self._records.find(_kind(call), external_id) is None:
            return self._created(call, {name: value for name, value in record.items() if value is not None})
        return _address(call, self._records.change(_kind(call), external_id, record, call.now))


def _server_time(call: Call) -> Reply:
    return Reply(200, {"serverTime": call.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")})


def _kind(call: Call) -> str:
    return call.operation.path.removeprefix(_RECORDS).partition("/")[0]


def _address(call: Call, record_id: str) -> str:
    return f"{call.base_url}{_RECORDS}{_kind(call)}/{record_id}"


def _check_async(call: Call) -> None:
    preferences = [part.strip().lower() for part in call.headers.get("prefer", "").split(",")]
    if "respond-async" not in preferences:
        raise Refusal(400, "A collection needs the header Prefer: respond-async.", code="INVALID_HEADER")
