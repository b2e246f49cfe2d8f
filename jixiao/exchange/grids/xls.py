""".xls read with xlrd, which knows how a cell shows its number: 95% and 2020年11月, not 0.95 and the first of November.

Pure Python, so that it works on machines without a wheel of calamine too.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import xlrd
from xlrd.sheet import Sheet as XlsSheet

from ..errors import DataFileError
from .cell_faults import broken_formula
from .number_formats import find_shown, show
from .raw_sheets import DAMAGED, ENCRYPTED, Merge, RawContent, RawSheet

#: How an encrypted .xlsx begins: a compound file with a stream of this name ([MS-OFFCRYPTO], 2.3.4.4).
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def open_xls(file: Path) -> list[RawSheet]:
    """The worksheets of a workbook.  Raises DataFileError, OSError."""
    content = file.read_bytes()
    if _ENCRYPTED_PACKAGE in content:
        raise DataFileError(ENCRYPTED)
    try:
        with Path(os.devnull).open("w") as nowhere:
            book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=nowhere)
    except Exception as error:  # noqa: BLE001 - xlrd raises whatever its parsing of damaged bytes runs into
        raise DataFileError(ENCRYPTED if "encrypted" in str(error) else DAMAGED) from None
    return [RawSheet(sheet.name, sheet.visibility != 0, partial(_read, book, sheet)) for sheet in book.sheets()]


def _read(book: xlrd.Book, sheet: XlsSheet) -> RawContent:
    merges = [Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    return RawContent(_iter_rows(book, sheet), merges)


def _iter_rows(book: xlrd.Book, sheet: XlsSheet) -> Iterator[list[object]]:
    shown = {index: _find_shown(book, style.format_key) for index, style in enumerate(book.xf_list)}
    for row_index in range(sheet.nrows):
        cells = zip(sheet.row_types(row_index), sheet.row_values(row_index), strict=True)
        yield [
            _value(book, kind, value, shown.get(sheet.cell_xf_index(row_index, column), ""))
            for column, (kind, value) in enumerate(cells)
        ]


def _find_shown(book: xlrd.Book, key: int) -> str:
    return find_shown(key, book.format_map[key].format_str if key >= 164 and key in book.format_map else "")


def _value(book: xlrd.Book, kind: int, value: object, shown: str) -> object:
    match kind:
        case xlrd.XL_CELL_EMPTY | xlrd.XL_CELL_BLANK:
            return None
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return broken_formula(xlrd.error_text_from_code.get(value, "#VALUE!"))
        case xlrd.XL_CELL_DATE:
            return _date(book, value, shown)
        case _:
            return show(value, shown)


def _date(book: xlrd.Book, value: object, shown: str) -> object:
    try:
        return show(xlrd.xldate_as_datetime(value, book.datemode), shown)
    except (ValueError, OverflowError, TypeError):
        return value
