"""
What was sold and what it cost: the one truth that invoices, reports, margins and reconciliation are computed from.

One rule: a sale is never kept twice. Traffic of past months is seeded as a few lines per account and month, each spread
evenly over the days of its month; what is charged while the sandbox runs comes from the ledger.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

import attrs

from warp_sandbox.clock import START
from warp_sandbox.warp.ledger import CENT, Ledger, exact, total
from warp_sandbox.warp.rates import Rates
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

_MONTHS = 24
_MONTHS_OF_OTHERS = 6
_SERVICES = {
    "sms": "messaging",
    "mms": "messaging",
    "call": "voice",
    "number": "numbers",
    "port": "numbers",
    "toll_free": "numbers",
}
_NOT_BEGUN = ("pending", "trial")
_SHARE_OF_PROVIDERS = Decimal("0.5")
"""What the platform itself pays of every amount that is charged while the sandbox runs."""


@attrs.frozen
class Product:
    """Something for sale, by the unit; ``cost`` counts where no rate of the provider is known."""

    item_type: str
    description: str
    service: str
    unit: str
    price: Decimal
    cost: Decimal
    zone: str = ""
    prefix: str = ""
    destination: str = ""
    provider_id: str = ""


@attrs.frozen
class Line:
    """What an account bought of one product in one month; ``unit_cost`` is what the platform paid for a unit then."""

    customer_id: str
    month: date
    """Its first day."""
    product: Product
    amount: Decimal
    unit_cost: Decimal

    @property
    def units(self) -> Decimal:
        """The quantity, with 4 decimals."""
        return (self.amount / self.product.price).quantize(Decimal("0.0001"))

    @property
    def cost(self) -> Decimal:
        """What the provider charged for it, in cents."""
        return (self.amount / self.product.price * self.unit_cost).quantize(CENT)


@attrs.frozen
class Sale:
    """What an account was charged on one day, and what the platform paid for it."""

    reference: str
    day: date
    customer_id: str
    service: str
    amount: Decimal
    cost: Decimal


def _product(item_type: str, description: str, service: str, unit: str, prices: str, *place: str) -> Product:
    price, cost = (Decimal(one) for one in prices.split())
    return Product(item_type, description, service, unit, price, cost, *place)


PRODUCTS = (
    _product(
        *("VOICE_TERM_LOCAL_INTER", "Outbound voice, interstate", "voice", "minute", "0.0075000 0.0042150"),
        *("INTERSTATE", "1303555", "Denver, CO", "level3"),
    ),
    _product(
        *("VOICE_TERM_LOCAL_INTRA", "Outbound voice, intrastate", "voice", "minute", "0.0095000 0.0083500"),
        *("INTRASTATE", "1212555", "New York, NY", "level3"),
    ),
    _product(
        *("VOICE_TERM_INTL", "Outbound voice, international", "voice", "minute", "0.0120000 0.0135000"),
        *("INTERNATIONAL", "442079460", "London, United Kingdom", "global-reach"),
    ),
    _product(
        *("VOICE_TOLLFREE", "Toll-free voice", "voice", "minute", "0.0180000 0.0070000"),
        *("TOLLFREE", "1800555", "Toll-free, United States", "free-line"),
    ),
    _product("SMS_OUT", "Messages sent", "messaging", "segment", "0.0045000 0.0025000"),
    _product("DID_LOCAL_MONTHLY", "Local numbers, monthly", "numbers", "number", "0.5000000 0.2000000"),
    _product("LRN_QUERY", "Number lookups", "api", "query", "0.0008000 0.0005000"),
)


class Sales:
    """
    Everything that was sold on one sandbox.

    The calling account has 24 months before the sandbox's first day, the others 6 at most, from when they began; the
    last one of the calling account is what the document's invoice bills.

    Attributes:
        lines: The seeded months, oldest first.
    """

    def __init__(self, world: World, ledger: Ledger, rates: Rates) -> None:
        self._ledger = ledger
        self.lines: list[Line] = []
        if world.knows("Customer", "Invoice"):
            costs = _costs(rates.deck.values())
            self.lines = [
                Line(customer_id, month, product, amount, _cost(costs, product, month))
                for customer_id, month, product, amount in _bought(world)
            ]

    def between(self, first: date, last: date) -> Iterator[Sale]:
        """The sales of some days, both ends included; what was charged while the sandbox runs comes last."""
        for line in self.lines:
            yield from _days(line, first, last)
        for index, entry in enumerate(self._ledger.entries):
            if entry.amount < 0 and first <= entry.at.date() <= last:
                amount = -entry.amount
                yield Sale(
                    reference=entry.reference or f"entry-{index}",
                    day=entry.at.date(),
                    customer_id=entry.customer_id,
                    service=service_of(entry.kind),
                    amount=amount,
                    cost=amount * _SHARE_OF_PROVIDERS,
                )


def service_of(kind: str) -> str:
    """The service that an entry of the ledger is for; ``fees`` when it is for none of the usual ones."""
    return next((service for name, service in _SERVICES.items() if kind.startswith(name)), "fees")


def months_before(month: date, count: int) -> date:
    """The first day of the month some months earlier."""
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def amount_of(lines: Iterable[Line]) -> Decimal:
    """What some lines come to."""
    return total(line.amount for line in lines)


def _days(line: Line, first: date, last: date) -> Iterator[Sale]:
    """The days of a line within some days; amounts are whole cents, and those of the month make the line's."""
    end = _last_day(line.month)
    start, stop = max(first, line.month), min(last, end)
    if start > stop:
        return
    amounts, costs = _shares(line.amount, end.day), _shares(line.cost, end.day)
    for number in range(start.day, stop.day + 1):
        day = line.month.replace(day=number)
        yield Sale(
            reference=f"{line.customer_id[:8]}-{day:%Y%m%d}-{line.product.item_type}",
            day=day,
            customer_id=line.customer_id,
            service=line.product.service,
            amount=amounts[number - 1],
            cost=costs[number - 1],
        )


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _shares(amount: Decimal, days: int) -> list[Decimal]:
    """An amount in whole cents, spread over some days as evenly as cents allow."""
    cents = int(amount / CENT)
    until = [cents * count // days for count in range(days + 1)]
    return [(after - before) * CENT for before, after in pairwise(until)]


def _bought(world: World) -> Iterator[tuple[str, date, Product, Decimal]]:
    dice = world.dice("sales")
    shown = world.example("Invoice")
    this_month = START.date().replace(day=1)
    for count in range(_MONTHS, 0, -1):
        month = months_before(this_month, count)
        for customer in world.customers.values():
            if customer["id"] == world.customer_id or _is_billed(customer, month, count):
                for product in PRODUCTS:
                    yield customer["id"], month, product, dice.randrange(1000, 60000) * CENT
    yield shown["customer_id"], this_month, PRODUCTS[0], exact(shown["subtotal"])


def _is_billed(customer: Record, month: date, age: int) -> bool:
    is_begun = customer["status"] not in _NOT_BEGUN and customer["created_at"] < month.isoformat()
    return is_begun and age <= _MONTHS_OF_OTHERS


def _costs(rates: Iterable[Record]) -> dict[tuple[str, ...], list[Record]]:
    found: dict[tuple[str, ...], list[Record]] = {}
    for rate in rates:
        found.setdefault((rate["provider_id"], rate["prefix"], rate["zone"]), []).append(rate)
    return found


def _cost(costs: Mapping[tuple[str, ...], list[Record]], product: Product, month: date) -> Decimal:
    """What a unit cost on the last day of a month, by the deck of the provider."""
    day = _last_day(month).isoformat()
    deck = costs.get((product.provider_id, product.prefix, product.zone), [])
    known = [one for one in deck if one["effective_date"] <= day]
    return exact(max(known, key=lambda one: str(one["effective_date"]))["rate"]) if known else product.cost
