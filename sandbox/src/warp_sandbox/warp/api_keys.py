"""
API keys of an account, which open the platform as ``X-API-Key``.

One rule: a secret is shown once, in the reply that creates the key; deleting the key ends it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address

from warp_sandbox.errors import Refusal, Violation, invalid
from warp_sandbox.warp.auth import CUSTOMER_KEY, Key, Sessions
from warp_sandbox.warp.values import check_words
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

PREFIX = "warp_test_"
_SHOWN = len(PREFIX) + 4


class ApiKeys:
    """
    The operations on API keys of one sandbox.

    Attributes:
        records: The keys by id, secrets left out.
    """

    def __init__(self, world: World, sessions: Sessions) -> None:
        self._sessions = sessions
        self._new_id = world.ids("api_keys")
        self._dice = world.dice("api_keys")
        self._secrets: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        if world.knows("ApiKey", "ApiKeyScope"):
            self._fill(world)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on API keys, by operationId."""
        return {"list_api_keys": self._list, "create_api_key": self._create, "delete_api_key": self._delete}

    def _list(self, call: Call) -> Reply:
        return enveloped(call, [self._now(one, call.now) for one in self._of(call.caller.customer_id)])

    def _create(self, call: Call) -> Reply:
        check_words(call.body, "name")
        scopes = self._checked_scopes(call)
        key = Key(
            role=call.caller.role,
            customer_id=call.caller.customer_id,
            scopes=frozenset(scopes),
            ends=_end(call),
            addresses=_addresses(call.body.get("allowed_ips", [])),
        )
        secret = f"{PREFIX}{self._dice.getrandbits(128):032x}"
        record = self._add(self._new_id(), call.body["name"], secret, key, scopes, stamp(call.now))
        return enveloped(call, {**self._now(record, call.now), "key": secret})

    def _delete(self, call: Call) -> Reply:
        key_id = call.path["key_id"]
        if self.records.get(key_id) not in self._of(call.caller.customer_id):
            raise Refusal(404, "There is no such API key.")
        del self.records[key_id]
        del self._sessions.keys[self._secrets.pop(key_id)]
        return Reply(204)

    def _of(self, customer_id: str) -> list[Record]:
        return [one for key_id, one in self.records.items() if self._key(key_id).customer_id == customer_id]

    def _key(self, key_id: str) -> Key:
        return self._sessions.keys[self._secrets[key_id]]

    def _now(self, record: Record, now: datetime) -> Record:
        key = self._key(record["id"])
        used = record["last_used_at"] if key.used is None else stamp(key.used)
        return {**record, "active": key.ends is None or now < key.ends, "last_used_at": used}

    def _checked_scopes(self, call: Call) -> list[str]:
        wanted = list(dict.fromkeys(call.body["scopes"]))
        own = self._sessions.scopes(call.caller)
        more = [] if own is None else [one for one in wanted if one not in own]
        if not wanted:
            raise invalid("scopes", "Must name a scope.")
        if more:
            raise Refusal(403, f"A key cannot give what it does not have: {', '.join(more)}.")
        return wanted

    def _add(self, key_id: str, name: str, secret: str, key: Key, scopes: list[str], now: str) -> Record:
        record = {
            "id": key_id,
            "name": name,
            "key_prefix": secret[:_SHOWN],
            "scopes": scopes,
            "allowed_ips": list(key.addresses),
            "active": True,
            "rate_limit_per_minute": None,
            "last_used_at": None,
            "expires_at": stamp(key.ends) if key.ends else None,
            "revoked_at": None,
            "created_at": now,
        }
        self._keep(record, secret, key)
        return record

    def _keep(self, record: Record, secret: str, key: Key) -> None:
        self.records[record["id"]] = record
        self._secrets[record["id"]] = secret
        self._sessions.keys[secret] = key

    def _fill(self, world: World) -> None:
        """The key that the document shows, whose secret nobody knows, and the one that every sandbox has."""
        shown = world.example("ApiKey")
        ends = datetime.fromisoformat(shown["expires_at"])
        key = Key("customer", world.customer_id, frozenset(shown["scopes"]), ends, tuple(shown["allowed_ips"]))
        self._keep(shown, f"{PREFIX}{self._dice.getrandbits(128):032x}", key)
        scopes = world.api.node("/components/schemas/ApiKeyScope")["enum"]
        seeded = self._sessions.keys[CUSTOMER_KEY]
        self._add(self._new_id(), "Sandbox", CUSTOMER_KEY, seeded, list(scopes), shown["created_at"])


def _end(call: Call) -> datetime | None:
    told = call.body.get("expires_at")
    if not told:
        return None
    end = datetime.fromisoformat(told.upper()).astimezone(UTC)
    if end <= call.now:
        raise invalid("expires_at", "Lies in the past.")
    return end


def _addresses(given: list[str]) -> tuple[str, ...]:
    wrong = [one for one in given if not _is_address(one)]
    if wrong:
        violations = [Violation("allowed_ips", f"{one} is not an IP address.") for one in wrong]
        raise Refusal(422, "Some fields are not valid.", violations=violations)
    return tuple(dict.fromkeys(given))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
