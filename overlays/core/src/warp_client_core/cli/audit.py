"""
The record of destructive calls on this machine: who wants to know later why something is gone finds it here.

The rule: a line is only added, before anything is sent and again when the outcome is known; nothing secret is in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from warp_client_core.catalog import Entry
from warp_client_core.cli.settings import home


def record(entry: Entry, values: Mapping[str, Any], reason: str | None, outcome: str) -> None:
    """Write down a destructive call: a line of ``audit.jsonl`` in the folder of this program, nothing secret in it."""
    if reason is None:
        return
    folder = home()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    subject = {one.name: str(values[one.name]) for one in entry.parameters if one.positional and one.name in values}
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "call": f"{entry.audience} {entry.path}"}
    text = json.dumps({**line, "subject": subject, "reason": reason, "outcome": outcome}, ensure_ascii=False)
    handle = os.open(folder / "audit.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(text + "\n")
