"""Large exports, whose end no operation tells: seen from inside."""

from __future__ import annotations

import pytest

from warp_sandbox.spec.document import Api
from warp_sandbox.warp.cdr_records import CallRecords
from warp_sandbox.warp.cdr_series import Traffic
from warp_sandbox.warp.cdrs import Cdrs
from warp_sandbox.wire.exchange import Call, Caller


@pytest.fixture
def cdrs(app):
    """The call records of the sandbox under test."""
    world = app.state.sandbox
    traffic = Traffic(world)
    return Cdrs(world, traffic, CallRecords(world, traffic))


@pytest.fixture
def call(app, document, clock):
    """A request for all records of December."""
    return Call(
        operation=Api(document).operation("export_cdrs"),
        caller=Caller("customer", app.state.sandbox.customer_id),
        path={},
        query={},
        headers={},
        body={"date_from": "2025-12-01T00:00:00Z", "date_to": "2026-01-01T00:00:00Z", "format": "csv"},
        uploads={},
        media="application/json",
        base_url="http://sandbox/v1",
        request_id="req_1",
        now=clock(),
    )


def test_large_export_takes_its_time(cdrs, call, app, clock):
    """
    It is pending, after 5 seconds processing, and after a minute completed with an address and a number.
    """
    export_id = cdrs.handlers()["export_cdrs"](call).body["data"]["export_id"]
    job = cdrs.exports[export_id]

    seen = [dict(job)]
    for seconds in (5, 55):
        clock.advance(seconds)
        app.state.sandbox.schedule.settle(clock())
        seen.append(dict(job))

    assert ["pending", "processing", "completed"] == [one["status"] for one in seen]
    assert [None, None] == [one["download_url"] for one in seen[:2]]
    assert 10_000 < seen[2]["record_count"]
    assert "2026-01-16T12:01:00Z" == seen[2]["expires_at"]
