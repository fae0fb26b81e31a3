"""What a server may offer. The rule: what is not granted is not offered, so there is nothing to refuse later."""

from __future__ import annotations

from typing import Final, NamedTuple

from warp_client_core.catalog import Catalog, Entry

GRANTABLE: Final = ("idempotent", "keyed", "unsafe")
"""Safety classes of writes."""


class Grants(NamedTuple):
    """
    What was granted when the server was started.

    Attributes:
        safeties: Safety classes of the methods that are offered.
        destructive: Methods that take something away are among them.
        secrets: Secrets in results are shown.
    """

    safeties: frozenset[str] = frozenset({"read"})
    destructive: bool = False
    secrets: bool = False


def offered(catalog: Catalog, grants: Grants) -> dict[str, Entry]:
    """
    Tool name to method.

    Signing in and out is for people, what never ends is no tool, and what asks through the operators' client would mix
    audiences. Tool names have a dash where call paths have a
    dot, because many hosts take no dots.
    """
    return {
        path.replace(".", "-"): entry
        for path, entry in catalog.methods.items()
        if entry.safety in grants.safeties
        and (grants.destructive or not entry.destructive)
        and not entry.session
        and not entry.needs
        and entry.reply.kind != "stream"
    }
