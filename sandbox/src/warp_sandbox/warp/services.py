"""
Connections to outside services: their settings, their health, and the secrets that are never shown.

One rule: secrets go in and never come out; whatever changes a service is in its history with who did it and when, and
there every secret is masked. A probe that fails is a 200 with ``success`` false: it fails when no credentials are on
file, and when one of them is ``wrong``. Services of the type infrastructure rotate in the background, for
``ROTATION`` seconds; all others at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.services_history import History
from warp_sandbox.warp.services_seed import WRONG, seeded
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

ROTATION = 30.0
_SLOW = "infrastructure"
_NEW: Record = {
    "display_name": None,
    "settings": {},
    "webhooks": {},
    "capabilities": [],
    "is_active": True,
    "is_primary": False,
    "priority": 1,
}
_SETTINGS = (*_NEW, "type", "provider", "name")


class Services:
    """
    The service operations of one sandbox.

    Attributes:
        services: By id.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("services")
        self._new_id = world.ids("services")
        self._history = History(world)
        self._rotating: set[str] = set()
        known = world.knows("ServiceConfig", "AuditEntry")
        self.services: dict[str, Record] = {one["id"]: one for one in seeded(world)} if known else {}
        self._secrets: dict[str, dict[str, Any]] = {
            key: {name: f"{self._dice.getrandbits(64):016x}" for name in one["credential_fields"]}
            for key, one in self.services.items()
        }

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on services, by operationId."""
        return {
            "list_services": self._list,
            "create_service": self._create,
            "get_service": self._get,
            "update_service": self._update,
            "delete_service": self._delete,
            "test_service": self._test,
            "list_service_history": self._list_history,
            "rotate_service_credentials": self._rotate,
        }

    def _list(self, call: Call) -> Reply:
        kind = call.query.get("type")
        return enveloped(call, [one for one in self.services.values() if kind in (None, one["type"])])

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._named(call))

    def _list_history(self, call: Call) -> Reply:
        return enveloped(call, self._history.of(self._named(call)["id"]))

    def _create(self, call: Call) -> Reply:
        given = {name: value for name, value in call.body.items() if name in _SETTINGS}
        service = {"id": self._new_id(), "module_version": None, **_NEW, **given}
        self._check(service)
        secrets = dict(call.body.get("credentials", {}))
        actor = self._history.actor["actor_email"]
        service.update(
            credential_fields=sorted(secrets),
            health_status="unknown",
            last_health_check=None,
            created_by=actor,
            updated_by=actor,
            created_at=stamp(call.now),
            updated_at=stamp(call.now),
        )
        self.services[service["id"]] = service
        self._secrets[service["id"]] = secrets
        self._history.add(call, service["id"], "create", {}, {**given, "credentials": secrets})
        self._settle_primary(service, call)
        self._promote(service["type"], call)
        return enveloped(call, service)

    def _update(self, call: Call) -> Reply:
        service = self._named(call)
        given = {name: value for name, value in call.body.items() if name in _SETTINGS}
        if given.get("is_active") is False:
            given["is_primary"] = call.body.get("is_primary", False)
        changed = {name: value for name, value in given.items() if value != service[name]}
        self._check({**service, **changed})
        if changed.get("is_primary") is False and changed.get("is_active", service["is_active"]):
            raise Refusal(409, "Make another service of its type the primary one instead.", code="INVALID_STATE")
        kinds = {service["type"], changed.get("type", service["type"])}
        old = {name: service[name] for name in changed}
        if "credentials" in call.body:
            self._check_idle(service)
            old, changed = self._with_secrets(service["id"], call.body["credentials"], old, changed)
        if changed:
            service.update({name: value for name, value in changed.items() if name != "credentials"})
            self._touch(service, call)
            self._history.add(call, service["id"], _action(changed), old, changed)
            self._settle_primary(service, call)
            for kind in sorted(kinds):
                self._promote(kind, call)
        return enveloped(call, service)

    def _delete(self, call: Call) -> Reply:
        service = self._named(call)
        self._check_idle(service)
        others = [one for one in self.services.values() if one["type"] == service["type"] and one is not service]
        if service["is_active"] and not any(one["is_active"] for one in others):
            raise Refusal(409, f"It is the last active service of type {service['type']}; deactivate it first.")
        del self.services[service["id"]], self._secrets[service["id"]]
        self._promote(service["type"], call)
        return Reply(204)

    def _test(self, call: Call) -> Reply:
        service = self._named(call)
        secrets = self._secrets[service["id"]]
        fault, status = "", 200
        if not secrets:
            fault, status = "No credentials are on file.", 401
        elif WRONG in secrets.values():
            fault, status = "The vendor refused the credentials.", 401
        health = "unhealthy" if fault else "healthy"
        service.update(health_status=health, last_health_check=stamp(call.now))
        self._history.add(call, service["id"], "test", {}, {"health_status": health}, fault=fault)
        result = {
            "service_id": service["id"],
            "success": not fault,
            "status": health,
            "message": fault or "The vendor answered.",
            "response_time_ms": self._dice.randrange(40, 240),
            "tested_at": stamp(call.now),
            "details": {"http_status": status},
        }
        return enveloped(call, result)

    def _rotate(self, call: Call) -> Reply:
        service = self._named(call)
        self._check_idle(service)
        if not service["is_active"] or not self._secrets[service["id"]]:
            raise Refusal(409, "Only an active service with credentials on file can be rotated.", code="INVALID_STATE")
        is_slow = service["type"] == _SLOW
        result = {
            "service_id": service["id"],
            "status": "pending" if is_slow else "rotated",
            "rotated_at": None if is_slow else stamp(call.now),
            "credential_fields": service["credential_fields"],
        }
        if is_slow:
            self._rotating.add(service["id"])
            self._world.schedule.after(call.now, ROTATION, lambda at: self._rotated(service, call, at))
            return Reply(202, enveloped(call, result).body)
        self._rotated(service, call, call.now)
        return enveloped(call, result)

    def _rotated(self, service: Record, call: Call, at: datetime) -> None:
        self._rotating.discard(service["id"])
        old = self._secrets[service["id"]]
        self._secrets[service["id"]] = {name: f"{self._dice.getrandbits(64):016x}" for name in old}
        service.update(updated_at=stamp(at), updated_by=self._history.actor["actor_email"])
        new = self._secrets[service["id"]]
        self._history.add(call, service["id"], "rotate_credentials", {"credentials": old}, {"credentials": new}, at=at)

    def _named(self, call: Call) -> Record:
        service = self.services.get(call.path["service_id"])
        if service is None:
            raise Refusal(404, "There is no such service.")
        return service

    def _check(self, service: Record) -> None:
        if not service["name"].strip():
            raise invalid("name", "Must not be blank.")
        if service["is_primary"] and not service["is_active"]:
            raise Refusal(409, "An inactive service cannot be the primary one.", code="INVALID_STATE")
        same = (one for one in self.services.values() if one["id"] != service["id"])
        if any((one["type"], one["name"]) == (service["type"], service["name"]) for one in same):
            raise Refusal(409, "There is a service of this type and name already.", code="ALREADY_EXISTS")

    def _check_idle(self, service: Record) -> None:
        if service["id"] in self._rotating:
            raise Refusal(409, "A rotation of its credentials is under way.", code="INVALID_STATE")

    def _with_secrets(
        self, service_id: str, given: dict[str, Any], old: Record, changed: Record
    ) -> tuple[Record, Record]:
        """The changes with the credentials among them; a credential that is set to null is taken off the file."""
        before = self._secrets[service_id]
        after = {name: value for name, value in {**before, **given}.items() if value is not None}
        self._secrets[service_id] = after
        self.services[service_id]["credential_fields"] = sorted(after)
        return {**old, "credentials": before}, {**changed, "credentials": after}

    def _touch(self, service: Record, call: Call) -> None:
        service.update(updated_at=stamp(call.now), updated_by=self._history.actor["actor_email"])

    def _settle_primary(self, service: Record, call: Call) -> None:
        """A new primary service takes the place of the old one of its type."""
        for one in self.services.values():
            if service["is_primary"] and one is not service and one["type"] == service["type"] and one["is_primary"]:
                self._set_primary(one, call, is_primary=False)

    def _promote(self, kind: str, call: Call) -> None:
        """While a type has active services, one of them is the primary one: the lowest priority value first."""
        active = [one for one in self.services.values() if one["type"] == kind and one["is_active"]]
        if active and not any(one["is_primary"] for one in active):
            self._set_primary(min(active, key=lambda one: int(one["priority"])), call, is_primary=True)

    def _set_primary(self, service: Record, call: Call, *, is_primary: bool) -> None:
        service["is_primary"] = is_primary
        self._touch(service, call)
        old, new = {"is_primary": not is_primary}, {"is_primary": is_primary}
        self._history.add(call, service["id"], "update", old, new)


def _action(changed: Record) -> str:
    if changed.keys() <= {"is_active", "is_primary"} and "is_active" in changed:
        return "enable" if changed["is_active"] else "disable"
    return "update"
