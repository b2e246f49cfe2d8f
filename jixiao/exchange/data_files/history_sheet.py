"""The sheet 历年 of a data workbook: what was filed in earlier years, a row a value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...declaration.fields import FUNDING, HISTORY_FIELDS, INDICATORS
from ...declaration.history import MONEY
from ..grids.grid import Sheet, Value
from .sheet_data import SheetData
from .sheet_tables import Head, NumberedRow, get_head, is_note, note_of

_YEAR, _GROUP, _SUBGROUP, _NAME, _VALUE = (field.label for field in HISTORY_FIELDS)
HEADS = (_YEAR, _GROUP, _NAME, _VALUE)


def read_history(sheet: Sheet) -> SheetData:
    """The years: ``[{"年度": 2020, "资金": {"总投入": "100万元"}, "绩效指标": […]}]``.  Raises DataFileError.

    Rows of the same year belong together, wherever they stand; a row without a year belongs to the year above it.
    """
    head = get_head(sheet, HEADS, (_SUBGROUP,))
    return read_history_rows(sheet, head, list(enumerate(sheet.rows))[head.row_index + 1 :])


def read_history_rows(sheet: Sheet, head: Head, rows: Iterable[NumberedRow]) -> SheetData:
    """The same of some rows of a table."""
    years: dict[Value, dict[str, Any]] = {}
    cells: dict[str, str] = {}
    problems = []
    year: Value = None
    for row_index, row in rows:
        if is_note(row):
            problems.append(note_of(sheet, row_index, row))
            continue
        values = {label: row[column] if column < len(row) else None for label, column in head.columns.items()}
        if all(value is None for value in values.values()):
            continue
        year = values[_YEAR] if values[_YEAR] is not None else year
        entry = years.setdefault(year, {_YEAR: year, FUNDING: {}, INDICATORS: []})
        path = f"[{list(years).index(year) + 1}]"
        cells.setdefault(f"{path}.{_YEAR}", sheet.cell(row_index, head.columns[_YEAR]))
        field = _add(entry, values)
        if field:
            cells[f"{path}.{field}"] = sheet.cell(row_index, head.columns[_VALUE])
    return SheetData(list(years.values()), cells, tuple(problems))


def _add(entry: dict[str, Any], values: dict[str, Value]) -> str:
    """Puts the value of a row into its year and returns its path there; "" for a year that has none."""
    if values[_GROUP] == MONEY:
        name = str(values[_NAME] or "")
        entry[FUNDING][name] = values[_VALUE]
        return f"{FUNDING}.{name}"
    if values[_GROUP] is None and values[_NAME] is None:
        return ""
    names = zip(("一级指标", "二级指标", "三级指标", "年度指标值"), (_GROUP, _SUBGROUP, _NAME, _VALUE), strict=True)
    indicator = {label: values.get(head) for label, head in names}
    entry[INDICATORS].append({label: value for label, value in indicator.items() if value is not None})
    return f"{INDICATORS}[{len(entry[INDICATORS])}].年度指标值"
