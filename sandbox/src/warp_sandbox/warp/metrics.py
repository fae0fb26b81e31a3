"""
Gauges of the account and of the whole platform.

One rule: every figure is read from the calls, messages, trunks, numbers and money as they are at that moment; what was
not measured is null.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from warp_sandbox.events import Event
from warp_sandbox.warp.cdr_live import LiveCalls
from warp_sandbox.warp.cdr_records import quality
from warp_sandbox.warp.cdr_series import Wanted, moment
from warp_sandbox.warp.cdr_spans import Span, days, read
from warp_sandbox.warp.cdr_sums import Sums, total
from warp_sandbox.warp.ledger import Ledger, money
from warp_sandbox.warp.messages import Messages
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_RUNNING_SINCE = 14 * 86_400
_WAITING = ("open", "pending")
_COMPONENTS = {"sip_proxy": 3.2, "media": 4.8, "rating": 12.0, "messaging": 7.5, "database": 1.9}


class Metrics:
    """
    The metric operations of one sandbox.

    Args:
        tickets: All support tickets, by id.
    """

    def __init__(
        self,
        world: World,
        ledger: Ledger,
        live: LiveCalls,
        *,
        sums: Sums,
        messages: Messages,
        tickets: Mapping[str, Record],
    ) -> None:
        self._world = world
        self._ledger = ledger
        self._live = live
        self._sums = sums
        self._messages = messages
        self._tickets = tickets
        self._first: datetime | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on gauges, by operationId."""
        return {"get_current_metrics": self._current, "get_system_metrics": self._system}

    def tick(self, now: datetime) -> None:
        """Push the gauges to the customers' account (``metrics.update``) and to the admins (``system.metrics``)."""
        customer_id = self._world.customer_id
        gauges = self.of_customer(customer_id, now)
        self._world.events.publish(Event("customer", "metrics.update", gauges, customer_id))
        self._world.events.publish(Event("admin", "system.metrics", self.of_platform(now)))

    def of_customer(self, customer_id: str, now: datetime) -> Record:
        """Metrics of one account."""
        span = _today(now)
        sums = total(self._sums.day(now.date(), customer_id, now).values())
        calls = Decimal(sums.cost).scaleb(-5)
        balance = self._ledger.balance(customer_id)
        trunks = [one for one in self._world.trunks.values() if one["customer_id"] == customer_id]
        numbers = [one for one in self._world.numbers.values() if one["customer_id"] == customer_id]
        return {
            "calls": self._calls(now, customer_id),
            "messages": _messaging(self._messages.within(customer_id, span), now),
            "quality": self._quality(now, customer_id),
            "active_trunks": sum(one["status"] == "active" for one in trunks),
            "total_numbers": len(numbers),
            "current_balance": money(balance),
            "spend_today": money(calls + self._ledger.spent(customer_id, span.start)),
            "timestamp": stamp(now),
        }

    def of_platform(self, now: datetime) -> Record:
        """SystemMetrics."""
        self._first = self._first or now
        customers, trunks = self._world.customers, self._world.trunks.values()
        span = _today(now)
        sent = [one for customer_id in customers for one in self._messages.within(customer_id, span)]
        return {
            "calls": self._calls(now, None),
            "messages": _messaging(sent, now),
            "quality": self._quality(now, None),
            "components": {name: {"status": "healthy", "latency_ms": latency} for name, latency in _COMPONENTS.items()},
            "uptime_seconds": _RUNNING_SINCE + int((now - self._first).total_seconds()),
            "total_customers": len(customers),
            "active_customers": sum(one["status"] == "active" for one in customers.values()),
            "pending_tickets": sum(one["status"] in _WAITING for one in self._tickets.values()),
            "registered_trunks": sum(one.get("registration_status") == "registered" for one in trunks),
            "api_requests_per_second": None,
            "api_error_rate": None,
            "api_latency_p99_ms": None,
            "timestamp": stamp(now),
        }

    def _current(self, call: Call) -> Reply:
        return enveloped(call, self.of_customer(call.caller.customer_id, call.now))

    def _system(self, call: Call) -> Reply:
        return enveloped(call, self.of_platform(call.now))

    def _calls(self, now: datetime, customer_id: str | None) -> Record:
        traffic, span = self._live.traffic, _today(now)
        live = self._live.now(now, customer_id)
        finished = traffic.finished(span.start, span.end, now, Wanted(customer_id))
        started_today = [one for one in live if moment(one.start) >= span.start]
        recent = [traffic.call(index) for index in traffic.started(now - _MINUTE, now)]
        mine = [one for one in recent if customer_id in (None, one.route.customer_id)]
        per_second = round(len(mine) / _MINUTE.total_seconds(), 3)
        return {"active": len(live), "total_today": len(finished) + len(started_today), "cps": per_second}

    def _quality(self, now: datetime, customer_id: str | None) -> Record | None:
        traffic = self._live.traffic
        found = traffic.finished(now - _HOUR, now, now, Wanted(customer_id))
        return quality([traffic.call(index) for index in found])


def _messaging(messages: list[Record], now: datetime) -> Record:
    sent = [one for one in messages if one["direction"] == "outbound"]
    recent = [one for one in sent if now - _MINUTE < read(one["created_at"]) <= now]
    return {
        "queued": sum(one["status"] == "queued" for one in sent),
        "sent_today": len(sent),
        "mps": round(len(recent) / _MINUTE.total_seconds(), 3),
    }


def _today(now: datetime) -> Span:
    return days(now.date(), now.date())
