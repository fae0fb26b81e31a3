"""
Call records: the customer's of the last 7 days, all of them for an admin, and exports to a file.

One rule: records are made from the calls when they are asked for, so every list, detail, export and sum agrees. A call
has a record once it has ended; the document's example can always be fetched by its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.cdr_records import CallRecords
from warp_sandbox.warp.cdr_series import EPOCH, Traffic, Wanted
from warp_sandbox.warp.cdr_spans import asked
from warp_sandbox.warp.files import File, link
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

KEPT_FOR_CUSTOMERS = timedelta(days=7)
AT_ONCE = 10_000
"""An export of up to this many records is ready with its reply; a larger one takes its time."""
PROCESSING_AFTER = 5
COMPLETED_AFTER = 60
AVAILABLE_FOR = timedelta(days=1)
_FILTERS = ("customer_id", "trunk_id", "direction", "ani", "dnis")


class Cdrs:
    """
    The call record operations of one sandbox.

    Attributes:
        exports: The export jobs, by id; no operation reads them, the reply to the request is all a customer hears.
    """

    def __init__(self, world: World, traffic: Traffic, records: CallRecords) -> None:
        self._world = world
        self._traffic = traffic
        self._records = records
        self.exports: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on call records, by operationId."""
        return {
            "list_cdrs": self._list,
            "export_cdrs": self._export,
            "search_cdrs": self._search,
            "get_cdr": self._get,
        }

    def _list(self, call: Call) -> Reply:
        wanted = Wanted(**{**_wanted(call), "customer_id": call.caller.customer_id})
        return self._page(call, wanted, call.now - KEPT_FOR_CUSTOMERS)

    def _search(self, call: Call) -> Reply:
        return self._page(call, Wanted(**_wanted(call)), EPOCH)

    def _page(self, call: Call, wanted: Wanted, since: datetime) -> Reply:
        span = asked(call.query)
        calls = self._traffic.finished(span.start, span.end, call.now, wanted, since=since)
        found, pagination = page_of(calls, call)
        records = [self._records.brief(self._traffic.call(index)) for index in found]
        return enveloped(call, records, pagination=pagination)

    def _get(self, call: Call) -> Reply:
        cdr_id = call.path["cdr_id"]
        if cdr_id == self._records.shown_id:
            return enveloped(call, self._records.detail(self._traffic.call(self._traffic.shown)))
        index = self._traffic.ids.index(cdr_id)
        if index is None or not self._traffic.holds(index, call.now):
            raise Refusal(404, "There is no such call record.")
        return enveloped(call, self._records.detail(self._traffic.call(index)))

    def _export(self, call: Call) -> Reply:
        span = asked(call.body)
        trunk_id = call.body.get("trunk_id")
        if trunk_id is not None:
            self._check_trunk(trunk_id, call.caller.customer_id)
        wanted = Wanted(customer_id=call.caller.customer_id, trunk_id=trunk_id)
        found = self._traffic.finished(span.start, span.end, call.now, wanted)
        export_id = f"exp-{call.now:%Y%m%d}-{len(self.exports) + 1:04}"
        job = {"export_id": export_id, "status": "pending", "download_url": None, "expires_at": None}
        self.exports[export_id] = {**job, "record_count": None}
        address = link(call.base_url, f"exports/{export_id}.{call.body['format']}")
        if len(found) <= AT_ONCE:
            self._complete(export_id, address, found, call.now)
        else:
            self._plan(export_id, address, found, call.now)
        return enveloped(call, dict(self.exports[export_id]))

    def _check_trunk(self, trunk_id: str, customer_id: str) -> None:
        if self._world.trunks.get(trunk_id, {}).get("customer_id") != customer_id:
            raise invalid("trunk_id", "There is no such trunk.")

    def _plan(self, export_id: str, address: str, found: Sequence[int], now: datetime) -> None:
        job = self.exports[export_id]
        later = self._world.schedule.after
        later(now, PROCESSING_AFTER, lambda _moment: job.update(status="processing"))
        later(now, COMPLETED_AFTER, lambda moment: self._complete(export_id, address, found, moment))

    def _complete(self, export_id: str, address: str, found: Sequence[int], at: datetime) -> None:
        until = at + AVAILABLE_FOR
        name = f"exports/{address.rpartition('/')[2]}"
        self._world.files[name] = File(lambda: [self._records.brief(self._traffic.call(one)) for one in found], until)
        self.exports[export_id].update(
            status="completed",
            download_url=address,
            expires_at=stamp(until),
            record_count=len(found),
        )


def _wanted(call: Call) -> dict[str, str]:
    return {name: call.query[name] for name in _FILTERS if name in call.query}
