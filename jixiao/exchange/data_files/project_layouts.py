"""What the sheets of a workbook of many projects look like, and what the rows of one project on them mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    ALLOCATIONS,
    AMOUNT_FIELDS,
    EXECUTION,
    EXECUTION_AMOUNT_FIELDS,
    EXECUTION_SHEET,
    FUNDING,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GOALS,
    HISTORY,
    HISTORY_SHEET,
    INDICATOR_SHEET,
    INDICATORS,
    NARRATIVE,
    NARRATIVE_FIELDS,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    RESULT_FIELDS,
    RESULT_SHEET,
    Field,
)
from ..grids.grid import Row
from .execution_sheet import read_fund_rows, read_result_rows
from .history_sheet import HEADS as HISTORY_KEYS
from .history_sheet import read_history_rows
from .indicator_sheet import HEADS as INDICATOR_KEYS
from .indicator_sheet import LABELS, LEVELS, read_indicator_rows
from .labelled_sheets import HELPERS, plain_content
from .many_heads import (
    ALLOCATION_HEADS,
    EXECUTION_HEADS,
    FUND_AMOUNTS,
    HISTORY_HEADS,
    INFO,
    KEY,
    NARRATIVE_HEADS,
    PROSE_NAME,
    RESULT_HEADS,
    SIDED_AMOUNTS,
    SIDES,
)
from .project_tables import Layout, ProjectTable
from .sheet_data import Collector, SheetData
from .sheet_tables import NumberedRow

_SOURCE, _LABEL, _CONTENT, _FUND = "资金来源", "项目", "填写内容", "资金"
_AMOUNTS = tuple(field.label for field in AMOUNT_FIELDS)
_RESULT_NAME = RESULT_FIELDS[0].label


def read_info(table: ProjectTable, row: NumberedRow) -> SheetData:
    """The project of a row of 项目信息, with its name; the goals go under 总体目标."""
    row_index, values = row
    name = values[table.key_column] if table.key_column < len(values) else None
    data: dict[str, Any] = {KEY: name, GOALS: {}}
    cells = {KEY: table.sheet.cell(row_index, table.key_column)}
    for field in (*PROJECT_FIELDS, *GOAL_FIELDS):
        if field.label in table.head.columns:
            group, path = (data[GOALS], f"{GOALS}.{field.label}") if field in GOAL_FIELDS else (data, field.label)
            group[field.label] = plain_content(field, table.value(values, field.label))
            cells[path] = table.cell(row_index, field.label)
    return SheetData(data, cells)


def _read_amount_rows(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row an amount: ``项目名称 | 资金来源 | 中期 | 年度``."""
    known = {squeeze_label(label): label for label in _AMOUNTS}
    read = Collector()
    for row_index, row in rows:
        label = _label(table, row, _SOURCE)
        for side in SIDES:
            value = table.value(row, side)
            if label not in HELPERS and (label in known or value is not None):
                read.add((side, known.get(label, label or _SOURCE)), value, table.cell(row_index, side))
    return read.finish()


