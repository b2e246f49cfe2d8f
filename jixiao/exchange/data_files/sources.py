"""Which files of the folders a clerk names hold data, and which .csv files belong together.

Skips what is no data and says so: lock files of an open workbook, WPS's own .et, hidden files, anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...declaration.fields import INDICATOR_SHEET, PROJECT_SHEET
from ..errors import explain_os_error
from ..own_files import find_own

JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
CSV_SUFFIX = ".csv"
#: In the name of a copy that --mark made, which is no data of its own.
MARKED = "（标注）"
_ADVICE = {
    ".et": "WPS 表格的 .et 格式读不了，请另存为 .xlsx",
    ".wps": "WPS 文字的 .wps 格式读不了",
}
#: Between the name of a project and that of its sheet: 甲项目-绩效指标.csv.
_MARKS = ("-", "_", " ", "－")
#: Old data that an import kept, and what it could not place.
_LEFT_BY_IMPORT = re.compile(r"（(?:导入前\d+|未识别)）$")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``skipped`` is why it is left out, "" for a data file.

    ``is_lost`` is true where it holds data all the same, which must not be passed over: a .csv that belongs to nothing.
    ``sheets`` are the .csv files that belong to it, by the sheet each is: all of a set whose 项目信息 the file is, or
    the indicators beside another data file.
    """

    path: Path
    skipped: str = ""
    sheets: tuple[tuple[str, Path], ...] = ()
    is_lost: bool = False


def iter_sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The files at the paths, folders opened (also inner ones), in the order of their names, each file once."""
    seen: set[Path] = set()
    for path in paths:
        for source in _iter_path(path):
            if source.path.resolve() not in seen:
                seen.add(source.path.resolve())
                yield source


def _iter_path(path: Path) -> Iterator[Source]:
    if path.is_dir():
        yield from _iter_folder(path)
    else:
        yield _judge(path, named=True)


def _iter_folder(folder: Path) -> Iterator[Source]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Source(folder, f"文件夹打不开，{explain_os_error(error)}")
        return
    for entry in entries:
        if entry.is_dir() and not entry.name.startswith("."):
            yield from _iter_folder(entry)
        elif entry.is_file():
            yield _judge(entry, named=False)


def _judge(file: Path, *, named: bool) -> Source:
    """What to do with a file; one that the clerk named is left to the readers, whatever it is called."""
    if reason := _find_reason(file, named=named):
        return Source(file, reason)
    if file.suffix.lower() == CSV_SUFFIX and file.is_file():
        return _judge_csv(file)
    return Source(file, sheets=_find_indicators(file))


def _find_reason(file: Path, *, named: bool) -> str:
    """Why a file is left out; "" for data."""
    suffix = file.suffix.lower()
    if file.name.startswith("~$"):
        return "是打开着的工作簿的锁文件"
    if suffix in _ADVICE:
        return _ADVICE[suffix]
    if named:
        return ""
    if MARKED in file.name:
        return "是标注过的副本，不作为数据"
    if file.name.startswith("."):
        return "是隐藏文件"
    if suffix not in JSON_SUFFIXES | WORKBOOK_SUFFIXES | {CSV_SUFFIX}:
        return "不是数据文件"
    if _LEFT_BY_IMPORT.search(file.stem):
        return "是导入时留下的，不是数据"
    return find_own(file.name)


def _judge_csv(file: Path) -> Source:
    """A .csv stands for its set, whose first file is 项目信息; or for the data file that its indicators belong to."""
    from ..grids.csv_files import SHEETS, find_csv_name

    try:
        name = find_csv_name(file)
    except OSError as error:
        return Source(file, f"文件读不出来：{explain_os_error(error)}")
    if name is None:
        return Source(file, f"看不出是哪个工作表，请把文件名写成“项目名称-{INDICATOR_SHEET}{CSV_SUFFIX}”的样子")
    if not name.mark and name.project:
        first = file if name.sheet == PROJECT_SHEET else None
    else:
        first = name.beside(file, PROJECT_SHEET)
    if first:
        sheets = ((sheet, name.beside(file, sheet)) for sheet in SHEETS)
        found = tuple((sheet, path) for sheet, path in sheets if path) if name.mark or not name.project else ()
        return Source(first, sheets=found or ((PROJECT_SHEET, first),))
    if name.sheet == INDICATOR_SHEET and (data := _find_data(file, name.project)):
        return Source(data, sheets=((INDICATOR_SHEET, file),))
    first_name = f"{name.project}{name.mark}{PROJECT_SHEET}{CSV_SUFFIX}"
    return Source(file, f"旁边没有同一项目的“{first_name}”，不知道属于哪个项目", is_lost=True)


def _find_data(file: Path, project: str) -> Path | None:
    """The JSON file or workbook of a project in the folder of a file."""
    names = (file.with_name(project + suffix) for suffix in sorted(JSON_SUFFIXES | WORKBOOK_SUFFIXES))
    return next((path for path in names if project and path.is_file()), None)


def _find_indicators(data: Path) -> tuple[tuple[str, Path], ...]:
    """The .csv of indicators beside a data file; none where it is part of a set of its own."""
    names = [f"{data.stem}{mark}{INDICATOR_SHEET}{CSV_SUFFIX}" for mark in _MARKS] + [data.stem + CSV_SUFFIX]
    files = (path for name in names if (path := data.with_name(name)).is_file())
    return next((source.sheets for file in files if (source := _judge_csv(file)).path == data), ())
