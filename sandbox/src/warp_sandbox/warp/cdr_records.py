"""
Calls in the form of the API: as call records, as records with all that an admin sees, and as calls in progress.

One rule: nothing is decided here; the same call says the same in every form.
"""

from __future__ import annotations

from datetime import datetime

from warp_sandbox.warp.cdr_series import CallFacts, Traffic, moment, seconds
from warp_sandbox.warp.cdr_tables import INCREMENT, KINDS, Line
from warp_sandbox.warp.ledger import CURRENCY
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record, stamp

_OWN_SIP = "sip.example.com"
_SPECIAL = ("INTERNATIONAL", "TOLLFREE")
_CARRIER_SIP = "carrier.example.com"


class CallRecords:
    """The calls of one sandbox as records."""

    def __init__(self, world: World, traffic: Traffic) -> None:
        self._world = world
        self._traffic = traffic
        known = world.knows(*KINDS)
        self._shown = world.example("CDRDetail") if known else {}
        self._carriers = {key: dict(one) for key, one in world.providers.items()}
        self._fields = tuple(world.example("CDR")) if known else ()

    @property
    def shown_id(self) -> str:
        """The id of the document's example call."""
        return str(self._shown["id"])

    def brief(self, call: CallFacts) -> Record:
        """A CDR."""
        if call.index == self._traffic.shown:
            return {name: self._shown[name] for name in self._fields}
        ani, dnis = call.ends
        return {
            "id": self._traffic.ids.of(call.index),
            "call_id": f"{self._traffic.ids.of(call.index).replace('-', '')[:10]}@{_OWN_SIP}",
            "customer_id": call.route.customer_id,
            "trunk_id": call.route.trunk_id,
            "direction": call.route.direction,
            "ani": ani.number,
            "dnis": dnis.number,
            "zone": call.zone,
            "start_time": _stamp(call.start),
            "answer_time": _stamp(call.answer),
            "end_time": _stamp(call.end),
            "duration": call.talk,
            "billable_duration": call.billable,
            "rate": call.rate / 10**7,
            "cost": call.cost / 10**5,
            "currency": CURRENCY,
            "disposition": call.fate.disposition,
            "release_cause": call.fate.cause,
            "sip_code": call.fate.sip_code,
        }

    def detail(self, call: CallFacts) -> Record:
        """A CDRDetail."""
        if call.index == self._traffic.shown:
            return dict(self._shown)
        brief, carrier = self.brief(call), self._carrier(call)
        trunk = self._world.trunks.get(call.route.trunk_id, {})
        return {
            **brief,
            "provider_id": carrier["id"],
            "provider_name": carrier["name"],
            "vendor_trunk": f"{carrier['id']}-trunk-1",
            "partition_id": trunk.get("partition_id"),
            "dialstring": f"sip:{brief['dnis']}@{_CARRIER_SIP}:5060",
            "jurisdiction": "INTERSTATE" if call.zone == "TOLLFREE" else call.zone,
            **_portability("ani", call.ends[0]),
            **_portability("dnis", call.ends[1]),
            "cnam": None,
            "cic": "0288" if call.zone == "TOLLFREE" else None,
            "resp_org_id": "WARP1" if call.zone == "TOLLFREE" else None,
            **_money(call),
            **_quality(call),
            **_signaling(brief),
            "billing_increment": INCREMENT,
            "invoice_id": None,
            "hangup_source": call.fate.hangup,
            "attempts": [self._attempt(call)],
            "billed": False,
        }

    def live(self, call: CallFacts, now: datetime) -> Record:
        """An ActiveCall."""
        brief, carrier = self.brief(call), self._carrier(call)
        answered = call.answer is not None and call.answer <= seconds(now)
        names = ("ani", "dnis", "customer_id", "trunk_id", "zone", "direction", "start_time", "rate")
        return {
            "call_id": brief["call_id"],
            **{name: brief[name] for name in names},
            "customer_name": self._world.customers.get(call.route.customer_id, {}).get("company_name"),
            "provider_id": carrier["id"],
            "provider_name": carrier["name"],
            "codec": "PCMU",
            "state": state(call, now),
            "answer_time": brief["answer_time"] if answered else None,
            "duration": _length(call, now),
        }

    def event(self, call: CallFacts, name: str, now: datetime) -> Record:
        """The payload of ``call.active`` for one state of a call."""
        brief = self.brief(call)
        known = {key: brief[key] for key in ("call_id", "trunk_id", "direction", "ani", "dnis", "start_time")}
        return {**known, "state": name, "duration": _length(call, now)}

    def _carrier(self, call: CallFacts) -> Record:
        """The provider of a call: one of the start that carries its zone and was not deleted when the call began."""
        began, retired = moment(call.start), self._world.retired
        there = [one for key, one in self._carriers.items() if key not in retired or began < retired[key]]
        kind = call.zone if call.zone in _SPECIAL else ""
        fit = [one for one in there if (one["type"] if one["type"] in _SPECIAL else "") == kind] or there
        unknown = {"id": self._shown["provider_id"], "name": self._shown["provider_name"]}
        return fit[(call.index + call.noise) % len(fit)] if fit else unknown

    def _attempt(self, call: CallFacts) -> Record:
        return {
            "attempt_number": 1,
            "provider_name": self._carrier(call)["name"],
            "failure_reason": None if call.is_answered else call.fate.disposition,
            "sip_code": call.fate.sip_code,
            "pdd_ms": _quality(call)["pdd_ms"],
            "started_at": _stamp(call.start),
            "ended_at": _stamp(call.end),
        }


