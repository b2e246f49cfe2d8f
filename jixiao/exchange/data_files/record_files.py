"""Data files as records: which reader a file needs, and reading it more than once without keeping it.

A run looks at every record twice: first for projects of the same name, then to file them.  Records of JSON Lines are
read again, those of a workbook of many projects come from its rows on disk, those of other files are kept, so that a
file of any length takes little memory and a workbook is opened once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...declaration.fields import PROJECT_SHEET
from ..errors import explain_os_error
from .json_data import is_json_lines, iter_json_records
from .records import Record, unreadable
from .sources import CSV_SUFFIX, WORKBOOK_SUFFIXES, Source
from .workbook_data import read_workbook

#: Zip and OLE2, whatever the file is called: clerks rename files.
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class RecordFile:
    """The records of one file, as often as they are asked for."""

    path: Path
    kept: Iterable[Record] | None = None

    def __iter__(self) -> Iterator[Record]:
        """The records in the order of the file; one that cannot be read says so.  Never raises."""
        return _iter_lines(self.path) if self.kept is None else iter(self.kept)


def open_sources(sources: Iterable[Source]) -> list[RecordFile]:
    """The files of the sources, those that are no data as files that cannot be read; JSON Lines are read later."""
    return [
        RecordFile(source.path, (unreadable(source.path, f"{source.skipped}。"),)) if source.skipped else _open(source)
        for source in sources
    ]


def _open(source: Source) -> RecordFile:
    path = source.path
    try:
        if source.sheets or path.suffix.lower() == CSV_SUFFIX:
            return RecordFile(path, _read_with_csv(source))
        if _is_workbook(path):
            return RecordFile(path, read_workbook(path))
        return RecordFile(path) if is_json_lines(path) else RecordFile(path, tuple(iter_json_records(path)))
    except OSError as error:
        return RecordFile(path, (unreadable(path, _explain(error)),))


def _read_with_csv(source: Source) -> Iterable[Record]:
    """The records of a set of .csv files, or of a data file with its indicators in a .csv.  Raises OSError."""
    from .csv_data import add_indicators, read_csv_set

    path = source.path
    if path.suffix.lower() == CSV_SUFFIX:
        return read_csv_set(path, source.sheets or ((PROJECT_SHEET, path),))
    records = read_workbook(path) if _is_workbook(path) else iter_json_records(path)
    return add_indicators(records, source.sheets[0][1])


def _iter_lines(path: Path) -> Iterator[Record]:
    try:
        yield from iter_json_records(path)
    except OSError as error:
        yield unreadable(path, _explain(error))


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as stream:
        start = stream.read(4)
    return start in _WORKBOOK_STARTS or path.suffix.lower() in WORKBOOK_SUFFIXES


def _explain(error: OSError) -> str:
    return f"文件读不出来：{explain_os_error(error)}。"
