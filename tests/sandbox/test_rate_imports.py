"""Rate decks that are uploaded: layouts, issues of rows, whole files that are refused, and jobs that take time."""

from __future__ import annotations

import io
import zipfile

import pytest

from warp_sandbox.warp.rate_imports_excel import LARGEST

LONG = "prefix,zone,rate"
GOOD = "1907555,INTERSTATE,0.0041250"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture
def upload(admin):
    """Sends a deck, for level3 unless ``general``; text stands for its UTF-8."""

    def send(content, *, kind="text/csv", general=False, **form):
        raw = content.encode() if isinstance(content, str) else content
        path = "/admin/rates/import" if general else "/admin/providers/level3/rates/import"
        data = {"effective_date": "2026-02-01", **form}
        data = {name: value for name, value in data.items() if value is not None}
        return admin("POST", path, files={"file": ("deck", raw, kind)}, data=data)

    return send


@pytest.fixture
def rates(admin):
    """Gives the rates of an area that has none from the start."""
    return lambda: admin("GET", "/admin/rates?destination=1907&limit=100").json()["data"]


def job(reply):
    """The job of an import that was taken."""
    assert 202 == reply.status_code, reply.text
    return reply.json()["data"]


def fault(reply):
    """Field and message of a file that was refused."""
    assert 422 == reply.status_code, reply.text
    return tuple(reply.json()["details"]["errors"][0][key] for key in ("field", "message"))


def test_long_deck_is_in_force_with_the_reply(upload, rates):
    """
    Every row is one rate with the usual increments, of the provider in the path.
    """
    done = job(upload(f"{LONG}\n{GOOD}\n1907556,local,0.001\n"))

    assert ("completed", 2, 2, 0) == tuple(
        done[key] for key in ("status", "rows_total", "rows_imported", "rows_rejected")
    )
    assert [("1907555", "INTERSTATE", 0.004125), ("1907556", "LOCAL", 0.001)] == [
        (one["prefix"], one["zone"], one["rate"]) for one in rates()
    ]
    assert {("level3", "2026-02-01", 6, "US")} == {
        (one["provider_id"], one["effective_date"], one["initial_increment"], one["country_code"]) for one in rates()
    }


def test_wide_row_gives_a_rate_for_each_price(upload, rates):
    """
    A zone without a price is left out; names may end in ``_rate``.
    """
    done = job(upload("Prefix,Interstate_Rate,intrastate,LOCAL\n1907555,0.004,,0.001\n"))

    assert 1 == done["rows_imported"]
    assert {"INTERSTATE": 0.004, "LOCAL": 0.001} == {one["zone"]: one["rate"] for one in rates()}


def test_aliases_and_optional_columns_are_read(upload, rates):
    """
    Quoted text, a byte order mark and Windows line ends included.
    """
    header = "prefix,description,zone,rate,expiration_date,connection_fee,minimum_duration,country_code"
    job(upload(f'\ufeff{header}\r\n1907555,"Anchorage, AK",INTERSTATE,0.004,2026-12-31,0.01,30,us\r\n'))

    rate = rates()[0]
    assert ("Anchorage, AK", "2026-12-31", 0.01, 30, "US") == tuple(
        rate[key] for key in ("destination_name", "expiry_date", "connection_fee", "minimum_duration", "country_code")
    )


def test_unknown_column_is_only_a_warning(upload):
    """
    It is told for line 1.
    """
    done = job(upload(f"{LONG},Comment\n{GOOD},fine\n"))

    assert "completed" == done["status"]
    assert [{"row": 1, "field": "comment", "message": "Unknown column."}] == done["warnings"]


def test_bad_rows_cost_only_themselves(upload, rates):
    """
    Lines are counted as an editor shows them, quoted line breaks and empty lines included.
    """
    header = "prefix,zone,rate,description"
    rows = ['1907555,LOCAL,0.001,"two\nlines"', "", "1907556,LOCAL,-1,", "1907557,LOCAL,0.002,"]

    done = job(upload("\n".join([header, *rows])))

    assert ("partial", 3, 2, 1) == tuple(
        done[key] for key in ("status", "rows_total", "rows_imported", "rows_rejected")
    )
    assert [{"row": 5, "field": "rate", "message": "Must not be negative."}] == done["errors"]
    assert ["1907555", "1907557"] == [one["prefix"] for one in rates()]


