"""Workbooks as grids of values: what a cell holds, never how it looks.

Each format has its reader: calamine for .xlsx, openpyxl where calamine cannot be installed, xlrd for .xls, our own for
.ods.  Numbers become Decimal with the 15 digits Excel itself shows, so that 0.1+0.2 is 0.3 as on the clerk's screen.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from ...declaration.cleaning import squeeze_label
from ...declaration.values import Unreadable, is_blank
from ..errors import DataFileError
from .cell_names import column_letters
from .number_formats import show_date
from .raw_sheets import Merge, RawSheet

Value = str | int | Decimal | bool | Unreadable | None
Row = tuple[Value, ...]

#: A data sheet of one project has some hundred rows; whatever lies further out was not typed.
MOST_ROWS, MOST_COLUMNS = 5000, 64
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its rows from A1 on, and its merged ranges; ``lines`` are the lines of the rows in a .csv."""

    name: str
    rows: tuple[Row, ...]
    merges: Sequence[Merge] = ()
    lines: Sequence[int] = ()

    def value(self, row_index: int, column_index: int) -> Value:
        """The value of a cell, None outside the sheet."""
        row = self.rows[row_index] if row_index < len(self.rows) else ()
        return row[column_index] if column_index < len(row) else None

    def label(self, row_index: int, column_index: int) -> str:
        """The text of a cell for comparing with labels: blanks and colons gone, "" for what is no text."""
        value = self.value(row_index, column_index)
        return squeeze_label(value) if isinstance(value, str) else ""

    def row_name(self, row_index: int) -> str:
        """The row for a message: "第9行"; in a .csv the line it begins at."""
        return f"第{self.lines[row_index] if self.lines else row_index + 1}行"

    def cell(self, row_index: int, column_index: int) -> str:
        """The place for a message: ``sheet.cell(8, 0) == "绩效指标!A9"``, in a .csv "绩效指标.csv:第9行第1列"."""
        if self.lines:
            return f"{self.name}:{self.row_name(row_index)}第{column_index + 1}列"
        return f"{self.name}!{column_letters(column_index)}{row_index + 1}"


def open_workbook(file: Path) -> list[RawSheet]:
    """The worksheets of a workbook of any format, in their order.

    Raises DataFileError for what is no readable workbook, OSError.
    """
    sheets = _open_by_content(file)
    if not sheets:
        raise DataFileError("工作簿里没有工作表。")
    return sheets


def load_sheet(raw: RawSheet) -> Sheet:
    """A sheet as a whole, as far as a clerk types.  Raises DataFileError."""
    content = raw.read()
    return Sheet(
        raw.shown or raw.name, tuple(islice(iter_plain_rows(content.rows), MOST_ROWS)), content.merges, content.lines
    )


def iter_plain_rows(rows: Iterator[list[object]]) -> Iterator[Row]:
    """The rows with the values that the domain takes."""
    for row in rows:
        yield tuple([plain_value(value) for value in row[:MOST_COLUMNS]])


def plain_value(value: object) -> Value:
    """A cell's value as the domain takes it: ``plain_value(300.0) == 300``; a date is "2019年10月18日"."""
    match value:
        case None:
            return None
        case str():
            return None if is_blank(value) else value
        case bool() | int() | Unreadable():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(f"{value:.15g}")
        case datetime.date():
            return show_date(value)
        case _:
            return str(value)


def _open_by_content(file: Path) -> list[RawSheet]:
    """The sheets by what the file is, whatever it is called: clerks rename files."""
    with file.open("rb") as stream:
        start = stream.read(len(_COMPOUND_FILE))
    if start == _COMPOUND_FILE:
        from .xls import open_xls

        return open_xls(file)
    if _is_open_document(file):
        from .ods import open_ods

        return open_ods(file)
    try:
        from .xlsx_calamine import open_xlsx
    except ImportError:  # no wheel for this machine
        from .xlsx_openpyxl import open_xlsx
    return open_xlsx(file)


def _is_open_document(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            return "content.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return False
