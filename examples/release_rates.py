"""
Releases a rate deck: check it, show a person what would change, import it once they agree.

    python examples/release_rates.py deck.csv --provider p1 --effective-date 2026-02-01

The rule: nothing is sent before somebody has seen the differences. Ends with 7 when the deck has faults, 9 when it was
not agreed to, 1 when rows were refused.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from warp_admin import AdminClient, validate_deck

Prices = dict[tuple[str, str], Decimal]
ZONES = {"interstate_rate": "INTERSTATE", "intrastate_rate": "INTRASTATE", "local_rate": "LOCAL"}


def in_deck(deck: Path) -> Prices:
    """Prefix and zone -> price, from a deck that has been checked; its columns are named as in `ZONES`."""
    with deck.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["prefix"], zone): Decimal(row[column])
            for row in csv.DictReader(file)
            for column, zone in ZONES.items()
            if row.get(column)
        }


def in_force(client: AdminClient, provider: str, day: dt.date) -> Prices:
    """The provider's present prices."""
    rates = client.rates.list(provider_id=provider, effective_date=day, limit=100)
    return {(one.prefix, str(one.zone)): one.rate for one in rates}


def differences(before: Prices, after: Prices) -> Iterator[str]:
    """A line for each price of the deck that is new or changes."""
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old is None:
            yield f"  + {key[0]:<12} {key[1]:<12} {new:f}"
        elif old != new:
            yield f"  ~ {key[0]:<12} {key[1]:<12} {old:f} -> {new:f} ({(new - old) / old:+.1%})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deck", type=Path)
    parser.add_argument("--provider", required=True, help="id of the provider")
    parser.add_argument("--effective-date", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--yes", action="store_true", help="somebody has agreed already")
    options = parser.parse_args()

    report = validate_deck(options.deck, effective_date=options.effective_date)
    print(report)
    if not report.ok:
        return 7
    with AdminClient() as client:
        before = in_force(client, options.provider, options.effective_date)
        print(*differences(before, in_deck(options.deck)), sep="\n")
        if not options.yes and input(f"Import {report.rows} rows? [y/N] ").strip().lower() != "y":
            print("nothing was sent")
            return 9
        job = client.providers.import_rates(
            options.provider,
            options.deck,
            effective_date=options.effective_date,
            validate=False,  # done above
        )
    print(f"{job.status}: {job.rows_imported} of {job.rows_total} rows, job {job.job_id}")
    for issue in job.errors or []:
        print(f"  line {issue.row}, {issue.field}: {issue.message}")
    return 1 if job.rows_rejected else 0


if __name__ == "__main__":
    sys.exit(main())
