"""
Calls and messages and what is made of them, put together.

One rule: records, lists, sums and gauges look at the same calls.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.warp.alerts import Alerts
from warp_sandbox.warp.cdr_live import LiveCalls
from warp_sandbox.warp.cdr_records import CallRecords
from warp_sandbox.warp.cdr_series import Traffic
from warp_sandbox.warp.cdr_sums import Sums
from warp_sandbox.warp.cdrs import Cdrs
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.messages import Messages
from warp_sandbox.warp.metrics import Metrics
from warp_sandbox.warp.usage import Usage
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Handler, Record


def traffic_handlers(world: World, ledger: Ledger, tickets: Mapping[str, Record]) -> dict[str, Handler]:
    """Every operation on calls, messages, usage and gauges; their pushes join the ticks of the world."""
    traffic = Traffic(world)
    records = CallRecords(world, traffic)
    live = LiveCalls(world, traffic, records)
    sums = Sums(traffic)
    alerts = Alerts(world, ledger)
    messages = Messages(world, ledger, alerts)
    metrics = Metrics(world, ledger, live, sums=sums, messages=messages, tickets=tickets)
    world.ticks += [live.tick, metrics.tick]
    parts: list[Mapping[str, Handler]] = [
        Cdrs(world, traffic, records).handlers(),
        live.handlers(),
        alerts.handlers(),
        messages.handlers(),
        metrics.handlers(),
        Usage(world, sums, messages).handlers(),
    ]
    return {name: handler for part in parts for name, handler in part.items()}
