"""
Nightly: yesterday's call records, as one Parquet file a day.

    python examples/cdrs_to_parquet.py --day 2026-01-14 --out records/

The rule: a file is there whole or not at all, so a run that failed is simply run again.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warp_customer import CustomerClient
from warp_customer.models import CDR

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("start_time", pa.timestamp("us", tz="UTC")),
        ("trunk_id", pa.string()),
        ("direction", pa.string()),
        ("ani", pa.string()),
        ("dnis", pa.string()),
        ("billable_duration", pa.int32()),
        ("cost", pa.decimal128(18, 5)),  # money stays decimal all the way into the file
        ("currency", pa.string()),
        ("disposition", pa.string()),
    ]
)
ROWS = 10_000
"""Records in memory at a time."""


def batches(records: Iterator[CDR]) -> Iterator[pa.RecordBatch]:
    """The records in portions, as columns."""
    while rows := [{name: getattr(one, name) for name in SCHEMA.names} for one in islice(records, ROWS)]:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def export(client: CustomerClient, day: dt.date, folder: Path) -> tuple[Path, int]:
    """Write the records of a day (UTC); gives the file and the number of records in it."""
    start = dt.datetime.combine(day, dt.time(), dt.UTC)
    page = client.cdrs.list(date_from=start, date_to=start + dt.timedelta(days=1), limit=100)
    file, part = folder / f"cdrs-{day}.parquet", folder / f".cdrs-{day}.part"
    count = 0
    folder.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(part, SCHEMA) as writer:
        for batch in batches(page.walk(prefetch=True)):  # the next page travels while this one is written
            writer.write_batch(batch)
            count += batch.num_rows
    part.replace(file)
    return file, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    parser.add_argument("--day", type=dt.date.fromisoformat, default=yesterday, help="UTC; yesterday")
    parser.add_argument("--out", type=Path, default=Path("records"), help="folder (records)")
    options = parser.parse_args()
    with CustomerClient() as client:
        file, count = export(client, options.day, options.out)
    print(f"{count} records in {file}")


if __name__ == "__main__":
    main()
