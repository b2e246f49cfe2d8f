"""Several forms on one sheet or in one document: where each begins.

A form begins with the lines over its 项目名称, its title at the latest; what stands between two forms below the first
one's last line belongs to the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .boxes import Box, FormSheet
from .goals import read_goals
from .heads import find_year, is_title
from .indicator_tables import IndicatorTable
from .labels import find_label
from .pairs import iter_pairs

#: Lines between a title and 项目名称: the year, the unit that files, the unit of money.
_MOST_LINES = 6


def split_forms(sheet: FormSheet, tables: list[IndicatorTable]) -> Iterator[FormSheet]:
    """The forms of a sheet, top to bottom; one with all of it where it holds no second 项目名称."""
    taken = table_boxes(sheet, tables)
    rows = name_rows(sheet, taken | read_goals(sheet, taken).boxes)
    starts = [_first_line(sheet, row, previous) for previous, row in zip([-1, *rows], rows, strict=False)]
    if len(starts) < 2:
        yield sheet
        return
    edges = [min(sheet.rows), *starts[1:], max(sheet.rows) + 1]
    for first, following in pairwise(edges):
        yield sheet.part(first, following - 1)


def name_rows(sheet: FormSheet, taken: set[Box]) -> list[int]:
    """The rows in which 项目名称 stands as a label with content; as the heading of a section it has none beside it."""
    pairs = [pair for pair in iter_pairs(sheet, taken) if pair.boxes]
    rows = [pair.box.top for pair in pairs if (pair.label.kind, pair.label.name) == ("field", "项目名称")]
    return sorted(set(rows))


def table_boxes(sheet: FormSheet, tables: list[IndicatorTable]) -> set[Box]:
    """The boxes in the rows of the tables of indicators."""
    rows = {row for table in tables for row in (*_head_rows(table), *table.rows)}
    return {box for row in rows for box in sheet.covering(row)}


def _head_rows(table: IndicatorTable) -> range:
    return range(table.heads[0].top, max(head.bottom for head in table.heads) + 1)


def _first_line(sheet: FormSheet, name_row: int, previous: int) -> int:
    """The first of the lines over a form: its title, or as long as lines hold one text and no label."""
    above = [row for row in range(name_row - 1, previous, -1) if row in sheet.rows]
    titled = [row for row in above[:_MOST_LINES] if any(is_title(box.text) for box in sheet.starting(row))]
    if titled:
        return titled[0]
    start = name_row
    for row in above:
        filled = [box for box in sheet.covering(row) if not box.is_blank]
        if len(filled) > 1 or any(find_label(box.text) and not find_year(box.text) for box in filled):
            break
        start = row if filled else start
    return start
