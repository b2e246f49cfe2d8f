"""The sheet 绩效指标 of a data workbook: a table, with level names that clerks merge or type once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..declaration.cleaning import squeeze_label
from ..declaration.fields import INDICATOR_FIELDS
from ..declaration.findings import Finding, Level
from .grid import Sheet, Value
from .sheet_data import SheetData, find_head

_LEVELS = ("一级指标", "二级指标")
_VALUES = ("中期指标值", "年度指标值")

Row = dict[str, Value]


def read_indicators(sheet: Sheet) -> SheetData:
    """The rows of the table: ``[{"一级指标": "产出指标", …}, …]``; rows with levels alone are no indicators."""
    head, _ = find_head(sheet, ("一级指标", "三级指标"))
    columns = _find_columns(sheet, head)
    rows: list[Row] = []
    cells: dict[str, str] = {}
    problems: list[Finding] = []
    for row_index in range(head + 1, len(sheet.rows)):
        row = {label: sheet.value(row_index, column) for label, column in columns.items()}
        if all(value is None for label, value in row.items() if label not in _LEVELS):
            continue
        path = f"[{len(rows) + 1}]"
        cells[path] = sheet.cell(row_index, 0)
        cells |= {f"{path}.{label}": sheet.cell(row_index, column) for label, column in columns.items()}
        _fill_merged_levels(sheet, row_index, columns, row)
        problems += _iter_level_notes(row, rows[-1] if rows else {}, path)
        problems += _iter_percent_doubts(row, path)
        rows.append({label: value for label, value in row.items() if value is not None})
    return SheetData(rows, cells, tuple(problems))


def _find_columns(sheet: Sheet, head: int) -> dict[str, int]:
    """The columns that hold anything, by label; unknown labels as they stand, for the domain to refuse."""
    known = {squeeze_label(field.label): field.label for field in INDICATOR_FIELDS}
    columns: dict[str, int] = {}
    for column in range(len(sheet.rows[head])):
        label = sheet.label(head, column)
        if label in known or (label and _has_content(sheet, head, column)):
            columns.setdefault(known.get(label, label), column)
    return columns


def _has_content(sheet: Sheet, head: int, column: int) -> bool:
    return any(sheet.value(row_index, column) is not None for row_index in range(head + 1, len(sheet.rows)))


def _fill_merged_levels(sheet: Sheet, row_index: int, columns: Mapping[str, int], row: Row) -> None:
    """A merged cell keeps its value in its first cell only; each row it covers has that value."""
    for label in _LEVELS:
        merge = sheet.find_merge(row_index, columns[label]) if label in columns else None
        if merge and row[label] is None:
            row[label] = sheet.value(merge.top, merge.left)


def _iter_level_notes(row: Row, above: Row, path: str) -> Iterator[Finding]:
    """Fills a level that the clerk typed on the first row of a group only, and says so.

    二级指标 is taken over only under the same 一级指标: below another one, a blank is a blank.
    """
    for label in _LEVELS:
        if row.get(label) is not None or above.get(label) is None:
            continue
        if label == "二级指标" and row.get("一级指标") != above.get("一级指标"):
            continue
        row[label] = above[label]
        yield Finding("D08", f"{path}.{label}", f"{label}未填写，按上一行作为“{row[label]}”。", Level.NOTE)


def _iter_percent_doubts(row: dict[str, Value], path: str) -> Iterator[Finding]:
    """A number up to 1 where a value stands is most often a percentage that Excel keeps as 0.95."""
    for label in _VALUES:
        value = row.get(label)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 1:
            percent = f"{(Decimal(value) * 100).normalize():f}%"
            message = f"单元格里是数字 {value}，打印出来也是 {value}；如果是百分比，请改成文字，如“{percent}”。"
            yield Finding("D07", f"{path}.{label}", message, Level.WARNING)
