"""The values of a form by their place, as formulas read them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from xlsx_template.arrangement.arrange import Arrangement
from xlsx_template.formula.calculate import FormulaCell
from xlsx_template.formula.cell_index import CellKey
from xlsx_template.formula.reference import MAX_COLUMN, MAX_ROW, Area
from xlsx_template.program.model import DynamicCell
from xlsx_template.values import NUMBERS, Styled, is_blank, without_marks


class Grid:
    """The cells of all sheets of a form that hold a value; formulas have none here."""

    def __init__(self, layouts: list[Arrangement]) -> None:
        self._sheets = {layout.program.sheet.name: _SheetGrid(layout) for layout in layouts}

    def values_read_by(self, formulas: list[FormulaCell]) -> dict[CellKey, Any]:
        """The values that formulas read, by sheet, row and column; blank cells are left out."""
        values: dict[CellKey, Any] = {}
        for sheet, area in {read for cell in formulas for read in cell.reads}:
            grid = self._sheets.get(sheet)
            if grid is None:
                continue
            if area.last is None:
                row, column, *_ = area.first
                if (value := grid.value(row, column)) is not None:
                    values[sheet, row, column] = value
                continue
            for row, column, value in grid.values(area):
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

    def value(self, row: int, column: int) -> Any:
        """The value of a cell; None where it is blank."""
        text = self._texts.get((row, column))  # that a page's end puts there
        if text is not None:
            return text
        numbers = self._layout.rows.numbers
        position = bisect_left(numbers, row)
        return self._row(position).get(column) if position < len(numbers) and numbers[position] == row else None

    def values(self, area: Area) -> Iterator[tuple[int, int, Any]]:
        """Row, column and value of the cells of an area that hold one."""
        first, last = area.first.row or 1, area.end.row or MAX_ROW
        left, right = area.first.column or 1, area.end.column or MAX_COLUMN
        numbers = self._layout.rows.numbers
        for position in range(bisect_left(numbers, first), bisect_right(numbers, last)):
            row, number = self._row(position), numbers[position]
            if left == right:
                if left in row:
                    yield number, left, row[left]
                continue
            for column, value in row.items():
                if left <= column <= right:
                    yield number, column, value
        for (number, column), text in self._texts.items():  # those that page ends put there
            if first <= number <= last and left <= column <= right:
                yield number, column, text

    def _row(self, position: int) -> dict[int, Any]:
        row = self._rows.get(position)
        if row is None:
            row = self._rows[position] = _row_values(self._layout, position)
        return row


def _row_values(layout: Arrangement, position: int) -> dict[int, Any]:
    """The values of a row by their column, without blank ones."""
    instance = layout.instances[position]
    program, covered = layout.program.rows[instance.index], layout.covered
    static = {} if instance.is_blank else program.static_values
    values = {column: value for column, value in static.items() if not is_blank(value)}
    for cell, value in zip(program.cells, instance.values, strict=True):
        if value is None and (cell.constant is None or instance.is_blank):
            continue
        bare = value if value.__class__ in NUMBERS else _bare_value(cell, value)
        if bare is not None and bare != "" and (not covered or (position, cell.column) not in covered):
            values[cell.column] = bare
    return values


def _bare_value(cell: DynamicCell, value: Any) -> Any:
    """What a reader takes a value for; a formula's is not here."""
    bare = cell.constant if value is None else value
    if bare.__class__ is Styled:
        bare = None if bare.is_formula else bare.value
    return without_marks(bare) if cell.runs and isinstance(bare, str) else bare
