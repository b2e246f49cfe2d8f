"""A sheet with a column 项目名称, read row by row into a store where the rows of a project are found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from ...declaration.cleaning import squeeze_label
from ...declaration.findings import Finding, Level
from ..grids.grid import Row, Sheet, Value, iter_plain_rows
from ..grids.raw_sheets import RawSheet
from .many_heads import KEY
from .row_store import RowStore
from .sheet_data import SheetData
from .sheet_tables import Head, NumberedRow, find_head, is_note, iter_filled, iter_unknown_heads, missing_head, note_of

#: Heads stand near the top; what is read before them is kept in memory.
_FIRST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """One way a sheet may look: the heads it must have, those it may have, and what its rows mean.

    ``merged`` are the columns in which a merge fills its rows; ``second_key`` is what a second 项目名称 is called.
    """

    heads: tuple[str, ...]
    further: tuple[str, ...]
    read: Callable[[ProjectTable, Sequence[NumberedRow]], SheetData]
    merged: tuple[str, ...] = (KEY,)
    second_key: str = ""


@dataclass(slots=True)
class ProjectTable:
    """The rows of one sheet by project; ``head`` is without the column of the names."""

    sheet: Sheet
    layout: Layout
    head: Head
    key_column: int
    store: RowStore = field(default_factory=RowStore)
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()

    def read(self, key: str) -> SheetData:
        """What the sheet holds about a project."""
        rows = self.store.rows(key)
        return self.layout.read(self, rows)

    def cell(self, row_index: int, label: str) -> str:
        """The place of the content under a head."""
        return self.sheet.cell(row_index, self.head.columns[label])

    def value(self, row: Row, label: str) -> Value:
        """The content of a row under a head; None without such a head."""
        column = self.head.columns.get(label)
        return row[column] if column is not None and column < len(row) else None


def read_table(raw: RawSheet, layouts: Sequence[Layout], *, inherit: bool) -> ProjectTable:
    """The table of a sheet in the first layout that fits; ``inherit``: a row without name belongs to the one above.

    Raises DataFileError where no layout fits, or the sheet cannot be read.
    """
    content = raw.read()
    sheet = Sheet(raw.shown or raw.name, (), content.merges, content.lines)
    rows = enumerate(iter_plain_rows(content.rows))
    first = list(islice(rows, _FIRST_ROWS))
    table = _find_table(sheet, first, layouts)
    below = first[_index_below(first, table.head.row_index) :]
    columns = [_column(table, label) for label in table.layout.merged if label == KEY or label in table.head.columns]
    _fill(table, iter_filled(chain(below, rows), content.merges, columns), inherit=inherit)
    return table


def project_key(value: Value) -> str:
    """The name as a key: blanks and the width of brackets do not matter; "" for a blank cell."""
    return "" if value is None else squeeze_label(str(value))


def _find_table(sheet: Sheet, first: Sequence[NumberedRow], layouts: Sequence[Layout]) -> ProjectTable:
    for layout in layouts:
        head = find_head(first, layout.heads, layout.further)
        if head is not None:
            return _table(sheet, layout, head)
    raise missing_head(sheet.name, layouts[0].heads)


def _table(sheet: Sheet, layout: Layout, head: Head) -> ProjectTable:
    columns = {label: column for label, column in head.columns.items() if label != KEY}
    unknown = dict(head.unknown)
    for column, text in head.unknown.items():
        if layout.second_key and text == KEY and layout.second_key not in columns:
            columns[layout.second_key] = column
            del unknown[column]
    return ProjectTable(sheet, layout, Head(head.row_index, columns, unknown), head.columns[KEY])


def _index_below(first: Sequence[NumberedRow], head_row: int) -> int:
    return next(index for index, (row_index, _) in enumerate(first) if row_index == head_row) + 1


def _column(table: ProjectTable, label: str) -> int:
    return table.key_column if label == KEY else table.head.columns[label]


def _fill(table: ProjectTable, rows: Iterator[NumberedRow], *, inherit: bool) -> None:
    """Puts the rows into the store; blank ones, sums and remarks are left out."""
    filled: set[int] = set()
    notes: list[Finding] = []
    typed: Value = None
    key = ""
    for row_index, row in rows:
        if all(value is None for value in row):
            continue
        if is_note(row):
            notes.append(note_of(table.sheet, row_index, row))
            continue
        own = row[table.key_column] if table.key_column < len(row) else None
        if own != typed and (own is not None or not inherit):
            typed, key = own, project_key(own)
        if table.head.unknown:
            filled.update(column for column in table.head.unknown if column < len(row) and row[column] is not None)
        table.store.add(key, (row_index, row))
    known = [*table.head.columns, *(label for label in table.layout.further if label not in table.head.columns)]
    table.problems = tuple(iter_unknown_heads(table.sheet, table.head, filled, known))
    table.notes = tuple(notes)


def iter_inherited(table: ProjectTable, rows: Sequence[NumberedRow]) -> Iterator[Finding]:
    """A note at the first row that took its name over from the row above."""
    for row_index, row in rows:
        if table.key_column >= len(row) or row[table.key_column] is None:
            cell = table.sheet.cell(row_index, table.key_column)
            yield Finding("D08", "", f"{KEY}未填写，按上一行的项目读取。", Level.NOTE, cell=cell)
            return
