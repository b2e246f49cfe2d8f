"""The sheet 绩效指标 of a data workbook: a table, with level names that clerks merge or type once.

Not read, and said: sums and remarks below the table.  Blank rows between are nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...declaration.fields import INDICATOR_FIELDS
from ...declaration.findings import Finding, Level
from ..grids.grid import Sheet, Value
from .sheet_data import SheetData
from .sheet_tables import Head, NumberedRow, get_head, is_note, iter_filled, iter_unknown_heads, note_of

LEVELS = ("一级指标", "二级指标")
HEADS = ("一级指标", "三级指标")
LABELS = tuple(field.label for field in INDICATOR_FIELDS)
_VALUES = ("中期指标值", "年度指标值")

Indicator = dict[str, Value]


def read_indicators(sheet: Sheet) -> SheetData:
    """The indicators of a sheet: ``[{"一级指标": "产出指标", …}, …]``.  Raises DataFileError without a head."""
    head = get_head(sheet, HEADS, LABELS)
    levels = [head.columns[label] for label in LEVELS if label in head.columns]
    below = list(enumerate(sheet.rows))[head.row_index + 1 :]
    read = read_indicator_rows(sheet, head, iter_filled(below, sheet.merges, levels))
    filled = {column for _, row in below for column, value in enumerate(row) if value is not None}
    wrong = iter_unknown_heads(sheet, head, filled, LABELS)
    return SheetData(read.data, read.cells, (*wrong, *read.problems))


def read_indicator_rows(sheet: Sheet, head: Head, rows: Iterable[NumberedRow]) -> SheetData:
    """The indicators of the rows; those with levels alone are no indicators."""
    indicators: list[Indicator] = []
    cells: dict[str, str] = {}
    problems: list[Finding] = []
    for row_index, row in rows:
        if is_note(row):
            problems.append(note_of(sheet, row_index, row))
            continue
        indicator = {label: row[column] if column < len(row) else None for label, column in head.columns.items()}
        if all(value is None for label, value in indicator.items() if label not in LEVELS):
            continue
        path = f"[{len(indicators) + 1}]"
        cells[path] = sheet.cell(row_index, head.columns["一级指标"])
        cells |= {f"{path}.{label}": sheet.cell(row_index, column) for label, column in head.columns.items()}
        problems += _iter_level_notes(indicator, indicators[-1] if indicators else {}, path)
        problems += _iter_percent_doubts(indicator, path)
        indicators.append({label: value for label, value in indicator.items() if value is not None})
    return SheetData(indicators, cells, tuple(problems))


def _iter_level_notes(indicator: Indicator, above: Indicator, path: str) -> Iterator[Finding]:
    """Fills a level that the clerk typed on the first row of a group only, and says so.

    二级指标 is taken over only under the same 一级指标: below another one, a blank is a blank.
    """
    for label in LEVELS:
        if indicator.get(label) is not None or above.get(label) is None:
            continue
        if label == "二级指标" and indicator.get("一级指标") != above.get("一级指标"):
            continue
        indicator[label] = above[label]
        yield Finding("D08", f"{path}.{label}", f"{label}未填写，按上一行作为“{indicator[label]}”。", Level.NOTE)


def _iter_percent_doubts(indicator: Indicator, path: str) -> Iterator[Finding]:
    """A number up to 1 where a value stands is most often a percentage that Excel keeps as 0.95."""
    for label in _VALUES:
        value = indicator.get(label)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 1:
            percent = f"{(Decimal(value) * 100).normalize():f}%"
            message = f"单元格里是数字 {value}，打印出来也是 {value}；如果是百分比，请改成文字，如“{percent}”。"
            yield Finding("D07", f"{path}.{label}", message, Level.WARNING)