@pytest.mark.parametrize(
    ("header", "row", "field"),
    [
        (LONG, "+1907,LOCAL,0.1", "prefix"),
        (LONG, ",LOCAL,0.1", "prefix"),
        (LONG, "1907,MARS,0.1", "zone"),
        (LONG, "1907,,0.1", "zone"),
        (LONG, "1907,LOCAL,", "rate"),
        (LONG, "1907,LOCAL,1e-3", "rate"),
        (LONG, "1907,LOCAL,0.12345678", "rate"),
        ("prefix,rate", "1907,0.1", "zone"),
        ("prefix,interstate,local_rate", "1907,,", "interstate"),
        ("prefix,local_rate", "1907,NaN", "local_rate"),
        (f"{LONG},connection_fee", "1907,LOCAL,0.1,0.1234567", "connection_fee"),
        (f"{LONG},initial_increment", "1907,LOCAL,0.1,0", "initial_increment"),
        (f"{LONG},country_code", "1907,LOCAL,0.1,USA", "country_code"),
        (f"{LONG},expiry_date", "1907,LOCAL,0.1,31.12.2026", "expiry_date"),
        (f"{LONG},expiry_date", "1907,LOCAL,0.1,2026-02-30", "expiry_date"),
        (f"{LONG},expiry_date", "1907,LOCAL,0.1,2026-02-01", "expiry_date"),
    ],
)
def test_cell_that_breaks_a_rule_is_named(header, row, field, upload, rates):
    """
    A deck of nothing but bad rows fails and changes nothing.
    """
    done = job(upload(f"{header}\n{row}\n"))

    assert ("failed", 0, 1) == (done["status"], done["rows_imported"], done["rows_rejected"])
    assert [(2, field)] == [(one["row"], one["field"]) for one in done["errors"]]
    assert [] == rates()


def test_ragged_and_repeated_rows_are_told(upload):
    """
    Too few cells, and a rate that an earlier line gave.
    """
    done = job(upload(f"{LONG}\n{GOOD}\n1907556\n{GOOD}\n"))

    assert [
        {"row": 3, "message": "Has 1 cells where the header has 3."},
        {"row": 4, "field": "prefix", "message": "Repeats the rate of line 2."},
    ] == done["errors"]


def test_date_of_the_form_replaces_those_of_the_rows(upload, rates):
    """
    Without it each row has its own, and a deck without any date is refused.
    """
    deck = f"{LONG},effective_date\n{GOOD},2026-03-01\n"

    job(upload(deck, effective_date=None))
    own = rates()[0]["effective_date"]
    job(upload(deck))

    assert "2026-03-01" == own
    assert {"2026-02-01", "2026-03-01"} == {one["effective_date"] for one in rates()}
    assert "effective_date" == fault(upload(f"{LONG}\n{GOOD}\n", effective_date=None))[0]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        LONG,
        "zone,rate\nLOCAL,0.1\n",
        "prefix\n1907\n",
        "prefix,zone,rate,local\n1907,LOCAL,0.1,0.1\n",
        "prefix,prefix,rate\n1,2,3\n",
        b"prefix,zone,rate\n1907,LOCAL\xff,0.1\n",
        'prefix,zone,rate\n1907,"LOCAL,0.1\n',
    ],
)
def test_file_that_is_no_deck_is_refused_as_a_whole(content, upload):
    """
    Empty, without rows, without the columns of a layout or with those of both, not UTF-8, not CSV.
    """
    assert "file" == fault(upload(content))[0]


def test_type_of_the_part_must_be_a_table(upload):
    """
    Other types are refused; a part that says nothing of itself is taken for what it looks like.
    """
    deck = f"{LONG}\n{GOOD}\n"

    assert "file" == fault(upload(deck, kind="application/pdf"))[0]
    assert "file" == fault(upload(deck, kind=EXCEL))[0]
    assert "completed" == job(upload(deck, kind="application/octet-stream"))["status"]


def test_general_deck_may_name_a_provider(upload, rates):
    """
    One that exists; without one the rates belong to nobody.
    """
    deck = f"{LONG}\n{GOOD}\n"

    job(upload(deck, general=True))
    job(upload(deck, general=True, provider_id="north-star"))

    assert [None, "north-star"] == [one["provider_id"] for one in rates()]
    assert "provider_id" == fault(upload(deck, general=True, provider_id="none"))[0]


