"""
Confirmation of what takes something away.

The rule: without a terminal nobody is asked, so what was not confirmed on the command line is not sent; and who
confirms for an operator says why.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from warp_client_core.catalog import Catalog, Entry
from warp_client_core.cli.exits import UNCONFIRMED, Ended


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
    reason = str(values.get("reason") or reason or "").strip()
    if catalog.reasons and not reason:
        if not asks:
            raise Ended(UNCONFIRMED, f"{what} needs a reason; nothing was sent", "add --reason TEXT")
        reason = click.prompt(f"Reason for {what}", err=True)
    if not yes:
        if not asks:
            raise Ended(UNCONFIRMED, f"{what} takes something away; nothing was sent", "add --yes if that is meant")
        if not click.confirm(f"{what} takes something away. Go on?", err=True):
            raise Ended(UNCONFIRMED, "not confirmed; nothing was sent")
    return reason or None
