"""Which files of the folders a clerk names hold data.

Skips what is no data and says so: lock files of an open workbook, WPS's own .et, hidden files, anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import explain_os_error
from .ledger import LEDGER_NAME

JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_ADVICE = {
    ".et": "WPS 表格的 .et 格式读不了，请另存为 .xlsx",
    ".wps": "WPS 文字的 .wps 格式读不了",
    ".csv": "暂不读取 .csv，请另存为 .xlsx",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file: ``skipped`` is why it is left out, "" for a data file."""

    path: Path
    skipped: str = ""


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
    suffix = file.suffix.lower()
    if file.name.startswith("~$"):
        return Source(file, "是打开着的工作簿的锁文件")
    if suffix in _ADVICE:
        return Source(file, _ADVICE[suffix])
    if named:
        return Source(file)
    if file.name.startswith("."):
        return Source(file, "是隐藏文件")
    if suffix not in JSON_SUFFIXES | WORKBOOK_SUFFIXES:
        return Source(file, "不是数据文件")
    return Source(file, "是本程序的生成记录") if file.name == LEDGER_NAME else Source(file)
