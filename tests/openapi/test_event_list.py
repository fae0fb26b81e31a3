"""The WebSocket events of the document are those of ``tests/data/events.csv``."""

from __future__ import annotations

import pytest

from tests.openapi.documents import bundled, rows, target

STREAMS = bundled("warp.yaml")["x-streams"]
DIRECTIONS = {"server-to-client": "events", "client-to-server": "commands"}


def test_no_stream_is_unlisted() -> None:
    """
    There is one stream for each audience.
    """
    found = {(audience, path) for path, stream in STREAMS.items() for audience in stream["x-audience"]}

    assert {(row["audience"], row["path"]) for row in rows("events.csv")} == found


@pytest.mark.parametrize("path", sorted(STREAMS))
@pytest.mark.parametrize("direction", sorted(DIRECTIONS))
def test_events_and_payloads(path: str, direction: str) -> None:
    """
    Each stream has the listed events in each direction, with the listed payloads.
    """
    found = {name: target(payload) for name, payload in STREAMS[path][DIRECTIONS[direction]].items()}

    assert found == {
        row["event"]: row["payload"]
        for row in rows("events.csv")
        if (row["path"], row["direction"]) == (path, direction)
    }


def test_local_events_have_names_of_their_own() -> None:
    """
    What a client raises itself cannot be taken for an event of the platform.
    """
    local = {row["event"] for row in rows("events.csv") if row["direction"] == "local"}

    assert not local & {name for stream in STREAMS.values() for name in stream["events"]}
