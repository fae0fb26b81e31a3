"""Types of the metrics domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CallGauges(Value):
    """Voice traffic right now and today.

    Attributes:
        active: Calls in progress.
        total_today: Calls so far today.
        cps: New calls per second.
    """

    active: int | None = None
    total_today: int | None = None
    cps: float | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MessageGauges(Value):
    """Messaging traffic right now and today.

    Attributes:
        queued: Messages waiting to be sent.
        sent_today: Messages sent so far today.
        mps: Messages sent per second.
    """

    queued: int | None = None
    sent_today: int | None = None
    mps: float | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Metrics(Value):
    """Live figures of the account.

    Attributes:
        calls: Voice traffic right now and today.
        messages: Messaging traffic right now and today.
        quality: Voice quality; null when nothing was measured.
        active_trunks: Trunks in service.
        total_numbers: Phone numbers on the account.
        current_balance: Balance, in account currency, 2 decimals; negative when money is owed.
        spend_today: Charges so far today, in account currency, 2 decimals.
        timestamp: When the figures were taken, UTC.
    """

    calls: CallGauges | None = None
    messages: MessageGauges | None = None
    quality: QualityGauges | None = None
    active_trunks: int | None = None
    total_numbers: int | None = None
    current_balance: Decimal | None = None
    spend_today: Decimal | None = None
    timestamp: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class QualityGauges(Value):
    """Voice quality indicators; a value is null when it was not measured.

    Attributes:
        asr: Answer-seizure ratio, percent 0-100.
        ner: Network effectiveness ratio, percent 0-100.
        short_call_ratio: Share of short calls, percent 0-100.
        acd_seconds: Average call duration, seconds.
        pdd_ms: Post-dial delay, milliseconds.
        mos: Mean opinion score, 1.0 to 5.0.
        jitter_ms: Jitter, milliseconds.
        packet_loss_percent: Lost RTP packets, percent 0-100.
    """

    asr: float | None = None
    ner: float | None = None
    short_call_ratio: float | None = None
    acd_seconds: float | None = None
    pdd_ms: float | None = None
    mos: float | None = None
    jitter_ms: float | None = None
    packet_loss_percent: float | None = None