def _read_amount_columns(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a project: ``项目名称 | 中期总投入 | 年度总投入 | …``."""
    read = Collector()
    for row_index, row in rows:
        for head in table.head.columns:
            read.add(SIDED_AMOUNTS[head], table.value(row, head), table.cell(row_index, head))
    return read.finish()


def _read_indicators(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    return read_indicator_rows(table.sheet, table.head, rows)


def _read_prose_columns(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a project: ``项目名称 | 立项依据 | …``."""
    read = Collector()
    for row_index, row in rows:
        for head in table.head.columns:
            label = KEY if head == PROSE_NAME.label else head
            read.add((label,), table.value(row, head), table.cell(row_index, head))
    return read.finish()


def _read_prose_rows(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a text: ``项目名称 | 项目 | 填写内容``."""
    known = {squeeze_label(field.label): field.label for field in NARRATIVE_FIELDS}
    read = Collector()
    for row_index, row in rows:
        label, value = _label(table, row, _LABEL), table.value(row, _CONTENT)
        if label in known or (label and value is not None):
            read.add((known.get(label, label),), value, table.cell(row_index, _CONTENT))
    return read.finish()


def _read_allocations(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """The lines of 资金安排, one a row."""
    data = []
    cells = {}
    for index, (row_index, row) in enumerate(rows, start=1):
        data.append({label: table.value(row, label) for label in table.head.columns})
        for label in table.head.columns:
            cells[f"[{index}].{label}"] = table.cell(row_index, label)
    return SheetData(data, cells).under(ALLOCATIONS)


def _read_execution_columns(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a project: ``项目名称 | 年度目标完成情况 | 财政拨款年初预算数 | …``."""
    read = Collector()
    for row_index, row in rows:
        for head in table.head.columns:
            path = (FUNDING, *FUND_AMOUNTS[head]) if head in FUND_AMOUNTS else (head,)
            read.add(path, table.value(row, head), table.cell(row_index, head))
    return read.finish()


def _read_execution_rows(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a fund: ``项目名称 | 资金 | 年初预算数 | …``; the fund stands beside the name where it has no head."""
    column = table.head.columns.get(_FUND, table.key_column + 1)
    return read_fund_rows(table.sheet, table.head, rows, column).under(FUNDING)


def _read_results(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    return read_result_rows(table.sheet, table.head, rows).under(INDICATORS)


def _read_history(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    return read_history_rows(table.sheet, table.head, rows)


def _label(table: ProjectTable, row: Row, head: str) -> str:
    """The label of a row, for comparing; without a head of its own it stands beside the name."""
    column = table.head.columns.get(head, table.key_column + 1)
    value = row[column] if column < len(row) else None
    return "" if value is None else squeeze_label(str(value))


def _labels(fields: Sequence[Field]) -> tuple[str, ...]:
    """The labels of the columns behind the name."""
    return tuple(field.label for field in fields if field.label != KEY)


def _nothing(_table: ProjectTable, _rows: Sequence[NumberedRow]) -> SheetData:
    return SheetData({}, {})


#: 项目信息: any two of the required labels tell the row of heads.
INFO_LAYOUTS = tuple(Layout((KEY, other), _labels(INFO), _nothing) for other in ("年度", "实施单位"))
_EXECUTION = _labels(EXECUTION_HEADS)
_EXECUTION_ROW = (_FUND, *(field.label for field in EXECUTION_AMOUNT_FIELDS))
_RESULTS = Layout((KEY, _RESULT_NAME), _labels(RESULT_HEADS), _read_results)
#: The other sheets: name, where its content goes in the record, its layouts; what fits first counts.
PART_LAYOUTS: tuple[tuple[str, str, tuple[Layout, ...]], ...] = (
    (
        FUNDING_SHEET,
        FUNDING,
        (
            Layout((KEY, *SIDES), (_SOURCE,), _read_amount_rows),
            *(Layout((KEY, head), tuple(SIDED_AMOUNTS), _read_amount_columns) for head in SIDED_AMOUNTS),
        ),
    ),
    (INDICATOR_SHEET, INDICATORS, (Layout((KEY, *INDICATOR_KEYS), LABELS, _read_indicators, (KEY, *LEVELS)),)),
    (
        NARRATIVE_SHEET,
        NARRATIVE,
        (
            Layout((KEY, _CONTENT), (_LABEL,), _read_prose_rows),
            Layout((KEY,), _labels(NARRATIVE_HEADS), _read_prose_columns, second_key=PROSE_NAME.label),
        ),
    ),
    (ALLOCATIONS, NARRATIVE, (Layout((KEY, *_labels(ALLOCATION_HEADS)), (), _read_allocations),)),
    (
        EXECUTION_SHEET,
        EXECUTION,
        (
            _RESULTS,
            Layout((KEY, EXECUTION_AMOUNT_FIELDS[0].label), _EXECUTION_ROW, _read_execution_rows),
            *(Layout((KEY, head), _EXECUTION, _read_execution_columns) for head in _EXECUTION),
        ),
    ),
    (RESULT_SHEET, EXECUTION, (_RESULTS,)),
    (HISTORY_SHEET, HISTORY, (Layout((KEY, *HISTORY_KEYS), _labels(HISTORY_HEADS), _read_history),)),
)
