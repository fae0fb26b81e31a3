"""
The account of the caller, kept for real.

One rule: the account's id is the one that owns the caller's trunks and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.warp.values import check_words, check_zone
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_SETTINGS = ("company_name", "legal_name", "contact", "address", "billing_email", "technical_email", "timezone")


class Accounts:
    """The account operations of one sandbox."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on the own account, by operationId."""
        return {"get_account": self._get, "update_account": self._update}

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._world.customers[call.caller.customer_id])

    def _update(self, call: Call) -> Reply:
        account = self._world.customers[call.caller.customer_id]
        check_words(call.body, *_SETTINGS)
        check_zone(call.body)
        account.update({name: value for name, value in call.body.items() if name in _SETTINGS})
        account["updated_at"] = stamp(call.now)
        return enveloped(call, account)
