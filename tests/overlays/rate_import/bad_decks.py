"""Decks with one fault each, and what is said about it: the line, the column, the code and the message."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import Final

WIDE = "prefix,description,country_code,interstate,intrastate,local,effective_date,expiry_date,connection_fee\n"
WIDE_ROW = '303555,"Denver, CO",US,0.0041250,0.0068000,0.0041250,2026-02-01,2027-02-01,0.01\n'
LONG = "prefix,zone,rate,effective_date,initial_increment,subsequent_increment,minimum_duration\n"
LONG_ROW = "1303555,INTERSTATE,0.0041250,2026-02-01,6,6,6\n"


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


GOOD_TEXT = LONG + LONG_ROW
GOOD = GOOD_TEXT.encode()
ROWS = "".join(f"{1303000 + n},LOCAL,0.0{n * n % 9999 + 1},2026-02-01,6,6,6\n" for n in range(400))
PACKED = gzip.compress((LONG + ROWS).encode(), mtime=0)

# Column, cell, code and message: line 3 of a deck is good but for this cell, which is written as it stands.
LONG_CELLS: Final = [
    ("prefix", "", "required", "must not be empty"),
    ("prefix", "+1303555", "plus_sign", "must have no plus sign; write 1303555"),
    (
        "prefix",
        "1.30356E+11",
        "exponent",
        "a spreadsheet has rounded this prefix; format its column as text and export again",
    ),
    ("prefix", "303555.0", "prefix", "must have no decimal point; write 303555"),
    ("prefix", "303-555", "prefix", "must be digits alone; write 303555"),
    ("prefix", "(303) 555", "prefix", "must be digits alone; write 303555"),
    ("prefix", "1234567890123456", "prefix", "has 16 digits; at most 15 are allowed"),
    ("prefix", "ABC", "prefix", "must be 1 to 15 digits, such as 303555 or 1303555"),
    ("prefix", "١٢٣", "prefix", "must be 1 to 15 digits, such as 303555 or 1303555"),
    ("prefix", "=A1", "formula", "is a formula; export the values"),
    ("prefix", "'303555", "apostrophe", "begins with an apostrophe, a spreadsheet's sign for text; remove it"),
    (
        "prefix",
        "#REF!",
        "formula",
        "is the result of a broken formula or of a narrow column; correct it and export again",
    ),
    ("rate", "", "required", "must not be empty"),
    ("rate", "-0.004", "negative", "must not be negative"),
    ("rate", "(0.004)", "negative", "must not be negative"),
    ("rate", "−0.004", "negative", "must not be negative"),
    ("rate", "0.00412345", "scale", "has 8 decimals; at most 7 are allowed, and nothing is rounded for you"),
    ("rate", "4.1E-06", "exponent", "must have no exponent; write all digits, such as 0.0000041"),
    ("rate", "NaN", "not_finite", "must be a finite number in digits"),
    ("rate", "Infinity", "not_finite", "must be a finite number in digits"),
    ("rate", "-inf", "not_finite", "must be a finite number in digits"),
    ("rate", '"1,234"', "thousands_separator", "must have no separators between thousands; for decimals use a point"),
    ("rate", '"1,234.50"', "thousands_separator", "must have no separators between thousands"),
    ("rate", "1.234.567", "not_a_number", "must be a number in digits with a decimal point, such as 0.0041250"),
    ("rate", '"0,0041"', "decimal_comma", "must have a decimal point instead of the comma"),
    ("rate", '"1.234,5"', "decimal_comma", "must have a decimal point, and no separators between thousands"),
    ("rate", "$0.0041", "currency", "must be a number alone, without a currency or a unit"),
    ("rate", "0.0041 USD", "currency", "must be a number alone, without a currency or a unit"),
    ("rate", "€0.01", "currency", "must be a number alone, without a currency or a unit"),
    ("rate", "+0.0041", "plus_sign", "must have no plus sign"),
    ("rate", "5%", "percent", "must be a price, not a percentage"),
    ("rate", ".5", "not_a_number", "must have a digit before the decimal point, such as 0.5"),
    ("rate", "5.", "not_a_number", "must have a digit behind the decimal point, or none"),
    ("rate", "12345678901", "too_large", "has more than 9 digits before the decimal point"),
    ("rate", "abc", "not_a_number", "must be a number in digits with a decimal point, such as 0.0041250"),
    ("rate", "0x1F", "not_a_number", "must be a number in digits with a decimal point, such as 0.0041250"),
    ("rate", "1_000", "thousands_separator", "must have no separators between thousands; for decimals use a point"),
    ("rate", "=B2*2", "formula", "is a formula; export the values"),
    ("rate", "#N/A", "formula", "is the result of a broken formula or of a narrow column; correct it and export again"),
    (
        "rate",
        "########",
        "formula",
        "is the result of a broken formula or of a narrow column; correct it and export again",
    ),
    ("rate", "٠.٥", "not_a_number", "must be a number in digits with a decimal point, such as 0.0041250"),
    ("rate", "1e5", "exponent", "must have no exponent; write all digits, such as 0.0000041"),
    ("zone", "", "required", "must not be empty"),
    (
        "zone",
        "MARS",
        "zone",
        "is not a zone; must be one of INTERSTATE, INTRASTATE, LOCAL, INTERNATIONAL, TOLLFREE, ZONE1",
    ),
    ("zone", "Toll Free", "zone", "is not a zone; write TOLLFREE"),
    ("zone", "=A1", "formula", "is a formula; export the values"),
    ("effective_date", "", "required", "must not be empty"),
    ("effective_date", "02/01/2026", "date", "must be written YYYY-MM-DD, such as 2026-02-01"),
    ("effective_date", "2026-2-1", "date", "must be written YYYY-MM-DD, such as 2026-02-01"),
    ("effective_date", "2026-02-30", "date", "is no day of the calendar; correct it"),
    (
        "effective_date",
        "46054",
        "date",
        "is a spreadsheet's number for a day; format the column as YYYY-MM-DD and export again",
    ),
    ("effective_date", "20260201", "date", "must be written YYYY-MM-DD, such as 2026-02-01"),
    ("effective_date", "2026-02-01T00:00:00Z", "date", "must be a day without a time; write 2026-02-01"),
    ("effective_date", "=TODAY()", "formula", "is a formula; export the values"),
    ("effective_date", "1 Feb 2026", "date", "must be written YYYY-MM-DD, such as 2026-02-01"),
    ("initial_increment", "0", "seconds", "must be at least 1 second; leave it empty for 6"),
    ("initial_increment", "-6", "seconds", "must be whole seconds from 1 to 99999, in digits"),
    ("initial_increment", "6.0", "seconds", "must be whole seconds; write 6"),
    ("initial_increment", "6.5", "seconds", "must be whole seconds from 1 to 99999, in digits"),
    (
        "initial_increment",
        "6/6",
        "seconds",
        "holds two increments; write 6 in initial_increment, 6 in subsequent_increment",
    ),
    ("initial_increment", "six", "seconds", "must be whole seconds from 1 to 99999, in digits"),
    ("initial_increment", "100000", "seconds", "must be whole seconds from 1 to 99999, in digits"),
    ("initial_increment", "6s", "seconds", "must be whole seconds from 1 to 99999, in digits"),
    ("subsequent_increment", "0", "seconds", "must be at least 1 second; leave it empty for 6"),
    ("minimum_duration", "0", "seconds", "must be at least 1 second; leave it empty for 6"),
]

WIDE_CELLS: Final = [
    ("connection_fee", "0.0000001", "scale", "has 7 decimals; at most 6 are allowed, and nothing is rounded for you"),
    ("connection_fee", "-1", "negative", "must not be negative"),
    ("connection_fee", "free", "not_a_number", "must be a number in digits with a decimal point, such as 0.0041250"),
    ("expiry_date", "2026-02-01", "expiry", "must be later than the effective date"),
    ("expiry_date", "2025-01-01", "expiry", "must be later than the effective date"),
    ("expiry_date", "01.02.2027", "date", "must be written YYYY-MM-DD, such as 2026-02-01"),
    ("interstate", "0.00000001", "scale", "has 8 decimals; at most 7 are allowed, and nothing is rounded for you"),
    ("local", "-0.0000001", "negative", "must not be negative"),
    ("prefix", "303 555", "prefix", "must be digits alone; write 303555"),
]


SAID: Final = {
    "empty": (1, "", "empty", "the file is empty; a deck has a header and at least one row"),
    "blank_lines_only": (1, "", "empty", "the file is empty; a deck has a header and at least one row"),
    "mark_only": (1, "", "empty", "the file is empty; a deck has a header and at least one row"),
    "header_only": (1, "", "no_rows", "the deck has a header and no rows"),
    "header_then_blank": (1, "", "no_rows", "the deck has a header and no rows"),
    "utf16": (1, "", "encoding", "the file is UTF-16, not UTF-8; save it as 'CSV UTF-8'"),
    "utf16_be_without_mark": (1, "", "encoding", "the file is UTF-16, not UTF-8; save it as 'CSV UTF-8'"),
    "utf16_le_no_mark": (1, "", "encoding", "the file is UTF-16, not UTF-8; save it as 'CSV UTF-8'"),
    "utf32": (1, "", "encoding", "the file is UTF-32, not UTF-8; save it as 'CSV UTF-8'"),
    "latin1": (
        3,
        "",
        "encoding",
        "the file is not UTF-8: byte 0xE3 looks like Latin-1 (ISO 8859-1); save it as 'CSV UTF-8'",
    ),
    "cp1252": (3, "", "encoding", "the file is not UTF-8: byte 0x92 looks like Windows-1252; save it as 'CSV UTF-8'"),
    "cut_character": (
        3,
        "",
        "encoding",
        "the file ends in the middle of a character or is not UTF-8; fetch it again, or save it as 'CSV UTF-8'",
    ),
    "nul": (3, "", "nul", "the file holds a NUL byte, so it is damaged or no text; export it again"),
    "nul_first": (1, "", "nul", "the file holds a NUL byte, so it is damaged or no text; export it again"),
    "semicolons": (1, "", "delimiter", "the columns are separated by semicolons; save it with commas"),
    "tabs": (1, "", "delimiter", "the columns are separated by tabs; save it with commas"),
    "bars": (1, "", "delimiter", "the columns are separated by vertical bars; save it with commas"),
    "no_header": (
        1,
        "",
        "missing_header",
        "the first row is no header but data; add a row with the names of the columns",
    ),
    "foreign_header": (
        1,
        "",
        "missing_header",
        "the first row names no column of a rate deck, such as prefix; add a header",
    ),
    "no_prefix": (1, "prefix", "missing_column", "the column prefix is missing; add it"),
    "no_price": (
        1,
        "",
        "missing_column",
        "there is no price; add zone and rate, or some of interstate, intrastate and local",
    ),
    "no_rate": (1, "rate", "missing_column", "the column rate is missing; zone needs it"),
    "no_zone": (1, "zone", "missing_column", "the column zone is missing; rate needs it"),
    "no_date": (
        1,
        "effective_date",
        "missing_column",
        "the column effective_date is missing; add it, or give the import an effective_date",
    ),
    "mixed": (
        1,
        "",
        "mixed_layout",
        "the wide layout (local) is mixed with the long one (zone, rate); keep one of them",
    ),
    "twice": (1, "rate", "duplicate_column", "the column is there more than once (rate and Rate); keep one"),
    "alias_twice": (
        1,
        "interstate",
        "duplicate_column",
        "the column is there more than once (interstate and interstate_rate); keep one",
    ),
    "description_twice": (
        1,
        "destination_name",
        "duplicate_column",
        "the column is there more than once (description and destination_name); keep one",
    ),
    "few": (3, "", "ragged", "the row has 3 cells where the header has 7; the row may be cut off"),
    "many": (
        3,
        "",
        "ragged",
        "the row has 8 cells where the header has 7; a text with a comma in it needs quotation marks",
    ),
    "one_cell": (3, "", "ragged", "the row has 1 cell where the header has 7; the row may be cut off"),
    "duplicate": (3, "prefix", "duplicate", "repeats the rate of line 2; keep one of the two"),
    "duplicate_case": (3, "prefix", "duplicate", "repeats the rate of line 2; keep one of the two"),
    "duplicate_far": (5, "prefix", "duplicate", "repeats the rate of line 2; keep one of the two"),
    "wide_duplicate": (3, "prefix", "duplicate", "repeats the rate of line 2; keep one of the two"),
    "zero_duplicate": (3, "prefix", "duplicate", "repeats the rate of line 2; keep one of the two"),
    "unpriced": (3, "interstate", "required", "the row has no price; give at least one"),
    "after_quoted_lines": (5, "prefix", "plus_sign", "must have no plus sign; write 303555"),
    "carriage_returns": (3, "prefix", "plus_sign", "must have no plus sign; write 1"),
    "crlf": (3, "prefix", "plus_sign", "must have no plus sign; write 1"),
    "open_quote": (
        3,
        "",
        "quote",
        "text follows a closing quotation mark; write a quotation mark inside of a quoted cell twice",
    ),
    "stray_quote": (
        3,
        "",
        "quote",
        "text follows a closing quotation mark; write a quotation mark inside of a quoted cell twice",
    ),
    "stray_quote_in_header": (
        1,
        "",
        "quote",
        "text follows a closing quotation mark; write a quotation mark inside of a quoted cell twice",
    ),
    "long_cell": (3, "", "row_too_long", "has more than 131,072 characters; a deck has one row a line"),
    "endless_line": (2, "", "row_too_long", "has more than 131,072 characters; a deck has one row a line"),
    "endless_quote": (
        3,
        "",
        "unclosed_quote",
        "a quotation mark is opened in this row and not closed within 131,072 characters; close or remove it",
    ),
    "zip": (1, "", "archive", "the file is a zip archive; unpack it and send the file that is in it"),
    "empty_zip": (1, "", "archive", "the file is a zip archive; unpack it and send the file that is in it"),
    "gzip_cut": (401, "", "gzip_truncated", "the file ends in the middle of its gzip data; fetch it again"),
    "gzip_damaged": (1, "", "gzip_damaged", "the file is damaged gzip data from here on; pack it or fetch it again"),
    "gzip_trailing": (402, "", "gzip_trailing", "the file has other data behind its gzip data; pack it again"),
    "gzip_twice": (
        1,
        "",
        "archive",
        "the file is packed twice, or is an Excel file packed by gzip; unpack it once and send that",
    ),
    "gzip_latin1": (
        3,
        "",
        "encoding",
        "the file ends in the middle of a character or is not UTF-8; fetch it again, or save it as 'CSV UTF-8'",
    ),
}


def as_bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


DECKS: Final = {
    name: as_bytes(content)
    for name, content in {
        "empty": "",
        "blank_lines_only": "\n\n  \n",
        "mark_only": b"\xef\xbb\xbf",
        "header_only": LONG,
        "header_then_blank": LONG + "\n,,,,,,\n",
        "utf16": GOOD_TEXT.encode("utf-16"),
        "utf16_be_without_mark": GOOD_TEXT.encode("utf-16-be"),
        "utf16_le_no_mark": GOOD_TEXT.encode("utf-16-le"),
        "utf32": GOOD_TEXT.encode("utf-32"),
        "latin1": (WIDE + WIDE_ROW + WIDE_ROW.replace("303555", "303556").replace("Denver", "São")).encode("latin-1"),
        "cp1252": (WIDE + WIDE_ROW + WIDE_ROW.replace("303555", "303556").replace("Denver", "O’Fallon")).encode(
            "cp1252"
        ),
        "cut_character": (LONG + LONG_ROW).encode() + "é".encode()[:1],
        "nul": GOOD + b"13035\x0056,LOCAL,0.1,2026-02-01,6,6,6\n",
        "nul_first": b"\0" + GOOD,
        "semicolons": GOOD_TEXT.replace(",", ";"),
        "tabs": GOOD_TEXT.replace(",", "\t"),
        "bars": GOOD_TEXT.replace(",", "|"),
        "no_header": LONG_ROW,
        "foreign_header": "a,b,c\n1,2,3\n",
        "no_prefix": "zone,rate,effective_date\nLOCAL,0.1,2026-02-01\n",
        "no_price": "prefix,effective_date\n303555,2026-02-01\n",
        "no_rate": "prefix,zone,effective_date\n303555,LOCAL,2026-02-01\n",
        "no_zone": "prefix,rate,effective_date\n303555,0.1,2026-02-01\n",
        "no_date": "prefix,zone,rate\n303555,LOCAL,0.1\n",
        "mixed": "prefix,zone,rate,local,effective_date\n303555,LOCAL,0.1,0.1,2026-02-01\n",
        "twice": "prefix,zone,rate,Rate,effective_date\n303555,LOCAL,0.1,0.1,2026-02-01\n",
        "alias_twice": "prefix,interstate,interstate_rate,effective_date\n303555,0.1,0.1,2026-02-01\n",
        "description_twice": "prefix,description,destination_name,local,effective_date\n303555,a,a,0.1,2026-02-01\n",
        "few": GOOD_TEXT + "1303556,LOCAL,0.1\n",
        "many": GOOD_TEXT + "1303556,LOCAL,0,1,2026-02-01,6,6,6\n",
        "one_cell": GOOD_TEXT + "total\n",
        "duplicate": GOOD + LONG_ROW.encode(),
        "duplicate_case": GOOD + LONG_ROW.lower().encode(),
        "duplicate_far": GOOD + b"1303556,LOCAL,0.1,2026-02-01,6,6,6\n\n" + LONG_ROW.encode(),
        "wide_duplicate": WIDE + WIDE_ROW + WIDE_ROW,
        "zero_duplicate": LONG + ("0" + LONG_ROW) * 2,
        "unpriced": WIDE + WIDE_ROW + "303556,Denver,US,,,,2026-02-01,,\n",
        "after_quoted_lines": WIDE
        + WIDE_ROW.replace("Denver, CO", "Denver,\nCO\r\nUSA")
        + WIDE_ROW.replace("303555", "+303555"),
        "carriage_returns": (GOOD_TEXT + "+1,LOCAL,0.1,2026-02-01,6,6,6\n").replace("\n", "\r"),
        "crlf": (GOOD_TEXT + "+1,LOCAL,0.1,2026-02-01,6,6,6\n").replace("\n", "\r\n"),
        "open_quote": WIDE + WIDE_ROW + '303556,"Denver,US,0.1,,,2026-02-01,,\n' + WIDE_ROW,
        "stray_quote": WIDE + WIDE_ROW + '303556,"Den"ver,US,0.1,,,2026-02-01,,\n',
        "stray_quote_in_header": '"pre"fix,zone\n',
        "long_cell": WIDE + WIDE_ROW + "303556," + "x" * 131073 + ",US,0.1,,,2026-02-01,,\n",
        "endless_line": LONG + "1" * 200000,
        "endless_quote": WIDE + WIDE_ROW + '303556,"Denver' + "\n" * 140000,
        "zip": zipped("deck.csv", GOOD),
        "empty_zip": b"PK\5\6" + bytes(18),
        "gzip_cut": PACKED[:-10],
        "gzip_damaged": PACKED[:60] + b"\xff" * 20 + PACKED[80:],
        "gzip_trailing": PACKED + b"more",
        "gzip_twice": gzip.compress(PACKED, mtime=0),
        "gzip_latin1": gzip.compress((LONG + LONG_ROW).encode() + b"\xe9", mtime=0),
    }.items()
}
