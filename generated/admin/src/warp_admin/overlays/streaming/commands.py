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
    with terminal.client() as client:
        # Before it is there: a wrong address is tried for ever, and this line is all that tells of it.
        address = str(client.settings.ws_url).partition("?")[0]
        terminal.say(f"connecting to {address}; Ctrl-C ends it")
        _listened(terminal, client, wanted, left)
    return None


def _listened(terminal: Terminal, client: Any, wanted: Mapping[str, Any], left: int | None) -> None:
    with client.events.connect(**wanted) as stream:
        for frame in stream.frames():
            name = getattr(frame, "event", "$gap")
            if name.startswith("$"):
                terminal.say(_said(name, getattr(frame, "data", None)))
                continue
            if wanted.get("channels") and name not in wanted["channels"]:
                continue  # an answer to our own subscription
            payload = getattr(frame.data, "payload", frame.data)
            terminal.line({"event": name, "id": frame.id, "timestamp": frame.timestamp, "payload": payload})
            left = left - 1 if left else left
            if left == 0:
                break


def _said(name: str, data: object) -> str:
    """What the stream tells of itself, in words."""
    if name == "$connected":
        return "connected"
    if name == "$reconnecting":
        return f"connecting again in {data:.1f} s"
    if name == "$error":
        return str(data)
    if name == "$gap":
        return "events may be missing here"
    return name.removeprefix("$").replace("_", " ")
