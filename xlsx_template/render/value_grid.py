"""The values of a form by their place, as formulas read them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.formula.calculate import FormulaCell
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.reference import MAX_ROW, Area
from xlsx_template.values import Styled, is_blank, without_marks


class Grid:
    """The cells of all sheets of a form that hold a value; formulas have none here."""

    def __init__(self, layouts: list[Arrangement]) -> None:
        self._sheets = {layout.program.sheet.name: _SheetGrid(layout) for layout in layouts}

    def values_read_by(self, formulas: list[FormulaCell]) -> dict[CellKey, Any]:
        """The values that formulas read, by sheet, row and column; blank cells are left out."""
        values: dict[CellKey, Any] = {}
        for sheet, area in {read for cell in formulas for read in cell.reads}:
            grid = self._sheets.get(sheet)
            for row, column, value in grid.values(area) if grid else ():
                values[sheet, row, column] = value
        return values

    def values_in(self, sheet: str, area: Area) -> dict[tuple[int, int], Any] | None:
        """The values of an area by row and column, without blank cells; None where there is no such sheet."""
        grid = self._sheets.get(sheet)
        return {(row, column): value for row, column, value in grid.values(area)} if grid else None


class _SheetGrid:
    """The values of one sheet; a row is looked at once."""

    def __init__(self, layout: Arrangement) -> None:
        self._layout = layout
        self._rows: dict[int, dict[int, Any]] = {}
        self._texts = {place: change.text for place, change in layout.changes.items() if change.text is not None}

    def values(self, area: Area) -> Iterator[tuple[int, int, Any]]:
        """Row, column and value of the cells of an area that hold one."""
        first, last = area.first.row or 1, area.end.row or MAX_ROW
        numbers = self._layout.rows.numbers
        for position in range(bisect_left(numbers, first), bisect_right(numbers, last)):
            row = self._row(position)
            if area.last is None:
                if area.first.column in row:
                    yield numbers[position], area.first.column, row[area.first.column]
                continue
            for column, value in row.items():
                if not area.first.column or area.first.column <= column <= area.end.column:
                    yield numbers[position], column, value
        for (number, column), text in self._texts.items():  # those that page ends put there
            if first <= number <= last and (not area.first.column or area.first.column <= column <= area.end.column):
                yield number, column, text

    def _row(self, position: int) -> dict[int, Any]:
        row = self._rows.get(position)
        if row is None:
            row = {column: value for column, value in _row_values(self._layout, position) if not is_blank(value)}
            self._rows[position] = row
        return row


def _row_values(layout: Arrangement, position: int) -> Iterator[tuple[int, Any]]:
    instance = layout.instances[position]
    program = layout.program.rows[instance.index]
    if not instance.is_blank:
        yield from program.static_values.items()
    for cell in program.cells:
        if (position, cell.column) in layout.covered:
            continue
        if cell.value_index is not None:
            value = instance.values[cell.value_index]
            if not (isinstance(value, Styled) and value.is_formula):
                bare = value.value if isinstance(value, Styled) else value
                yield cell.column, without_marks(bare) if cell.runs and isinstance(bare, str) else bare
        elif cell.constant and not instance.is_blank:
            yield cell.column, without_marks(cell.constant)
