"""The sheet 执行情况 of a data workbook: money, what became of the goal, and a row a result.

The names of the results come from 绩效指标 by formulas; a row that holds nothing but its name is no result.
"""

from __future__ import annotations

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_FUNDS,
    FUNDING,
    INDICATORS,
    RESULT_FIELDS,
)
from ...declaration.findings import Finding
from ..grids.grid import Row, Sheet, Value
from .sheet_data import SheetData
from .sheet_tables import Head, find_head, is_note, iter_unknown_heads

_AMOUNTS = tuple(field.label for field in EXECUTION_AMOUNT_FIELDS)
_RESULTS = tuple(field.label for field in RESULT_FIELDS)
_FUNDS = frozenset(label for label, _ in EXECUTION_FUNDS)
_NAME = _RESULTS[0]


def read_execution(sheet: Sheet) -> SheetData:
    """The sheet's part of a record: ``{"资金": {"财政拨款": {…}}, "年度目标完成情况": "…", "绩效指标": […]}``."""
    rows = list(enumerate(sheet.rows))
    money = find_head(rows, (_AMOUNTS[0],), _AMOUNTS)
    results = find_head(rows, (_NAME,), _RESULTS)
    parts = [_read_texts(sheet)]
    if money:
        end = results.row_index if results and results.row_index > money.row_index else len(rows)
        parts.append(_read_money(sheet, money, end).under(FUNDING))
    if results:
        parts.append(_read_results(sheet, results).under(INDICATORS))
    joined = SheetData({}, {})
    for part in parts:
        joined.data.update(part.data)
        joined.cells.update(part.cells)
    return SheetData(joined.data, joined.cells, tuple(problem for part in parts for problem in part.problems))


def _read_texts(sheet: Sheet) -> SheetData:
    """The texts beside their labels."""
    known = {squeeze_label(field.label): field.label for field in EXECUTION_FIELDS}
    data: dict[str, Value] = {}
    cells: dict[str, str] = {}
    for row_index in range(len(sheet.rows)):
        label = known.get(sheet.label(row_index, 0))
        if label:
            data[label], cells[label] = sheet.value(row_index, 1), sheet.cell(row_index, 1)
    return SheetData(data, cells)


def _read_money(sheet: Sheet, head: Head, end: int) -> SheetData:
    data: dict[str, dict[str, Value]] = {}
    cells: dict[str, str] = {}
    for row_index in range(head.row_index + 1, end):
        fund = sheet.label(row_index, 0)
        if fund not in _FUNDS:
            continue
        data[fund] = {label: sheet.value(row_index, column) for label, column in head.columns.items()}
        cells |= {f"{fund}.{label}": sheet.cell(row_index, column) for label, column in head.columns.items()}
    return SheetData(data, cells)


def _read_results(sheet: Sheet, head: Head) -> SheetData:
    results: list[dict[str, Value]] = []
    cells: dict[str, str] = {}
    filled: set[int] = set()
    for row_index, row in enumerate(sheet.rows[head.row_index + 1 :], start=head.row_index + 1):
        values = {label: _at(row, column) for label, column in head.columns.items()}
        filled |= {column for column in head.unknown if _at(row, column) is not None}
        if is_note(row) or all(value is None for label, value in values.items() if label != _NAME):
            continue
        results.append({label: value for label, value in values.items() if value is not None})
        path = f"[{len(results)}]"
        cells[path] = sheet.cell(row_index, head.columns[_NAME])
        cells |= {f"{path}.{label}": sheet.cell(row_index, column) for label, column in head.columns.items()}
    problems: tuple[Finding, ...] = tuple(iter_unknown_heads(sheet, head, filled, _RESULTS))
    return SheetData(results, cells, problems)


def _at(row: Row, column: int) -> Value:
    return row[column] if column < len(row) else None
