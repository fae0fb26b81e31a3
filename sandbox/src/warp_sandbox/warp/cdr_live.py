"""
Calls in progress.

One rule: a call in progress is a call record in the making: what is seen here turns up there under the same call id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from warp_sandbox.events import Event
from warp_sandbox.warp.cdr_records import CallRecords, changes, state
from warp_sandbox.warp.cdr_series import CallFacts, Traffic, moment
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Reply
from warp_sandbox.wire.replies import enveloped

_MEMORY = timedelta(hours=1)
_CARRYING = ("active", "testing")


class LiveCalls:
    """The calls in progress of one sandbox; trunks out of service and accounts that are not active carry none."""

    def __init__(self, world: World, traffic: Traffic, records: CallRecords) -> None:
        self._world = world
        self._records = records
        self._told: datetime | None = None
        self.traffic = traffic

    def handlers(self) -> Mapping[str, Handler]:
        """The operation that lists them, by operationId."""
        return {"list_active_calls": self._list}

    def now(self, now: datetime, customer_id: str | None = None) -> list[CallFacts]:
        """The calls in progress, of one customer or of all, in the order of their starts."""
        calls = self.traffic.in_progress(now)
        return [one for one in calls if self._is_carried(one) and customer_id in (None, one.route.customer_id)]

    def tick(self, now: datetime) -> None:
        """
        Tell customers of the calls that changed their state since the last time (``call.active``), in order.

        The first time, and after more than an hour, it tells the state of all calls in progress.
        """
        if self._told is None or now - self._told > _MEMORY:
            told = [(one, state(one, now)) for one in self.now(now)]
        else:
            told = self._changed(self._told, now)
        self._told = now
        for call, name in told:
            payload = self._records.event(call, name, now)
            self._world.events.publish(Event("customer", "call.active", payload, call.route.customer_id))

    def _changed(self, since: datetime, now: datetime) -> list[tuple[CallFacts, str]]:
        started = (self.traffic.call(index) for index in self.traffic.started(since, now))
        calls = [*self.traffic.in_progress(since), *started]
        steps = [(moment(at), one, name) for one in calls if self._is_carried(one) for at, name in changes(one)]
        due = [step for step in steps if since < step[0] <= now]
        return [(one, name) for _, one, name in sorted(due, key=lambda step: step[0])]

    def _list(self, call: Call) -> Reply:
        return enveloped(call, [self._records.live(one, call.now) for one in self.now(call.now)])

    def _is_carried(self, call: CallFacts) -> bool:
        trunk = self._world.trunks.get(call.route.trunk_id, {})
        customer = self._world.customers.get(call.route.customer_id, {})
        return trunk.get("status") in _CARRYING and customer.get("status") == "active"
