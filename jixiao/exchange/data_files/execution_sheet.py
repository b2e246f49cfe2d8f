"""The sheet 执行情况 of a data workbook: money, what became of the goal, and a row a result.

The names of the results come from 绩效指标 by formulas; a row that holds nothing but its name is no result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_FIELDS,
    EXECUTION_FUNDS,
    FUNDING,
    INDICATORS,
    RESULT_FIELDS,
)
from ..grids.grid import Row, Sheet, Value
from .sheet_data import SheetData, join_parts
from .sheet_tables import Head, NumberedRow, find_head, is_note, iter_unknown_heads

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
        parts.append(read_fund_rows(sheet, money, rows[money.row_index + 1 : end]).under(FUNDING))
    if results:
        parts.append(_read_results(sheet, results, rows[results.row_index + 1 :]).under(INDICATORS))
    return join_parts(parts)


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


def read_fund_rows(sheet: Sheet, head: Head, rows: Iterable[NumberedRow], fund_column: int = 0) -> SheetData:
    """The amounts of the rows that name a fund: ``{"财政拨款": {"年初预算数": 100, …}}``; blank rows are nothing."""
    data: dict[str, dict[str, Value]] = {}
    cells: dict[str, str] = {}
    for row_index, row in rows:
        fund = squeeze_label(str(_at(row, fund_column) or ""))
        values = {label: _at(row, column) for label, column in head.columns.items() if column != fund_column}
        if fund not in _FUNDS or (fund in data and all(value is None for value in values.values())):
            continue
        data[fund] = values
        cells |= {f"{fund}.{label}": sheet.cell(row_index, head.columns[label]) for label in values}
    return SheetData(data, cells)


def _read_results(sheet: Sheet, head: Head, rows: Sequence[NumberedRow]) -> SheetData:
    filled = {column for _, row in rows for column in head.unknown if _at(row, column) is not None}
    read = read_result_rows(sheet, head, rows)
    return SheetData(read.data, read.cells, tuple(iter_unknown_heads(sheet, head, filled, _RESULTS)))


def read_result_rows(sheet: Sheet, head: Head, rows: Iterable[NumberedRow]) -> SheetData:
    """The results of the rows: ``[{"三级指标": "场次", "实际完成值": "13场"}]``."""
    results: list[dict[str, Value]] = []
    cells: dict[str, str] = {}
    for row_index, row in rows:
        values = {label: _at(row, column) for label, column in head.columns.items()}
        if is_note(row) or all(value is None for label, value in values.items() if label != _NAME):
            continue
        results.append({label: value for label, value in values.items() if value is not None})
        path = f"[{len(results)}]"
        cells[path] = sheet.cell(row_index, head.columns[_NAME])
        cells |= {f"{path}.{label}": sheet.cell(row_index, column) for label, column in head.columns.items()}
    return SheetData(results, cells)


def _at(row: Row, column: int) -> Value:
    return row[column] if column < len(row) else None
