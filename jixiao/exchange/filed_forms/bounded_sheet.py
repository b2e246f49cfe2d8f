"""A workbook's sheet from what its file holds, with a bound on its size."""

from __future__ import annotations

from ...declaration.filled_form.boxes import FormSheet
from ...declaration.filled_form.grids import Grid, sheet_from_grid
from ..errors import DataFileError
from ..grids.cell_names import column_letters

#: Rows times columns up to the last text; a form has some hundred, a flat table of a county some ten thousand.
_MOST_CELLS = 400_000


def build_sheet(name: str, grid: Grid) -> FormSheet:
    """The sheet; raises DataFileError where a text stands so far out that it was not typed on purpose."""
    last_row = max((row for row, _ in grid.texts), default=-1)
    last_column = max((column for _, column in grid.texts), default=-1)
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS:
        row, column = max(grid.texts, key=lambda place: (place[1], place[0]))
        cell = f"{column_letters(column)}{row + 1}"
        raise DataFileError(f"工作表“{name}”有内容写在很远的单元格（如 {cell}），请删除多余的内容后再试。")
    return sheet_from_grid(name, grid, lambda row, column: f"{name}!{column_letters(column)}{row + 1}")
