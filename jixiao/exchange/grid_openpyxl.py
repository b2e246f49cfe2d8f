"""Workbooks read with openpyxl, for machines calamine has no wheel for; only .xlsx."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from .errors import DataFileError
from .sheet_scan import SheetScan, scan_sheets

RawSheet = tuple[str, list[list[object]], list[tuple[int, int, int, int]]]


def read_grids(file: Path, is_wanted: Callable[[str], bool]) -> Iterator[RawSheet]:
    """The worksheets of a workbook; those that are not wanted come without rows.  Raises DataFileError, OSError."""
    scan = scan_sheets(file)
    try:
        workbook = load_workbook(file, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        raise DataFileError("不是可以读取的工作簿，或文件已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。") from None
    for sheet in workbook.worksheets:
        yield _read_sheet(sheet, scan) if is_wanted(sheet.title) else (sheet.title, [], [])


def _read_sheet(sheet: Worksheet, scan: SheetScan) -> RawSheet:
    areas = sheet.merged_cells.ranges
    merges = [(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1) for area in areas]
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    scan.restore(sheet.title, rows)
    return sheet.title, rows, merges
