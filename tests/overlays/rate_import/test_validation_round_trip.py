"""Any deck, against a parser and a judge that share nothing with ours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.overlays.rate_import.bad_decks import LONG
from warp_admin import validate_deck
from warp_admin.overlays.rate_import.findings import Broken
from warp_admin.overlays.rate_import.records import Records
from warp_sandbox.warp.rate_imports_deck import csv_lines, read_deck

CELLS = st.text(st.sampled_from('ab ,;"\n\r\té=\u2028\x0b\x85'), max_size=6)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def parsed(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of RFC 4180 text and the lines they begin on, character by character."""
    line, begins, cells, cell, is_quoted, place = 1, 1, [], "", False, 0
    while place < len(text):
        one, two = text[place], text[place : place + 2]
        is_end = one in "\r\n"
        place += 2 if two == "\r\n" or (is_quoted and two == '""') else 1
        line += is_end
        if is_quoted and two == '""':
            cell += '"'
        elif one == '"':
            is_quoted = not is_quoted
        elif is_quoted:
            cell += two if two == "\r\n" else one
        elif one == ",":
            cells, cell = [*cells, cell], ""
        elif is_end:
            yield begins, [*cells, cell] if cells or cell else []
            begins, cells, cell = line, [], ""
        else:
            cell += one
    if cells or cell:
        yield begins, [*cells, cell]


def records(texts: list[str]) -> list[tuple[int, list[str]]]:
    """The records as ours reads them."""
    return [
        (batch.line + place, row) for batch in Records(",").batches(iter(texts)) for place, row in enumerate(batch.rows)
    ]


def written(rows: list[list[str]], line_end: str, *, is_quoted: bool = False) -> str:
    """Rows as RFC 4180 has them; ``csv.writer`` of Python 3.11 leaves a lone carriage return unquoted."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if is_quoted or set(text) & set(',"\r\n') else text

    return "".join(",".join(map(cell, row)) + line_end for row in rows)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=12),
    LINE_ENDS,
    st.booleans(),
    st.lists(st.integers(0, 200), max_size=6),
    st.booleans(),
)
@settings(deadline=None, max_examples=200)
def test_records_and_lines_are_those_of_another_parser(
    rows: list[list[str]], line_end: str, is_quoted: bool, cuts: list[int], is_ended: bool
) -> None:
    """
    Wherever the blocks of the file are cut.
    """
    text = written(rows, line_end, is_quoted=is_quoted)
    text = text if is_ended else text.removesuffix(line_end)
    places = sorted({0, *(min(cut, len(text)) for cut in cuts), len(text)})
    texts = [text[start:end] for start, end in pairwise(places)]

    found = records(texts)

    assert rows == [row for _, row in found]
    assert list(parsed(text)) == found


@given(st.text(st.sampled_from('a,"\n\r'), max_size=40), st.integers(0, 40))
@settings(deadline=None, max_examples=300)
def test_where_a_file_is_cut_into_blocks_changes_nothing(text: str, cut: int) -> None:
    """
    Also for what is no CSV: the same records, and the same fault at the same line.
    """

    def outcome(texts: list[str]) -> list[object]:
        told: list[object] = []
        try:
            for batch in Records(",").batches(iter(texts)):
                told += [(batch.line + place, row) for place, row in enumerate(batch.rows)]
                told += [(batch.line, batch.fault)] if batch.fault else []
        except Broken as broken:
            told.append(broken.issue)
        return told

    assert outcome([text]) == outcome([text[:cut], text[cut:]])


PREFIXES = st.sampled_from(["1303555", "1303556", "44", "+44", "", "1" * 16, " 1 ", "0049", "4 4"])
PRICES = st.sampled_from(["0.0041250", "0", "7.", "0.12345678", "0.10000000", "-1", "1e-3", " 2 ", "", "1,5", "101"])
ZONES = st.sampled_from(["INTERSTATE", "local", "ZONE1", "MARS", "", " TOLLFREE "])
DAYS = st.sampled_from(["2026-02-01", "2026-02-02", "2026-02-30", "2026-2-1", ""])
SECONDS = st.sampled_from(["6", "1", "", "0", "6.0", "100000", " 60"])


@given(st.lists(st.tuples(PREFIXES, ZONES, PRICES, DAYS, SECONDS, SECONDS, SECONDS), min_size=1, max_size=60))
@settings(deadline=None, max_examples=150)
def test_the_rows_that_are_faulty_are_those_that_the_platform_rejects(rows: list[tuple[str, ...]]) -> None:
    """
    No good row is complained of, and no bad one gets through.
    """
    content = (LONG + written([list(row) for row in rows], "\n")).encode()
    judged = read_deck(csv_lines(content), None)

    report = validate_deck(content, max_errors=1000)

    assert {issue["row"] for issue in judged.errors} == {issue.line for issue in report.errors}
    assert judged.rows == report.rows


SOME = st.sampled_from(["0.1", "", " ", "2"])
WIDE = "prefix,interstate,intrastate,local,effective_date\n"


@given(
    st.lists(
        st.tuples(st.sampled_from(["303555", "303556", "0303"]), SOME, SOME, SOME, st.sampled_from(["2026-02-01", ""])),
        min_size=1,
        max_size=40,
    ),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_wide_rows_of_one_prefix_may_complete_each_other(rows: list[tuple[str, ...]], has_day: bool) -> None:
    """
    As long as no price is given twice.
    """
    day = "2026-02-01" if has_day else None
    content = (WIDE + written([list(row) for row in rows], "\n")).encode()
    judged = read_deck(csv_lines(content), day)

    report = validate_deck(content, effective_date=day, max_errors=1000)

    assert {issue["row"] for issue in judged.errors} == {issue.line for issue in report.errors}


def test_a_row_that_completes_another_among_many_is_no_repetition() -> None:
    """
    Nor is it forgotten, where rows are looked at by the thousand.
    """
    some = [f"{2000 + number},0.1,,,2026-02-01\n" for number in range(1000)]
    others = [f"{2000 + number},,0.1,0.1,2026-02-01\n" for number in range(1000)]

    report = validate_deck((WIDE + "".join(some + others) + "2500,,,0.1,2026-02-01\n").encode())

    assert [(2002, "repeats the rate of line 1502; keep one of the two")] == [
        (issue.line, issue.message) for issue in report.errors
    ]


@given(st.integers(0, 3000), PRICES, ZONES)
@settings(deadline=None, max_examples=25)
def test_one_odd_row_among_many_is_found(place: int, price: str, zone: str) -> None:
    """
    Rows are looked at by the thousand, and told one by one.
    """
    rows = [[f"{2000 + number}", "LOCAL", "0.1", "2026-02-01", "6", "6", "6"] for number in range(3001)]
    rows[place][1:3] = zone, price
    content = (LONG + written(rows, "\n")).encode()
    judged = read_deck(csv_lines(content), None)

    report = validate_deck(content)

    assert {issue["row"] for issue in judged.errors} == {issue.line for issue in report.errors}
    assert 3001 == report.rows
