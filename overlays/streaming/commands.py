"""``warp events tail``: live events as lines of JSON, until they are interrupted or as many as were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warp_client_core.commands import Command, Terminal, option


def tail() -> Command:
    """The command."""
    parameters = (
        option("channels", "Only these events.", type="array", items={"type": "string"}),
        option("count", "End after this many events.", type="integer"),
        option("trunk_id", "Only events of this trunk."),
        option("customer_id", "Only events of this customer."),
    )
    return Command("Print live events as JSON lines.", parameters, _run)


def _run(terminal: Terminal, values: Mapping[str, Any]) -> int | None:
    wanted = dict(values)
    left = wanted.pop("count", None)
    if left is not None and left < 1:
        raise ValueError("--count must be 1 or more")
    if terminal.dry_run:
        with terminal.client() as client:
            terminal.plan("GET", client.settings.ws_url)
        return None
    with terminal.client() as client, client.events.connect(**wanted) as stream:
        terminal.say("listening; Ctrl-C ends it")
        for frame in stream.frames():
            name = getattr(frame, "event", "$gap")
            if name.startswith("$"):
                terminal.say(f"{name.removeprefix('$')}: the stream itself")
                continue
            if wanted.get("channels") and name not in wanted["channels"]:
                continue  # an answer to our own subscription
            payload = getattr(frame.data, "payload", frame.data)
            terminal.line({"event": name, "id": frame.id, "timestamp": frame.timestamp, "payload": payload})
            left = left - 1 if left else left
            if left == 0:
                break
    return None
