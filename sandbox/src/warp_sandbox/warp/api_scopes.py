"""
Which scope of an API key opens which operation.

One rule: the address and the method of an operation decide. What no scope names is open to every key of the account.
"""

from __future__ import annotations

from warp_sandbox.spec.document import Operation

_AREAS = {
    "account": "accounts",
    "billing": "billing",
    "numbers": "numbers",
    "trunks": "trunks",
    "customers": "trunks",
}
_SINGLE = {"api-keys": "api.manage", "webhooks": "api.manage", "cdrs": "cdr.read", "usage": "cdr.read"}
_SPECIAL = {
    ("POST", "/billing/recharge"): "billing.pay",
    ("POST", "/cdrs/export"): "cdr.export",
    ("POST", "/numbers/port"): "numbers.port",
    ("DELETE", "/trunks/{trunk_id}"): "trunks.delete",
}


def scope_of(operation: Operation) -> str:
    """The scope that a key needs for an operation; empty when it needs none."""
    area = operation.path.strip("/").partition("/")[0]
    if (operation.method, operation.path) in _SPECIAL:
        return _SPECIAL[operation.method, operation.path]
    if area in _AREAS:
        return f"{_AREAS[area]}.{'read' if operation.method == 'GET' else 'write'}"
    return _SINGLE.get(area, "")
