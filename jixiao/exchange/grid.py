"""Workbooks as grids of values: what a cell holds, never how it looks.

Read with calamine (xlsx, xls, ods); with openpyxl where calamine cannot be installed (xlsx only).  Numbers become
Decimal with the 15 digits Excel itself shows, so that 0.1+0.2 is 0.3 as on the clerk's screen.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..declaration.cleaning import squeeze_label
from ..declaration.values import is_blank
from .errors import DataFileError
from .sheet_scan import column_letters

try:
    from .grid_calamine import read_grids
except ImportError:  # no wheel for this machine
    from .grid_openpyxl import read_grids

Value = str | int | Decimal | bool | None

#: A data sheet has some hundred rows; whatever lies further out was not typed.
MOST_ROWS, MOST_COLUMNS = 5000, 64


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, 0-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its rows from A1 on, and its merged ranges."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()

    def value(self, row_index: int, column_index: int) -> Value:
        """The value of a cell, None outside the sheet."""
        row = self.rows[row_index] if row_index < len(self.rows) else ()
        return row[column_index] if column_index < len(row) else None

    def label(self, row_index: int, column_index: int) -> str:
        """The text of a cell for comparing with labels: blanks and colons gone, "" for what is no text."""
        value = self.value(row_index, column_index)
        return squeeze_label(value) if isinstance(value, str) else ""

    def cell(self, row_index: int, column_index: int) -> str:
        """The place for a message: ``sheet.cell(8, 0) == "绩效指标!A9"``."""
        return f"{self.name}!{column_letters(column_index)}{row_index + 1}"

    def find_merge(self, row_index: int, column_index: int) -> Merge | None:
        """The merged range a cell lies in."""
        return next(
            (
                merge
                for merge in self.merges
                if merge.top <= row_index <= merge.bottom and merge.left <= column_index <= merge.right
            ),
            None,
        )


def read_sheets(file: Path, wanted: Collection[str]) -> dict[str, Sheet]:
    """The worksheets by name without blanks; those that are not wanted are there, but empty.

    Raises DataFileError for what is no readable workbook, OSError.
    """
    sheets: dict[str, Sheet] = {}
    for name, rows, merges in read_grids(file, lambda name: squeeze_label(name) in wanted):
        sheets[squeeze_label(name)] = Sheet(name, _plain_rows(rows), tuple(Merge(*merge) for merge in merges))
    if not sheets:
        raise DataFileError("工作簿里没有工作表。")
    return sheets


def plain_value(value: object) -> Value:
    """A cell's value as the domain takes it: ``plain_value(300.0) == 300``; a date is "2019/10/18"."""
    match value:
        case None:
            return None
        case str():
            return None if is_blank(value) else value
        case bool() | int():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(f"{value:.15g}")
        case datetime.datetime() | datetime.date():
            return _date_text(value)
        case _:
            return str(value)


def _date_text(value: datetime.date) -> str:
    """The date as clerks type it, without leading zeros; a time of day only where there is one."""
    text = f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        text += f" {value:%H:%M}"
    return text


def _plain_rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(plain_value(value) for value in row) for row in _cut(rows))


def _cut(rows: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            return
        yield list(row)[:MOST_COLUMNS]
