"""
The synchronization of customers and invoices with NetSuite, as the platform's own operations tell of it.

One rule: a record is sent when it changed since it was last sent, and refused when a field that the mappings require
has no value. A run takes ``RUN`` seconds and stands alone: meanwhile another one, or a single record, is a 409.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from warp_sandbox.errors import Refusal
from warp_sandbox.warp.netsuite_sync_consent import Consent
from warp_sandbox.warp.netsuite_sync_fields import FieldMappings
from warp_sandbox.warp.netsuite_sync_seed import runs
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

RUN = 5.0
_UNSENT = 2
"""So many customers and invoices of a fresh sandbox were never sent."""
_KINDS = {"customers": ("customer",), "invoices": ("invoice",), "all": ("customer", "invoice")}
_WATCHED = ("updated_at", "status", "balance_due", "amount_paid")


class NetSuiteSync:
    """
    The NetSuite operations of the WARP API in one sandbox.

    Args:
        details: What admins see of customers, by id; a customer that was sent shows its NetSuite id there.
        invoices: By id.
    """

    def __init__(self, world: World, details: Mapping[str, Record], invoices: Mapping[str, Record]) -> None:
        self._world = world
        self._details = details
        self._records: dict[str, Mapping[str, Record]] = {"customer": world.customers, "invoice": invoices}
        self._consent = Consent(world)
        self._mappings = FieldMappings(world)
        self._sent: dict[tuple[str, str], tuple[str, object]] = {}
        self._running: Record | None = None
        self._history: list[Record] = runs(world) if world.knows("NetSuiteSyncJob") else []
        self._last = self._history[0] if self._history else {}
        for kind in self._records:
            self._fill(kind)

    def handlers(self) -> Mapping[str, Handler]:
        """Every NetSuite operation of the WARP API, by operationId."""
        return {
            **self._consent.handlers(),
            **self._mappings.handlers(),
            "get_netsuite_sync_status": self._status,
            "trigger_netsuite_sync": self._trigger,
            "list_netsuite_sync_history": self._list,
            "sync_netsuite_customer": self._sync_customer,
            "sync_netsuite_invoice": self._sync_invoice,
        }

    def _status(self, call: Call) -> Reply:
        failed = self._last.get("status") in ("failed", "partial")
        state = "error" if failed else "idle"
        if self._running is not None:
            state = "running"
        elif not self._consent.holds(call.now):
            state = "disconnected"
        next_hour = call.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        status = {
            "status": state,
            "current_job": self._running,
            "last_sync_at": self._last.get("completed_at"),
            "next_sync_at": None if state == "disconnected" else stamp(next_hour),
            "pending_customers": len(self._pending("customer")),
            "pending_invoices": len(self._pending("invoice")),
            "last_error": self._last.get("error_message"),
        }
        return enveloped(call, status)

    def _list(self, call: Call) -> Reply:
        items, pagination = page_of(self._history, call)
        return enveloped(call, items, pagination=pagination)

    def _trigger(self, call: Call) -> Reply:
        self._check_free(call)
        count = sum(one["started_at"][:10] == stamp(call.now)[:10] for one in self._history)
        job: Record = {
            "job_id": f"nsj-{call.now:%Y%m%d}-{count + 1:02}",
            "type": call.body.get("type", "all"),
            "status": "running",
            "triggered_by": "api",
            "records_processed": 0,
            "records_succeeded": 0,
            "records_failed": 0,
            "error_message": None,
            "started_at": stamp(call.now),
            "completed_at": None,
        }
        self._history.insert(0, job)
        self._running = job
        self._world.schedule.after(call.now, RUN, lambda at: self._run(job, at))
        return enveloped(call, job)

    def _run(self, job: Record, at: datetime) -> None:
        self._running = None
        results = [self._send(kind, key, at) for kind in _KINDS[job["type"]] for key in self._pending(kind)]
        faults = [one["error"] for one in results if one["action"] == "failed"]
        status = "completed" if not faults else "failed" if len(faults) == len(results) else "partial"
        job.update(
            status=status,
            records_processed=len(results),
            records_succeeded=len(results) - len(faults),
            records_failed=len(faults),
            error_message=faults[0] if faults else None,
            completed_at=stamp(at),
        )
        self._last = job

    def _sync_customer(self, call: Call) -> Reply:
        return self._sync(call, "customer", call.path["customer_id"])

    def _sync_invoice(self, call: Call) -> Reply:
        return self._sync(call, "invoice", call.path["invoice_id"])

    def _sync(self, call: Call, kind: str, key: str) -> Reply:
        if key not in self._records[kind]:
            raise Refusal(404, f"There is no such {kind}.")
        self._check_free(call)
        return enveloped(call, self._send(kind, key, call.now))

    def _check_free(self, call: Call) -> None:
        if self._running is not None:
            raise Refusal(409, f"The run {self._running['job_id']} is still going on.")
        if not self._consent.holds(call.now):
            raise Refusal(409, "The platform has no access to NetSuite; authorize it first.", code="INVALID_STATE")

    def _send(self, kind: str, key: str, at: datetime) -> Record:
        record = self._records[kind][key]
        old_id, seen = self._sent.get((kind, key), ("", None))
        result: Record = {
            "entity_type": kind,
            "warp_id": key,
            "netsuite_id": old_id or None,
            "action": "skipped",
            "synced_at": None,
            "error": None,
        }
        missing = self._mappings.missing(kind, record)
        if missing:
            return {**result, "action": "failed", "error": f"{kind} {key} has no {missing[0]}."}
        if old_id and seen == _version(record):
            return result
        netsuite_id = old_id or str(4711 + len(self._sent))
        self._sent[kind, key] = (netsuite_id, _version(record))
        self._show(kind, key)
        action = "updated" if old_id else "created"
        return {**result, "netsuite_id": netsuite_id, "action": action, "synced_at": stamp(at)}

    def _show(self, kind: str, key: str) -> None:
        if kind == "customer" and key in self._details:
            self._details[key]["external_ids"]["netsuite_customer_id"] = self._sent[kind, key][0]

    def _pending(self, kind: str) -> list[str]:
        found = self._records[kind].items()
        return [key for key, one in found if self._sent.get((kind, key), ("", None))[1] != _version(one)]

    def _fill(self, kind: str) -> None:
        """All but the last records were sent before; of those the first has changed since."""
        keys = list(self._records[kind])
        for index, key in enumerate(keys[: len(keys) - _UNSENT]):
            seen = _version(self._records[kind][key]) if index else None
            self._sent[kind, key] = (str(4711 + len(self._sent)), seen)
            self._show(kind, key)


def _version(record: Record) -> object:
    return tuple(record.get(name) for name in _WATCHED)
