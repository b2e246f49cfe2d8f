"""A data workbook to records: labels are found by their text, wherever they stand, and every cell is remembered.

Sheets 项目信息, 资金, 绩效指标, 项目文本, 执行情况 and 历年; others are the clerk's own and are left alone, hidden
ones too.  Two shapes, told apart by where the labels of 项目信息 stand: below each other for one project, beside each
other for one project a row (``many_projects``).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from ...declaration.cleaning import squeeze_label
from ...declaration.fields import (
    EXECUTION,
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
    NARRATIVE_SHEET,
    PROJECT_FIELDS,
    PROJECT_SHEET,
)
from ...declaration.findings import Finding, Level
from ..errors import DataFileError
from ..grids.csv_files import SHEETS
from ..grids.grid import Sheet, iter_plain_rows, load_sheet, open_workbook
from ..grids.raw_sheets import RawSheet
from .execution_sheet import read_execution
from .history_sheet import read_history
from .indicator_sheet import read_indicators
from .labelled_sheets import read_funding, read_labelled, read_narrative
from .records import Record, unreadable
from .sheet_data import SheetData, join_parts

_GOAL_LABELS = frozenset(field.label for field in GOAL_FIELDS)
_REQUIRED = frozenset(field.label for field in PROJECT_FIELDS if field.required)
#: Heads stand near the top.
_FIRST_ROWS = 30

Sheets = Mapping[str, RawSheet]


def read_workbook(file: Path) -> Iterable[Record]:
    """The projects of a data workbook, as often as they are asked for, or why there are none.  Raises OSError."""
    try:
        return read_sheet_set(file, open_workbook(file))
    except DataFileError as error:
        return (unreadable(file, str(error)),)


def read_sheet_set(file: Path, sheets: Sequence[RawSheet]) -> Iterable[Record]:
    """The projects of the sheets of a workbook, or of a set of .csv files.  Raises DataFileError, OSError."""
    visible = {squeeze_label(sheet.name): sheet for sheet in sheets if not sheet.is_hidden}
    if PROJECT_SHEET not in visible:
        raise DataFileError(_no_project_sheet(sheets))
    missing = tuple(_iter_missing(visible, sheets))
    if _is_one_a_row(visible[PROJECT_SHEET]):
        from .many_projects import read_many

        return read_many(file, visible, missing)
    return (_read_one(file, visible, missing),)


def _is_one_a_row(info: RawSheet) -> bool:
    """True where the labels of 项目信息 stand beside each other.  Raises DataFileError."""
    rows = islice(iter_plain_rows(info.read().rows), _FIRST_ROWS)
    return any(len({squeeze_label(value) for value in row if isinstance(value, str)} & _REQUIRED) > 1 for row in rows)


def _read_one(file: Path, sheets: Sheets, missing: tuple[Finding, ...]) -> Record:
    """The project of a workbook of one; what is wrong with one sheet does not hide what is wrong with another."""
    parts = [SheetData({}, {}, missing), _read_info(load_sheet(sheets[PROJECT_SHEET]))]
    for name, label, read in _PARTS:
        if name in sheets:
            parts.append(_read_part(sheets[name], label, read))
    joined = join_parts(parts)
    return Record(file, "", joined.data, joined.cells, joined.problems)


def _read_part(raw: RawSheet, label: str, read: Callable[[Sheet], SheetData]) -> SheetData:
    try:
        return read(load_sheet(raw)).under(label)
    except DataFileError as error:
        return SheetData({}, {}, (Finding("D04", "", str(error)),))


def _read_info(sheet: Sheet) -> SheetData:
    """The goals stand on 项目信息 for the clerk, and under 总体目标 in the data."""
    info = read_labelled(sheet, PROJECT_FIELDS + GOAL_FIELDS)
    goals = {label: value for label, value in info.data.items() if label in _GOAL_LABELS}
    rest = {label: value for label, value in info.data.items() if label not in _GOAL_LABELS}
    cells = {f"{GOALS}.{field}" if field in _GOAL_LABELS else field: cell for field, cell in info.cells.items()}
    return SheetData({**rest, GOALS: goals}, cells, info.problems)


_PARTS: tuple[tuple[str, str, Callable[[Sheet], SheetData]], ...] = (
    (FUNDING_SHEET, FUNDING, read_funding),
    (INDICATOR_SHEET, INDICATORS, read_indicators),
    (NARRATIVE_SHEET, NARRATIVE, read_narrative),
    (EXECUTION_SHEET, EXECUTION, read_execution),
    (HISTORY_SHEET, HISTORY, read_history),
)


def _iter_missing(visible: Sheets, sheets: Sequence[RawSheet]) -> Iterator[Finding]:
    """A finding for each sheet that is not there; one that was renamed is refused, or its part would be empty."""
    hidden = {squeeze_label(sheet.name) for sheet in sheets if sheet.is_hidden}
    for name in SHEETS:
        if name in hidden and name not in visible:
            yield Finding("D09", name, f"工作表“{name}”是隐藏的，没有读取；要读取请先取消隐藏。", Level.WARNING)
        elif name in (FUNDING_SHEET, INDICATOR_SHEET) and name not in visible:
            yield _missing(name, [other for other in visible if other not in SHEETS])


def _missing(name: str, others: Sequence[str]) -> Finding:
    if close := difflib.get_close_matches(name, others, n=1, cutoff=0.5):
        return Finding("D09", name, f"没有工作表“{name}”，是不是改名为“{close[0]}”了？请把工作表名改回“{name}”。")
    message = f"没有工作表“{name}”，这一部分按空白处理；如有内容，请从新的数据表里复制这个工作表来填。"
    return Finding("D09", name, message, Level.WARNING)


def _no_project_sheet(sheets: Sequence[RawSheet]) -> str:
    names = "、".join(f"{sheet.name}（隐藏）" if sheet.is_hidden else sheet.name for sheet in sheets)
    return f"没有工作表“{PROJECT_SHEET}”，不是申报数据表；请用 python generate.py new 新建一个。现有工作表：{names}。"
