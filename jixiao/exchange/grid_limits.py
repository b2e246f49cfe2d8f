"""Workbooks that would take all memory, refused before they are read.

calamine keeps a sheet as a full rectangle: one stray character in XFD1048576 makes it ask for 500 GB and end the
program, which no ``except`` can catch.  Only .xlsx can be that large; .xls ends at 256 columns.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from .errors import DataFileError

_MOST_CELLS = 20_000_000
_LARGEST_PART = 200_000_000
#: A cell that holds something; cells with a format only close themselves.
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')


def refuse_vast_sheets(file: Path) -> None:
    """Raises DataFileError for a sheet whose filled cells span too much; does nothing for what is no zip."""
    try:
        with zipfile.ZipFile(file) as package:
            for part in package.infolist():
                if part.filename.startswith("xl/worksheets/"):
                    _refuse_vast_part(package, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return  # the reader says what is wrong with it


def _refuse_vast_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > _LARGEST_PART:
        raise DataFileError("工作簿太大，不是申报数据表。")
    cells = _FILLED_CELL.findall(package.read(part))
    if cells and _span(cells) > _MOST_CELLS:
        letters, row = max(cells, key=lambda cell: (column_number(cell[0]), int(cell[1])))
        place = f"{letters.decode()}{row.decode()}"
        raise DataFileError(f"有内容写在很远的单元格（如 {place}），请删除多余的内容后再试。")


def _span(cells: list[tuple[bytes, bytes]]) -> int:
    return max(column_number(letters) for letters, _ in cells) * max(int(row) for _, row in cells)


def column_number(letters: bytes) -> int:
    """The number of a column, 1-based: ``column_number(b"AB") == 28``."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
