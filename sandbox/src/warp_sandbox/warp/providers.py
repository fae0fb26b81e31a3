"""
Carriers that calls are handed to, and how well they did.

One rule: a provider that an override needs, or that alone serves a partition with trunks, cannot be deleted; what
depends on it is named in the refusal. Its calls keep its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from warp_sandbox.errors import Refusal, Violation, invalid
from warp_sandbox.warp.providers_traffic import traffic, window
from warp_sandbox.warp.routing import Routing
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_NEW: Record = {
    "status": "active",
    "jurisdiction_class": None,
    "ij_policy": None,
    "poi_state": None,
    "capacity_cps": None,
    "max_channels": None,
}
_LISTS = ("dialstrings", "gateways", "supported_codecs")
_SETTINGS = frozenset(_NEW) | {"name", "type", "billing_model", *_LISTS}
_GATEWAY: Record = {"port": 5060, "transport": "UDP", "priority": 1, "weight": 100}


class Providers:
    """
    The provider operations of one sandbox; the records are in the world, filled in by `Routing`.

    Args:
        forget: Told the id of a provider that was deleted.
    """

    def __init__(self, world: World, routing: Routing, forget: Callable[[str], None]) -> None:
        self._world = world
        self._routing = routing
        self._forget = forget

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on providers but the import of rates, by operationId."""
        return {
            "list_providers": self._list,
            "create_provider": self._create,
            "update_provider": self._update,
            "delete_provider": self._delete,
            "get_provider_performance": self._performance,
        }

    def _list(self, call: Call) -> Reply:
        return enveloped(call, list(self._world.providers.values()))

    def _create(self, call: Call) -> Reply:
        given = _settings(call.body)
        given.pop("status", None)
        self._check(given, given)
        now = stamp(call.now)
        empty: Record = {name: [] for name in _LISTS}
        provider = {"id": self._new_id(given["name"]), **_NEW, **empty, **given, "health_status": None}
        provider.update(created_at=now, updated_at=now)
        self._world.providers[provider["id"]] = provider
        return enveloped(call, provider)

    def _update(self, call: Call) -> Reply:
        provider = self._named(call)
        given = _settings(call.body)
        self._check(given, {**provider, **given}, besides=provider["id"])
        provider.update(given, updated_at=stamp(call.now))
        return enveloped(call, provider)

    def _delete(self, call: Call) -> Reply:
        provider = self._named(call)
        reasons = self._routing.reasons_to_keep(provider["id"], call.now)
        if reasons:
            violations = [Violation("provider_id", reason) for reason in reasons]
            raise Refusal(409, "The provider is in use.", violations=violations)
        self._routing.forget(provider["id"])
        self._forget(provider["id"])
        del self._world.providers[provider["id"]]
        self._world.retired[provider["id"]] = call.now
        return Reply(204)

    def _performance(self, call: Call) -> Reply:
        provider = self._named(call)
        begins, ends = window(call.query["period"], call.now)
        since = max(begins, datetime.fromisoformat(provider["created_at"]))
        figures = traffic(self._world, provider["id"], since, min(ends, call.now))
        span = {"period": call.query["period"], "period_start": stamp(begins), "period_end": stamp(ends)}
        return enveloped(call, {"provider_id": provider["id"], **span, **figures})

    def _named(self, call: Call) -> Record:
        provider = self._world.providers.get(call.path["provider_id"])
        if provider is None:
            raise Refusal(404, "There is no such provider.")
        return provider

    def _check(self, given: Record, result: Record, besides: str = "") -> None:
        if not result["name"].strip():
            raise invalid("name", "Must not be blank.")
        if result.get("ij_policy") == "POI" and not result.get("poi_state"):
            raise invalid("poi_state", "Is needed while ij_policy is POI.")
        if given.get("poi_state") and not re.fullmatch("[A-Z]{2}", given["poi_state"]):
            raise invalid("poi_state", "Must be a state's two capital letters.")
        others = (one["name"].casefold() for one in self._world.providers.values() if one["id"] != besides)
        if result["name"].casefold() in others:
            raise Refusal(409, "There is a provider of this name already.", code="ALREADY_EXISTS")

    def _new_id(self, name: str) -> str:
        """The name in lower case with dashes, numbered when it is taken."""
        stem = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "provider"
        ids = (f"{stem}-{count}" if count > 1 else stem for count in range(1, len(self._world.providers) + 2))
        return next(one for one in ids if one not in self._world.providers)


def _settings(body: Record) -> Record:
    given = {name: value for name, value in body.items() if name in _SETTINGS}
    if "gateways" in given:
        given["gateways"] = [{**_GATEWAY, **one} for one in given["gateways"]]
    return given