def test_import_for_an_unknown_provider_is_a_404(admin):
    """
    The path names what does not exist.
    """
    files = {"file": ("deck.csv", f"{LONG}\n{GOOD}\n".encode(), "text/csv")}

    assert 404 == admin("POST", "/admin/providers/none/rates/import", files=files).status_code


def test_long_deck_takes_its_time(upload, rates, clock):
    """
    Meanwhile the same deck takes no other import; afterwards its rows are in force.
    """
    deck = "\n".join([LONG, *(f"1907{line:04},LOCAL,0.001" for line in range(2000))])
    done = job(upload(deck))
    second, other = upload(f"{LONG}\n{GOOD}\n"), upload(f"{LONG}\n{GOOD}\n", general=True)
    before = len([one for one in rates() if one["provider_id"] == "level3"])
    clock.advance(2)

    assert ("processing", 2000, 0, None) == tuple(
        done[key] for key in ("status", "rows_total", "rows_imported", "completed_at")
    )
    assert (409, 202) == (second.status_code, other.status_code)
    assert (0, 100) == (before, len(rates()))
    assert "completed" == job(upload(f"{LONG}\n{GOOD}\n"))["status"]


def packed(sheet, *, shared="", name="xl/worksheets/sheet1.xml"):
    """A workbook of one sheet, from the rows as XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<sst {NAMES}>{shared}</sst>")
        book.writestr(name, sheet)
    return file.getvalue()


def workbook(*rows):
    """A workbook of one sheet: text goes through the shared strings, numbers stand for themselves."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str)))
    cells = [
        [f'<c t="s"><v>{texts.index(one)}</v></c>' if isinstance(one, str) else f"<c><v>{one}</v></c>" for one in row]
        for row in rows
    ]
    sheet = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return packed(f"<worksheet {NAMES}><sheetData>{sheet}</sheetData></worksheet>", shared=shared)


def test_workbook_is_read_like_a_text(upload, rates):
    """
    Numbers come as the sheet keeps them, and short rows are filled up.
    """
    content = workbook(["prefix", "zone", "rate", "description"], [1907555, "LOCAL", 4.125e-3], [1907556, "LOCAL"])

    done = job(upload(content, kind=EXCEL))

    assert [(3, "rate")] == [(one["row"], one["field"]) for one in done["errors"]]
    assert [("1907555", 0.004125)] == [(one["prefix"], one["rate"]) for one in rates()]


def test_cells_stand_where_they_say(upload, rates):
    """
    Cells that are left out are empty, and text may stand in the cell itself.
    """
    names = ("prefix", "country_code", "zone", "rate")
    header = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names)
    row = '<c r="A2"><v>1907555</v></c><c r="C2" t="str"><v>LOCAL</v></c><c r="D2"><v>4.125E-3</v></c>'
    sheet = f"<worksheet {NAMES}><sheetData><row>{header}</row><row>{row}</row></sheetData></worksheet>"

    job(upload(packed(sheet), kind=EXCEL))

    assert [("1907555", "LOCAL", 0.004125)] == [(one["prefix"], one["zone"], one["rate"]) for one in rates()]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and then nothing",
        packed("<worksheet/>", name="xl/other.xml"),
        packed("<worksheet"),
        packed("<!DOCTYPE worksheet><worksheet/>"),
    ],
    ids=["no archive", "no sheet", "no XML", "document type"],
)
def test_broken_workbook_is_refused(content, upload):
    """
    It only looks like one.
    """
    assert ("file", "Is not an Excel file.") == fault(upload(content, kind=EXCEL))


def test_workbook_that_grows_too_much_is_refused(upload):
    """
    Before anything of it is unpacked.
    """
    content = packed(" " * (LARGEST + 1))

    assert ("file", "Is too large once it is unpacked.") == fault(upload(content, kind=EXCEL))


def test_old_workbook_is_only_queued(upload):
    """
    The sandbox takes it and never reads it.
    """
    done = job(upload(b"\xd0\xcf\x11\xe0 and so on", kind="application/vnd.ms-excel"))

    assert ("queued", None) == (done["status"], done["rows_total"])
