"""Types of the margins domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class MarginItemRecommendation(OpenEnum):
    """Suggested change of a price. Values may be added; clients keep unknown ones."""

    COMPETITIVE = "COMPETITIVE"
    RAISE = "RAISE"
    LOWER = "LOWER"
    REVIEW = "REVIEW"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MarginAnalysis(Value):
    """Revenue against provider cost, in total and per group.

    Attributes:
        currency: Currency of every amount, ISO 4217.
        items: One entry per group.
        total_revenue: Charged to customers, in `currency`, 2 decimals.
        total_cost: Charged by providers, in `currency`, 2 decimals.
        total_margin: Revenue minus cost, in `currency`, 2 decimals.
        margin_percent: Margin as a percentage of revenue, not a markup on cost; may be negative.
        generated_at: When the figures were computed, UTC.
    """

    currency: str
    items: list[MarginItem]
    total_revenue: Decimal | None = None
    total_cost: Decimal | None = None
    total_margin: Decimal | None = None
    margin_percent: float | None = None
    generated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MarginItem(Value):
    """Margin of one group of traffic. Which grouping keys are filled depends on the filters of the request.

    Attributes:
        zone: Rating zone, for example INTERSTATE.
        prefix: Leading digits of the called numbers, without plus.
        destination: Name of the destination.
        provider_id: Id of the provider that carried the traffic.
        customer_id: Id of the customer that sent the traffic.
        customer_rate: Price to the customer per minute, in the currency of the analysis, 7 decimals.
        vendor_cost: Price of the provider per minute, in the currency of the analysis, 7 decimals.
        margin_per_minute: Customer rate minus vendor cost per minute, in the currency of the analysis, 7 decimals.
        margin_percent: Margin as a percentage of the customer rate; may be negative.
        minutes: Traffic carried, minutes.
        recommendation: Suggested change of the customer price.
    """

    zone: str | None = None
    prefix: str | None = None
    destination: str | None = None
    provider_id: str | None = None
    customer_id: str | None = None
    customer_rate: Decimal | None = None
    vendor_cost: Decimal | None = None
    margin_per_minute: Decimal | None = None
    margin_percent: float | None = None
    minutes: float | None = None
    recommendation: MarginItemRecommendation | None = None
