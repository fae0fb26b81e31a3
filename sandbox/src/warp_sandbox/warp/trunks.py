"""
SIP trunks, kept for real, as their owner and as an admin sees them.

One rule: to a customer the trunks of others do not exist. A trunk that becomes reachable or unreachable, or registers,
tells so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.trunk_addresses import ADDRESSES, network, senders
from warp_sandbox.warp.trunk_states import change_status, register
from warp_sandbox.warp.trunk_tests import measured, outcome
from warp_sandbox.warp.values import check_money, check_words
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
CALL_PRICE = Decimal("0.0100")


class Trunks:
    """The trunk operations of one sandbox; a test that calls costs ``CALL_PRICE`` when the call is answered."""

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._dice = world.dice("trunk tests")

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
            **{kind: [] for kind in ADDRESSES},
            **self._settings(call, _SETTINGS - {"status"}),
            "created_at": now,
            "updated_at": now,
        }
        self._check_senders(trunk)
        self._world.trunks[trunk["id"]] = trunk
        return enveloped(call, trunk)

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._own(call))

    def _update(self, call: Call) -> Reply:
        trunk = self._own(call)
        changes = self._settings(call, _SETTINGS)
        self._check_senders({**trunk, **changes})
        status = changes.pop("status", trunk["status"])
        trunk.update(changes, updated_at=stamp(call.now))
        change_status(self._world, trunk, status, call.now, "Set by request.")
        return enveloped(call, trunk)

    def _delete(self, call: Call) -> Reply:
        trunk = self._own(call)
        change_status(self._world, trunk, "inactive", call.now, "The trunk was deleted.")
        del self._world.trunks[trunk["id"]]
        for number in self._world.numbers.values():
            if number["trunk_id"] == trunk["id"]:
                number["trunk_id"] = None
        return Reply(204)

    def _test(self, call: Call) -> Reply:
        trunk = self._own(call)
        if trunk["status"] == "provisioning":
            raise Refusal(409, "The trunk is still being set up.")
        test_type = call.body.get("test_type", "FULL")
        done = outcome(trunk, test_type, call.body["test_number"])
        if done.is_called:
            self._ledger.charge(trunk["customer_id"], CALL_PRICE, "call", call.now, trunk["id"])
        if done.is_registered:
            register(self._world, trunk, call.now)
        measures = measured(done, test_type, self._dice)
        return enveloped(call, {"trunk_id": trunk["id"], **measures, "tested_at": stamp(call.now)})

    def _credentials(self, call: Call) -> Reply:
        trunk = self._own(call)
        auth_type = trunk["auth_type"] or "IP_ACL"
        has_digest = auth_type != "IP_ACL"
        dice = self._world.dice(f"credentials of {trunk['id']}")
        user, password = (f"{kind}-{dice.getrandbits(64):016x}" for kind in ("trunk", "sip"))
        shown = self._world.example("TrunkCredentials")
        transport = (trunk["sip_options"] or {}).get("transport", "UDP")
        port = 5061 if transport == "TLS" else 5060
        credentials = {
            "trunk_id": trunk["id"],
            "auth_type": auth_type,
            "username": user if has_digest else None,
            "password": password if has_digest else None,
            "realm": shown["realm"],
            "sip_uri": f"sip:{shown['realm']}:{port}",
            "signaling_addresses": shown["signaling_addresses"],
            "port": port,
            "transport": transport,
        }
        return enveloped(call, credentials)

    def _assign(self, call: Call) -> Reply:
        trunk = self._world.trunks.get(call.path["trunk_id"])
        if trunk is None:
            raise Refusal(404, "There is no such trunk.")
        partition = self._world.partitions.get(call.body["partition_id"])
        if partition is None:
            raise invalid("partition_id", "There is no such partition.")
        if partition["status"] == "inactive":
            raise Refusal(409, "The partition is inactive.", code="INVALID_STATE")
        trunk.update(partition_id=partition["id"], updated_at=stamp(call.now))
        return enveloped(call, trunk)

    def _own(self, call: Call) -> Record:
        trunk = self._world.trunks.get(call.path["trunk_id"])
        if trunk is None or trunk["customer_id"] != call.caller.customer_id:
            raise Refusal(404, "There is no such trunk.")
        return trunk

    def _check_senders(self, trunk: Record) -> None:
        """Refuse senders that belong to another account: their calls could not be told apart."""
        others = (one for one in self._world.trunks.values() if one["customer_id"] != trunk["customer_id"])
        taken = {sender for one in others for sender in senders(one)}
        for address, length, _ in taken.intersection(senders(trunk)):
            raise Refusal(409, f"{address}/{length} with this tech prefix is in use; choose another prefix.")

    def _settings(self, call: Call, names: frozenset[str]) -> Record:
        given = {name: value for name, value in call.body.items() if name in names}
        check_words(given, "name")
        check_money(given, "daily_spend_limit")
        partition = given.get("partition_id")
        if partition is not None and partition not in self._world.partitions:
            raise invalid("partition_id", "There is no such partition.")
        for kind in ADDRESSES:
            if kind in given:
                given[kind] = [self._address(one, f"{kind}.{index}", call.now) for index, one in enumerate(given[kind])]
        return given

    def _address(self, given: dict[str, Any], field: str, now: datetime) -> Record:
        new = {"direction": field.partition("_")[0], "description": None}
        kept = {"id": self._world.new_id(), "enabled": True, "created_at": stamp(now)}
        return {**new, **given, **network(given, field), **kept}


def _check_account(call: Call) -> None:
    if call.path["customer_id"] != call.caller.customer_id:
        raise Refusal(403, "Trunks can only be reached under the own customer id.")


def _listed(call: Call, trunks: list[Record], *filters: str) -> Reply:
    wanted = {name: call.query[name] for name in filters if name in call.query}
    found = [trunk for trunk in trunks if all(trunk[name] == value for name, value in wanted.items())]
    items, pagination = page_of(found, call)
    return enveloped(call, items, pagination=pagination)
