"""
Addresses that may exchange signaling with a trunk.

One rule: an entry keeps one IPv4 network: its first address and the length of its prefix.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from warp_sandbox.errors import invalid
from warp_sandbox.wire.exchange import Record

ADDRESSES = ("inbound_ips", "outbound_ips")


def network(given: Record, field: str) -> Record:
    """
    The ``ip_address`` and ``netmask`` of an entry; a CIDR block is taken apart.

    Raises:
        Refusal: 422, the address is not IPv4.
    """
    address, _, length = given["ip_address"].partition("/")
    try:
        found = IPv4Network((address, int(length or given.get("netmask", 32))), strict=False)
    except ValueError as error:
        raise invalid(f"{field}.ip_address", "Must be an IPv4 address or a CIDR block.") from error
    return {"ip_address": str(found.network_address), "netmask": found.prefixlen}


def senders(trunk: Record) -> Iterator[tuple[str, int, str]]:
    """What tells the callers of a trunk from those of others: where they send from, and the digits they dial first."""
    for one in trunk.get("inbound_ips", ()):
        yield one["ip_address"], one.get("netmask", 32), trunk.get("tech_prefix") or ""
