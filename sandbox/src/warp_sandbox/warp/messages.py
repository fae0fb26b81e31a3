"""
SMS and MMS, sent and received.

One rule: a message moves on by itself with time: queued, after a second sent, after four seconds at its end. What that
end is follows from the recipient: numbers that end in 0199 cannot be reached (`failed`), from numbers that end in 0198
no receipt comes (`expired` after 72 hours), all others are `delivered`; those that end in 0197 write back six seconds
later. Messages are charged when they are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.events import Event
from warp_sandbox.warp.alerts import Alerts
from warp_sandbox.warp.cdr_spans import Span, asked, read
from warp_sandbox.warp.deliveries import Delivery, body_of
from warp_sandbox.warp.ledger import CURRENCY, Ledger, exact, total
from warp_sandbox.warp.segments import segments
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

PRICES = {"SMS": Decimal("0.0045"), "MMS": Decimal("0.0150")}
"""Of a segment, and of a whole multimedia message; what comes in is free."""
SHORT_CODE = "80555"
"""The short code that the customers' account leases."""
SENT_AFTER, ENDS_AFTER, ANSWERED_AFTER, EXPIRES_AFTER = 1, 4, 10, 72 * 3600
UNREACHABLE, SILENT, TALKATIVE = "0199", "0198", "0197"
ANSWER = "Thank you, we have got your message."
SEEDED = 60
_TEXTS = (
    "Your order is on its way.",
    "Reminder: your appointment is tomorrow at 10:00.",
    "Can we move the visit to Friday?",
    "Thank you, see you then.",
    "The site is reachable again.",
)


