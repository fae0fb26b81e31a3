"""The nightly export holds what the platform lists, and nothing half."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq


def test_a_day_becomes_one_file(example: Any, tmp_path: Any) -> None:
    """
    Every record of the day once, money as decimals, and no part left behind.
    """
    done = example("cdrs_to_parquet.py", "--day", "2026-01-14", "--out", "records")

    assert 0 == done.returncode, done.stderr
    table = pq.read_table(tmp_path / "records" / "cdrs-2026-01-14.parquet")
    assert f"{table.num_rows} records" in done.stdout
    assert 100 < table.num_rows == len(set(table["id"].to_pylist()))
    assert "decimal128(18, 5)" == str(table.schema.field("cost").type)
    assert ["cdrs-2026-01-14.parquet"] == [one.name for one in (tmp_path / "records").iterdir()]


def test_a_night_without_an_answer_leaves_no_file_under_its_name(example: Any, tmp_path: Any, platform: Any) -> None:
    """
    What broke off is not taken for a day with few calls.
    """
    platform[0].script(["operation=list_cdrs;page=3;status=403;times=0"])

    done = example("cdrs_to_parquet.py", "--day", "2026-01-14", "--out", "records")

    assert 0 != done.returncode
    assert not (tmp_path / "records" / "cdrs-2026-01-14.parquet").exists()
