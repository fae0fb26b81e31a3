"""
The runs of the NetSuite synchronization before the sandbox began.

One rule: the newest run comes first and is the document's example; it is the first one of its day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record, stamp

RUNS = 26


def runs(world: World) -> list[Record]:
    """One run a day, back from the example."""
    dice = world.dice("netsuite runs")
    newest = world.example("NetSuiteSyncJob")
    first = datetime.fromisoformat(newest["started_at"])
    found = [newest]
    for count in range(1, RUNS):
        started = first - timedelta(days=count)
        records = dice.randrange(10, 300)
        found.append(
            {
                **newest,
                "job_id": f"nsj-{started:%Y%m%d}-01",
                "type": dice.choice(("customers", "invoices", "payments", "all")),
                "records_processed": records,
                "records_succeeded": records,
                "started_at": stamp(started),
                "completed_at": stamp(started + timedelta(seconds=records)),
            }
        )
    return found