class Messages:
    """
    The message operations of one sandbox.

    Attributes:
        records: Of all customers, by id, in the order in which the platform took them; lists show the newest first.
        owners: Customer of each message.
    """

    def __init__(self, world: World, ledger: Ledger, alerts: Alerts) -> None:
        self._world = world
        self._ledger = ledger
        self._alerts = alerts
        self._new_id = world.ids("messages")
        self.records: dict[str, Record] = {}
        self.owners: dict[str, str] = {}
        if world.knows("Message") and world.numbers:
            for record in _seeded(world, self._new_id):
                self._keep(record, world.customer_id)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on messages, by operationId."""
        return {
            "send_sms": self._send_sms,
            "send_mms": self._send_mms,
            "list_messages": self._list,
            "get_message": self._get,
        }

    def within(self, customer_id: str, span: Span) -> list[Record]:
        """The messages that an account sent and received in a stretch of time."""
        return [one for one in self._of(customer_id) if span.holds(read(one["created_at"]))]

    def counts(self, customer_id: str, span: Span) -> dict[str, int]:
        """Segments of SMS and numbers of MMS, by type and direction, such as ``sms_outbound``."""
        counts = {f"{kind}_{way}": 0 for kind in ("sms", "mms") for way in ("inbound", "outbound")}
        for one in self.within(customer_id, span):
            counts[f"{one['type'].lower()}_{one['direction']}"] += one["segments"] if one["type"] == "SMS" else 1
        return counts

    def charges(self, customer_id: str, span: Span) -> Decimal:
        """What the messages of a stretch of time cost."""
        return total(exact(one["price"]) for one in self.within(customer_id, span))

    def _send_sms(self, call: Call) -> Reply:
        count = segments(call.body["body"])
        return self._send(call, "SMS", count, PRICES["SMS"] * count)

    def _send_mms(self, call: Call) -> Reply:
        return self._send(call, "MMS", 1, PRICES["MMS"])

    def _send(self, call: Call, kind: str, count: int, price: Decimal) -> Reply:
        customer_id = call.caller.customer_id
        number = self._sender(call, kind)
        if call.body["to"] == call.body["from"]:
            raise invalid("to", "Is the sender.")
        trunk_id = self._trunk(call) or number.get("trunk_id")
        message_id = self._new_id()
        self._ledger.charge(customer_id, price, kind.lower(), call.now, message_id)
        given = {name: call.body.get(name) for name in ("from", "to", "body", "webhook_url", "metadata")}
        record = {
            "message_id": message_id,
            **given,
            **_taken(kind, count, price, stamp(call.now)),
            "media_urls": call.body.get("media_urls", []),
            "trunk_id": trunk_id,
            "campaign_id": number.get("campaign_id"),
        }
        self._keep(record, customer_id)
        self._plan(record, customer_id, call.now)
        self._alerts.message_sent(customer_id, record["to"], trunk_id, call.now)
        return enveloped(call, dict(record))

    def _sender(self, call: Call, kind: str) -> Record:
        sender = call.body["from"]
        if sender == SHORT_CODE:
            return {}
        for number in self._world.numbers.values():
            if number["number"] == sender and number["customer_id"] == call.caller.customer_id:
                if number["status"] == "active" and number.get(f"{kind.lower()}_enabled"):
                    return number
                raise invalid("from", f"Is not enabled for {kind}.")
        raise invalid("from", "Is neither a number of the account nor a short code leased to it.")

    def _trunk(self, call: Call) -> str | None:
        trunk_id: str | None = call.body.get("trunk_id")
        if trunk_id is None:
            return None
        trunk = self._world.trunks.get(trunk_id, {})
        if trunk.get("customer_id") != call.caller.customer_id:
            raise invalid("trunk_id", "There is no such trunk.")
        if trunk["status"] not in ("active", "testing"):
            raise invalid("trunk_id", "Is not in service.")
        return trunk_id

    def _plan(self, record: Record, customer_id: str, now: datetime) -> None:
        later = self._world.schedule.after
        later(now, SENT_AFTER, lambda at: self._leave(record, customer_id, at))
        wait = EXPIRES_AFTER if record["to"].endswith(SILENT) else ENDS_AFTER
        later(now, wait, lambda at: self._end(record, customer_id, at))
        if record["to"].endswith(TALKATIVE):
            later(now, ANSWERED_AFTER, lambda at: self._answer(record, customer_id, at))

    def _leave(self, record: Record, customer_id: str, at: datetime) -> None:
        record.update(status="sent", sent_at=stamp(at), updated_at=stamp(at))
        self._world.events.publish(Event("webhook", "message.sent", dict(record), customer_id))

    def _answer(self, record: Record, customer_id: str, at: datetime) -> None:
        answer = {
            **record,
            **_came(record["to"], record["from"]),
            "type": "SMS",
            "message_id": self._new_id(),
            "body": ANSWER,
            "segments": 1,
            "media_urls": [],
            **dict.fromkeys(("sent_at", "delivered_at", "webhook_url", "metadata")),
            **dict.fromkeys(("created_at", "updated_at"), stamp(at)),
        }
        self._keep(answer, customer_id)
        self._world.events.publish(Event("webhook", "message.received", dict(answer), customer_id))

    def _end(self, record: Record, customer_id: str, at: datetime) -> None:
        record.update(_ending(record["to"], stamp(at)))
        delivered = record["segments"] if record["status"] == "delivered" else 0
        payload = {
            **{name: record[name] for name in ("message_id", "from", "to", "status", "delivered_at", "metadata")},
            "segments_sent": record["segments"],
            "segments_delivered": delivered,
            "cost": record["price"],
        }
        known = {name: value for name, value in payload.items() if value is not None}
        self._world.events.publish(Event("customer", "message.delivered", known, customer_id))
        if record["webhook_url"]:
            self._post(record, known, at)

    def _post(self, record: Record, payload: Record, at: datetime) -> None:
        """The receipt for the address of the message itself, which has no key to sign with."""
        name = "message.delivered" if record["status"] == "delivered" else "message.failed"
        body = body_of(f"evt-{record['message_id']}", name, stamp(at), payload)
        delivery = Delivery("", record["webhook_url"], {"Content-Type": "application/json"}, body)
        self._world.deliveries.append(delivery)
        if self._world.deliver is not None:
            self._world.deliver(delivery)

    def _list(self, call: Call) -> Reply:
        span = asked(call.query)
        wanted = {name: call.query[name] for name in ("direction", "from", "to") if name in call.query}
        found = [
            one
            for one in self._of(call.caller.customer_id)
            if all(one[name] == value for name, value in wanted.items()) and span.holds(read(one["created_at"]))
        ]
        items, pagination = page_of(found[::-1], call)
        return enveloped(call, items, pagination=pagination)

    def _get(self, call: Call) -> Reply:
        message_id = call.path["message_id"]
        if self.owners.get(message_id) != call.caller.customer_id:
            raise Refusal(404, "There is no such message.")
        return enveloped(call, self.records[message_id])

    def _keep(self, record: Record, customer_id: str) -> None:
        self.records[record["message_id"]] = record
        self.owners[record["message_id"]] = customer_id

    def _of(self, customer_id: str) -> Iterable[Record]:
        return (one for one in self.records.values() if self.owners[one["message_id"]] == customer_id)


def _taken(kind: str, count: int, price: Decimal, at: str) -> Record:
    return {
        "direction": "outbound",
        "type": kind,
        "status": "queued",
        "segments": count,
        "price": float(price),
        "currency": CURRENCY,
        "error_code": None,
        "error_message": None,
        "created_at": at,
        "sent_at": None,
        "delivered_at": None,
        "updated_at": at,
    }


def _came(far: str, own: str) -> Record:
    free = {"price": 0.0, "campaign_id": None}
    return {"direction": "inbound", "status": "received", "from": far, "to": own, **free}


def _ending(recipient: str, at: str) -> Record:
    if recipient.endswith(UNREACHABLE):
        why = {"error_code": "UNREACHABLE", "error_message": "The recipient cannot be reached."}
        return {"status": "failed", **why, "updated_at": at}
    if recipient.endswith(SILENT):
        why = {"error_code": "EXPIRED", "error_message": "No receipt came in time."}
        return {"status": "expired", **why, "updated_at": at}
    return {"status": "delivered", "delivered_at": at, "updated_at": at}


def _seeded(world: World, new_id: Callable[[], str]) -> list[Record]:
    """The document's example as the newest of 60 messages, one every two hours or so, a third of them received."""
    shown = world.example("Message")
    dice = world.dice("messages")
    senders = [one for one in world.numbers.values() if one["sms_enabled"]]
    newest = read(shown["created_at"])
    older = (newest - timedelta(seconds=7200 * count - dice.randrange(3600)) for count in range(SEEDED - 1, 0, -1))
    return [*(_old(dice, shown, dice.choice(senders), new_id(), at) for at in older), shown]


def _old(dice: Random, shown: Record, number: Record, message_id: str, at: datetime) -> Record:
    own, far = number["number"], f"+1{dice.choice(('212', '312', '719'))}5550{dice.randrange(100, 197)}"
    is_sent = dice.random() * 3 > 1
    ends = {"from": own, "to": far} if is_sent else _came(far, own)
    end = stamp(at + timedelta(seconds=ENDS_AFTER))
    return {
        **shown,
        **ends,
        "message_id": message_id,
        "body": dice.choice(_TEXTS),
        "trunk_id": number["trunk_id"],
        "webhook_url": None,
        "metadata": None,
        "created_at": stamp(at),
        "sent_at": stamp(at + timedelta(seconds=SENT_AFTER)) if is_sent else None,
        "delivered_at": end if is_sent else None,
        "updated_at": end if is_sent else stamp(at),
    }
