"""
The cells of an Excel workbook (.xlsx, ECMA-376 part 1) as text.

One rule: only the first sheet counts, and a file that is not a workbook, or would grow beyond ``LARGEST`` bytes, is
refused before it is parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from warp_sandbox.errors import invalid

LARGEST = 64 * 1024 * 1024
_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHARED = "xl/sharedStrings.xml"


def excel_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """
    Every row of the first sheet with its number; a short row is filled up to the width of the first.

    Raises:
        Refusal: 422, the file cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > LARGEST:
                raise invalid("file", "Is too large once it is unpacked.")
            sheets = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
            shared = _tree(book.read(_SHARED)) if _SHARED in book.namelist() else None
            sheet = _tree(book.read(sheets[0]))
    except (zipfile.BadZipFile, ElementTree.ParseError, IndexError):
        raise invalid("file", "Is not an Excel file.") from None
    texts = [_text(item) for item in shared.iter(f"{_NAMES}si")] if shared is not None else []
    width = 0
    for count, row in enumerate(sheet.iter(f"{_NAMES}row"), 1):
        cells = _cells(row, texts)
        width = width or len(cells)
        yield count, [*cells, *[""] * (width - len(cells))]


def _tree(part: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in part:
        raise ElementTree.ParseError("a workbook has no document type")
    return ElementTree.fromstring(part)


def _cells(row: ElementTree.Element, texts: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_NAMES}c"):
        place = _column(cell.get("r", ""), len(cells))
        cells += [""] * (place - len(cells))
        cells.append(_value(cell, texts))
    return cells


def _column(reference: str, default: int) -> int:
    letters = re.match(r"[A-Z]{1,2}", reference)
    if letters is None:
        return default
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> str:
    kind, raw = cell.get("t", "n"), cell.findtext(f"{_NAMES}v", "")
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return texts[int(raw)] if raw.isdigit() and int(raw) < len(texts) else ""
    if kind != "n" or not re.fullmatch(r"-?[0-9.]+(E[+-]?[0-9]{1,2})?", raw):
        return raw
    return f"{float(raw):.9f}".rstrip("0").rstrip(".")


def _text(item: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_NAMES}t"))
