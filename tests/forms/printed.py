"""What a reader of the paper sees of a sheet: every cell once, merged cells as one, numbers as they are shown."""

import io
import re
from collections.abc import Iterator

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

AMOUNT = re.compile(r'0(?:\.(0+))?"万元"')


def open_sheet(form: bytes, *, values: bool = False) -> Worksheet:
    """The form's sheet with its formulas, or with the values that were stored for them."""
    return openpyxl.load_workbook(io.BytesIO(form), data_only=values).worksheets[0]


def printed_text(sheet: Worksheet) -> str:
    """The whole sheet: a line beginning with a tab for each cell, an empty line after each row.

    A vertical merge goes on as an empty cell in the rows below its first; a horizontal merge is one cell.
    """
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in iter_rows(sheet)) + "\n"


def iter_rows(sheet: Worksheet) -> Iterator[list[str]]:
    """The shown texts of each row."""
    hidden = {
        (row, column)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col + 1, area.max_col + 1)
    }
    for row in sheet.iter_rows():
        yield [shown(cell) for cell in row if (cell.row, cell.column) not in hidden]


def shown(cell: Cell) -> str:
    """The text that a cell shows."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    match = AMOUNT.fullmatch(cell.number_format)
    if not match:
        return str(cell.value)
    return f"{cell.value:.{len(match[1] or '')}f}万元"


def merges_down(sheet: Worksheet, letter: str) -> list[str]:
    """The merges within one column, from top to bottom: ``["B14:B22", "B23:B25"]``."""
    column = column_index_from_string(letter)
    areas = [area for area in sheet.merged_cells.ranges if (area.min_col, area.max_col) == (column, column)]
    return [str(area) for area in sorted(areas, key=lambda area: area.min_row)]
