"""
The webhooks of an account: which address wants to hear of which events.

One rule: a secret is shown once, in the reply that creates the webhook; afterwards it only signs.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.deliveries import Deliveries, Delivery
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

SEEDED_SECRET = "sandbox-webhook-secret"
"""Signs what goes to the webhook that is there from the start."""

MOST = 50
"""Webhooks that an account may have."""

_RETRIES = 3


class Webhooks:
    """
    The webhook operations of one sandbox.

    Attributes:
        records: The webhooks by id, secrets left out.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._new_id = world.ids("webhooks")
        self._dice = world.dice("webhooks")
        self._owners: dict[str, str] = {}
        self._secrets: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        if world.knows("Webhook"):
            self._add(world.customer_id, {**world.example("Webhook"), "secret": None}, SEEDED_SECRET)
        world.events.listen(Deliveries(self, world.schedule, self._post))

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on webhooks, by operationId."""
        return {
            "list_webhooks": self._list,
            "create_webhook": self._create,
            "update_webhook": self._update,
            "delete_webhook": self._delete,
        }

    def wanting(self, customer_id: str, event: str) -> list[Record]:
        """The active webhooks of an account that want an event."""
        return [one for one in self._of(customer_id) if one["active"] and event in one["events"]]

    def secret(self, webhook_id: str) -> str:
        """What signs the deliveries to a webhook now; empty for one that is gone or paused."""
        is_active = webhook_id in self.records and self.records[webhook_id]["active"]
        return self._secrets[webhook_id] if is_active else ""

    def _list(self, call: Call) -> Reply:
        return enveloped(call, self._of(call.caller.customer_id))

    def _create(self, call: Call) -> Reply:
        if len(self._of(call.caller.customer_id)) >= MOST:
            raise Refusal(409, f"An account has {MOST} webhooks at most.")
        secret = call.body.get("secret", f"whsec_{self._dice.getrandbits(128):032x}")
        _check_secret(secret)
        now = stamp(call.now)
        record = {
            "id": self._new_id(),
            "url": call.body["url"],
            "events": list(dict.fromkeys(call.body["events"])),
            "active": call.body.get("active", True),
            "description": call.body.get("description"),
            "secret": None,
            "retry_attempts": _RETRIES,
            "last_triggered_at": None,
            "created_at": now,
            "updated_at": now,
        }
        self._add(call.caller.customer_id, record, secret)
        return enveloped(call, {**record, "secret": secret})

    def _update(self, call: Call) -> Reply:
        record = self._own(call)
        given = {name: value for name, value in call.body.items() if name in ("url", "active", "description")}
        if "secret" in call.body:
            _check_secret(call.body["secret"])
            self._secrets[record["id"]] = call.body["secret"]
        if "events" in call.body:
            given["events"] = list(dict.fromkeys(call.body["events"]))
        record.update(given, updated_at=stamp(call.now))
        return enveloped(call, record)

    def _delete(self, call: Call) -> Reply:
        record = self._own(call)
        for known in (self.records, self._secrets, self._owners):
            del known[record["id"]]
        return Reply(204)

    def _of(self, customer_id: str) -> list[Record]:
        return [one for one in self.records.values() if self._owners[one["id"]] == customer_id]

    def _own(self, call: Call) -> Record:
        record = self.records.get(call.path["webhook_id"])
        if record is None or self._owners[record["id"]] != call.caller.customer_id:
            raise Refusal(404, "There is no such webhook.")
        return record

    def _add(self, customer_id: str, record: Record, secret: str) -> None:
        self.records[record["id"]] = record
        self._owners[record["id"]] = customer_id
        self._secrets[record["id"]] = secret

    def _post(self, delivery: Delivery) -> bool:
        self._world.deliveries.append(delivery)
        return self._world.deliver is None or self._world.deliver(delivery)


def _check_secret(secret: str) -> None:
    if not secret.strip():
        raise invalid("secret", "Must not be blank.")
