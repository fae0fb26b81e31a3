"""
Exceptions to normal routing: overrides and exclusions.

One rule: a rule names only what exists, says enough to take effect, and does not overlap one of the same scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_OVERRIDE_FIELDS = (
    "type",
    "customer_id",
    "trunk_id",
    "partition_id",
    "match_type",
    "prefix",
    "provider_id",
    "custom_rate",
    "max_rate",
    "priority",
    "valid_from",
    "valid_until",
    "description",
    "enabled",
)
_EXCLUSION_FIELDS = (
    "type",
    "customer_id",
    "trunk_id",
    "provider_id",
    "excluded_prefixes",
    "blocked_countries",
    "block_premium",
    "reason",
    "effective_date",
    "expires_at",
)
_OVERRIDE_SCOPE = ("type", "customer_id", "trunk_id", "partition_id", "match_type", "prefix")
_EXCLUSION_SCOPE = ("type", "customer_id", "trunk_id", "provider_id")
_OVERRIDE_SPAN = ("valid_from", "valid_until")
_EXCLUSION_SPAN = ("effective_date", "expires_at")
_NEEDED = {
    "CUSTOMER": ("customer_id", "trunk_id"),
    "PREFIX": ("prefix",),
    "TIME_BASED": ("valid_until",),
    "PROVIDER": ("provider_id",),
    "DESTINATION": ("excluded_prefixes", "blocked_countries", "block_premium"),
}
"""Of these fields a rule of that type needs at least one."""
_FORMS = {"NPANXX": r"1?[2-9][0-9]{5}", "PREFIX": r"[0-9]{1,15}"}
_START = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)


class Rules:
    """
    The override and exclusion operations of one sandbox.

    Attributes:
        overrides: By id.
        exclusions: By id.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._given = {"ovr": 2001, "exc": 3001}
        self.overrides: dict[str, Record] = {}
        self.exclusions: dict[str, Record] = {}
        if world.knows("Override", "Exclusion"):
            override = {**world.example("Override"), "prefix": "212555", "provider_id": "coastal-voice"}
            exclusion = {**world.example("Exclusion"), "excluded_prefixes": ["882"], "blocked_countries": ["KP"]}
            exclusion["block_premium"] = False
            self.overrides[override["id"]] = override
            self.exclusions[exclusion["id"]] = exclusion

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on overrides and exclusions, by operationId."""
        return {
            "create_override": self._create_override,
            "delete_override": self._delete_override,
            "create_exclusion": self._create_exclusion,
            "delete_exclusion": self._delete_exclusion,
        }

    def forcing(self, provider_id: str, now: datetime) -> list[Record]:
        """The overrides that send calls to a provider now or will do so."""
        found = (one for one in self.overrides.values() if one.get("provider_id") == provider_id)
        return [one for one in found if one["enabled"] and _span(one, _OVERRIDE_SPAN)[1] > now]

    def forced_partitions(self, now: datetime) -> list[Record]:
        """The overrides that send all calls of a partition to one provider now."""
        needed, narrowing = ("partition_id", "provider_id"), ("customer_id", "trunk_id", "prefix")
        found = (one for one in self.overrides.values() if one["enabled"] and all(one.get(name) for name in needed))
        return [one for one in found if _holds(one, _OVERRIDE_SPAN, now) and not any(map(one.get, narrowing))]

    def excluded_providers(self, now: datetime) -> set[str]:
        """The providers that are kept out for everybody now."""
        narrowing = ("customer_id", "trunk_id")
        found = (one for one in self.exclusions.values() if one["type"] == "PROVIDER")
        wide = (one for one in found if not any(map(one.get, narrowing)))
        return {one["provider_id"] for one in wide if _holds(one, _EXCLUSION_SPAN, now)}

    def forget(self, provider_id: str) -> None:
        """Take out the rules that name a provider."""
        for rules in (self.overrides, self.exclusions):
            for key in [key for key, one in rules.items() if one.get("provider_id") == provider_id]:
                del rules[key]

    def _create_override(self, call: Call) -> Reply:
        given = {name: call.body[name] for name in _OVERRIDE_FIELDS if name in call.body}
        _refuse([*self._unknown(given), *_common(given, _OVERRIDE_SPAN), *_override_faults(given)])
        override = {"enabled": True, **given}
        for one in self.overrides.values():
            is_live = one["enabled"] and override["enabled"]
            if is_live and _same(one, override, _OVERRIDE_SCOPE) and _overlap(one, override, _OVERRIDE_SPAN):
                raise Refusal(409, f"Override {one['id']} already covers these calls.", code="ALREADY_EXISTS")
        return enveloped(call, self._kept(self.overrides, "ovr", override, call))

    def _create_exclusion(self, call: Call) -> Reply:
        given = {name: call.body[name] for name in _EXCLUSION_FIELDS if name in call.body}
        _refuse([*self._unknown(given), *_common(given, _EXCLUSION_SPAN), *_exclusion_faults(given)])
        for one in self.exclusions.values():
            is_same = _same(one, given, _EXCLUSION_SCOPE) and _shares_targets(one, given)
            if is_same and _overlap(one, given, _EXCLUSION_SPAN):
                raise Refusal(409, f"Exclusion {one['id']} already blocks this.", code="ALREADY_EXISTS")
        return enveloped(call, self._kept(self.exclusions, "exc", {**given, "enabled": True}, call))

    def _delete_override(self, call: Call) -> Reply:
        if self.overrides.pop(call.path["override_id"], None) is None:
            raise Refusal(404, "There is no such override.")
        return Reply(204)

    def _delete_exclusion(self, call: Call) -> Reply:
        if self.exclusions.pop(call.path["exclusion_id"], None) is None:
            raise Refusal(404, "There is no such exclusion.")
        return Reply(204)

    def _kept(self, rules: dict[str, Record], kind: str, given: Record, call: Call) -> Record:
        self._given[kind] += 1
        id_ = f"{kind}-{self._given[kind]}"
        rules[id_] = {**given, "id": id_, "created_at": stamp(call.now), "created_by": "ops@example.com"}
        return rules[id_]

    def _unknown(self, given: Record) -> Iterator[Violation]:
        world = self._world
        places = {
            "customer_id": world.customers,
            "trunk_id": world.trunks,
            "partition_id": world.partitions,
            "provider_id": world.providers,
        }
        for name, known in places.items():
            if name in given and given[name] not in known:
                yield Violation(name, f"There is no such {name.removesuffix('_id')}.")
        trunk = world.trunks.get(given.get("trunk_id", ""))
        if trunk and given.get("customer_id", trunk["customer_id"]) != trunk["customer_id"]:
            yield Violation("trunk_id", "Is not a trunk of this customer.")


def _refuse(found: list[Violation]) -> None:
    if found:
        raise Refusal(422, "Some fields are not valid.", violations=found)


def _common(given: Record, span: tuple[str, str]) -> Iterator[Violation]:
    needed = _NEEDED[given["type"]]
    if not any(given.get(name) for name in needed):
        yield Violation(needed[0], f"A rule of type {given['type']} needs {' or '.join(needed)}.")
    begins, ends = _span(given, span)
    if begins >= ends:
        yield Violation(span[1], f"Must be later than {span[0]}.")


def _override_faults(given: Record) -> Iterator[Violation]:
    if not {"provider_id", "custom_rate", "max_rate"} & given.keys():
        yield Violation("provider_id", "Give a provider or a rate; otherwise the override changes nothing.")
    form = _FORMS.get(given.get("match_type", ""))
    if form and not re.fullmatch(form, given.get("prefix", "")):
        yield Violation("prefix", f"Is not what a match of type {given['match_type']} needs.")
    for name in ("custom_rate", "max_rate"):
        if given.get(name, 0) < 0:
            yield Violation(name, "Must not be negative.")
    if {"custom_rate", "max_rate"} <= given.keys() and given["custom_rate"] > given["max_rate"]:
        yield Violation("custom_rate", "Must not be higher than max_rate.")


def _exclusion_faults(given: Record) -> Iterator[Violation]:
    for index, prefix in enumerate(given.get("excluded_prefixes", ())):
        if not re.fullmatch("[0-9]{1,15}", prefix):
            yield Violation(f"excluded_prefixes.{index}", "Must be 1 to 15 digits.")
    for index, country in enumerate(given.get("blocked_countries", ())):
        if not re.fullmatch("[A-Z]{2}", country):
            yield Violation(f"blocked_countries.{index}", "Must be two capital letters.")
    if given["reason"] == "TEMPORARY" and "expires_at" not in given:
        yield Violation("expires_at", "A temporary exclusion needs an end.")
    if given["reason"] == "PERMANENT" and "expires_at" in given:
        yield Violation("expires_at", "A permanent exclusion has no end.")


def _span(rule: Record, names: tuple[str, str]) -> tuple[datetime, datetime]:
    begins, ends = (rule.get(name) for name in names)
    return _moment(begins) if begins else _START, _moment(ends) if ends else _END


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.upper())


def _holds(rule: Record, names: tuple[str, str], now: datetime) -> bool:
    begins, ends = _span(rule, names)
    return begins <= now < ends


def _overlap(one: Record, other: Record, names: tuple[str, str]) -> bool:
    (begins, ends), (other_begins, other_ends) = _span(one, names), _span(other, names)
    return begins < other_ends and other_begins < ends


def _same(one: Record, other: Record, names: tuple[str, ...]) -> bool:
    return all(one.get(name) == other.get(name) for name in names)


def _shares_targets(one: Record, other: Record) -> bool:
    return one["type"] != "DESTINATION" or bool(_targets(one) & _targets(other))


def _targets(rule: Record) -> set[str]:
    premium = {"premium"} if rule.get("block_premium") else set()
    return {*rule.get("excluded_prefixes", ()), *rule.get("blocked_countries", ()), *premium}
