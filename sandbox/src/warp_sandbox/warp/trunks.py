"""
SIP trunks, kept for real, as their owner and as an admin sees them.

One rule: to a customer the trunks of others do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warp_sandbox.errors import Refusal
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_NEW: Record = {
    "description": None,
    "partition_id": "ABC123",
    "tech_prefix": None,
    "status": "active",
    "trunk_type": "bidirectional",
    "auth_type": "IP_ACL",
    "max_channels": 100,
    "cps_limit": 10,
    "active_calls": 0,
    "sip_options": None,
    "features": None,
    "daily_spend_limit": None,
    "monthly_minute_limit": None,
    "registration_status": None,
    "health_status": None,
    "last_registration_at": None,
}
_SETTINGS = frozenset(_NEW) - {
    "active_calls",
    "monthly_minute_limit",
    "registration_status",
    "health_status",
    "last_registration_at",
} | {"name", "codecs", "inbound_ips", "outbound_ips"}
_ADDRESSES = ("inbound_ips", "outbound_ips")


class Trunks:
    """
    The trunk operations of one sandbox.

    Args:
        examples: Answers the operations that only look at a trunk: test and credentials.
    """

    def __init__(self, world: World, examples: Handler) -> None:
        self._world = world
        self._examples = examples

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on trunks, by operationId."""
        return {
            "list_trunks": self._list,
            "create_trunk": self._create,
            "get_trunk": self._get,
            "update_trunk": self._update,
            "delete_trunk": self._delete,
            "test_trunk": self._test,
            "get_trunk_credentials": self._credentials,
            "list_all_trunks": self._list_all,
            "list_customer_trunks": self._list_of_customer,
            "assign_trunk_partition": self._assign,
        }

    def _list(self, call: Call) -> Reply:
        _check_account(call)
        trunks = [one for one in self._world.trunks.values() if one["customer_id"] == call.caller.customer_id]
        return _listed(call, trunks, "status")

    def _list_all(self, call: Call) -> Reply:
        return _listed(call, list(self._world.trunks.values()), "customer_id", "partition_id")

    def _list_of_customer(self, call: Call) -> Reply:
        if call.path["customer_id"] not in self._world.customers:
            raise Refusal(404, "There is no such customer.")
        trunks = [one for one in self._world.trunks.values() if one["customer_id"] == call.path["customer_id"]]
        return enveloped(call, trunks)

    def _create(self, call: Call) -> Reply:
        _check_account(call)
        now = stamp(call.now)
        trunk = {
            "id": self._world.new_id(),
            "customer_id": call.caller.customer_id,
            **_NEW,
            "codecs": ["PCMU"],
            **{kind: [] for kind in _ADDRESSES},
            **self._settings(call, _SETTINGS - {"status"}),
            "created_at": now,
            "updated_at": now,
        }
        self._world.trunks[trunk["id"]] = trunk
        return enveloped(call, trunk)

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._own(call))

    def _update(self, call: Call) -> Reply:
        trunk = self._own(call)
        trunk.update(self._settings(call, _SETTINGS), updated_at=stamp(call.now))
        return enveloped(call, trunk)

    def _delete(self, call: Call) -> Reply:
        trunk = self._own(call)
        del self._world.trunks[trunk["id"]]
        for number in self._world.numbers.values():
            if number["trunk_id"] == trunk["id"]:
                number["trunk_id"] = None
        return Reply(204)

    def _test(self, call: Call) -> Reply:
        self._own(call)
        reply = self._examples(call)
        reply.body["data"].update(test_type=call.body.get("test_type", "FULL"), tested_at=stamp(call.now))
        return reply

    def _credentials(self, call: Call) -> Reply:
        trunk = self._own(call)
        reply = self._examples(call)
        data: Record = reply.body["data"]
        data["auth_type"] = trunk["auth_type"] or "IP_ACL"
        if data["auth_type"] == "IP_ACL":
            data.update(username=None, password=None)
        return reply

    def _assign(self, call: Call) -> Reply:
        trunk = self._world.trunks.get(call.path["trunk_id"])
        if trunk is None:
            raise Refusal(404, "There is no such trunk.")
        trunk.update(partition_id=call.body["partition_id"], updated_at=stamp(call.now))
        return enveloped(call, trunk)

    def _own(self, call: Call) -> Record:
        trunk = self._world.trunks.get(call.path["trunk_id"])
        if trunk is None or trunk["customer_id"] != call.caller.customer_id:
            raise Refusal(404, "There is no such trunk.")
        return trunk

    def _settings(self, call: Call, names: frozenset[str]) -> Record:
        given = {name: value for name, value in call.body.items() if name in names}
        for kind in _ADDRESSES:
            if kind in given:
                given[kind] = [self._address(one, kind, stamp(call.now)) for one in given[kind]]
        return given

    def _address(self, given: dict[str, Any], kind: str, now: str) -> Record:
        new = {"netmask": 32, "direction": kind.removesuffix("_ips"), "description": None}
        return {**new, **given, "id": self._world.new_id(), "enabled": True, "created_at": now}


def _check_account(call: Call) -> None:
    if call.path["customer_id"] != call.caller.customer_id:
        raise Refusal(403, "Trunks can only be reached under the own customer id.")


def _listed(call: Call, trunks: list[Record], *filters: str) -> Reply:
    wanted = {name: call.query[name] for name in filters if name in call.query}
    found = [trunk for trunk in trunks if all(trunk[name] == value for name, value in wanted.items())]
    items, pagination = page_of(found, call)
    return enveloped(call, items, pagination=pagination)
