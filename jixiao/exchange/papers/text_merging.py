"""Cells of a Word table that merge downwards: those that the filter ``merge`` marked with one key.

docxtpl's own ``{% vm %}`` merges all rows of a loop; the groups of a form are parts of one.  A mark is an element that
no data can hold, because data is escaped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """The element that marks a cell: its name and namespace."""

    name: str
    namespace: str

    @property
    def tag(self) -> str:
        """The name as lxml writes it."""
        return f"{{{self.namespace}}}{self.name}"


MARK = Mark("merge", "urn:jixiao:merge")


def merge_marked(body: Any) -> None:
    """Merges, in every table, the neighbours in a column that are marked with one key; the marks go."""
    for table in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"):
        above: dict[int, str] = {}
        for row in table.tr_lst:
            above = _merge_row(row, above)


def _merge_row(row: Any, above: dict[int, str]) -> dict[int, str]:
    """Merges the cells of a row with those of the row above; the keys of the row by column."""
    keys = {}
    for cell in row.tc_lst:
        key = _take_key(cell)
        if key is None:
            continue
        keys[cell.grid_offset] = key
        goes_on = above.get(cell.grid_offset) == key
        cell.vMerge = "continue" if goes_on else "restart"
        if goes_on:
            _empty(cell)
    return keys


def _take_key(cell: Any) -> str | None:
    """The key of a cell's mark, which is taken away; None without one."""
    marks = list(cell.iter(MARK.tag))
    for mark in marks:
        mark.getparent().remove(mark)
    return str(marks[0].get("key")) if marks else None


def _empty(cell: Any) -> None:
    for paragraph in cell.p_lst:
        for run in paragraph.r_lst:
            paragraph.remove(run)
