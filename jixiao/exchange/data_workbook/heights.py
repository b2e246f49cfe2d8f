"""Heights of the rows of the data workbook: room for what is in them, and free to grow with what is typed.

XlsxWriter can only fix a height, and a fixed row never grows: text that is typed into it later is cut.  A row without
any height grows, but LibreOffice, headless, then shows one line of it.  So heights are set, and the mark that fixes
them is taken away afterwards (ECMA-376 part 1, 18.3.1.73: ht is what the row was last, customHeight keeps it so).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xlsxwriter.worksheet import Worksheet

from xlsx_template.layout import USABLE_ROW_HEIGHT, TextStyle, points_per_unit, text_height
from xlsx_template.package.archive import Package

from .styles import SIZE

#: XlsxWriter's Normal font, in whose digits column widths count.
_UNIT = points_per_unit("Calibri", 11)
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')


def fit_row(sheet: Worksheet, row: int, least: float, cells: Iterable[tuple[object, float, float]]) -> None:
    """Makes a row as high as its cells need, ``(value, width in characters, size in points)``, ``least`` at least."""
    needed = (needed_height(value, width, size) for value, width, size in cells)
    sheet.set_row(row, min(USABLE_ROW_HEIGHT, max([least, *needed])))


def needed_height(value: object, width: float, size: float = SIZE) -> float:
    """Points of height that a value takes in a cell of that width in characters; 0.0 for a blank."""
    text = "" if value is None else str(value)
    return text_height(text, width * _UNIT, TextStyle(size, indent=1)) if text else 0.0


def free_rows(data: bytes, fixed: Sequence[str] = ()) -> bytes:
    """The same workbook, its rows free to grow except on the sheets of those parts (``xl/worksheets/sheet5.xml``)."""
    package = Package.from_bytes(data)
    sheets = (part for part in package.parts if part.startswith("xl/worksheets/sheet") and part not in fixed)
    return package.save({part: _FIXED.sub(rb"\1", package.parts[part]) for part in sheets})
