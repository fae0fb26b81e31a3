"""
Confirmation of what takes something away, and the record of it.

The rule: without a terminal nobody is asked, so what was not confirmed on the command line is not sent; and who
confirms for an operator says why, which is written down before anything is sent.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

from warp_client_core.catalog import Catalog, Entry
from warp_client_core.cli.exits import UNCONFIRMED, Ended
from warp_client_core.cli.settings import home


def confirm(catalog: Catalog, entry: Entry, values: Mapping[str, Any], *, yes: bool, reason: str | None) -> str | None:
    """
    The reason for a destructive call, once it is confirmed; None where none is needed.

    Args:
        catalog: The client.
        entry: The method.
        values: Its arguments; one called ``reason`` is the reason.
        yes: It was confirmed on the command line.
        reason: Given on the command line.

    Raises:
        Ended: It is not confirmed, or there is no reason.
    """
    if not entry.destructive:
        return None
    about = ", ".join(
        f"{one.name} {values[one.name]}" for one in entry.parameters if one.name in values and one.positional
    )
    what = f"{entry.audience} {entry.path}" + (f" ({about})" if about else "")
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    reason = values.get("reason") or reason
    if catalog.reasons and not reason:
        if not asks:
            raise Ended(UNCONFIRMED, f"{what} needs a reason; nothing was sent", "add --reason TEXT")
        reason = click.prompt(f"Reason for {what}", err=True)
    if not yes:
        if not asks:
            raise Ended(UNCONFIRMED, f"{what} takes something away; nothing was sent", "add --yes if that is meant")
        if not click.confirm(f"{what} takes something away. Go on?", err=True):
            raise Ended(UNCONFIRMED, "not confirmed; nothing was sent")
    return str(reason) if reason else None


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
