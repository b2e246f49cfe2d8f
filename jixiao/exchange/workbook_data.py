"""A data workbook to a record: labels are found by their text, wherever they stand, and every cell is remembered.

Sheets 项目信息, 资金, 绩效指标, 项目文本; others are the clerk's own and are left alone.  One workbook is one project.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..declaration.cleaning import squeeze_label
from ..declaration.fields import (
    FUNDING,
    FUNDING_SHEET,
    GOAL_FIELDS,
    GOALS,
    INDICATOR_SHEET,
    INDICATORS,
    NARRATIVE,
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
)
from ..declaration.findings import Finding, Level
from .errors import DataFileError
from .grid import Sheet, read_sheets
from .indicator_sheet import read_indicators
from .labelled_sheets import read_funding, read_labelled, read_narrative
from .records import Record, unreadable
from .sheet_data import SheetData

_GOAL_LABELS = frozenset(field.label for field in GOAL_FIELDS)
_SHEETS = frozenset({PROJECT_SHEET, FUNDING_SHEET, INDICATOR_SHEET, NARRATIVE_SHEET})
_REQUIRED = frozenset(field.label for field in PROJECT_FIELDS if field.required)


def iter_workbook_records(file: Path) -> Iterator[Record]:
    """The project of a data workbook, or a record that says why there is none.  Raises OSError."""
    try:
        sheets = read_sheets(file, _SHEETS)
        yield _read_record(file, sheets)
    except DataFileError as error:
        yield unreadable(file, str(error))


def _read_record(file: Path, sheets: dict[str, Sheet]) -> Record:
    info = sheets.get(PROJECT_SHEET)
    if info is None:
        raise DataFileError(
            f"没有工作表“{PROJECT_SHEET}”，不是申报数据表；请用 python generate.py new 新建一个。"
            f"现有工作表：{'、'.join(sheets)}。"
        )
    _refuse_row_shape(info)
    parts = [_missing_sheets(sheets), _split_goals(read_labelled(info, PROJECT_FIELDS + GOAL_FIELDS))]
    if sheet := sheets.get(FUNDING_SHEET):
        parts.append(read_funding(sheet).under(FUNDING))
    if sheet := sheets.get(INDICATOR_SHEET):
        parts.append(read_indicators(sheet).under(INDICATORS))
    if sheet := sheets.get(NARRATIVE_SHEET):
        parts.append(read_narrative(sheet).under(NARRATIVE))
    return _join(file, parts)


def _join(file: Path, parts: list[SheetData]) -> Record:
    data: dict[str, Any] = {}
    cells: dict[str, str] = {}
    for part in parts:
        data |= part.data
        cells |= part.cells
    return Record(file, "", data, cells, tuple(problem for part in parts for problem in part.problems))


def _split_goals(info: SheetData) -> SheetData:
    """The goals stand on 项目信息 for the clerk, and under 总体目标 in the data."""
    goals = {label: value for label, value in info.data.items() if label in _GOAL_LABELS}
    rest = {label: value for label, value in info.data.items() if label not in _GOAL_LABELS}
    cells = {f"{GOALS}.{field}" if field in _GOAL_LABELS else field: cell for field, cell in info.cells.items()}
    return SheetData({**rest, GOALS: goals}, cells, info.problems)


def _missing_sheets(sheets: dict[str, Sheet]) -> SheetData:
    """A warning for each sheet that is not there; one that was renamed is refused, or its part would be empty."""
    problems = []
    for name in (FUNDING_SHEET, INDICATOR_SHEET):
        if name in sheets:
            continue
        others = [other for other in sheets if other not in _SHEETS]
        if close := difflib.get_close_matches(name, others, n=1, cutoff=0.5):
            raise DataFileError(f"没有工作表“{name}”，是不是改名为“{close[0]}”了？请把工作表名改回“{name}”。")
        message = f"没有工作表“{name}”，这一部分按空白处理；如有内容，请从新的数据表里复制这个工作表来填。"
        problems.append(Finding("D09", "", message, Level.WARNING))
    return SheetData({}, {}, tuple(problems))


def _refuse_row_shape(info: Sheet) -> None:
    """One project a row is another kind of workbook; read as one project it would lose all but the labels."""
    for row in info.rows:
        labels = {squeeze_label(value) for value in row if isinstance(value, str)}
        if len(labels & _REQUIRED) > 1:
            raise DataFileError(f"工作表“{info.name}”是一行一个项目的样式，暂不支持；请每个项目用一个数据表。")
