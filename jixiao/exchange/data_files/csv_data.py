"""Sets of .csv files to records, and indicators from a .csv beside another data file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ...declaration.fields import INDICATORS
from ...declaration.findings import Finding
from ..errors import DataFileError
from ..grids.csv_files import csv_sheet
from ..grids.grid import load_sheet
from .indicator_sheet import read_indicators
from .records import Record, unreadable
from .workbook_data import read_sheet_set

Parts = Sequence[tuple[str, Path]]


def read_csv_set(file: Path, parts: Parts) -> Iterable[Record]:
    """The projects of a set, whose 项目信息 is the file, or why there are none.  Raises OSError."""
    try:
        return read_sheet_set(file, [csv_sheet(path, sheet) for sheet, path in parts])
    except DataFileError as error:
        return (unreadable(file, str(error)),)


def add_indicators(records: Iterable[Record], indicators: Path) -> Iterable[Record]:
    """The one record of a data file with the indicators of a .csv.  Raises OSError."""
    found = tuple(records)
    if len(found) != 1 or not isinstance(found[0].data, dict):
        message = f"旁边的“{indicators.name}”不知道属于哪个项目：数据文件里不是一个项目。请把指标写进数据文件。"
        return (*found, unreadable(indicators, message))
    return (_add(found[0], found[0].data, indicators),)


def _add(record: Record, data: dict[str, object], indicators: Path) -> Record:
    if data.get(INDICATORS):
        message = f"数据文件和“{indicators.name}”里都有绩效指标，请只保留一处。"
        return replace(record, problems=(*record.problems, Finding("D03", INDICATORS, message)))
    try:
        read = read_indicators(load_sheet(csv_sheet(indicators, INDICATORS))).under(INDICATORS)
    except DataFileError as error:
        return replace(record, problems=(*record.problems, Finding("D04", INDICATORS, str(error))))
    # That the workbook has no sheet of indicators is no longer worth a word.
    problems = [problem for problem in record.problems if (problem.rule, problem.field) != ("D09", INDICATORS)]
    return replace(
        record,
        data=data | read.data,
        cells={**record.cells, **read.cells},
        problems=(*problems, *read.problems),
    )
