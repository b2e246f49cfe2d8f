"""Tables on a sheet: the row of heads, merged cells, and the rows below, one by one.

A row is a pair of its index and its values, so that a table of any length can be read as a stream.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...declaration.cleaning import squeeze_label
from ...declaration.findings import Finding, Level
from ..errors import DataFileError
from ..grids.grid import Row, Sheet, Value
from ..grids.raw_sheets import Merge

NumberedRow = tuple[int, Row]

#: Heads of columns that are no field of the form and that clerks add for themselves.
ASIDE = frozenset({"序号", "编号", "备注", "说明", "怎么填", "核对"})

_REMARKS = "说明|填表说明|填报说明|备?注|注意"
#: A sum, with or without a remark in brackets; a remark, alone or before a colon.
_NOTE = re.compile(rf"\s*(?:[合总小共]\s*计\s*(?:[（(].*|[：:]\s*)?$|(?:{_REMARKS})\s*(?:$|[：:]))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Head:
    """The row of heads: the column of each known label, and the other texts with their columns."""

    row_index: int
    columns: dict[str, int]
    unknown: dict[int, str] = field(default_factory=dict)


def find_head(rows: Iterable[NumberedRow], labels: Sequence[str], further: Sequence[str] = ()) -> Head | None:
    """The first row that holds all the labels; a remark in brackets behind a label ("中期（万元）") is no part of it.

    ``further`` are the other labels that are known; what stands twice counts where it stands first.
    """
    known = {squeeze_label(label): label for label in (*labels, *further)}
    for row_index, row in rows:
        columns: dict[str, int] = {}
        unknown: dict[int, str] = {}
        for column, text in enumerate(_label(value) for value in row):
            label = known.get(text) or known.get(text.partition("（")[0])
            if label and label not in columns:
                columns[label] = column
            elif text and text not in ASIDE:
                unknown[column] = text
        if columns.keys() >= set(labels):
            return Head(row_index, columns, unknown)
    return None


def get_head(sheet: Sheet, labels: Sequence[str], further: Sequence[str] = ()) -> Head:
    """The same of a sheet.  Raises DataFileError where there is none."""
    head = find_head(enumerate(sheet.rows), labels, further)
    if head is None:
        raise missing_head(sheet.name, labels)
    return head


def missing_head(sheet_name: str, labels: Sequence[str]) -> DataFileError:
    """The error of a table without its heads."""
    return DataFileError(f"工作表“{sheet_name}”里找不到表头“{'”“'.join(labels)}”，请不要改动表头。")


def iter_unknown_heads(sheet: Sheet, head: Head, filled: Collection[int], known: Sequence[str]) -> Iterator[Finding]:
    """The refusal of every unknown head above content, at its cell; ``filled`` are the columns that hold any."""
    for column, text in head.unknown.items():
        if column in filled:
            nearest = difflib.get_close_matches(text, known, n=1, cutoff=0.4)
            advice = f"是不是“{nearest[0]}”？请改正表头。" if nearest else f"可用的表头有：{'、'.join(known)}。"
            yield Finding("D02", "", f"不认识表头“{text}”，{advice}", cell=sheet.cell(head.row_index, column))


def iter_filled(
    rows: Iterable[NumberedRow], merges: Sequence[Merge], columns: Collection[int]
) -> Iterator[NumberedRow]:
    """The rows, where each cell of the columns that a merge covers has the value of the merge.

    A merge may become known no later than the first of its rows.
    """
    by_top: defaultdict[int, list[Merge]] = defaultdict(list)
    active: dict[int, tuple[int, Value]] = {}
    known = 0
    for row_index, row in rows:
        while known < len(merges):
            by_top[merges[known].top].append(merges[known])
            known += 1
        for merge in by_top.pop(row_index, ()):
            value = row[merge.left] if merge.left < len(row) else None
            active |= {column: (merge.bottom, value) for column in columns if merge.left <= column <= merge.right}
        active = {column: cover for column, cover in active.items() if row_index <= cover[0]}
        yield row_index, _cover(row, active) if active else row


def is_note(row: Row) -> bool:
    """True for a row that is a sum or a remark below a table: its first filled cell says so ("合计", "注：…")."""
    first = next((value for value in row if value is not None), None)
    return isinstance(first, str) and _NOTE.match(first) is not None


def note_of(sheet: Sheet, row_index: int, row: Row) -> Finding:
    """What is said about such a row: that it was not read."""
    column, text = next((column, str(value)) for column, value in enumerate(row) if value is not None)
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    message = f"这一行（“{shown}”）是合计或说明，没有读取。"
    return Finding("D10", "", message, Level.NOTE, cell=sheet.cell(row_index, column))


def _cover(row: Row, active: dict[int, tuple[int, Value]]) -> Row:
    cells = [*row, *[None] * (max(active) + 1 - len(row))]
    for column, (_, value) in active.items():
        if cells[column] is None:
            cells[column] = value
    return tuple(cells)


def _label(value: Value) -> str:
    return squeeze_label(value) if isinstance(value, str) else ""
