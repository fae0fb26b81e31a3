"""What `validate_deck` takes, accepts and warns of."""

from __future__ import annotations

import gzip
import io
import os
import time
import tracemalloc
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.openapi.documents import bundled
from tests.overlays.rate_import.bad_decks import GOOD, LONG, LONG_ROW, WIDE, WIDE_ROW, zipped
from warp_admin import UploadError, validate_deck
from warp_admin.overlays.rate_import.cells import ZONES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A good deck."""
    path = tmp_path / "deck.csv"
    path.write_bytes(GOOD)
    return path


def codes(deck: bytes | str, **options: object) -> list[tuple[int, str, str]]:
    """Line, column and code of the warnings of a deck without faults."""
    report = validate_deck(deck.encode() if isinstance(deck, str) else deck, **options)
    assert () == report.errors
    return [(issue.line, issue.column, issue.code) for issue in report.warnings]


def test_a_deck_may_be_a_path(file: Path) -> None:
    """
    As text or as a path object.
    """
    assert validate_deck(file).ok
    assert validate_deck(str(file)).ok


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_deck_may_be_bytes(kind: type) -> None:
    """
    Of any kind.
    """
    report = validate_deck(kind(GOOD))

    assert ("csv", "long", 1, True) == (report.format, report.layout, report.rows, report.ok)


def test_a_file_object_is_read_from_where_it_stands_and_put_back(file: Path) -> None:
    """
    So that an upload sends what was checked.
    """
    file.write_bytes(b"junk\n" + GOOD)
    with file.open("rb") as opened:
        opened.seek(5)

        report = validate_deck(opened)

        assert report.ok
        assert 5 == opened.tell()


def test_a_file_object_is_put_back_after_a_fault() -> None:
    """
    Also where the reading ended early.
    """
    deck = io.BytesIO(b"x" + GOOD + b"\0" * 100_000)
    deck.seek(1)

    assert not validate_deck(deck).ok
    assert 1 == deck.tell()


def test_a_stream_that_can_be_read_only_once_is_refused() -> None:
    """
    The check would use it up, and an empty deck would be sent afterwards.
    """
    reading, writing = os.pipe()
    os.close(writing)
    with open(reading, "rb") as pipe, pytest.raises(UploadError, match="only once"):
        validate_deck(pipe)


@pytest.mark.parametrize("deck", [io.StringIO("prefix"), 7, None, ["prefix"]])
def test_what_is_no_deck_is_a_type_error(deck: object) -> None:
    """
    A file opened for text has lost its bytes already.
    """
    with pytest.raises(TypeError, match="a path, a file object opened for bytes, or bytes"):
        validate_deck(deck)


def test_a_file_that_is_not_there_is_an_upload_error(tmp_path: Path) -> None:
    """
    The operating system's error is its cause.
    """
    with pytest.raises(UploadError, match="cannot be read") as caught:
        validate_deck(tmp_path / "missing.csv")

    assert isinstance(caught.value.__cause__, FileNotFoundError)


@pytest.mark.parametrize(
    "options",
    [
        {"effective_date": "02/01/2026"},
        {"effective_date": "2026-02-30"},
        {"effective_date": datetime(2026, 2, 1)},
        {"effective_date": 20260201},
        {"delimiter": ""},
        {"delimiter": ",,"},
        {"delimiter": '"'},
        {"max_errors": 0},
        {"max_errors": True},
    ],
)
def test_senseless_options_are_refused(options: dict[str, object]) -> None:
    """
    Before the deck is opened.
    """
    with pytest.raises(ValueError, match=next(iter(options))):
        validate_deck("missing.csv", **options)


@pytest.mark.parametrize(
    "deck",
    [
        LONG + LONG_ROW,
        WIDE + WIDE_ROW,
        "\ufeff" + LONG + LONG_ROW,
        (LONG + LONG_ROW).replace("\n", "\r\n"),
        (LONG + LONG_ROW).replace("\n", "\r"),
        (LONG + LONG_ROW).removesuffix("\n"),
        "\n\n" + LONG + "\n" + LONG_ROW + ",,,,,,\n\n",
        " PREFIX , Zone,RATE,Effective Date\n 1303555 , interstate ,0.1, 2026-02-01 \n",
        '"prefix","zone","rate","effective_date"\n"1303555","LOCAL","0.1","2026-02-01"\n',
        "prefix,Interstate_Rate,effective_date,Expiration_Date,Description\n303555,0.1,2026-02-01,2026-02-02,a\n",
        "prefix,interstate,local,effective_date\n303555,,0.1,2026-02-01\n303556,0.1,,2026-02-01\n",
        "prefix,zone,rate,effective_date\n1303555,LOCAL,0,2026-02-01\n1303555,LOCAL,0,2026-02-02\n"
        "1303555,ZONE1,0,2026-02-01\n",
        LONG + "1303555,LOCAL,0.1234567,2026-02-01,,,\n",
        "prefix,zone,rate,effective_date\n999999999999999,LOCAL,0,2026-02-01\n99999999999999,ZONE1,0,2026-02-01\n",
    ],
)
def test_a_deck_as_documented_has_no_faults_and_no_warnings(deck: str) -> None:
    """
    Columns in any order and letter case, blanks around cells, blank lines, any line end.
    """
    assert [] == codes(deck)


def test_the_date_of_the_import_stands_in_for_the_column() -> None:
    """
    Expiry dates are compared with it, and rows of one prefix repeat each other whatever their column says.
    """
    deck = b"prefix,zone,rate,expiry_date\n1,LOCAL,0.1,2026-02-02\n2,LOCAL,0.1,2026-02-01\n1,LOCAL,0.2,\n"

    report = validate_deck(deck, effective_date=date(2026, 2, 1))

    assert [(3, "expiry"), (4, "duplicate")] == [(issue.line, issue.code) for issue in report.errors]


def test_a_column_that_the_import_replaces_is_not_judged() -> None:
    """
    But it is said once that it is not read.
    """
    deck = "prefix,zone,rate,effective_date\n1,LOCAL,0.1,soon\n"

    assert [(1, "effective_date", "date_replaced")] == codes(deck, effective_date="2026-02-01")


@pytest.mark.parametrize(
    ("deck", "warning"),
    [
        ("prefix,zone,rate,effective_date,note\n1,LOCAL,0.1,2026-02-01,\n", (1, "note", "unknown_column")),
        ("prefix,zone,rate,effective_date,\n1,LOCAL,0.1,2026-02-01,\n", (1, "", "unknown_column")),
        ("prefix,zone,rate,effective_date\n01,LOCAL,0.1,2026-02-01\n", (2, "prefix", "leading_zero")),
        ("prefix,zone,rate,effective_date\n1,LOCAL,100,2026-02-01\n", (2, "rate", "unlikely_price")),
        ("prefix,zone,rate,effective_date\n1,LOCAL,0.10000000,2026-02-01\n", (2, "rate", "surplus_zeros")),
        ("prefix,local,effective_date\n44,0.1,2026-02-01\n33,0.1,2026-02-01\n", (2, "prefix", "unlikely_prefix")),
        ("prefix,local,effective_date,country_code\n303555,0.1,2026-02-01,USA\n", (2, "country_code", "country_code")),
        (
            "prefix,local,effective_date,description\n303555,0,2026-02-01,\ufffd\n",
            (2, "description", "replaced_character"),
        ),
    ],
)  # fmt: skip
def test_what_an_import_takes_but_is_odd_is_a_warning(deck: str, warning: tuple[int, str, str]) -> None:
    """
    The deck can be sent as it is.
    """
    assert [warning] == codes(deck)


def test_a_misspelt_column_is_pointed_at() -> None:
    """
    The name that is near is named.
    """
    report = validate_deck(b"prefix,zone,rate,effective_date,expiry-date\n1,LOCAL,0.1,2026-02-01,\n")

    assert "is expiry_date meant?" in report.warnings[0].message


def test_a_header_of_thousands_of_unknown_columns_takes_no_time() -> None:
    """
    Names that are near are looked for where a person wrote the header; 20,000 would take half a minute.
    """
    deck = "prefix,zone,rate,effective_date" + "".join(f",zon{n}" for n in range(15_000)) + "\n"
    begun = time.process_time()

    report = validate_deck(deck.encode())

    assert 15_000 == report.warning_count
    assert time.process_time() - begun < 5


def test_another_delimiter_can_be_asked_for() -> None:
    """
    It is checked by it, and told that the platform reads commas.
    """
    assert [(1, "", "delimiter")] == codes(GOOD.decode().replace(",", ";"), delimiter=";")


@pytest.mark.parametrize(
    ("deck", "format"),
    [
        (zipped("[Content_Types].xml", b"<Types/>"), "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "xls"),
    ],
)
def test_an_excel_deck_is_accepted_and_said_not_to_be_checked(deck: bytes, format: str) -> None:
    """
    There is nothing of ours that reads it.
    """
    report = validate_deck(deck)

    assert (True, format, None, 0) == (report.ok, report.format, report.layout, report.rows)
    assert ["not_checked"] == [issue.code for issue in report.warnings]


@pytest.mark.parametrize(
    "deck",
    [gzip.compress(GOOD, mtime=0), gzip.compress(GOOD[:40], mtime=0) + gzip.compress(GOOD[40:], mtime=0) + bytes(9)],
)
def test_a_gzip_deck_is_checked_as_what_is_in_it(deck: bytes) -> None:
    """
    In one member or several, padded or not.
    """
    report = validate_deck(deck)

    assert (True, "csv.gz", 1) == (report.ok, report.format, report.rows)


def test_a_gzip_bomb_is_given_up() -> None:
    """
    After 16 MiB, not after the 64 MiB that it would come to.
    """
    line = "\n" + " " * 99_999
    bomb = gzip.compress((LONG + line * 640).encode())

    report = validate_deck(bomb)

    assert ["gzip_ratio"] == [issue.code for issue in report.errors]
    assert 160 < report.errors[0].line < 180


def test_errors_beyond_the_cap_are_counted() -> None:
    """
    The first are kept, in the order of the file.
    """
    deck = LONG + LONG_ROW * 501

    report = validate_deck(deck.encode(), max_errors=3)

    assert [3, 4, 5] == [issue.line for issue in report.errors]
    assert (500, 501) == (report.error_count, report.rows)


def test_the_fault_that_ends_the_check_is_kept_beyond_the_cap() -> None:
    """
    Else nobody would learn that the rest was not looked at.
    """
    report = validate_deck((LONG + LONG_ROW * 9).encode() + b"\0", max_errors=2)

    assert ["duplicate", "duplicate", "nul"] == [issue.code for issue in report.errors]


def test_a_repetition_names_the_line_across_odd_rows() -> None:
    """
    Faulty rows, blank lines and rows of several lines come between.
    """
    rows = [f'{2000 + n},"a{chr(10) * (n % 3)}",0.1,2026-02-01\n' + "\n" * (n % 5 == 0) for n in range(4000)]
    lines = ["", *"".join(rows).split("\n")]
    deck = "prefix,description,local,effective_date\n" + "".join(rows) + "x,,0.1,2026-02-01\n" + rows[3333]
    first = next(number for number, text in enumerate(lines, 1) if text.startswith("5333,"))

    report = validate_deck(deck.encode())

    assert ["prefix", "duplicate"] == [issue.code for issue in report.errors]
    assert f"repeats the rate of line {first};" in report.errors[1].message
    assert 4002 == report.rows


def peak_of(rows: str) -> int:
    """Bytes of memory that checking a deck takes at most, which has to count its rows right."""
    deck = (LONG + rows).encode()
    tracemalloc.start()
    try:
        report = validate_deck(deck)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows.count("\n") == report.rows
    return peak


def test_memory_does_not_grow_with_the_faults() -> None:
    """
    Of faulty rows nothing is kept but the first hundred issues.
    """
    row = "+1303555,INTERSTATE,0.0041250,2026-02-01,6,6,6\n"

    assert peak_of(row * 12_000) < 1.2 * peak_of(row * 4_000)


def test_a_rate_takes_at_most_130_bytes() -> None:
    """
    That is at the peak, while a table is being enlarged; the block that is read is in it.
    """
    rows = "".join(f"{1303000000 + n},LOCAL,0.1,2026-02-01,6,6,6\n" for n in range(100_000))

    assert peak_of(rows) < 130 * 100_000


def test_the_zones_are_those_of_the_schema() -> None:
    """
    A zone that is added there has to be added here.
    """
    assert bundled("warp.yaml")["components"]["schemas"]["RateZone"]["enum"] == list(ZONES)
