"""The sheets of an .xls as a reader of the paper sees them.

Read with xlrd, because calamine gives no number formats of this format: "300万元" would be 300.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd
from xlrd.biffh import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_NUMBER, error_text_from_code

from ...declaration.filled_form.boxes import FormSheet
from ...declaration.filled_form.grids import Area, Grid, Place
from ..errors import DataFileError
from ..grids.raw_sheets import DAMAGED, ENCRYPTED
from ..grids.shown_numbers import shown_number
from .bounded_sheet import build_sheet

#: How an encrypted .xlsx begins: a compound file with a stream of this name ([MS-OFFCRYPTO], 2.3.4.4).
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_xls(content: bytes) -> list[FormSheet]:
    """The sheets of a file's bytes with what they show, in their order.  Raises DataFileError."""
    if _ENCRYPTED_PACKAGE in content:
        raise DataFileError(ENCRYPTED)
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        return [_read_sheet(book, sheet) for sheet in book.sheets()]
    except DataFileError:
        raise
    except Exception as error:  # noqa: BLE001 - xlrd raises whatever its parsing of damaged bytes runs into
        raise DataFileError(ENCRYPTED if "encrypted" in str(error) else DAMAGED) from None


def _read_sheet(book: Any, sheet: Any) -> FormSheet:
    texts: dict[Place, str] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            text = _shown(book, sheet.cell(row, column))
            if text:
                texts[row, column] = text
    areas: list[Area] = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    page_starts = frozenset(int(entry[0]) for entry in sheet.horizontal_page_breaks)
    heights = {row: info.height / 20 for row, info in sheet.rowinfo_map.items()}  # of twentieths of a point
    return build_sheet(sheet.name, Grid(texts, areas, _tops(book, sheet), page_starts, heights))


def _shown(book: Any, cell: Any) -> str:
    if cell.ctype in {XL_CELL_NUMBER, XL_CELL_DATE}:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return shown_number(repr(cell.value), code or "General", epoch_1904=bool(book.datemode))
    if cell.ctype == XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, "#N/A"))
    return str(cell.value)


def _tops(book: Any, sheet: Any) -> frozenset[Place]:
    """The cells whose text stands at their top (0 in BIFF8's XF record)."""
    return frozenset(
        (row, column)
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if book.xf_list[sheet.cell_xf_index(row, column)].alignment.vert_align == 0
    )