def state(call: CallFacts, now: datetime) -> str:
    """How far a call in progress has come: its first second it is initiated, then it rings until it is answered."""
    elapsed = seconds(now)
    if call.answer is not None and call.answer <= elapsed:
        return "answered"
    return "initiated" if elapsed <= call.start else "ringing"


def changes(call: CallFacts) -> list[tuple[int, str]]:
    """When a call comes to each of its states."""
    answered = [] if call.answer is None else [(call.answer, "answered")]
    return [(call.start, "initiated"), (call.start + 1, "ringing"), *answered, (call.end, "ended")]


def quality(calls: list[CallFacts]) -> Record | None:
    """QualityGauges over some finished calls, None without any."""
    if not calls:
        return None
    answered = [one for one in calls if one.is_answered]
    reached = [one for one in calls if one.fate.sip_code not in (404, 503)]
    share = 100 / len(calls)
    measured = [_quality(one) for one in answered]
    means = {
        name: round(sum(one[name] for one in measured) / len(measured), 2) if measured else None
        for name in ("pdd_ms", "mos", "jitter_ms", "packet_loss_percent")
    }
    return {
        "asr": round(len(answered) * share, 1),
        "ner": round(len(reached) * share, 1),
        "short_call_ratio": round(sum(one.talk < INCREMENT for one in answered) * share, 1),
        "acd_seconds": round(sum(one.talk for one in answered) / len(answered), 1) if answered else None,
        **means,
    }


def _length(call: CallFacts, now: datetime) -> int:
    answer = call.end if call.answer is None else call.answer
    return max(min(seconds(now), call.end) - answer, 0)


def _stamp(elapsed: int | None) -> str | None:
    return None if elapsed is None else stamp(moment(elapsed))


def _portability(side: str, line: Line) -> Record:
    is_ported = line.kind == "geographic"
    facts = {
        "lrn": f"{line.number[2:8]}0100" if is_ported else None,
        "ocn": "0001" if is_ported else None,
        "spid": "0002" if is_ported else None,
        "lata": line.lata,
        "rate_center": line.rate_center,
        "state": line.state,
        "carrier_name": "Example Local" if is_ported else None,
    }
    return {f"{side}_{name}": value for name, value in facts.items()}


def _money(call: CallFacts) -> Record:
    """The provider gets half of the customer's rate."""
    vendor = (call.billable * call.rate // 2 + 3_000) // 6_000
    margin = call.cost - vendor
    return {
        "vendor_rate": call.rate / 2 / 10**7,
        "customer_rate": call.rate / 10**7,
        "vendor_cost": vendor / 10**5,
        "margin": margin / 10**5,
        "margin_percent": round(100 * margin / call.cost, 1) if call.cost else None,
    }


def _quality(call: CallFacts) -> Record:
    is_measured = call.is_answered
    return {
        "mos": round(4.3 - call.noise % 16 * 0.03, 2) if is_measured else None,
        "jitter_ms": round(2.1 + call.noise % 32 * 0.2, 1) if is_measured else None,
        "packet_loss_percent": round(0.1 + call.noise % 8 * 0.05, 2) if is_measured else None,
        "pdd_ms": 1180 + 4 * call.noise,
    }


def _signaling(brief: Record) -> Record:
    caller, called = brief["ani"], brief["dnis"]
    return {
        "ingress_ip": "192.0.2.10",
        "egress_ip": "198.51.100.20",
        "ingress_codec": "PCMU",
        "egress_codec": "PCMU",
        "sip_call_id": brief["call_id"],
        "sip_from": f"<sip:{caller}@pbx.example.com>;tag=1",
        "sip_to": f"<sip:{called}@{_OWN_SIP}>",
        "sip_ruri": f"sip:{called}@{_OWN_SIP}",
        "sip_pai": f"<sip:{caller}@pbx.example.com>",
        "sip_contact": "<sip:pbx@192.0.2.10:5060>",
    }
