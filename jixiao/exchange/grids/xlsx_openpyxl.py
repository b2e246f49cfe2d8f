""".xlsx read with openpyxl, for machines calamine has no wheel for."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from ..errors import DataFileError
from .raw_sheets import DAMAGED, Merge, RawContent, RawSheet
from .sheet_scan import WorkbookScan


def open_xlsx(file: Path) -> list[RawSheet]:
    """The worksheets of a workbook.  Raises DataFileError, OSError."""
    scan = WorkbookScan.from_file(file)
    try:
        workbook = load_workbook(file, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        raise DataFileError(DAMAGED) from None
    return [
        RawSheet(sheet.title, sheet.sheet_state != "visible", partial(_read, sheet, scan))
        for sheet in workbook.worksheets
    ]


def _read(sheet: Worksheet, scan: WorkbookScan) -> RawContent:
    merges = [
        Merge(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    ]
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    return RawContent(scan.scan(sheet.title).restore(iter(rows)), merges)
