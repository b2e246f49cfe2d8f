""".xlsx read with calamine: its values and its errors, translated at this one door."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ..errors import DataFileError
from .raw_sheets import DAMAGED, ENCRYPTED, Merge, RawContent, RawSheet
from .sheet_scan import WorkbookScan


def open_xlsx(file: Path) -> list[RawSheet]:
    """The worksheets of a workbook.  Raises DataFileError, OSError."""
    scan = WorkbookScan.from_file(file)
    try:
        workbook = CalamineWorkbook.from_path(str(file))
    except PasswordError:
        raise DataFileError(ENCRYPTED) from None
    except CalamineError:
        raise DataFileError(DAMAGED) from None
    return [
        RawSheet(sheet.name, sheet.visible != SheetVisibleEnum.Visible, partial(_read, workbook, sheet.name, scan))
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]


def _read(workbook: CalamineWorkbook, name: str, scan: WorkbookScan) -> RawContent:
    specials = scan.scan(name)
    try:
        sheet = workbook.get_sheet_by_name(name)
        merges = [Merge(top, left, *end) for (top, left), end in sheet.merged_cell_ranges or ()]
    except CalamineError:
        raise DataFileError(DAMAGED) from None
    return RawContent(specials.restore(_iter_rows(sheet)), merges)


def _iter_rows(sheet: CalamineSheet) -> Iterator[list[object]]:
    """The rows from A1 on; calamine leaves out the empty columns before the first filled one."""
    margin: list[object] = [None] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield [*margin, *row]
