"""
Customer accounts as admins see them: found, changed, suspended and terminated.

One rule: an account leaves a state only by the ways of ``_MOVES``. While it is suspended, its own credentials may read,
sign out and pay, and all else is a 403 with code ACCOUNT_SUSPENDED; those of a terminated account get a 403 with code
ACCOUNT_TERMINATED for everything.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.events import Event
from warp_sandbox.warp.customers_seed import customers, details
from warp_sandbox.warp.trunk_states import change_status
from warp_sandbox.warp.values import check_money, check_words, check_zone
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_MOVES = {
    "pending": {"trial", "active"},
    "trial": {"active"},
    "active": set(),
    "suspended": {"active"},
    "terminated": set(),
}
"""States that an update may set, by the present one; suspension and termination have operations of their own."""
_SUSPENDABLE = ("trial", "active")
_SETTINGS = (
    "company_name",
    "legal_name",
    "contact",
    "address",
    "billing_email",
    "technical_email",
    "timezone",
    "customer_type",
    "credit_limit",
    "payment_terms",
    "billing_cycle",
    "custom_fields",
)
_SEARCHED = ("company_name", "legal_name", "ban", "billing_email", "id")
_PAYING = ("logout", "recharge_balance", "create_payment_method", "set_default_payment_method")


class Customers:
    """
    The customer operations of one sandbox.

    Attributes:
        details: What only admins see of an account, by customer id.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._ids = world.dice("customers alerts")
        self._stopped: dict[str, str] = {}
        self.details: dict[str, Record] = {}
        if world.knows("Customer", "CustomerDetail"):
            world.customers.update({one["id"]: one for one in customers(world)})
            self.details = details(world)

    def handlers(self) -> Mapping[str, Handler]:
        """Every admin operation on customers, by operationId."""
        return {
            "list_customers": self._list,
            "get_customer": self._get,
            "update_customer": self._update,
            "suspend_customer": self._suspend,
            "terminate_customer": self._terminate,
        }

    def _list(self, call: Call) -> Reply:
        status, text = call.query.get("status"), call.query.get("search", "").casefold()
        found = [
            one
            for one in self._world.customers.values()
            if status in (None, one["status"]) and any(text in str(one[name] or "").casefold() for name in _SEARCHED)
        ]
        items, pagination = page_of(found, call)
        return enveloped(call, items, pagination=pagination)

    def _get(self, call: Call) -> Reply:
        customer = self._named(call)
        trunks = [one for one in self._world.trunks.values() if one["customer_id"] == customer["id"]]
        numbers = [one for one in self._world.numbers.values() if one["customer_id"] == customer["id"]]
        counts = {"trunk_count": len(trunks), "number_count": len(numbers)}
        contacts = [customer["contact"]] if customer["contact"] else []
        return enveloped(call, {**customer, **self.details[customer["id"]], "contacts": contacts, **counts})

    def _update(self, call: Call) -> Reply:
        customer = self._named(call)
        if customer["status"] == "terminated":
            raise Refusal(409, "The account is terminated; it cannot be changed.", code="INVALID_STATE")
        check_words(call.body, *_SETTINGS)
        check_money(call.body, "credit_limit")
        check_zone(call.body)
        status = call.body.get("status", customer["status"])
        if status != customer["status"]:
            self._move(customer, status, call)
        customer.update({name: value for name, value in call.body.items() if name in _SETTINGS})
        customer["updated_at"] = stamp(call.now)
        return enveloped(call, customer)

    def _suspend(self, call: Call) -> Reply:
        customer = self._named(call)
        if customer["status"] not in _SUSPENDABLE:
            raise Refusal(409, f"A {customer['status']} account cannot be suspended.", code="INVALID_STATE")
        self._stop(customer, call, status="suspended", trunks="suspended", severity="warning")
        return enveloped(call, customer)

    def _terminate(self, call: Call) -> Reply:
        customer = self._named(call)
        if customer["status"] == "terminated":
            raise Refusal(409, "The account is terminated already.", code="INVALID_STATE")
        self._stop(customer, call, status="terminated", trunks="inactive", severity="critical")
        return enveloped(call, customer)

    def _named(self, call: Call) -> Record:
        customer = self._world.customers.get(call.path["customer_id"])
        if customer is None:
            raise Refusal(404, "There is no such customer.")
        return customer

    def _move(self, customer: Record, status: str, call: Call) -> None:
        old = customer["status"]
        if status not in _MOVES[old]:
            raise Refusal(409, f"An update cannot make a {old} account {status}.", code="INVALID_STATE")
        detail = self.details[customer["id"]]
        detail.update(suspension_reason=None, suspended_at=None)
        if status == "active":
            detail["activated_at"] = detail["activated_at"] or stamp(call.now)
        if old == "suspended":
            self._resume(customer["id"], call)
        customer["status"] = status
        self._alert(customer, call, severity="info", message=f"The account went from {old} to {status}.")

    def _stop(self, customer: Record, call: Call, *, status: str, trunks: str, severity: str) -> None:
        reason, now = call.body["reason"].strip(), stamp(call.now)
        if not reason:
            raise invalid("reason", "Must not be blank.")
        customer.update(status=status, updated_at=now)
        self.details[customer["id"]].update({"suspension_reason": reason, f"{status}_at": now})
        for trunk in self._trunks(customer["id"]):
            if trunk["status"] not in ("suspended", "inactive"):
                self._stopped[trunk["id"]] = trunk["status"]
            if status == "terminated" or trunk["id"] in self._stopped:
                self._set_trunk(trunk, trunks, call)
        self._alert(customer, call, severity=severity, message=reason)

    def _resume(self, customer_id: str, call: Call) -> None:
        for trunk in self._trunks(customer_id):
            old = self._stopped.pop(trunk["id"], None)
            if old is not None and trunk["status"] == "suspended":
                self._set_trunk(trunk, old, call)

    def _trunks(self, customer_id: str) -> list[Record]:
        return [one for one in self._world.trunks.values() if one["customer_id"] == customer_id]

    def _set_trunk(self, trunk: Record, status: str, call: Call) -> None:
        change_status(self._world, trunk, status, call.now, "The account was suspended, ended or taken up again.")
        trunk["updated_at"] = stamp(call.now)

    def _alert(self, customer: Record, call: Call, *, severity: str, message: str) -> None:
        payload = {
            "alert_id": f"alr-{self._ids.getrandbits(32):08x}",
            "customer_id": customer["id"],
            "customer_name": customer["company_name"],
            "severity": severity,
            "category": "customer",
            "title": f"Account {customer['status']}",
            "message": message,
            "timestamp": stamp(call.now),
        }
        self._world.events.publish(Event("admin", "customer.alert", payload, customer["id"]))


def guarded(world: World, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """The handlers, closed to credentials whose account is suspended or terminated."""
    return {name: _guard(world, handler) for name, handler in handlers.items()}


def _guard(world: World, handler: Handler) -> Handler:
    def answer(call: Call) -> Reply:
        status = world.customers.get(call.caller.customer_id, {}).get("status")
        if status == "terminated":
            raise Refusal(403, "The account is terminated.", code="ACCOUNT_TERMINATED")
        is_allowed = call.operation.method == "GET" or call.operation.id in _PAYING
        if status == "suspended" and not is_allowed:
            raise Refusal(403, "The account is suspended; it can only read and pay.", code="ACCOUNT_SUSPENDED")
        return handler(call)

    return answer
