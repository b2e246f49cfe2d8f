"""Workbooks read with calamine: its values and its errors, translated at this one door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from .errors import DataFileError
from .sheet_scan import SheetScan, scan_sheets

#: A worksheet: its name, its rows, its merged ranges as (top, left, bottom, right), 0-based.
RawSheet = tuple[str, list[list[object]], list[tuple[int, int, int, int]]]


def read_grids(file: Path, is_wanted: Callable[[str], bool]) -> Iterator[RawSheet]:
    """The worksheets of a workbook; those that are not wanted come without rows.  Raises DataFileError, OSError."""
    scan = scan_sheets(file)
    try:
        with CalamineWorkbook.from_path(str(file)) as workbook:
            for metadata in workbook.sheets_metadata:
                if metadata.typ is SheetTypeEnum.WorkSheet:
                    name = metadata.name
                    yield _read_sheet(workbook, name, scan) if is_wanted(name) else (name, [], [])
    except PasswordError:
        raise DataFileError("工作簿有打开密码，请取消密码后再试。") from None
    except CalamineError:
        raise DataFileError("不是可以读取的工作簿，或文件已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx。") from None


def _read_sheet(workbook: CalamineWorkbook, name: str, scan: SheetScan) -> RawSheet:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    scan.restore(name, rows)
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    return name, rows, merges
