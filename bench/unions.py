"""
CPU of decoding 1,000 records that are a union of three models, against records of one model with the same fields.

A plain model is what a user would take who needs no union. Both ways a union is told apart are measured: by the field
that names the option, and by the fields that are there. The rule: the same bytes for every arm, one process, bursts in
turns.

    python -m bench.unions
"""

from __future__ import annotations

import gc
import json
import time
from typing import Any, Final

import attrs

from bench.table import Row, main, ratio_of
from warp_client_core.codec.decoding import decode
from warp_client_core.variants import one_of

RECORDS: Final = 1_000
ROUNDS: Final = 9


@attrs.frozen(kw_only=True)
class Plain:
    """Every field of the three."""

    kind: str
    id: str
    amount: int
    card: str | None = None
    iban: str | None = None
    coin: str | None = None


@attrs.frozen(kw_only=True)
class Card:
    """One option."""

    kind: str
    id: str
    amount: int
    card: str


@attrs.frozen(kw_only=True)
class Transfer:
    """Another option."""

    kind: str
    id: str
    amount: int
    iban: str


@attrs.frozen(kw_only=True)
class Coin:
    """A third option."""

    kind: str
    id: str
    amount: int
    coin: str


OPTIONS: Final = (Card, Transfer, Coin)
TAGGED: Final[Any] = one_of("Tagged", __name__, lambda: OPTIONS, tag="kind", tags={"card": 0, "iban": 1, "coin": 2})
BARE: Final[Any] = one_of("Bare", __name__, lambda: OPTIONS)


def run() -> list[Row]:
    """Two rows: told apart by a field, and by what is there."""
    kinds = ("card", "iban", "coin")
    records = [{"kind": kinds[n % 3], "id": f"r{n}", "amount": n, kinds[n % 3]: "x" * 16} for n in range(RECORDS)]
    text = json.dumps(records).encode()
    arms: dict[str, Any] = {"plain": list[Plain], "tagged": list[TAGGED], "bare": list[BARE]}
    seconds: dict[str, list[float]] = {name: [] for name in arms}
    for name, kind in arms.items():
        assert len(decode(kind, text)) == RECORDS, name
    gc.disable()
    for _ in range(ROUNDS):
        for name, kind in arms.items():
            seconds[name].append(_burst(kind, text))
    gc.enable()
    rows = []
    for name, how in (("tagged", "with a discriminator"), ("bare", "without one")):
        ratio, spread = ratio_of(seconds[name], seconds["plain"])
        rows.append(Row(f"decode 1,000 records of a union {how} / of a plain model", ratio, "", "CPU", spread))
    return rows


def _burst(kind: Any, text: bytes) -> float:
    start = time.process_time()
    for _ in range(5):
        decode(kind, text)
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main(run))
