"""Workbooks read with openpyxl, for machines calamine has no wheel for; only .xlsx."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .errors import DataFileError

RawSheet = tuple[str, list[list[object]], list[tuple[int, int, int, int]]]


def read_grids(file: Path) -> Iterator[RawSheet]:
    """The worksheets of a workbook.  Raises DataFileError, OSError."""
    try:
        workbook = load_workbook(file, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        raise DataFileError("不是可以读取的工作簿，或文件已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。") from None
    for sheet in workbook.worksheets:
        merges = [
            (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
            for area in sheet.merged_cells.ranges
        ]
        yield sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)], merges
