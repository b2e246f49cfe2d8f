"""What the sheets of a workbook of many projects look like, and what the rows of one project on them mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..declaration.cleaning import squeeze_label
from ..declaration.fields import (
    ALLOCATION_FIELDS,
    ALLOCATIONS,
    AMOUNT_FIELDS,
    ANNUAL,
    FUNDING,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GOALS,
    INDICATOR_SHEET,
    INDICATORS,
    MID_TERM,
    NARRATIVE,
    NARRATIVE_FIELDS,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    Field,
)
from ..declaration.findings import Finding
from .grid import Value
from .indicator_sheet import HEADS, LABELS, LEVELS, read_indicator_rows
from .labelled_sheets import HELPERS, plain_content
from .project_tables import KEY, Layout, ProjectTable
from .sheet_data import SheetData
from .sheet_tables import NumberedRow

_SIDES = (MID_TERM, ANNUAL)
_PROSE_NAME = "项目文本的项目名称"
_SOURCE, _LABEL, _CONTENT = "资金来源", "项目", "填写内容"
_AMOUNTS = tuple(field.label for field in AMOUNT_FIELDS)
_SIDED_AMOUNTS = {f"{side}{label}": (side, label) for side in _SIDES for label in _AMOUNTS}


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
            cells[path] = table.sheet.cell(row_index, table.head.columns[field.label])
    return SheetData(data, cells)


def _read_amount_rows(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row an amount: ``项目名称 | 资金来源 | 中期 | 年度``."""
    known = {squeeze_label(label): label for label in _AMOUNTS}
    label_column = table.head.columns.get(_SOURCE, table.key_column + 1)
    read = _Amounts(table)
    for row_index, row in rows:
        label = squeeze_label(str(row[label_column])) if label_column < len(row) and row[label_column] else ""
        for side in _SIDES:
            value = table.value(row, side)
            if label not in HELPERS and (label in known or value is not None):
                read.add(side, known.get(label, label or _SOURCE), value, (row_index, table.head.columns[side]))
    return read.finish()


def _read_amount_columns(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a project: ``项目名称 | 中期总投入 | 年度总投入 | …``."""
    read = _Amounts(table)
    for row_index, row in rows:
        for head, (side, label) in _SIDED_AMOUNTS.items():
            if (value := table.value(row, head)) is not None:
                read.add(side, label, value, (row_index, table.head.columns[head]))
    return read.finish()


class _Amounts:
    """The amounts of one project while its rows are read."""

    def __init__(self, table: ProjectTable) -> None:
        self._table = table
        self._data: dict[str, dict[str, Value]] = {side: {} for side in _SIDES}
        self._cells: dict[str, str] = {}
        self._problems: list[Finding] = []

    def add(self, side: str, label: str, value: Value, place: tuple[int, int]) -> None:
        path, cell = f"{side}.{label}", self._table.sheet.cell(*place)
        if self._data[side].get(label) is not None:
            self._problems.append(Finding("D03", path, f"“{label}”出现了两次，请只保留一个。", cell=cell))
        self._data[side][label] = value
        self._cells[path] = cell

    def finish(self) -> SheetData:
        return SheetData(self._data, self._cells, tuple(self._problems))


def _read_indicators(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    return read_indicator_rows(table.sheet, table.head, rows)


def _read_prose_columns(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a project: ``项目名称 | 立项依据 | …``."""
    data: dict[str, Value] = {}
    cells: dict[str, str] = {}
    problems = []
    for row_index, row in rows:
        for head, column in table.head.columns.items():
            label, value = (KEY if head == _PROSE_NAME else head), table.value(row, head)
            if value is not None and label in data:
                problems.append(_repeated(label, table.sheet.cell(row_index, column)))
            if value is not None or label not in data:
                data[label], cells[label] = value, table.sheet.cell(row_index, column)
    return SheetData(data, cells, tuple(problems))


def _read_prose_rows(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """A row a text: ``项目名称 | 项目 | 填写内容``."""
    known = {squeeze_label(field.label): field.label for field in NARRATIVE_FIELDS}
    label_column = table.head.columns.get(_LABEL, table.key_column + 1)
    data: dict[str, Value] = {}
    cells: dict[str, str] = {}
    problems = []
    for row_index, row in rows:
        label = squeeze_label(str(row[label_column])) if label_column < len(row) and row[label_column] else ""
        name, value = known.get(label, label), table.value(row, _CONTENT)
        if not label or (value is None and name in data):
            continue
        if data.get(name) is not None:
            problems.append(_repeated(name, table.sheet.cell(row_index, label_column)))
        data[name], cells[name] = value, table.sheet.cell(row_index, table.head.columns[_CONTENT])
    return SheetData(data, cells, tuple(problems))


def _read_allocations(table: ProjectTable, rows: Sequence[NumberedRow]) -> SheetData:
    """The lines of 资金安排, one a row."""
    data = []
    cells = {}
    for index, (row_index, row) in enumerate(rows, start=1):
        data.append({label: table.value(row, label) for label in table.head.columns})
        for label, column in table.head.columns.items():
            cells[f"[{index}].{label}"] = table.sheet.cell(row_index, column)
    return SheetData(data, cells)


def _repeated(label: str, cell: str) -> Finding:
    return Finding("D03", label, f"“{label}”出现了两次，请只保留一个。", cell=cell)


def _labels(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(field.label for field in fields)


def _nothing(_table: ProjectTable, _rows: Sequence[NumberedRow]) -> SheetData:
    return SheetData({}, {})


#: 项目信息: any two of the required labels tell the row of heads.
INFO_LAYOUTS = tuple(
    Layout((KEY, other), _labels((*PROJECT_FIELDS, *GOAL_FIELDS)), _nothing) for other in ("年度", "实施单位")
)
#: The other sheets: name, where its content goes in the record, its layouts; what fits first counts.
PART_LAYOUTS: tuple[tuple[str, str, tuple[Layout, ...]], ...] = (
    (
        FUNDING_SHEET,
        FUNDING,
        (
            Layout((KEY, *_SIDES), (_SOURCE,), _read_amount_rows),
            *(Layout((KEY, head), tuple(_SIDED_AMOUNTS), _read_amount_columns) for head in _SIDED_AMOUNTS),
        ),
    ),
    (INDICATOR_SHEET, INDICATORS, (Layout((KEY, *HEADS), LABELS, _read_indicators, (KEY, *LEVELS)),)),
    (
        NARRATIVE_SHEET,
        NARRATIVE,
        (
            Layout((KEY, _CONTENT), (_LABEL,), _read_prose_rows),
            Layout((KEY,), _labels(NARRATIVE_FIELDS[1:]), _read_prose_columns, second_key=_PROSE_NAME),
        ),
    ),
    (ALLOCATIONS, ALLOCATIONS, (Layout((KEY, *_labels(ALLOCATION_FIELDS)), (), _read_allocations),)),
)
